"""Words at places of a study's sources, as the method speaks of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import batched

from django.db.models import F, Q, Value
from django.db.models.functions import Substr

from firsthand.language import costs
from firsthand.listen.marking import statement_id
from firsthand.method.evidence import Grade, Kind, Label, Quote
from firsthand.method.sources import Part
from firsthand.method.synthesize import Cost, Marked
from firsthand.records.models import Source, Statement, Study, Turn

type At = tuple[int, int, int]  # source, start, end

WORDS = Substr("source__text", F("start") + 1, F("end") - F("start"))
AT_ONCE = 200
SPEAKING = (Part.PARTICIPANT,)
SEEN = (Part.PARTICIPANT, Part.OBSERVER)


def quoted(
    study: Study, places: Collection[At], parts: Collection[Part] = SPEAKING
) -> dict[At, Marked]:
    """What participants said at the places, exactly; a place where none of them spoke is left out.

    `SEEN` as `parts` has also what they were seen to do.

    The queries are as many however many places there are, but for some that are no statements.
    """
    keys = {source for source, _start, _end in places}
    found = {_at(one): one for one in _statements_at(study, places)}
    words: dict[At, str] = {at: getattr(one, "words", "") for at, one in found.items()}
    odd = [place for place in places if place not in found]
    found |= _overlapping(study, odd)
    words |= _words_at(study, odd)
    known = Source.objects.filter(study=study, pk__in=keys).defer(*Source.LARGE).in_bulk()
    turns = _turns(found.values(), parts)
    made = {}
    for at in places:
        one = found.get(at)
        turn = turns.get((one.source_id, one.turn)) if one else None
        if one is not None and turn is not None and words.get(at):
            made[at] = _marked(at, one, turn, known[at[0]], words[at])
    return made


def participants_of(statements: Iterable[Statement]) -> dict[tuple[int, int], str]:
    """Who speaks in each turn, by source and number, that one of the statements stands in."""
    return {
        place: str(turn.speaker.participant or turn.speaker.name)
        for place, turn in _turns(list(statements)).items()
    }


def _at(one: Statement) -> At:
    return one.source_id, one.start, one.end


def _statements_at(study: Study, places: Collection[At]) -> Iterator[Statement]:
    rows = Statement.objects.filter(source__study=study).annotate(words=WORDS)
    starts = [(source, start) for source, start, _end in places]
    for some in by_source("start", starts):
        yield from rows.filter(some)


def by_source(column: str, pairs: Iterable[tuple[int, int]]) -> Iterator[Q]:
    """Conditions that together choose rows by source and another column, some sources each."""
    wanted: dict[int, set[int]] = {}
    for source, value in pairs:
        wanted.setdefault(source, set()).add(value)
    for some in batched(wanted.items(), AT_ONCE):
        chosen = Q()
        for source, values in some:
            chosen |= Q(("source", source), (f"{column}__in", values))
        yield chosen


def _overlapping(study: Study, places: Sequence[At]) -> dict[At, Statement]:
    """For each place the statement that has most of it."""
    found: dict[At, Statement] = {}
    for some in batched(places, AT_ONCE):
        wanted = Q()
        for source, start, end in some:
            wanted |= Q(source=source, start__lt=end, end__gt=start)
        near = list(Statement.objects.filter(wanted, source__study=study).order_by("pk"))
        for place in some:
            shared = [(_shared(place, one), -one.pk, one) for one in near]
            most, _key, one = max(shared, key=lambda entry: entry[:2], default=(0, 0, None))
            if one is not None and most > 0:
                found[place] = one
    return found


def _shared(place: At, one: Statement) -> int:
    source, start, end = place
    return min(end, one.end) - max(start, one.start) if source == one.source_id else 0


def _words_at(study: Study, places: Sequence[At]) -> dict[At, str]:
    found: dict[At, str] = {}
    for some in batched(places, AT_ONCE):
        each = [
            Source.objects.filter(study=study, pk=source).values_list(
                Value(start), Value(end), Substr("text", start + 1, end - start), "pk"
            )
            for source, start, end in some
        ]
        rows = each[0].union(*each[1:], all=True)
        found |= {(source, start, end): words for start, end, words, source in rows}
    return found


def _turns(
    statements: Collection[Statement], parts: Collection[Part] = SPEAKING
) -> Mapping[tuple[int, int], Turn]:
    """The turns of participants that the statements stand in."""
    rows = Turn.objects.filter(speaker__part__in=parts)
    rows = rows.select_related("speaker__participant")
    return {
        (turn.source_id, turn.number): turn
        for some in by_source("number", ((one.source_id, one.turn) for one in statements))
        for turn in rows.filter(some)
    }


def _marked(at: At, one: Statement, turn: Turn, source: Source, words: str) -> Marked:
    _key, start, end = at
    return Marked(
        id=statement_id(source.sha256, start, end),
        quote=Quote(source.name, source.sha256, start, end, words),
        participant=str(turn.speaker.participant or turn.speaker.name),
        session=source.name,
        grade=Label(Grade(one.grade), 1.0),
        kinds=tuple(Label(Kind(name), sure) for name, sure in one.kinds.items()),
        telling=one.telling,
        turn=one.turn,
        at=turn.began,
        costs=tuple(_costs(source, start, words)),
    )


def _costs(source: Source, at: int, words: str) -> Iterator[Cost]:
    for kind, start, end in costs.find(words):
        yield Cost(kind, Quote(source.name, source.sha256, at + start, at + end, words[start:end]))
