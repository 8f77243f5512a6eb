"""Logs of what was seen: as a source whose lines can be quoted, and from tables of events."""
