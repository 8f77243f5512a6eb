"""What a transcript's page shows: people's words, and in the margin what was made of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from firsthand.actions.marking import Made
from firsthand.method.evidence import Grade
from firsthand.method.sources import Part, SourceKind
from firsthand.records.models import Coding, Source, Speaker, Statement, Turn
from firsthand.web.interview.film import watched_at
from firsthand.web.interview.lines import Coded, Head, Lines, Marked, Suggested, safe, sentences
from firsthand.web.synthesize.reasons import says_something
from firsthand.web.wording.present import said_of

MOST_REASONS = 1
SPOKEN = [one.value for one in Grade if one is not Grade.OBSERVED]


def page_of(source: Source, at: int | None = None) -> dict[str, Any]:
    """The whole transcript; `at` is a place that a link without script has to find."""
    marked = list(_marked(source))
    turns = list(source.turns.values_list("number", "start", "end", "began", "speaker"))
    write = _turns if turns else _notes
    return {
        "study": source.study,
        "source": source,
        "lines": safe(write(source, turns, marked, at)),
        "without_speakers": not turns,
        "undone": f"source:{source.pk}",
        "codes": source.study.codes.order_by("name").values_list("name", flat=True),
    }


def _turns(
    source: Source,
    turns: Sequence[tuple[int, int, int, float | None, int]],
    marked: Sequence[Marked],
    at: int | None,
) -> Iterator[str]:
    lines, speakers = Lines(), _speakers(source)
    places = [start for _number, start, *_rest in turns]
    suggested, marks = _suggested(source), _by_turn(marked, places)
    named = _led_to(suggested, marked, at)
    spans = _by_turn(source.sentences, places)
    watched = watched_at(source)
    for place, (number, start, end, began, speaker) in enumerate(turns):
        name, part = speakers[speaker]
        mine = spans.get(place, [])
        yield lines.turn(
            Head(number, name, part, clock(began), began, _watch(watched, began)),
            mine[0][0] if mine else start,
            sentences(source.text, mine, end, named),
            suggested.get(number, ()),
            marks.get(place, ()),
        )


def _notes(
    source: Source, _turns: Sequence[object], marked: Sequence[Marked], at: int | None
) -> Iterator[str]:
    """A text in which nobody is named: it can be read and marked, as one piece."""
    spans = source.sentences
    words = sentences(source.text, spans, len(source.text), _led_to({}, marked, at))
    yield Lines().turn(Head(None, ""), spans[0][0] if spans else 0, words, (), marked)


def pieces_of(source: Source, turn: Turn) -> list[tuple[int, int, str]]:
    """The turn's sentences: start, end, words."""
    return [
        (start, end, source.text[start:end])
        for start, end in source.sentences
        if turn.start <= start < turn.end
    ]


def line_of(made: Made) -> str:
    """The margin's line of a mark that was just made."""
    row = made.highlight
    codes = [Coded(code.letter, code.name, code.colour) for code in made.codes]
    said = said_of(row.source.study, row.memo)
    shown = Marked(row.pk, row.start, row.end, made.exact, codes, row.memo, said)
    return Lines().marked(shown)


def _speakers(source: Source) -> Mapping[int, tuple[str, str]]:
    """By key, how each speaker is called, and what sets their turns apart from a participant's."""
    found = Speaker.objects.filter(source=source).select_related("participant")
    apart = {Part.INTERVIEWER: "asks", Part.OBSERVER: "seen"}
    if source.kind == SourceKind.LOG:
        apart[Part.OTHER] = "seen"  # answers to a form
    return {one.pk: (_shown(one), apart.get(Part(one.part), "")) for one in found}


def _shown(one: Speaker) -> str:
    """The pseudonym; but what somebody saw stands under whoever saw it."""
    seen_by = one.part in (Part.OBSERVER, Part.OTHER) or one.participant is None
    return one.name if seen_by else str(one.participant)


def _suggested(source: Source) -> Mapping[int, Sequence[Suggested]]:
    """By turn, what is worth a line in the margin: a grade alone is not, but an act is."""
    found: dict[int, list[Suggested]] = defaultdict(list)
    telling = source.statements.filter(telling=True).order_by("start")
    columns = ("turn", "start", "grade", "kinds", "because", "decided")
    for one in telling.exclude(kinds={}, grade__in=SPOKEN).only(*columns):
        found[one.turn].append(suggested_of(one))
    return found


def suggested_of(one: Statement) -> Suggested:
    found = (reason for name in one.kinds for reason in one.because.get(name, ()))
    words = (one["words"] for one in found if says_something(one["words"], one["rule"]))
    reasons = list(dict.fromkeys(words))[:MOST_REASONS]
    return Suggested(one.start, Grade(one.grade), list(one.kinds), reasons, one.decided)


def _marked(source: Source) -> Iterator[Marked]:
    codes: dict[int, list[Coded]] = defaultdict(list)
    codings = Coding.objects.filter(highlight__source=source).order_by("pk")
    columns = ("highlight", "code__letter", "code__name", "code__colour")
    for mark, letter, name, colour in codings.values_list(*columns):
        codes[mark].append(Coded(letter, name, colour))
    rows = source.highlights.order_by("start", "pk").values_list("pk", "start", "end", "memo")
    for pk, start, end, memo in rows:
        said = said_of(source.study, memo)
        yield Marked(pk, start, end, source.text[start:end], codes[pk], memo, said)


def _led_to(
    suggested: Mapping[int, Sequence[Suggested]], marked: Iterable[Marked], at: int | None
) -> Sequence[int]:
    """The places, in order, that a line of the margin leads to, and the one that is asked for."""
    places = {one.start for some in suggested.values() for one in some}
    return sorted(places | {one.start for one in marked} | ({at} if at is not None else set()))


def _by_turn[P: (Marked, tuple[int, int])](
    found: Iterable[P], places: Sequence[int]
) -> Mapping[int, list[P]]:
    """What stands in each turn, by the turn's place in `places`, where the turns begin."""
    by_turn: dict[int, list[P]] = defaultdict(list)
    for one in found:
        start = one.start if isinstance(one, Marked) else one[0]
        by_turn[max(0, bisect_right(places, start) - 1)].append(one)
    return by_turn


def _watch(replay: tuple[str, float] | None, began: float | None) -> str:
    if replay is None or began is None:
        return ""
    page, offset = replay
    return f"{page}?t={max(0.0, began + offset):.1f}"


def clock(seconds: float | None) -> str:
    """`12:04`, or `1:02:03` past the hour; empty where no time is known."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
