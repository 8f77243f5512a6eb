"""Who the participants are, who speaks in a source, when a session was and who was there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.following import have_labelled, have_weighed
from firsthand.actions.permissions import May
from firsthand.listen.cast import shown
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part, SourceKind
from firsthand.records.models import Participant, Person, Source, Speaker, Study


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a participant; each of the three that locate may be empty.

    Without a pseudonym they keep the one they have.
    """

    role: str = ""
    workflow: str = ""
    tool: str = ""
    access_needs: str = ""
    pseudonym: str | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """The part a speaker plays, and as which participant."""

    speaker: int
    part: Part
    pseudonym: str = ""


def describe(participant: Participant, by: Person, as_: Description) -> None:
    with doing(participant.study, by, May.DECIDE, "described a participant") as now:
        values = described(as_)
        if as_.pseudonym is not None:
            values |= renamed(participant, as_.pseudonym)
        _change(now, participant, values)


def rename(participant: Participant, by: Person, pseudonym: str) -> None:
    """Gives the participant another pseudonym; nobody else in the study may have it."""
    with doing(participant.study, by, May.DECIDE, "renamed a participant") as now:
        _change(now, participant, renamed(participant, pseudonym))


def described(as_: Description) -> dict[str, Any]:
    """The columns of a participant that say what is known of them."""
    return {
        "role": one_line(as_.role, _("role")),
        "workflow": as_.workflow.strip(),
        "tool": one_line(as_.tool, _("tool")),
        "access_needs": as_.access_needs.strip(),
    }


def renamed(participant: Participant, pseudonym: str) -> dict[str, Any]:
    """The columns that change with another pseudonym; none where it stays."""
    name = one_line(pseudonym, _("pseudonym"))
    if not name:
        raise RuleBroken(_("A participant needs a pseudonym. Give one that names nobody."))
    other = _called(participant.study, name)
    if other is not None and other.pk != participant.pk:
        raise RuleBroken(
            _(
                "%s is another participant of this study. "
                "Choose another pseudonym, or merge the two."
            )
            % other.pseudonym
        )
    return {} if name == participant.pseudonym else {"pseudonym": name, "generic": False}


def cast(source: Source, by: Person, played: Sequence[Played]) -> None:
    """Sets who asks and who is whom in a source; its statements are labelled again."""
    speakers = {one.pk: one for one in source.speakers.all()}
    if {one.speaker for one in played} != set(speakers):
        raise RuleBroken(
            _("The speakers have changed meanwhile. Reload the page and set them again.")
        )
    if source.kind != SourceKind.LOG and all(one.part is not Part.PARTICIPANT for one in played):
        raise RuleBroken(_("Somebody has to be a participant: their words are the evidence."))
    with doing(source.study, by, May.DECIDE, "set who speaks") as now:
        before = {one.participant_id for one in speakers.values() if one.participant_id}
        for one in played:
            _set(now, speakers[one.speaker], one)
        _follow(now, source)
        _let_go(now, before)
        if now.changes:
            have_labelled(source.study, by, [source.pk])


def swap(source: Source, by: Person) -> None:
    """Who was taken to ask answers, and who was taken to answer asks."""
    other = {Part.PARTICIPANT: Part.INTERVIEWER, Part.INTERVIEWER: Part.PARTICIPANT}
    speakers = list(source.speakers.order_by("pk"))
    parts = {one.part for one in speakers}
    if not parts >= set(other):
        raise RuleBroken(_("It takes one who asks and one who answers to swap them."))
    cast(
        source,
        by,
        [
            Played(one.pk, other.get(Part(one.part), Part(one.part)), _known_as(one))
            for one in speakers
        ],
    )


def merge(source: Source, by: Person, speakers: Collection[int]) -> None:
    """Makes several names of a source one participant: the first of them that is one."""
    rows = list(source.speakers.select_related("participant").order_by("pk"))
    same = [one for one in rows if one.pk in speakers]
    if len(same) < 2:
        raise RuleBroken(_("Choose two names or more that are the same person."))
    who = next((_known_as(one) for one in same if one.participant), _known_as(same[0]))
    cast(
        source,
        by,
        [
            Played(one.pk, Part.PARTICIPANT, who)
            if one in same
            else Played(one.pk, Part(one.part), _known_as(one))
            for one in rows
        ],
    )


