"""A brief as PDF: pages one would hand to somebody without a screen, its fonts in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from firsthand.exchange.briefs.told import (
    CHECKED,
    INVENTED,
    TITLES,
    Listed,
    by_line,
    graded,
    notes_of,
    numbers_of,
    references,
    whose,
)
from firsthand.exchange.maps.fonts import Face, font, has
from firsthand.method.brief_lines import Line
from firsthand.method.briefs import Brief
from firsthand.method.evidence import Grade

MARGIN = 62.0
_MARKS = {ord(grade.mark): None for grade in Grade}  # the fonts have none; their words stand


def pdf(brief: Brief, address: str) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    packed = BytesIO()
    pages = SimpleDocTemplate(
        packed, pagesize=A4, invariant=1, title=f"{brief.drawn.title}: brief", creator="Firsthand",
        leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
    )  # fmt: skip
    pages.build(list(_story(brief, address)))
    return packed.getvalue()


def _story(brief: Brief, address: str) -> Iterator[Any]:
    drawn, numbers = brief.drawn, numbers_of(brief)
    yield _words("title", drawn.title)
    yield _raw("by", f"{_plain(whose(drawn))}. {_link(address, 'In the workspace')}")
    for section in brief.sections:
        yield _words("head", TITLES[section.part])
        for line in section.lines:
            yield from _line(line, numbers)
    yield _words("head", "The notes")
    for name, notes in notes_of(brief):
        if notes:
            yield _words("part", name)
            for one in notes:
                yield from _note(one)
    yield _words("by", f"{CHECKED}{f' {INVENTED}' if drawn.invented else ''}")


def _line(line: Line, numbers: Mapping[str, int]) -> Iterator[Any]:
    told = references([numbers[key] for key in line.notes])
    refs = f' <font size="7.5">{_plain(told)}</font>' if told else ""
    if line.quoted:
        yield _raw("quote", _said(line.quoted.exact, line.quoted.address))
        yield _raw("by", f"{_plain(by_line(line))}{refs}")
        return
    assumed = ", assumed words" if line.assumed else ""
    grade = f" ({line.grade.words}{assumed})" if line.grade else ""
    if line.about:
        yield _words("line", f"{line.about}{grade}")
        yield _raw("next", f"{_plain(line.text)}{refs}")
    else:
        yield _raw("line", f"{_plain(f'{line.text}{grade}')}{refs}")


def _note(one: Listed) -> Iterator[Any]:
    yield _words("note", f"{one.number}  {one.note.text} ({graded(one.note)})")
    if one.note.quoted:
        yield _raw("quote", _said(one.note.quoted.exact, one.note.quoted.address))
        yield _words("by", one.note.quoted.who)


def _said(words: str, address: str) -> str:
    return _link(address, words, Face.SERIF) if address else _plain(words, Face.SERIF)


def _link(address: str, words: str, face: Face = Face.SANS) -> str:
    return f"<a href={quoteattr(address)}>{_plain(words, face)}</a>"


def _words(style: str, text: str) -> Any:
    return _raw(style, _plain(text))


def _raw(style: str, markup: str) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(markup, _styles()[style])


def _plain(text: str, face: Face = Face.SANS) -> str:
    """The text as no markup; a sign that the font does not have stands as a question mark."""
    line = " ".join(text.translate(_MARKS).split())
    return escape("".join(sign if sign.isspace() or has(sign, face) else "?" for sign in line))


@cache
def _styles() -> Mapping[str, Any]:
    from reportlab.lib.styles import ParagraphStyle

    sans, serif = font(Face.SANS).fontName, font(Face.SERIF).fontName
    line = ParagraphStyle("line", fontName=sans, fontSize=10, leading=14, spaceAfter=5)
    stays = {"parent": line, "keepWithNext": 1}
    return {
        "line": line,
        "title": ParagraphStyle("title", line, fontSize=20, leading=24, spaceAfter=4),
        "head": ParagraphStyle("head", fontSize=14, leading=18, spaceBefore=14, **stays),
        "part": ParagraphStyle("part", fontSize=11, spaceBefore=8, **stays),
        "quote": ParagraphStyle(
            "quote", fontName=serif, fontSize=11.5, leading=16, leftIndent=12, spaceAfter=1, **stays
        ),
        "by": ParagraphStyle("by", line, fontSize=8.5, leading=12, leftIndent=12),
        "next": ParagraphStyle("next", line, leftIndent=12),
        "note": ParagraphStyle("note", line, fontSize=9, leading=12.5, spaceAfter=3),
    }
