"""An empathy map as it stands: the value that is shown, drawn, exported and compared.

What is hidden is not in it: notes of a silent phase, votes until voting is over, and who wrote
what in an anonymous room. A quote is read at its place whenever the value is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse

from firsthand.actions.quoting import Place, quoted
from firsthand.method import empathy_map as method
from firsthand.method.empathy_map import Area, Basis, Centre, Phase, Quoted, grade_of
from firsthand.method.evidence import Grade
from firsthand.method.sessions import shows_votes
from firsthand.method.sources import SourceKind
from firsthand.method.usability import Act
from firsthand.records.models import Contributor, EmpathyMap, Event, MapNote, Room, Study


@dataclass(frozen=True, slots=True)
class Ground:
    """What a note stands on as it is now: its words, and how strong they are."""

    quoted: Quoted | None = None
    grade: Grade | None = None


def value_of(one: EmpathyMap, root: str = "") -> method.EmpathyMap:
    """A dozen questions, however many notes; `root` is put before addresses in the workspace."""
    rooms = list(one.rooms.all())
    shown = list(notes_shown(one, rooms).select_related(None).order_by("pk"))
    writers = one.contributors.select_related("person", "room").in_bulk()
    lenses = list(one.lenses.all())
    groups = list(one.groups.select_related("lens"))
    votes = _votes(one, rooms)
    numbers = {lens.pk: lens.number for lens in lenses}
    keys = {group.pk: group.key for group in groups}
    grounds = grounds_of(one.study, shown, root)
    unnamed = any(room.anonymous for room in rooms)
    return method.EmpathyMap(
        title=one.title,
        centre=Centre(one.centre),
        of=centre_of(one),
        lenses=tuple(
            method.Lens(lens.number, lens.name, lens.ask, Area(lens.area)) for lens in lenses
        ),
        notes=tuple(
            method.Note(
                key=note.key,
                lens=numbers[note.lens_id],
                text=note.text,
                grade=_grade(note, grounds[note.pk]),
                basis=Basis(note.basis),
                seen_on=note.seen_on,
                quoted=grounds[note.pk].quoted,
                spoken=note.spoken,
                group=keys.get(note.group_id or 0, ""),
                by=_by(writers.get(note.contributor_id or 0), unnamed),
                role=_role(writers.get(note.contributor_id or 0), unnamed),
                votes=votes.get((note.pk, None), 0),
                ask=note.ask,
                whom=note.whom,
            )
            for note in shown
        ),
        groups=tuple(
            method.Group(group.key, group.lens.number, group.name, votes.get((None, group.pk), 0))
            for group in groups
        ),
        on=one.on,
        contributors=len({note.contributor_id for note in shown} - {None}),
        invented=one.study.invented,
    )


def notes_shown(one: EmpathyMap, rooms: Sequence[Room] | None = None) -> QuerySet[MapNote]:
    """The map's notes but for those that a silent phase hides from everybody yet."""
    notes = one.notes.select_related("contributor__person", "contributor__room")
    for room in one.rooms.all() if rooms is None else rooms:
        if room.closed is None and room.silent_after is not None:
            notes = notes.filter(pk__lte=room.silent_after)
    return notes


def grounds_of(study: Study, notes: Sequence[MapNote], root: str = "") -> Mapping[int, Ground]:
    """What each note stands on, by the note's key in the tables.

    A place whose words are gone, or whose participant withdrew, holds nothing.
    """
    events = _events(notes)
    places = {note.pk: place for note in notes if (place := _place(note, events))}
    words = quoted(study, set(places.values())) if places else {}
    addresses = {
        source: root + reverse("transcript", args=(study.pk, source))
        for source in {place[0] for place in places.values()}
    }
    found = {}
    for note in notes:
        place = places.get(note.pk)
        if place is None:
            found[note.pk] = _watched(events.get(note.event_id or 0))
        elif (one := words.get(place)) and one.participant and not one.void:
            seen = Grade.OBSERVED if one.source.kind == SourceKind.LOG else None
            where = f"{addresses[one.source.pk]}#s{one.start}"
            said = Quoted(one.words, one.participant.pseudonym, one.on, where)
            found[note.pk] = Ground(said, one.grade or seen)
        else:
            found[note.pk] = Ground()
    return found


def _grade(note: MapNote, ground: Ground) -> Grade:
    """As the method has it; what was observed counts no more than what stands at its place."""
    basis = Basis(note.basis)
    if basis is Basis.OBSERVATION:
        return ground.grade or Grade.ASSUMPTION
    return grade_of(basis, note.seen_on, ground.grade)


def _place(note: MapNote, events: Mapping[int, Event]) -> Place | None:
    """Where the words are that the note stands on: its own place, or that of its event."""
    at = events.get(note.event_id or 0) if note.source_id is None else note
    if note.basis not in (Basis.QUOTE, Basis.OBSERVATION) or at is None:
        return None
    if at.source_id is None or at.start is None or at.end is None:
        return None
    return at.source_id, at.start, at.end


def _events(notes: Sequence[MapNote]) -> Mapping[int, Event]:
    keys = [note.event_id for note in notes if note.basis == Basis.OBSERVATION and note.event_id]
    rows = Event.objects.filter(pk__in=keys).select_related("participant", "session")
    return {row.pk: row for row in rows.prefetch_related("participant__consents")} if keys else {}


def _watched(event: Event | None) -> Ground:
    """An event of a test that goes on: its words are in no source yet."""
    if event is None or event.source_id is not None:
        return Ground()
    consent = event.participant.consent() if event.participant else None
    if consent and consent.withdrawn:
        return Ground()
    who = event.participant.pseudonym if event.participant else ""
    return Ground(Quoted(event.text or Act(event.act).words, who, event.session.on), Grade.OBSERVED)


def _votes(one: EmpathyMap, rooms: Sequence[Room]) -> Mapping[tuple[int | None, int | None], int]:
    """How many votes each note or group has; none while they may still be cast."""
    if any(room.closed is None and not shows_votes(Phase(room.phase)) for room in rooms):
        return {}
    rows = one.votes.values_list("note", "group").annotate(count=Count("pk"))
    return {(note, group): count for note, group, count in rows}


def _by(contributor: Contributor | None, unnamed: bool) -> str:
    if contributor is None or _is_unnamed(contributor, unnamed):
        return ""
    return contributor.name or str(contributor.person or "")


def _role(contributor: Contributor | None, unnamed: bool) -> str:
    return "" if contributor is None or _is_unnamed(contributor, unnamed) else contributor.role


def _is_unnamed(contributor: Contributor, unnamed: bool) -> bool:
    """A guest is of one room; a member may have written in every room of the map."""
    room = contributor.room if contributor.person_id is None else None
    return room.anonymous if room else unnamed


def centre_of(one: EmpathyMap) -> str:
    """Whose world it is, in words."""
    if one.centre == Centre.PARTICIPANT:
        return one.participant.pseudonym if one.participant else ""
    if one.centre == Centre.ROLE:
        return one.role
    versions = one.problem.versions.all() if one.problem else ()
    newest = max(versions, key=lambda version: version.number, default=None)
    return newest.sentence if newest else ""
