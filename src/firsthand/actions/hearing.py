"""What a study's participants said, kept ready in this process to check sentences against.

It follows the journal: what nobody touched is not read again. A few studies are kept, those asked
for last; nothing of it is written anywhere.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from firsthand.actions.pressed import pressed_by_people, refused_by_people
from firsthand.language.own_words import Said, Vocabulary, gathered, said_in
from firsthand.listen.marking import statement_id
from firsthand.listen.pressing import NEAR, presses
from firsthand.listen.sentence import Heard
from firsthand.method import sources
from firsthand.method.empathize import Press
from firsthand.method.evidence import Grade, Kind, Label, Quote, quote
from firsthand.method.locate import locate
from firsthand.method.sources import Part, Role, SourceKind
from firsthand.method.synthesize import Marked
from firsthand.records.models import Behaviour, Participant, Source, Speaker, Statement, Study, Turn

MOST_STUDIES = 4
AROUND = 2 * NEAR  # a statement's constraint, and what else lies between the two
TOUCHING = {
    *("records.verdict", "records.speaker", "records.source", "records.turn"),
    *("records.behaviour", "records.constraint"),
}

type Stamp = tuple[str, datetime | None]


@dataclass(frozen=True, slots=True)
class Own:
    """What one source gives: its telling statements in order, and what people have of constraints.

    Constraints that are only suggested are looked for where a sentence asks for them.
    """

    text: sources.Source
    said: Sequence[Said]
    place: Mapping[str, int]
    pressed: Mapping[str, Press]
    refused: Callable[[Press], bool]

    suggested: dict[str, Press | None] = field(default_factory=dict)

    def press_on(self, one: Marked) -> Press | None:
        if one.id in self.pressed:
            return self.pressed[one.id]
        if one.id not in self.suggested:
            self.suggested[one.id] = self._suggested(one)
        return self.suggested[one.id]

    def _suggested(self, one: Marked) -> Press | None:
        at = self.place[one.id]
        window = [said.marked for said in self.said[max(0, at - AROUND) : at + AROUND + 1]]
        suggested = presses(self.text, window, troubled=False)
        found = [press for press in suggested if not self.refused(press)]
        did = (press for press in found if press.behaviour.id == one.id)
        says = (press for press in found if press.constraint.id == one.id)
        return next(did, None) or next(says, None)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quote with the key of its source, whose words they are, and how strong."""

    key: int
    quote: Quote
    speaker: str
    grade: Grade
    kinds: Sequence[Kind]
    on: date | None
    void: str = ""  # what counts for nothing is not heard

    @property
    def words(self) -> str:
        return self.quote.exact

    @property
    def start(self) -> int:
        return self.quote.start


@dataclass
class Kept:
    """What is ready of a study, and up to where the journal was followed."""

    cursor: int = -1
    stamps: Mapping[int, Stamp] = field(default_factory=dict)
    own: dict[int, Own] = field(default_factory=dict)
    people: Mapping[int, tuple[str, bool]] = field(default_factory=dict)
    days: Mapping[int, date | None] = field(default_factory=dict)
    gathered: tuple[tuple[int, ...], Vocabulary] | None = None
    heard: Heard | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


_kept: OrderedDict[int, Kept] = OrderedDict()
_guard = threading.Lock()


def heard_in(study: Study) -> Heard:
    """What its participants said, without those who withdrew consent, as it stands now."""
    kept = _of(study.pk)
    with kept.lock:
        cursor = study.cursor or _last_entry(study)
        stamps = {key: (name, at) for key, name, at in _sources(study)}
        if kept.heard is None or (cursor, stamps) != (kept.cursor, kept.stamps):
            _follow(kept, study, cursor, stamps)
        assert kept.heard is not None
        return kept.heard


def spoken_in(study: Study, quotes: Iterable[Quote]) -> Mapping[Quote, Spoken]:
    """Whose words these are and how strong, from what is kept ready."""
    heard_in(study)
    kept = _of(study.pk)
    keys = {name: key for key, (name, _labelled) in kept.stamps.items()}
    found = {}
    for one in dict.fromkeys(quotes):
        key = keys.get(one.source, 0)
        said = _around(kept.own[key].said, one) if key in kept.own else None
        if said is not None:
            grade = said.grade.value
            kinds = tuple(label.value for label in said.kinds)
            found[one] = Spoken(key, one, said.participant, grade, kinds, kept.days.get(key))
    return found


def _around(said: Sequence[Said], quote: Quote) -> Marked | None:
    """The statement in which the quote begins."""
    at = bisect_right(said, quote.start, key=lambda one: one.marked.quote.start) - 1
    return said[at].marked if at >= 0 else None


def forget_all() -> None:
    """Lets go of everything that is kept ready."""
    with _guard:
        _kept.clear()


def _of(study: int) -> Kept:
    with _guard:
        kept = _kept.setdefault(study, Kept())
        _kept.move_to_end(study)
        while len(_kept) > MOST_STUDIES:
            _kept.popitem(last=False)
        return kept


