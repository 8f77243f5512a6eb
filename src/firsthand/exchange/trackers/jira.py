"""A ticket in Jira's wiki markup.

Jira takes a backslash before some characters and keeps HTML entities: whatever else could act gets
an entity. A character that can't act where it stands stays as it is, so
that the text can be read where nobody renders it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from firsthand.exchange.report.display import shown
from firsthand.exchange.trackers.ticket import Cited, Ticket, footer, graded, more

_ACTS = re.compile(
    r"[\[\]{}|*_^~@]"
    r"|\((?=(?:[ynixr/!+\-?*]|on|off|\*[rgby]|flag|flagoff)\))"  # small pictures
    r"|!(?=\S)"  # a picture
    r"|\?(?=\?)|(?<=\?)\?"  # a citation
    r"|(?<![^\W_])[-+]|[-+](?![^\W_])",  # struck through, dashes; inside a word it is a hyphen
    re.IGNORECASE,
)
_ENTITIES = re.compile(
    r"\\"
    r"|&(?=#|\w+;)"
    r"|:(?=[/\\DPp|])|(?<=(?i:mailto)):|[:;](?=\s*[-)(])"  # addresses and faces
    r"|(?<=[wW]{3})\."
    r"|^[hb](?=[1-6q])|#"  # headings, quotations, lists
)
_ESCAPED = re.compile(r"\\([\[\]{}(|*_^~+@!?-])|(&(?:#\d+|amp);)")


def jira(ticket: Ticket) -> str:
    return "\n".join(_lines(ticket)) + "\n"


def escaped(text: str) -> str:
    """The text on one line, with nothing in it that Jira would act on."""
    line = _ENTITIES.sub(_entity, shown(text))
    return _ACTS.sub(lambda found: f"\\{found[0]}", line)


def unescaped(text: str) -> str:
    """What a reader of Jira sees of an escaped text."""
    return _ESCAPED.sub(lambda found: found[1] or unescape(found[2]), text)


def _lines(ticket: Ticket) -> Iterator[str]:
    yield f"h2. {escaped(ticket.title)}"
    yield ""
    if ticket.is_cut:
        yield escaped(ticket.claim)
        yield ""
    yield f"*{escaped(ticket.stands)}.* {ticket.kind}, [{_label(ticket.study)}|{ticket.address}]"
    yield from (f"* {escaped(one)}" for one in ticket.figures)
    if ticket.quotes or ticket.withheld:
        yield from ("", "h3. What participants said")
        yield from _quotes(ticket.quotes, ticket.withheld)
    if ticket.against or ticket.withheld_against:
        yield from ("", "h3. What contradicts it")
        yield from _quotes(ticket.against, ticket.withheld_against)
    yield from ("", f"_{footer(ticket)}_")


def _quotes(quotes: Sequence[Cited], withheld: int) -> Iterator[str]:
    for one in quotes:
        said = " · ".join(escaped(part) for part in (graded(one), one.who, one.when) if part)
        yield ""
        yield f"bq. {escaped(one.words)}"
        yield f"{said} · [in its place|{one.address}]"
    if withheld:
        yield from ("", escaped(more(withheld, quotes)))


def _label(text: str) -> str:
    return escaped(text) or "the study"


def _entity(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else f"&#{ord(found[0])};"
