"""What may leave the team: whoever exports or sends words asks here first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from firsthand.method.locate import held_back
from firsthand.method.sources import Part, Purpose
from firsthand.records.models import Participant, Speaker, Study, Turn

type Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A participant whose words stay inside the team, and why.

    Where nobody of that name is a participant, it is one without a key.
    """

    participant: Participant
    why: str


def staying(
    study: Study, pseudonyms: Collection[str], on: date, purpose: Purpose = Purpose.QUOTES
) -> Mapping[str, HeldBack]:
    """Of these people those whose words may not leave on that day, by pseudonym.

    A name that is nobody's is held back too, but for who asks: they are of the team.
    """
    known = {
        one.pseudonym: one
        for one in study.participants.filter(pseudonym__in=pseudonyms).prefetch_related("consents")
    }
    others = set(pseudonyms) - known.keys()
    strangers = others - _asking(study, others)
    people = known | {name: Participant(study=study, pseudonym=name) for name in strangers}
    found = {name: _why(one, purpose, on) for name, one in people.items()}
    return {name: HeldBack(people[name], found[name]) for name in sorted(found) if found[name]}


def pseudonyms_of(study: Study, places: Iterable[Place]) -> Mapping[Place, str]:
    """Whose words stand at each place, (source, start): a participant's pseudonym, else the name.

    A place in a text in which nobody is named as speaking is nobody's and is left out.
    """
    wanted = set(places)
    turns = Turn.objects.filter(
        source__study=study, source__in={source for source, _ in wanted}
    ).select_related("speaker__participant")
    by_source: dict[int, list[Turn]] = {}
    for turn in turns:
        by_source.setdefault(turn.source_id, []).append(turn)
    return {
        (source, start): str(turn.speaker.participant or turn.speaker.name)
        for source, start in wanted
        for turn in by_source.get(source, ())
        if turn.start <= start < turn.end
    }


def _why(one: Participant, purpose: Purpose, on: date) -> str:
    return held_back(one.consent() if one.pk else None, purpose, on)


def _asking(study: Study, names: Collection[str]) -> set[str]:
    """Of these names those that ask somewhere in the study and are nothing else in it."""
    parts: dict[str, set[str]] = {}
    speaking = Speaker.objects.filter(source__study=study, name__in=names)
    for name, part in speaking.values_list("name", "part"):
        parts.setdefault(name, set()).add(part)
    return {name for name, some in parts.items() if some == {Part.INTERVIEWER}}
