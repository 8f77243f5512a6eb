"""The kinds of error a person can meet, one for each edge."""


class RuleBroken(Exception):
    """A rule of the method refuses what was asked; the message is for people."""


class BrokenQuote(RuleBroken):
    """A quote does not match its source."""


class ModelMissing(Exception):
    """The sentence model's files are not where they should be; the message says what to do."""
