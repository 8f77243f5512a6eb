"""Places in sources as quotes: the exact words, whose they are, and how strong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import Substr

from firsthand.method.evidence import Grade, Kind
from firsthand.method.finding import Piece
from firsthand.method.sources import Part
from firsthand.method.words import day
from firsthand.records.models import Consent, Participant, Source, Statement, Study, Turn

type Place = tuple[int, int, int]
MOST_AT_ONCE = 150  # places in one question to the database

__all__ = ["Place", "Quoted", "everybody", "quoted", "the_quote"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Exact words at a place; `participant` is None where no participant said them.

    `void` says why they count for nothing as evidence; empty where they count.
    """

    source: Source
    start: int
    end: int
    words: str
    speaker: str = ""
    participant: Participant | None = None
    seconds: float | None = None
    grade: Grade | None = None
    kinds: tuple[Kind, ...] = ()
    void: str = ""

    @property
    def place(self) -> Place:
        return self.source.pk, self.start, self.end

    @property
    def key(self) -> str:
        """`12:40-90`: how forms and decisions speak of the place."""
        return f"{self.source.pk}:{self.start}-{self.end}"

    @property
    def on(self) -> date | None:
        return self.source.session.on

    def piece(self, contradicts: bool = False) -> Piece:
        return Piece(
            place=self.key,
            who=str(self.participant.pk) if self.participant else "",
            session=str(self.source.session_id),
            grade=self.grade,
            contradicts=contradicts,
            on=self.on,
            void=self.void,
        )


def quoted(study: Study, places: Collection[Place]) -> Mapping[Place, Quoted]:
    """The quotes at these places; one that lies outside its source's text is not among them."""
    wanted = list(dict.fromkeys(places))
    rows = Source.objects.filter(study=study, pk__in={source for source, *_ in wanted})
    sources = {one.pk: one for one in rows.defer(*Source.LARGE).select_related("session")}
    withdrawn = _withdrawn(study)
    found: dict[Place, Quoted] = {}
    for first in range(0, len(wanted), MOST_AT_ONCE):
        some = [one for one in wanted[first : first + MOST_AT_ONCE] if one[0] in sources]
        found |= {one.place: one for one in _some(sources, some, withdrawn)}
    return found


def the_quote(source: Source, start: int, end: int) -> Quoted | None:
    """The quote at one place, None where the text has no such words."""
    return quoted(source.study, [(source.pk, start, end)]).get((source.pk, start, end))


def everybody(study: Study) -> int:
    """How many participants were heard in the study, those aside who withdrew consent."""
    heard = Participant.objects.filter(study=study, speakers__part=Part.PARTICIPANT).distinct()
    return heard.exclude(pk__in=_withdrawn(study)).count()


def _some(
    sources: Mapping[int, Source], places: Sequence[Place], withdrawn: Mapping[int, str]
) -> Iterator[Quoted]:
    if not places:
        return
    turns, statements = _turns(places), _statements(places)
    for key, start, end in places:
        turn = next(
            (one for one in turns.get(key, ()) if one.start <= start and end <= one.end), None
        )
        if turn is None:
            words = sources[key].words(start, end)
            one = Quoted(sources[key], start, end, words, void="it is not one participant's words")
            if words and len(words) == end - start:
                yield one
        else:
            one = _in_turn(sources[key], turn, start, end, withdrawn)
            yield _graded(one, statements.get(key, ()))


def _turns(places: Sequence[Place]) -> Mapping[int, Sequence[Turn]]:
    """The turns that hold the places, by source, each with its words."""
    holding = (Q(source=s, start__lte=start, end__gte=end) for s, start, end in places)
    rows = Turn.objects.filter(reduce(or_, holding)).select_related("speaker__participant")
    by_source: dict[int, list[Turn]] = {}
    for one in rows.annotate(words=Substr("source__text", F("start") + 1, F("end") - F("start"))):
        by_source.setdefault(one.source_id, []).append(one)
    return by_source


def _statements(places: Sequence[Place]) -> Mapping[int, Sequence[Statement]]:
    """The statements that share words with the places, by source."""
    sharing = (Q(source=s, start__lt=end, end__gt=start) for s, start, end in places)
    by_source: dict[int, list[Statement]] = {}
    for one in Statement.objects.filter(reduce(or_, sharing)):
        by_source.setdefault(one.source_id, []).append(one)
    return by_source


def _in_turn(
    source: Source, turn: Turn, start: int, end: int, withdrawn: Mapping[int, str]
) -> Quoted:
    speaker = turn.speaker
    who = speaker.participant if speaker.part == Part.PARTICIPANT else None
    words: str = getattr(turn, "words")[start - turn.start : end - turn.start]  # noqa: B009
    void = withdrawn.get(who.pk, "") if who else "no participant said it"
    return Quoted(
        source=source,
        start=start,
        end=end,
        words=words,
        speaker=str(speaker.participant or speaker.name),
        participant=who,
        seconds=turn.began,
        void=void,
    )


def _graded(one: Quoted, statements: Sequence[Statement]) -> Quoted:
    """With grade and kinds of the statement that most of the words lie in."""
    sharing = [(min(one.end, s.end) - max(one.start, s.start), s) for s in statements]
    size, most = max(sharing, key=lambda pair: (pair[0], -pair[1].start), default=(0, None))
    if most is None or size <= 0 or one.participant is None:
        return one
    refused = "it was decided to count for nothing" if most.decided and not most.telling else ""
    kinds = tuple(Kind(name) for name in most.kinds)
    return replace(one, grade=Grade(most.grade), kinds=kinds, void=one.void or refused)


def _withdrawn(study: Study) -> Mapping[int, str]:
    """Why the words of those who withdrew consent count for nothing, by participant."""
    last: dict[int, Consent] = {}
    rows = Consent.objects.filter(participant__study=study).order_by("given", "pk")
    for one in rows:
        last[one.participant_id] = one
    return {
        who: f"consent was withdrawn on {day(one.withdrawn)}"
        for who, one in last.items()
        if one.withdrawn
    }
