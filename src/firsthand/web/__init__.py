"""PAGES. One folder for each step with its urls, views, forms and what it presents."""
