"""Consent is recorded and withdrawn, and nothing leaves the team where it does not stand."""

from datetime import date

import pytest
from django.utils import timezone
from tests.workspace import a_study, joins, person, the_source, upload

from firsthand.actions.consenting import Shown, record_consent, withdraw
from firsthand.actions.leaving import pseudonyms_of, staying
from firsthand.actions.locating import Description
from firsthand.actions.participating import add_participant
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.undoing import undo
from firsthand.actions.weighing import weigh
from firsthand.actions.working import do_next
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Consent as Agreed
from firsthand.method.sources import Part, Purpose
from firsthand.records.models import Consent, Dossier, Participant, Person, Speaker, Study
from firsthand.records.studies import Role

TODAY = date(2026, 11, 22)
OCTOBER = date(2026, 10, 1)
AGREED = Agreed(given=OCTOBER, purposes=("analysis", Purpose.QUOTES))
V3 = Shown("v3, September", " We write down what you say. ")
LEE = "INES: And you?\nLEE: I wrote it on a glove last night. It was a mess.\n"


def mara_of(study: Study) -> Participant:
    return study.participants.get(pseudonym="Mara")


def do_all() -> None:
    while do_next(timezone.now()):
        pass


def agrees(study: Study, by: Person, *names: str, agreed: Agreed = AGREED) -> None:
    people = list(study.participants.filter(pseudonym__in=names))
    record_consent(study, by, people, V3, agreed, TODAY)


def why(study: Study, *names: str, **purpose: Purpose) -> dict[str, str]:
    return {name: one.why for name, one in staying(study, names, TODAY, **purpose).items()}


def test_what_was_agreed_to_is_kept_with_the_text_that_was_shown(study: Study, ann: Person) -> None:
    agrees(study, ann, "Mara")
    [row] = mara_of(study).consents.all()
    assert (row.version, row.text) == ("v3, September", "We write down what you say.")
    assert (row.given, row.purposes) == (OCTOBER, ["analysis", "quotes in reports"])


def test_several_agree_to_the_same_text_in_one_step_and_it_is_undone_in_one(
    study: Study, ann: Person
) -> None:
    add_participant(study, ann, "Kim", Description())
    agrees(study, ann, "Mara", "Kim")
    assert sorted(one.participant.pseudonym for one in Consent.objects.all()) == ["Kim", "Mara"]
    undo(study, ann)
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    ("shown", "agreed", "names", "told"),
    [
        (Shown(" "), AGREED, ["Mara"], "which text"),
        (V3, AGREED, [], "Nobody was chosen"),
        (V3, Agreed(given=OCTOBER), ["Mara"], "at least one use"),
        (V3, Agreed(given=TODAY, expires=TODAY, purposes=("a",)), ["Mara"], "end after"),
    ],
)
def test_what_says_too_little_is_no_record(
    study: Study, ann: Person, shown: Shown, agreed: Agreed, names: list[str], told: str
) -> None:
    people = list(study.participants.filter(pseudonym__in=names))
    with pytest.raises(RuleBroken, match=told):
        record_consent(study, ann, people, shown, agreed, TODAY)
    assert not Consent.objects.exists()


def test_a_contributor_records_and_withdraws_nothing(study: Study, ann: Person) -> None:
    agrees(study, ann, "Mara")
    ben = person("Ben")
    joins(ben, study, Role.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        agrees(study, ben, "Mara")
    with pytest.raises(NotAllowed):
        withdraw(Consent.objects.get(), ben, TODAY, TODAY)
    assert Consent.objects.get().withdrawn is None


def test_nothing_leaves_without_a_record_and_all_of_it_with_one(study: Study, ann: Person) -> None:
    assert why(study, "Mara") == {"Mara": "no consent is recorded"}
    agrees(study, ann, "Mara")
    assert why(study, "Mara") == {}
    assert why(study, "Mara", purpose=Purpose.RECORDINGS) == {
        "Mara": "consent was not given for recordings in reports"
    }


def test_whoever_is_held_back_is_named_for_a_link_to_their_page(study: Study) -> None:
    held = staying(study, ["Mara"], TODAY)["Mara"]
    assert held.participant == mara_of(study)


def test_the_newest_record_decides_and_a_later_withdrawal_of_any(study: Study, ann: Person) -> None:
    agrees(study, ann, "Mara", agreed=Agreed(OCTOBER, purposes=("analysis",)))
    assert why(study, "Mara") == {"Mara": "consent was not given for quotes in reports"}
    newer = Agreed(date(2026, 11, 2), expires=date(2026, 11, 10), purposes=(Purpose.QUOTES,))
    agrees(study, ann, "Mara", agreed=newer)
    assert why(study, "Mara") == {"Mara": "consent ended on 10 November 2026"}
    older = mara_of(study).consents.get(given=OCTOBER)
    withdraw(older, ann, date(2026, 11, 5), TODAY)
    assert why(study, "Mara") == {"Mara": "consent was withdrawn on 5 November 2026"}


def test_words_of_who_asks_may_leave_and_those_of_nobody_known_may_not(study: Study) -> None:
    assert why(study, "INES", "Somebody") == {"Somebody": "no consent is recorded"}
    Speaker.objects.filter(name="INES").update(part=Part.OTHER)
    assert why(study, "INES") == {"INES": "no consent is recorded"}


def test_a_participant_of_another_study_does_not_answer_for_this_one(
    study: Study, ann: Person
) -> None:
    other = a_study(ann)
    agrees(other, ann, "Mara")
    assert why(study, "Mara") == {"Mara": "no consent is recorded"}
    assert why(other, "Mara") == {}


def test_whose_words_stand_at_a_place(study: Study, ann: Person) -> None:
    source = the_source(study)
    at = source.text.index("It was a mess")
    places = [(source.pk, at), (source.pk, 7), (source.pk, 99_999), (987, 7)]
    assert pseudonyms_of(study, places) == {places[0]: "Mara", places[1]: "INES"}
    assert pseudonyms_of(a_study(ann), places) == {}


def test_words_that_were_withdrawn_leave_the_dossier_and_stay_readable(ann: Person) -> None:
    mara = "INES: So?\nMARA: I wrote the vitals on my arm last night.\n"
    study = a_study(ann, [upload("mara.txt", mara), upload("lee.txt", LEE)])
    agrees(study, ann, "Mara", "Lee")
    weigh(study, timezone.now())
    assert "on my arm" in study.dossier.page
    withdraw(mara_of(study).consents.get(), ann, TODAY, TODAY)
    weigh(study, timezone.now())
    study.dossier.refresh_from_db()
    assert "on my arm" not in study.dossier.page
    assert "on a glove" in study.dossier.page
    assert "on my arm" in study.sources.get(name="mara.txt").text
    undo(study, ann)
    weigh(study, timezone.now())
    study.dossier.refresh_from_db()
    assert "on my arm" in study.dossier.page


def test_where_the_only_one_withdraws_no_dossier_keeps_their_words(
    study: Study, ann: Person
) -> None:
    agrees(study, ann, "Mara")
    weigh(study, timezone.now())
    assert Dossier.objects.filter(study=study).exists()
    withdraw(mara_of(study).consents.get(), ann, TODAY, TODAY)
    do_all()
    assert not Dossier.objects.filter(study=study).exists()
    assert not study.jobs.exclude(state="done").exists()
