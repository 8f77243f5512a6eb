"""A ticket in Markdown, for GitHub, GitLab, Linear, Azure and the like.

A backslash keeps `@name` from being markup and not from calling somebody: only a character between
them does. The word joiner is one that nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.exchange.report import markdown as report
from firsthand.exchange.trackers.ticket import Cited, Ticket, footer, graded, more

JOINER = "\u2060"
_CALLS = re.compile(rf"(?<=[@#])(?=[\w{JOINER}])|(?<=:)(?=[a-z+-][\w+\\-]*:|{JOINER})")
_LINKS = re.compile(r":(?=//)|(?<=[wW]{3})\.|(?<=(?i:mailto)):")
_JOINED = re.compile(rf"(?<=[@#:]){JOINER}")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def markdown(ticket: Ticket) -> str:
    return "\n".join(_lines(ticket)) + "\n"


def escaped(text: str) -> str:
    """The text on one line, with nothing in it that acts, links or calls."""
    return _CALLS.sub(JOINER, _LINKS.sub(r"\\\g<0>", report.escaped(text)))


def unescaped(text: str) -> str:
    """What a reader sees of an escaped text."""
    return _ESCAPED.sub(r"\1", _JOINED.sub("", text))


def _lines(ticket: Ticket) -> Iterator[str]:
    yield f"## {escaped(ticket.title)}"
    yield ""
    if ticket.is_cut:
        yield escaped(ticket.claim)
        yield ""
    study = f"[{escaped(ticket.study)}]({ticket.address})"
    yield f"**{escaped(ticket.stands)}.** {ticket.kind}, {study}"
    yield ""
    yield from (f"- {escaped(one)}" for one in ticket.figures)
    if ticket.quotes or ticket.withheld:
        yield from ("", "### What participants said")
        yield from _quotes(ticket.quotes, ticket.withheld)
    if ticket.against or ticket.withheld_against:
        yield from ("", "### What contradicts it")
        yield from _quotes(ticket.against, ticket.withheld_against)
    yield from ("", f"*{footer(ticket)}*")


def _quotes(quotes: Sequence[Cited], withheld: int) -> Iterator[str]:
    for one in quotes:
        said = " · ".join(escaped(part) for part in (graded(one), one.who, one.when) if part)
        yield from ("", f"> {escaped(one.words)}", "", f"{said} · [in its place]({one.address})")
    if withheld:
        yield from ("", escaped(more(withheld, quotes)))
