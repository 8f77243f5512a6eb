"""What a map takes for granted: what to ask whom, and the way into the study's guide."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from firsthand.actions.challenging import require_as_shown
from firsthand.actions.doing import Doing, doing
from firsthand.actions.guiding import MOST
from firsthand.actions.locating import one_line
from firsthand.actions.permissions import May
from firsthand.actions.sitting import Given, Sitting, act, text
from firsthand.language.topics import topic
from firsthand.language.words import content_words
from firsthand.method.assumptions import Assumed, assumed, is_assumed
from firsthand.method.empathy_map import Came, Centre
from firsthand.method.empathy_map import EmpathyMap as Drawn
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part
from firsthand.records.models import EmpathyMap, MapNote, Participant, Person, Question

LONGEST_ASK, LONGEST_WHOM = 500, 200
VERB = "said what to ask about a note"
FROM_A_MAP = "From an empathy map"


def assumed_in(one: EmpathyMap, drawn: Drawn, unnamed: Collection[str] = ()) -> tuple[Assumed, ...]:
    """The map's assumptions, each with what to ask whom, as written or else as suggested.

    Nobody who is `unnamed` is suggested to be asked.
    """
    topics = {note.text: topic(note.text) for note in drawn.notes if is_assumed(note)}
    people = [who.pseudonym for who in spoken_to(one) if who.pseudonym not in unnamed]
    return assumed(drawn, topics, people)


def spoken_to(one: EmpathyMap) -> Sequence[Participant]:
    """Those at the map's centre who were spoken to: of the role, or of the study's participants."""
    heard = Participant.objects.filter(
        study=one.study_id, speakers__part=Part.PARTICIPANT, generic=False
    )
    people = list(heard.distinct().order_by("pk"))
    if one.centre != Centre.ROLE:
        return people
    wanted = _stems(one.role)
    return [who for who in people if wanted <= _stems(who.role)]


def _stems(text: str) -> set[str]:
    """A role's words in whatever inflection: `night nurse` is in `staff nurse, nights`."""
    return {stem for stem, *_ in content_words(text)}


def ask_otherwise(note: MapNote, by: Person, ask: str, whom: str) -> None:
    """Says what to ask whom about a note; with nothing typed, what is suggested stands again."""
    with doing(note.map.study, by, May.MARK, VERB) as now:
        now.about, now.map = f"map:{note.map_id}", note.map
        ask_in(now, note, ask, whom)


@act("challenge", VERB)
def challenge(now: Doing, at: Sitting, given: Given) -> int:
    """'How do we know?', asked of any note by anybody in the room."""
    note = at.note(given)
    require_as_shown(note, given)
    ask_in(now, note, text(given, "ask"), text(given, "whom"))
    came = Came.ASK if note.ask else ""
    if (note.challenger_id, note.came) != (at.who.pk, came):
        now.change(note, challenger=at.who, came=came, version=note.version + 1)
    return note.version


def ask_in(now: Doing, note: MapNote, ask: str, whom: str) -> None:
    values = {
        "ask": one_line(ask, _("question"), LONGEST_ASK),
        "whom": one_line(whom, _("name of whom to ask"), LONGEST_WHOM),
    }
    if any(getattr(note, name) != value for name, value in values.items()):
        now.change(note, **values, version=note.version + 1)


def into_guide(note: MapNote, by: Person, of: Assumed) -> Question:
    """Puts the question about a note into the study's guide, once."""
    study = note.map.study
    with doing(study, by, May.MARK, "took a question into the guide") as now:
        note.refresh_from_db(from_queryset=MapNote.objects.select_for_update())
        if note.question_id is not None:
            raise RuleBroken(_("This question is in the guide already."))
        if study.questions.count() >= MOST:
            raise RuleBroken(_("A guide has at most %s questions. Remove some first.") % MOST)
        last = study.questions.aggregate(last=Max("number"))["last"] or 0
        memo = f"{FROM_A_MAP}; ask {of.whom}."
        question = now.add(Question(study=study, number=last + 1, text=of.ask, memo=memo))
        now.change(note, question=question, version=note.version + 1)
        now.about, now.map = f"map:{note.map_id}", note.map
    return question


def assumption_of(note: MapNote, waiting: Sequence[Assumed]) -> Assumed:
    """What waits of that note; raises RuleBroken where it rests on evidence by now."""
    found = next((one for one in waiting if one.note.key == note.key), None)
    if found is None:
        raise RuleBroken(_("This note rests on evidence by now: there is nothing to ask."))
    return found
