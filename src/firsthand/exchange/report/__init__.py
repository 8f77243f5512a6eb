"""The one renderer of a dossier: a page, a Markdown file and JSON, from the same value."""