def _follow(kept: Kept, study: Study, cursor: int, stamps: Mapping[int, Stamp]) -> None:
    people = {one.pk: (one.pseudonym, _withdrew(one)) for one in _people(study)}
    touched = _touched(study, kept.cursor) if kept.cursor >= 0 else set(stamps)
    touched |= {key for key, stamp in stamps.items() if kept.stamps.get(key) != stamp}
    if {key: name for key, (name, _) in people.items()} != {
        key: name for key, (name, _) in kept.people.items()
    }:
        touched = set(stamps)
    for key in kept.own.keys() - stamps.keys():
        del kept.own[key]
    for source in Source.objects.filter(study=study, pk__in=touched).defer("sentences", "moments"):
        kept.own[source.pk] = _read(source)
    open_ = tuple(sorted(set(kept.own) - _closed(study, people)))
    if kept.gathered is None or touched or kept.gathered[0] != open_:
        words = gathered(said for key in open_ for said in kept.own[key].said)
        kept.gathered = open_, words
    by_name = {stamps[key][0]: kept.own[key] for key in open_}
    kept.days = dict(Source.objects.filter(study=study).values_list("pk", "session__on"))
    known = locate(*_values(study, stamps, kept.days))
    kept.heard = Heard(
        kept.gathered[1],
        {one.participant.id: one for one in known},
        lambda one: by_name[one.session].press_on(one),
    )
    kept.cursor, kept.stamps, kept.people = cursor, stamps, people


def _last_entry(study: Study) -> int:
    return study.journal.order_by("-pk").values_list("pk", flat=True).first() or 0


def _sources(study: Study) -> Sequence[tuple[int, str, datetime | None]]:
    rows = Source.objects.filter(study=study).order_by("pk")
    return list(rows.values_list("pk", "name", "labelled"))


def _people(study: Study) -> Sequence[Participant]:
    return list(study.participants.order_by("pk").prefetch_related("consents"))


def _withdrew(one: Participant) -> bool:
    consent = one.consent()
    return bool(consent and consent.withdrawn)


def _touched(study: Study, since: int) -> set[int]:
    """The sources of which something was changed since that entry of the journal."""
    found: set[int] = set()
    for changes in study.journal.filter(pk__gt=since).values_list("changes", flat=True):
        for model, key, before, after in changes:
            row = before or after or {}
            if model in TOUCHING:
                found.add(key if model == "records.source" else row.get("source_id", 0))
            if model == "records.constraint":
                found |= _behaviour_source(row.get("behaviour_id", 0))
    return found


def _behaviour_source(key: int) -> set[int]:
    return set(Behaviour.objects.filter(pk=key).values_list("source", flat=True))


def _closed(study: Study, people: Mapping[int, tuple[str, bool]]) -> set[int]:
    """Sources in which somebody speaks who withdrew consent."""
    gone = [key for key, (_, withdrew) in people.items() if withdrew]
    if not gone:
        return set()
    speaking = Speaker.objects.filter(source__study=study, participant__in=gone)
    return set(speaking.values_list("source", flat=True))


def _read(source: Source) -> Own:
    """The source's telling statements, in order, with the words in them."""
    who = _speaking(source)
    text = sources.Source(source.name, source.text)
    rows = Statement.objects.filter(source=source, telling=True).order_by("start")
    columns = rows.values_list("start", "end", "turn", "grade", "kinds")
    found = [
        Marked(
            id=statement_id(source.sha256, start, end),
            quote=quote(text, start, end),
            participant=who[turn],
            session=source.name,
            grade=Label(Grade(grade), 1.0),
            kinds=tuple(Label(Kind(name), sure) for name, sure in kinds.items()),
            turn=turn,
        )
        for start, end, turn, grade, kinds in columns
        if turn in who
    ]
    pressed: dict[str, Press] = {}
    for press in pressed_by_people(source, text, found):
        pressed.setdefault(press.behaviour.id, press)
        pressed.setdefault(press.constraint.id, press)
    place = {one.id: number for number, one in enumerate(found)}
    return Own(text, [said_in(one) for one in found], place, pressed, refused_by_people(source))


def _speaking(source: Source) -> Mapping[int, str]:
    """Whose words each turn of a participant, or of who watched one, is evidence of.

    In a log the words for an act are whoever's logged it, and nobody's own.
    """
    parts = [Part.PARTICIPANT]
    if source.kind != SourceKind.LOG:
        parts.append(Part.OBSERVER)
    turns = Turn.objects.filter(
        source=source,
        speaker__part__in=parts,
        speaker__participant__isnull=False,
    )
    return dict(turns.values_list("number", "speaker__participant__pseudonym"))


def _values(
    study: Study, stamps: Mapping[int, Stamp], days: Mapping[int, date | None]
) -> tuple[Sequence[sources.Participant], Sequence[sources.Session]]:
    """Participants and sessions, as the method speaks of them."""
    cast: dict[int, dict[str, Role]] = {key: {} for key in stamps}
    speaking = Speaker.objects.filter(source__study=study)
    for key, name, part, who in speaking.values_list(
        "source", "name", "part", "participant__pseudonym"
    ):
        cast[key][name] = Role(Part(part), who or "")
    held = [
        sources.Session(source=name, cast=cast[key], on=days.get(key))
        for key, (name, _labelled) in stamps.items()
    ]
    return [one.value() for one in _people(study)], held
