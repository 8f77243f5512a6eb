"""A brief in Markdown: every sentence with the numbers of its notes, the notes at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
from firsthand.exchange.trackers.markdown import escaped
from firsthand.method.brief_lines import Line
from firsthand.method.briefs import Brief


def markdown(brief: Brief, address: str) -> str:
    return "\n".join(_lines(brief, address)) + "\n"


def _lines(brief: Brief, address: str) -> Iterator[str]:
    drawn, numbers = brief.drawn, numbers_of(brief)
    yield f"# {escaped(drawn.title)}: brief"
    yield from ("", f"{escaped(whose(drawn))}. [In the workspace]({address})")
    for section in brief.sections:
        yield from ("", f"## {TITLES[section.part]}", "")
        for line in section.lines:
            yield from _line(line, numbers)
    yield from ("", "## The notes")
    for name, notes in notes_of(brief):
        if notes:
            yield from ("", f"### {escaped(name)}", "")
            yield from (_note(one) for one in notes)
    yield from ("", f"*{CHECKED}{f' {INVENTED}' if drawn.invented else ''}*")


def _line(line: Line, numbers: Mapping[str, int]) -> Iterator[str]:
    refs = escaped(references([numbers[key] for key in line.notes]))
    if line.quoted:
        yield f"> {escaped(line.quoted.exact)}"
        yield from ("", f"{escaped(by_line(line))} {_place(line.quoted.address)}{refs}".strip(), "")
    elif line.about:
        yield f"- {escaped(line.about)}{_grade(line)}: {escaped(line.text)} {refs}".rstrip()
    else:
        yield f"- {escaped(line.text)}{_grade(line)} {refs}".rstrip()


def _grade(line: Line) -> str:
    if line.grade is None:
        return ""
    assumed = ", assumed words" if line.assumed else ""
    return f" ({line.grade.mark} {line.grade.words}{assumed})"


def _note(one: Listed) -> str:
    said = f"{one.number}. {escaped(one.note.text)} ({graded(one.note)})"
    if one.note.quoted is None:
        return said
    place = _place(one.note.quoted.address)
    return f"{said} — “{escaped(one.note.quoted.exact)}” {escaped(one.note.quoted.who)} {place}"


def _place(address: str) -> str:
    return f"[in its place]({address}) " if address else ""
