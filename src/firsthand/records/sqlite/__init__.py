"""SQLite as Firsthand needs it: a library without the known loss in WAL mode, and safe settings."""
