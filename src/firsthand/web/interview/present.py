"""What a transcript's page shows: people's words, and in the margin what was made of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from firsthand.actions.marking import Made
from firsthand.method.evidence import Grade, Kind
from firsthand.method.sources import Part
from firsthand.records.models import Source, Statement, Study, Turn


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the engine says of a sentence, and the words it says it for."""

    start: int
    grade: Grade
    kinds: Sequence[Kind]
    because: Sequence[str]
    decided: bool


@dataclass(frozen=True, slots=True)
class Marked:
    id: int
    start: int
    end: int
    exact: str
    codes: Sequence[Any]
    memo: str
    by: str


@dataclass(frozen=True, slots=True)
class Said:
    """A turn: its sentences as list items, and what stands beside it."""

    number: int
    speaker: str
    asks: bool
    at: str
    start: int
    words: SafeString
    suggested: Sequence[Suggested] = field(default_factory=list)
    marked: Sequence[Marked] = field(default_factory=list)


def rows_of(study: Study) -> QuerySet[Source]:
    return (
        study.sources.defer("text", "moments", "sentences")
        .annotate(marked=Count("highlights"))
        .order_by("name")
    )


def page_of(source: Source) -> dict[str, Any]:
    turns = list(source.turns.select_related("speaker__participant"))
    if not turns:
        return _notes(source)
    places = [turn.start for turn in turns]
    suggested = _suggested(source.statements.all())
    marked = _by_turn(_marked(source), places)
    words = _words(source, turns)
    said = [
        _said(turn, words[number], suggested.get(turn.number, ()), marked.get(number, ()))
        for number, turn in enumerate(turns)
    ]
    return {
        "study": source.study,
        "source": source,
        "turns": said,
        "marks": [(one.id, one.start, one.end) for turn in said for one in turn.marked],
        "codes": list(source.study.codes.order_by("name")),
    }


def _notes(source: Source) -> dict[str, Any]:
    """A text in which nobody is named: it can be read and marked, as one piece."""
    words = mark_safe(" ".join(_item(source.text, *span) for span in source.sentences))
    marked = list(_marked(source))
    turn = Said(0, "", False, "", 0, words, (), marked)
    return {"study": source.study, "source": source, "turns": [turn], "without_speakers": True}


def _item(text: str, start: int, end: int) -> str:
    return f'<li id="s{start}" data-end="{end}" tabindex="-1">{escape(text[start:end])}</li>'


def pieces_of(source: Source, turn: Turn) -> list[tuple[int, int, str]]:
    """The turn's sentences: start, end, words."""
    return [
        (start, end, source.text[start:end])
        for start, end in source.sentences
        if turn.start <= start < turn.end
    ]


def line_of(made: Made) -> Marked:
    """The margin's line of a mark that was just made."""
    row = made.highlight
    return Marked(row.pk, row.start, row.end, made.exact, made.codes, row.memo, str(row.by or ""))


def _said(
    turn: Turn, words: SafeString, suggested: Sequence[Suggested], marked: Sequence[Marked]
) -> Said:
    speaker = turn.speaker
    return Said(
        number=turn.number,
        speaker=str(speaker.participant or speaker.name),
        asks=speaker.part == Part.INTERVIEWER,
        at=clock(turn.began),
        start=turn.start,
        words=words,
        suggested=suggested,
        marked=marked,
    )


def _words(source: Source, turns: Sequence[Turn]) -> list[SafeString]:
    """Each turn's sentences as list items that can be pointed to: `s` and the offset."""
    text, spans = source.text, source.sentences
    items: list[list[str]] = [[] for _ in turns]
    place = 0
    for start, end in spans:
        while place + 1 < len(turns) and turns[place + 1].start <= start:
            place += 1
        items[place].append(_item(text, start, end))
    return [mark_safe(" ".join(some)) for some in items]


def _suggested(statements: QuerySet[Statement]) -> Mapping[int, Sequence[Suggested]]:
    """By turn, what is worth a line in the margin: a grade alone is not."""
    found: dict[int, list[Suggested]] = {}
    for one in statements.filter(telling=True).exclude(kinds={}).order_by("start"):
        kinds = [Kind(name) for name in one.kinds]
        because = [reason["words"] for name in one.kinds for reason in one.because.get(name, [])]
        line = Suggested(
            one.start, Grade(one.grade), kinds, list(dict.fromkeys(because))[:2], one.decided
        )
        found.setdefault(one.turn, []).append(line)
    return found


def _marked(source: Source) -> Iterator[Marked]:
    found = (
        source.highlights.select_related("by").prefetch_related("codings__code").order_by("start")
    )
    for one in found:
        yield Marked(
            id=one.pk,
            start=one.start,
            end=one.end,
            exact=source.text[one.start : one.end],
            codes=[coding.code for coding in one.codings.all()],
            memo=one.memo,
            by=str(one.by or ""),
        )


def _by_turn(found: Iterator[Marked], places: Sequence[int]) -> Mapping[int, Sequence[Marked]]:
    by_turn: dict[int, list[Marked]] = {}
    for one in found:
        by_turn.setdefault(max(0, bisect_right(places, one.start) - 1), []).append(one)
    return by_turn


def clock(seconds: float | None) -> str:
    """`12:04`, or `1:02:03` past the hour; empty where no time is known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
