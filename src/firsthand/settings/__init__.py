"""How the workspace is set up: `local` for one person, `team` for several, `test` for tests."""
