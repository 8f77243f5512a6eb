"""Participants as a list: somebody to ask, nobody's speaker, two that are one, attributes."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests.workspace import a_study, joins, person, the_source, upload

from firsthand.actions.identifying import identify
from firsthand.actions.importing import add_files
from firsthand.actions.locating import Description, Played, cast, describe
from firsthand.actions.participating import (
    add_participant,
    merge,
    remove_participant,
    set_attributes,
)
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.undoing import redo, undo
from firsthand.actions.weighing import weigh
from firsthand.actions.working import do_next
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part
from firsthand.records.models import Consent, Entry, Identity, Participant, Person, Speaker, Study
from firsthand.records.studies import Role

KIM = Description("ward clerk", "orders forms", "a phone", "large text")
NOTES = "Speaker 1: What did you do?\nSpeaker 2: I wrote it on the door. It was a mess.\n"


def mara_of(study: Study) -> Participant:
    return study.participants.get(pseudonym="Mara")


def rows() -> list[list[dict[str, Any]]]:
    tables = (Participant, Speaker, Consent, Identity)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def test_somebody_to_ask_is_listed_and_is_no_evidence(study: Study, ann: Person) -> None:
    kim = add_participant(study, ann, " Kim ", KIM)
    assert (kim.pseudonym, kim.role, kim.access_needs) == ("Kim", "ward clerk", "large text")
    weigh(study, timezone.now())
    gate = study.dossier.gates[0]
    assert not gate["open"]
    assert "Kim: not spoken to yet" in [line["text"] for line in gate["missing"]]


@pytest.mark.parametrize(
    ("name", "told"), [(" ", "needs a pseudonym"), ("mara", "Mara is another")]
)
def test_nobody_is_added_without_a_pseudonym_or_with_one_that_is_taken(
    study: Study, ann: Person, name: str, told: str
) -> None:
    with pytest.raises(RuleBroken, match=told):
        add_participant(study, ann, name, KIM)
    assert [one.pseudonym for one in study.participants.all()] == ["Mara"]


def test_a_viewer_adds_nobody(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        add_participant(study, ben, "Kim", KIM)
    assert study.participants.count() == 1


def test_who_speaks_nowhere_is_removed_with_their_consent_and_comes_back(
    study: Study, ann: Person
) -> None:
    kim = add_participant(study, ann, "Kim", KIM)
    Consent.objects.create(participant=kim, given=date(2026, 11, 1), purposes=["analysis"])
    before = rows()
    remove_participant(kim, ann)
    assert [one.pseudonym for one in study.participants.all()] == ["Mara"]
    assert not Consent.objects.exists()
    undo(study, ann)
    assert rows() == before


def test_who_speaks_is_not_removed(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="Mara speaks in an interview"):
        remove_participant(mara_of(study), ann)
    assert study.participants.count() == 1


def test_who_is_known_by_name_is_not_removed_before_that_is_erased(
    study: Study, ann: Person
) -> None:
    kim = add_participant(study, ann, "Kim", KIM)
    identify(kim, ann, "Kimberly Invented")
    with pytest.raises(RuleBroken, match="erase it first"):
        remove_participant(kim, ann)
    assert Identity.objects.get().name == "Kimberly Invented"


def test_two_that_are_one_are_merged_and_parted_again(study: Study, ann: Person) -> None:
    mara = mara_of(study)
    describe(mara, ann, Description("nurse", "", "", "tremor"))
    set_attributes(mara, ann, [("ward", "surgical"), ("shift", "night")])
    kim = add_participant(study, ann, "Kim", KIM)
    set_attributes(kim, ann, [("ward", "medical")])
    Consent.objects.create(participant=mara, given=date(2026, 11, 1))
    identify(mara, ann, "Mara Invented")
    before = rows()
    merge(mara, Participant.objects.get(pk=kim.pk), ann)
    merged = rows()
    one = study.participants.get()
    assert (one.pseudonym, one.role, one.access_needs) == (
        "Kim",
        "ward clerk",
        "large text; tremor",
    )
    assert one.attributes == {"ward": "medical", "shift": "night"}
    assert (one.speakers.count(), one.consents.count(), one.identity.name) == (
        1,
        1,
        "Mara Invented",
    )
    undo(study, ann)
    assert rows() == before
    redo(study, ann)
    assert rows() == merged


def test_two_whose_names_are_both_known_are_not_merged(study: Study, ann: Person) -> None:
    kim = add_participant(study, ann, "Kim", KIM)
    for one in (kim, mara_of(study)):
        identify(one, ann, f"{one} Invented")
    with pytest.raises(RuleBroken, match="kept for both"):
        merge(kim, mara_of(study), ann)
    assert (study.participants.count(), Identity.objects.count()) == (2, 2)


def test_nobody_is_merged_with_themselves(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="same participant"):
        merge(mara_of(study), mara_of(study), ann)


def test_a_merge_is_not_parted_once_somebody_took_the_name(study: Study, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, study)
    kim = add_participant(study, ann, "Kim", Description())
    merge(kim, mara_of(study), ann)
    add_participant(study, ben, "Kim", Description())
    with pytest.raises(RuleBroken, match="took its place"):
        undo(study, ann)
    assert study.participants.count() == 2


def test_attributes_are_set_as_they_stand_and_blank_ones_go(study: Study, ann: Person) -> None:
    mara = mara_of(study)
    set_attributes(mara, ann, [(" ward ", " surgical "), ("", ""), ("shift", "night")])
    assert mara.attributes == {"ward": "surgical", "shift": "night"}
    set_attributes(mara, ann, [("ward", ""), ("shift", "day")])
    assert mara.attributes == {"shift": "day"}
    undo(study, ann)
    assert mara_of(study).attributes == {"ward": "surgical", "shift": "night"}


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("", "surgical")], "give the attribute a name"),
        ([("ward", "a"), ("Ward", "b")], "stands there twice"),
        ([("w" * 81, "a")], "longer than 80"),
    ],
)
def test_attributes_that_say_nothing_clear_are_refused(
    study: Study, ann: Person, pairs: list[tuple[str, str]], told: str
) -> None:
    with pytest.raises(RuleBroken, match=told):
        set_attributes(mara_of(study), ann, pairs)
    assert mara_of(study).attributes == {}


def test_what_changes_nothing_is_not_journalled(study: Study, ann: Person) -> None:
    entries = Entry.objects.count()
    set_attributes(mara_of(study), ann, [("", "")])
    describe(mara_of(study), ann, Description(pseudonym="Mara"))
    assert Entry.objects.count() == entries


def test_a_name_in_other_capitals_is_the_same_person(study: Study, ann: Person) -> None:
    speakers = {one.name: one.pk for one in the_source(study).speakers.all()}
    played = [
        Played(speakers["INES"], Part.PARTICIPANT, " mara"),
        Played(speakers["MARA"], Part.PARTICIPANT, "MARA "),
    ]
    cast(the_source(study), ann, played)
    assert [one.pseudonym for one in study.participants.all()] == ["Mara"]
    assert mara_of(study).speakers.count() == 2


def test_a_voice_that_gets_a_name_leaves_no_voice_behind(ann: Person) -> None:
    study = a_study(ann, [upload("call.txt", NOTES)])
    [voice] = study.participants.all()
    assert (voice.pseudonym, voice.generic) == ("Speaker 2 in call.txt", True)
    speakers = {one.name: one for one in the_source(study).speakers.all()}
    played = [
        Played(speakers["Speaker 1"].pk, Part.INTERVIEWER),
        Played(speakers["Speaker 2"].pk, Part.PARTICIPANT, "Jo"),
    ]
    cast(the_source(study), ann, played)
    assert [(one.pseudonym, one.generic) for one in study.participants.all()] == [("Jo", False)]
    undo(study, ann)
    assert [(one.pk, one.generic) for one in study.participants.all()] == [(voice.pk, True)]


def test_whoever_speaks_without_a_name_is_never_called_nothing(ann: Person) -> None:
    study = a_study(ann, [upload("call.txt", NOTES)])
    source = the_source(study)
    asks, speaks = source.speakers.order_by("pk")
    Speaker.objects.filter(pk=speaks.pk).update(name="")
    played = [Played(asks.pk, Part.INTERVIEWER), Played(speaks.pk, Part.PARTICIPANT, " ")]
    cast(source, ann, played)
    assert source.speakers.get(pk=speaks.pk).participant == speaks.participant
    Speaker.objects.filter(pk=speaks.pk).update(participant=None)
    with pytest.raises(RuleBroken, match="Give them a pseudonym"):
        cast(source, ann, played)


def test_an_undo_never_takes_with_it_what_was_attached_since(study: Study, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, study)
    kim = add_participant(study, ann, "Kim", KIM)
    Consent.objects.create(participant=kim, given=date(2026, 11, 1))
    with pytest.raises(RuleBroken, match="used elsewhere since"):
        undo(study, ann)
    assert (study.participants.count(), Consent.objects.count()) == (2, 1)


def test_a_second_import_adds_only_who_speaks_in_it(study: Study, ann: Person) -> None:
    cast(
        the_source(study),
        ann,
        [Played(one.pk, Part.PARTICIPANT, "Mara") for one in the_source(study).speakers.all()],
    )
    Speaker.objects.filter(name="INES").update(part=Part.INTERVIEWER, participant=None)
    add_files(study, ann, [upload("lee.txt", "INES: And you?\nLEE: I wrote it down at five.\n")])
    do_next(timezone.now())  # imports go before what is waiting to be labelled
    assert sorted(one.pseudonym for one in study.participants.all()) == ["Lee", "Mara"]
