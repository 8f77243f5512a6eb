"""The one kind of error a reader raises."""


class UnreadableFile(Exception):
    """A file could not be read; the message names the reason and what to do, for people."""
