"""Who is whom, and what makes a participant located."""

from datetime import date

import pytest
from django.utils import timezone
from tests.workspace import the_source

from firsthand.actions.locating import Description, Played, cast, date_session, describe, rename
from firsthand.actions.undoing import undo
from firsthand.actions.values import session_value
from firsthand.actions.working import do_next
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part
from firsthand.records.models import Participant, Person, Statement, Study


def do_all() -> None:
    while do_next(timezone.now()):
        pass


def played(study: Study, **parts: tuple[Part, str]) -> list[Played]:
    speakers = {one.name.lower(): one.pk for one in the_source(study).speakers.all()}
    return [Played(speakers[name], part, who) for name, (part, who) in parts.items()]


def test_the_locate_gate_opens_with_what_was_missing(study: Study, ann: Person) -> None:
    do_all()
    assert not study.dossier.gates[0]["open"]
    mara = Participant.objects.get(pseudonym="Mara")
    describe(mara, ann, Description("ward nurse", "charts at the bedside", "a paper sheet"))
    date_session(the_source(study), ann, date(2026, 11, 3), ["Ann", " "])
    do_all()
    study.dossier.refresh_from_db()
    assert study.dossier.gates[0]["open"]
    assert the_source(study).session.attended == ["Ann"]


def test_who_asks_can_be_turned_round_and_the_words_follow(study: Study, ann: Person) -> None:
    do_all()
    cast(
        the_source(study), ann,
        played(study, ines=(Part.PARTICIPANT, "Nurse 1"), mara=(Part.INTERVIEWER, "")),
    )  # fmt: skip
    do_all()
    assert session_value(the_source(study)).cast["INES"].participant == "Nurse 1"
    said = [one.exact for one in Statement.objects.order_by("start")]
    assert said[0] == "Tell me about the last night you charted."
    undo(study, ann)
    do_all()
    assert session_value(the_source(study)).cast["MARA"].participant == "Mara"
    assert not Participant.objects.filter(pseudonym="Nurse 1").exists()


def test_two_names_of_one_person_become_one(study: Study, ann: Person) -> None:
    cast(
        the_source(study), ann,
        played(study, ines=(Part.PARTICIPANT, "Mara"), mara=(Part.PARTICIPANT, "Mara")),
    )  # fmt: skip
    assert the_source(study).speakers.filter(participant__pseudonym="Mara").count() == 2


def test_somebody_has_to_be_a_participant(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="participant"):
        cast(
            the_source(study), ann,
            played(study, ines=(Part.INTERVIEWER, ""), mara=(Part.OTHER, "")),
        )  # fmt: skip


def test_a_pseudonym_is_one_person_s(study: Study, ann: Person) -> None:
    Participant.objects.create(study=study, pseudonym="Jo")
    mara = Participant.objects.get(pseudonym="Mara")
    with pytest.raises(RuleBroken, match="another participant"):
        rename(mara, ann, " Jo ")
    with pytest.raises(RuleBroken, match="needs a pseudonym"):
        rename(mara, ann, " ")
