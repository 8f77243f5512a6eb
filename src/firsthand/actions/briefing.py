"""The brief of a map as the team reads it, and as it may leave the team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.actions.leaving import HeldBack, staying
from firsthand.actions.map_assumptions import assumed_in, spoken_to
from firsthand.actions.mapped import value_of
from firsthand.actions.permissions import May, require
from firsthand.method.briefs import Brief, Reader, brief
from firsthand.method.empathy_map import Centre, EmpathyMap, Note
from firsthand.method.finding import repeats
from firsthand.records import models
from firsthand.records.models import Person

KEPT_BACK = "(words that may not leave the team)"


@dataclass(frozen=True, slots=True)
class Leaving:
    """The brief without what may not leave, or `why` there is none; `held` stay inside."""

    brief: Brief | None
    why: str
    held: Sequence[HeldBack]
    address: str


def brief_of(one: models.EmpathyMap, reader: Reader = Reader.EVERYBODY, root: str = "") -> Brief:
    drawn = value_of(one, root)
    return brief(drawn, assumed_in(one, drawn), reader)


def leaving_brief(
    one: models.EmpathyMap, by: Person, on: date, reader: Reader = Reader.EVERYBODY, root: str = ""
) -> Leaving:
    """The brief with the words of those alone who may be quoted outside the team.

    Every note is still counted, with its grade: a count repeats nobody's words, and leaving some
    out of it would make the map look weaker, or stronger, than it is.
    """
    require(by, one.study, May.EXPORT)
    drawn = value_of(one, root)
    quoted = {note.quoted.who for note in drawn.notes if note.quoted}
    asked = {who.pseudonym for who in spoken_to(one)} | {note.whom for note in drawn.notes}
    known = set(one.study.participants.values_list("pseudonym", flat=True))
    held = staying(one.study, (quoted | asked) & known | _centre(one), on)
    address = root + reverse("map-brief", args=(one.study_id, one.pk))
    if _centre(one) & held.keys():
        why = _("Whoever stands at the centre may not be quoted outside the team. "
                "Record consent first.")  # fmt: skip
        return Leaving(None, why, list(held.values()), address)
    open_ = _without(drawn, held)
    waiting = [
        replace(each, whom=_("a participant")) if each.whom in held else each
        for each in assumed_in(one, open_, held.keys())
    ]
    return Leaving(brief(open_, waiting, reader), "", _behind(held, quoted), address)


def _behind(held: Mapping[str, HeldBack], quoted: set[str]) -> list[HeldBack]:
    """Of those held back whose words stand under notes."""
    return [one for who, one in held.items() if who in quoted]


def _centre(one: models.EmpathyMap) -> set[str]:
    is_of_one = one.centre == Centre.PARTICIPANT and one.participant
    return {one.participant.pseudonym} if is_of_one and one.participant else set()


def _without(drawn: EmpathyMap, held: Mapping[str, HeldBack]) -> EmpathyMap:
    """The map without the words of these, wherever they are repeated."""
    words = [note.quoted.exact for note in drawn.notes if note.quoted and note.quoted.who in held]
    return replace(
        drawn,
        notes=tuple(_note_without(note, held, words) for note in drawn.notes),
        groups=tuple(
            replace(group, name=_text_without(group.name, words)) for group in drawn.groups
        ),
    )


def _note_without(note: Note, held: Mapping[str, HeldBack], words: Sequence[str]) -> Note:
    quoted = None if note.quoted and note.quoted.who in held else note.quoted
    asked = "" if any(repeats(note.ask, one) for one in words) else note.ask
    return replace(note, text=_text_without(note.text, words), quoted=quoted, ask=asked, by="")


def _text_without(text: str, words: Sequence[str]) -> str:
    return KEPT_BACK if any(repeats(text, one) for one in words) else text
