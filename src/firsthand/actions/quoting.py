"""Places in sources as quotes: the exact words, whose they are, and how strong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from firsthand.method.evidence import Grade, Kind
from firsthand.method.finding import Piece
from firsthand.method.sources import Part, SourceKind
from firsthand.method.words import day
from firsthand.records.models import Consent, Participant, Source, Speaker, Statement, Study, Turn

type Place = tuple[int, int, int]  # source, start, end
type Span = tuple[int, int, int, float | None]  # start, end, speaker, second


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
            kinds=self.kinds,
        )


def quoted(study: Study, places: Collection[Place]) -> Mapping[Place, Quoted]:
    """The quotes at these places; one that lies outside its source's text is not among them.

    A handful of questions, however many places. Turns and statements of the sources are read as
    bare rows: for many places that is far quicker than to ask for each.
    """
    about = {source for source, *_ in places}
    rows = Source.objects.filter(study=study, pk__in=about).select_related("session")
    there = {one.pk: one for one in rows.defer("moments", "sentences")}
    wanted = [one for one in dict.fromkeys(places) if one[0] in there and _is_in(there, one)]
    turns, statements = _turns(there), _statements(there, wanted)
    speakers = Speaker.objects.filter(source__in=there).select_related("participant").in_bulk()
    withdrawn = _withdrawn(study)
    found = {}
    for place in wanted:
        one = _in_turn(there[place[0]], turns.get(place[0], ()), speakers, place, withdrawn)
        found[place] = _graded(one, statements.get(place))
    return found


def the_quote(source: Source, start: int, end: int) -> Quoted | None:
    """The quote at one place, None where the text has no such words."""
    return quoted(source.study, [(source.pk, start, end)]).get((source.pk, start, end))


def everybody(study: Study) -> int:
    """How many participants were heard or watched, those aside who withdrew consent."""
    evident = Q(speakers__part__in=(Part.PARTICIPANT, Part.OBSERVER))
    answered = Q(speakers__source__kind=SourceKind.LOG)
    heard = Participant.objects.filter(evident | answered, study=study).distinct()
    return heard.exclude(pk__in=_withdrawn(study)).count()


def strength(one: Quoted) -> tuple[bool, int, str, int]:
    """Orders quotes: those that count first, then the strongest."""
    rank = one.grade.rank if one.grade else len(Grade)
    return bool(one.void), rank, one.speaker, one.start


def _is_in(there: Mapping[int, Source], place: Place) -> bool:
    key, start, end = place
    return 0 <= start < end <= len(there[key].text)


def _turns(sources: Collection[int]) -> Mapping[int, Sequence[Span]]:
    """Start, end, speaker and second of every turn, by source, in order."""
    by_source: dict[int, list[Span]] = {}
    rows = Turn.objects.filter(source__in=sources).order_by("source", "start")
    columns = rows.values_list("source", "start", "end", "speaker", "began")
    for key, start, end, speaker, began in columns:
        by_source.setdefault(key, []).append((start, end, speaker, began))
    return by_source


def _statements(sources: Collection[int], places: Sequence[Place]) -> Mapping[Place, Statement]:
    """For each place the statement that most of its words lie in."""
    by_source: dict[int, list[tuple[int, int, int]]] = {}
    rows = Statement.objects.filter(source__in=sources).order_by("source", "start")
    for key, start, end, pk in rows.values_list("source", "start", "end", "pk"):
        by_source.setdefault(key, []).append((start, end, pk))
    most = {place: pk for place in places if (pk := _most(by_source.get(place[0], ()), place))}
    found = Statement.objects.in_bulk(list(most.values()))
    return {place: found[pk] for place, pk in most.items()}


def _most(spans: Sequence[tuple[int, int, int]], place: Place) -> int:
    """The key of the span that shares most words with the place; 0 for none."""
    _, start, end = place
    best, size = 0, 0
    for one in range(max(0, bisect_right(spans, (start, end, 0)) - 2), len(spans)):
        first, last, pk = spans[one]
        if first >= end:
            break
        if (shared := min(last, end) - max(first, start)) > size:
            best, size = pk, shared
    return best


def _in_turn(
    source: Source,
    turns: Sequence[Span],
    speakers: Mapping[int, Speaker],
    place: Place,
    withdrawn: Mapping[int, str],
) -> Quoted:
    """The words as said by whoever's turn they lie in."""
    _, start, end = place
    words = source.text[start:end]
    at = bisect_right(turns, start, key=lambda span: span[0]) - 1
    if at < 0 or end > turns[at][1]:
        return Quoted(source, start, end, words, void="it is not one participant's words")
    speaker, began = speakers[turns[at][2]], turns[at][3]
    who = speaker.participant if _is_evidence(source, speaker) else None
    return Quoted(
        source=source,
        start=start,
        end=end,
        words=words,
        speaker=str(speaker.participant or speaker.name),
        participant=who,
        seconds=began,
        void=withdrawn.get(who.pk, "") if who else "no participant said it",
    )


def _is_evidence(source: Source, speaker: Speaker) -> bool:
    """Whether it is what a participant said, was seen to do, or answered."""
    if speaker.part in (Part.PARTICIPANT, Part.OBSERVER):
        return True
    return source.kind == SourceKind.LOG and speaker.part == Part.OTHER


def _graded(one: Quoted, statement: Statement | None) -> Quoted:
    """With the grade and kinds of the statement that most of the words lie in."""
    if statement is None or one.participant is None:
        return one
    is_refused = statement.decided and not statement.telling
    refused = "it was decided to count for nothing" if is_refused else ""
    kinds = tuple(Kind(name) for name in statement.kinds)
    return replace(one, grade=Grade(statement.grade), kinds=kinds, void=one.void or refused)


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