def attend(study: Study, by: Person, name: str) -> int:
    """Says that whoever asks under that name is of the team, wherever nobody said who was there.

    Returns in how many sessions.
    """
    folded = " ".join(name.split()).casefold()
    with doing(study, by, May.DECIDE, "said who was there") as now:
        asking = Speaker.objects.filter(source__study=study, part=Part.INTERVIEWER)
        found = {
            one.source.session_id: one.source.session
            for one in asking.select_related("source__session").defer(
                *(f"source__{column}" for column in Source.LARGE)
            )
            if " ".join(one.name.split()).casefold() == folded and not one.source.session.attended
        }
        for session in found.values():
            now.change(session, attended=[shown(" ".join(name.split()))])
        if found:
            have_weighed(study, by)
    return len(found)


def _known_as(speaker: Speaker) -> str:
    """The speaker's pseudonym, else the name as it is shown."""
    return speaker.participant.pseudonym if speaker.participant else shown(speaker.name)


def date_session(source: Source, by: Person, on: date | None, attended: Sequence[str]) -> None:
    """Says when the session was and which team-mates were there."""
    names = [name for one in attended if (name := " ".join(one.split()))]
    with doing(source.study, by, May.DECIDE, "dated a session") as now:
        if (source.session.on, source.session.attended) != (on, names):
            now.change(source.session, on=on, attended=names)
            have_weighed(source.study, by)


def _set(now: Doing, speaker: Speaker, played: Played) -> None:
    speaks_of_one = played.part in (Part.PARTICIPANT, Part.OBSERVER)
    participant = _who(now, speaker, played) if speaks_of_one else None
    if (speaker.part, speaker.participant_id) != (played.part, participant and participant.pk):
        now.change(speaker, part=played.part, participant=participant)


def _follow(now: Doing, source: Source) -> None:
    """What was seen in the source is of whoever its line says now."""
    lines = source.turns.select_related("speaker__participant")
    whose = {line.start: line.speaker.participant for line in lines}
    seen = [(one, whose[one.start]) for one in source.events.all() if one.start in whose]
    now.change_each([(one, {"participant": who}) for one, who in seen if one.participant != who])


def _who(now: Doing, speaker: Speaker, played: Played) -> Participant:
    """Whom the speaker is said to be: somebody known, whatever the capitals, or somebody new."""
    name = one_line(played.pseudonym, _("pseudonym")) or speaker.name
    if not name:
        if speaker.participant is not None:
            return speaker.participant
        raise RuleBroken(_("Somebody without a name speaks here. Give them a pseudonym."))
    known = _called(now.study, name)
    return known or now.add(Participant(study=now.study, pseudonym=name))


def _called(study: Study, name: str) -> Participant | None:
    """The participant of that pseudonym: the one so spelt, else one in other capitals."""
    people = {one.pseudonym: one for one in study.participants.order_by("pk")}
    folded = {pseudonym.casefold(): one for pseudonym, one in people.items()}
    return people.get(name) or folded.get(name.casefold())


def _change(now: Doing, participant: Participant, values: dict[str, Any]) -> None:
    if any(getattr(participant, name) != value for name, value in values.items()):
        now.change(participant, **values)
        now.about = f"participant:{participant.pk}"
        have_weighed(now.study, now.by)


def _let_go(now: Doing, keys: Collection[int]) -> None:
    """Removes those of the participants who say nothing any more, and of whom nothing is known."""
    bare = Participant.objects.filter(
        pk__in=keys,
        speakers=None,
        events=None,
        maps=None,
        consents=None,
        identity=None,
        role="",
        workflow="",
        tool="",
        access_needs="",
        attributes={},
    )
    for one in bare:
        now.remove(one)


def one_line(text: str, what: str, longest: int = 120) -> str:
    line = " ".join(text.split())
    if len(line) > longest:
        raise RuleBroken(
            _("The %(what)s is longer than %(longest)s characters. Say it shorter.")
            % {"what": what, "longest": longest}
        )
    return line
