"""The lines of a transcript as HTML: turns, and in the margin suggestions and marks.

Written as strings, not as templates: a transcript of 500 KB has some ten thousand of them, and they
are what its reader waits for. Addresses are relative to the transcript's own page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from firsthand.method.evidence import Grade


@dataclass(frozen=True, slots=True)
class Coded:
    """A code as a mark shows it."""

    letter: str
    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A highlight as the margin shows it."""

    id: int
    start: int
    end: int
    exact: str
    codes: Sequence[Coded] = ()
    memo: str = ""
    remarks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the engine says of a sentence, or a person decided of it, and the words it is for."""

    start: int
    grade: Grade
    kinds: Sequence[str]
    because: Sequence[str]
    decided: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Who speaks in a turn and when; without a number it is a text without speakers.

    `part` sets it apart where it is no participant's words: `asks`, or `seen` for an act.
    """

    number: int | None
    speaker: str
    part: str = ""
    at: str = ""
    seconds: float | None = None
    watch: str = ""  # where the moment can be watched


class Lines:
    """Writes the lines of one page; its words are looked up once, not for every line."""

    def __init__(self) -> None:
        self.removes = escape(_("Remove"))
        self.why = escape(_("why?"))
        self.changes = escape(_("change"))
        self.decided = escape(_("decided"))
        self.marks = escape(_("mark"))
        self.quote = escape(_("quote"))
        self.notes = escape(_("Notes"))
        self.watch = escape(_("watch it"))

    def turn(
        self,
        head: Head,
        start: int,
        sentences: str,
        suggested: Iterable[Suggested],
        marked: Iterable[Marked],
    ) -> str:
        """A turn whose words begin at `start`; the script counts places from there."""
        margin = "".join([self.suggested(one) for one in suggested])
        margin += "".join([self.marked(one) for one in marked])
        number = 0 if head.number is None else head.number
        return (
            f'<article class="turn{" " * bool(head.part)}{head.part}" id="t{number}">'
            f"<h2>{self._head(head)}</h2>"
            f'<ol class="said" data-start="{start}">{sentences}</ol>'
            f'<ul class="margin">{margin}</ul></article>'
        )

    def _head(self, head: Head) -> str:
        if head.number is None:
            return self.notes
        at = f' <time data-at="{head.seconds:g}">{head.at}</time>' if head.at else ""
        if head.watch:
            at += f' <a class="why" href="{escape(head.watch)}">{self.watch}</a>'
        link = f'<a href="turns/{head.number}/marking/">{self.marks}</a>'
        return f"{escape(head.speaker)}{at} <noscript>{link}</noscript>"

    def suggested(self, one: Suggested) -> str:
        kinds = ", ".join(one.kinds)
        if one.decided:
            after, act = f'<span class="tag">{self.decided}</span>', self.changes
        else:
            after, act = (
                " ".join(f"<q>{escape(words, quote=False)}</q>" for words in one.because),
                self.why,
            )
        return (
            f'<li><a href="#s{one.start}"><span aria-hidden="true">{one.grade.mark}</span> {kinds}'
            f'</a> <span class="note">{one.grade.words}</span> {after}'
            f' <a class="why" href="statements/{one.start}/">{act}</a></li>'
        )

    def marked(self, one: Marked) -> str:
        codes = "".join(
            f' <span class="code c{code.colour}"><b>{escape(code.letter)}</b> '
            f"{escape(code.name)}</span>"
            for code in one.codes
        )
        memo = f' <span class="note">{escape(one.memo)}</span>' if one.memo else ""
        memo += "".join(f' <span class="wording">{escape(said)}</span>' for said in one.remarks)
        return (
            f'<li class="mark" id="h{one.id}" data-start="{one.start}" data-end="{one.end}">'
            f'<a href="#s{one.start}"><q>{escape(one.exact, quote=False)}</q></a>{codes}{memo}'
            f' <a class="why" href="quotes/{one.start}/to/{one.end}/">{self.quote}</a>'
            f' <button class="quiet" form="removing" name="highlight" value="{one.id}">'
            f"{self.removes}</button></li>"
        )


def sentences(text: str, spans: Sequence[tuple[int, int]], end: int, named: Sequence[int]) -> str:
    """Sentences as list items, each with the blank space after it, up to `end`.

    So a place in the text is where the words begin plus what stands before it, and no sentence has
    to say its own. Only the places in `named`, in order, to which something leads, have an id.
    """
    items = []
    for number, (start, stop) in enumerate(spans):
        last = spans[number + 1][0] if number + 1 < len(spans) else end
        places = named[bisect_left(named, start) : bisect_left(named, stop)]
        inside = "".join(f'<a id="s{place}"></a>' for place in places if place != start)
        name = f' id="s{start}"' if start in places else ""
        items.append(f"<li{name}>{inside}{escape(text[start:last], quote=False)}</li>")
    return "".join(items)


def safe(html: Iterable[str]) -> SafeString:
    """The lines as they are: everything in them is escaped already."""
    return mark_safe("\n".join(html))
