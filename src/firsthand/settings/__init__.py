"""How the workspace is set up: `local` for one person on one machine, `team`, `test` for tests."""
