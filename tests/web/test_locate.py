"""The pages of Locate: who reads them, who changes what, and what they never show."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.workspace import INTERVIEW, a_study, joins, person, the_source, upload

from firsthand.actions.identifying import identify
from firsthand.actions.labelling import label
from firsthand.actions.locating import Description
from firsthand.actions.marking import mark
from firsthand.actions.participating import add_participant, set_attributes
from firsthand.actions.weighing import weigh
from firsthand.records.models import (
    Consent,
    Finding,
    Identity,
    Membership,
    Participant,
    Person,
    Study,
)
from firsthand.records.studies import Role

TODAY = timezone.localdate()
SECRET = "Kimberly Invented"
AGREED = {"version": "v3", "purposes": ["quotes in reports"], "given": "2026-10-01"}


@pytest.fixture
def signed_in(ann: Person) -> Client:
    return client_of(ann)


def client_of(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def of_the_team(study: Study, role: Role, *, identities: bool = False) -> Client:
    ben = person("Ben")
    joins(ben, study, role)
    Membership.objects.filter(person=ben).update(identities=identities)
    return client_of(ben)


def mara_of(study: Study) -> Participant:
    return study.participants.get(pseudonym="Mara")


def where(name: str, study: Study, *numbers: int) -> str:
    return reverse(name, args=(study.pk, *numbers))


def page(client: Client, name: str, study: Study, *numbers: int) -> str:
    answer = client.get(where(name, study, *numbers))
    assert answer.status_code == 200
    return answer.content.decode()


def agrees(who: Participant, **more: Any) -> Consent:
    values = {"given": date(2026, 10, 1), "purposes": ["quotes in reports"], "version": "v3"}
    return Consent.objects.create(participant=who, **values | more)


def test_a_reader_sees_a_participant_s_page_and_no_form(study: Study) -> None:
    mara = mara_of(study)
    agrees(mara)
    text = page(of_the_team(study, Role.VIEWER), "participant", study, mara.pk)
    assert "May be quoted outside the team." in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]
    for name in ("participant-description", "identity", "consents", "participant-merging"):
        assert where(name, study, mara.pk) not in text


def test_an_editor_is_led_to_every_form(signed_in: Client, study: Study) -> None:
    mara = mara_of(study)
    text = page(signed_in, "participant", study, mara.pk)
    for name in (
        "participant-description",
        "participant-attributes",
        "participant-merging",
        "consents",
        "identity",
    ):
        assert where(name, study, mara.pk) in text


def test_their_strongest_words_are_exact_and_lead_to_their_place(
    signed_in: Client, study: Study
) -> None:
    label(the_source(study), timezone.now())
    text = page(signed_in, "participant", study, mara_of(study).pk)
    source = the_source(study)
    at = INTERVIEW.index("Last Tuesday the terminal")
    assert (
        f'<a href="{where("transcript", study, source.pk)}?at={at}#s{at}">Last Tuesday the term'
        in text
    )
    assert "past behaviour" in text
    assert "Tell me about the last night" not in text


def test_the_page_says_where_they_spoke_and_who_was_there(signed_in: Client, study: Study) -> None:
    session = the_source(study).session
    session.on, session.attended = date(2026, 11, 3), ["Ann"]
    session.save()
    text = page(signed_in, "participant", study, mara_of(study).pk)
    assert "Last spoken to 3 November 2026" in text
    assert "there from the team: Ann" in text


def test_what_is_known_is_saved_and_what_was_typed_stays_where_it_is_refused(
    signed_in: Client, study: Study
) -> None:
    mara = mara_of(study)
    study.participants.create(pseudonym="Kim")
    typed = {"pseudonym": "Kim", "role": "nurse", "workflow": "types", "tool": "a sheet"}
    answer = signed_in.post(where("participant-description", study, mara.pk), typed)
    assert answer.status_code == 422
    assert "Kim is another participant" in answer.content.decode()
    assert 'value="a sheet"' in answer.content.decode()
    assert mara_of(study).tool == ""
    answer = signed_in.post(
        where("participant-description", study, mara.pk), typed | {"pseudonym": "Mara"}
    )
    assert answer.status_code == 302
    assert mara_of(study).tool == "a sheet"


def test_attributes_are_added_changed_and_taken_away_by_one_form(
    signed_in: Client, study: Study, ann: Person
) -> None:
    mara = mara_of(study)
    set_attributes(mara, ann, [("ward", "surgical"), ("shift", "night")])
    text = page(signed_in, "participant-attributes", study, mara.pk)
    assert text.count('name="value"') == 4
    sent = {"name": ["ward", "shift", "years"], "value": ["medical", "", "7"]}
    assert signed_in.post(where("participant-attributes", study, mara.pk), sent).status_code == 302
    assert mara_of(study).attributes == {"ward": "medical", "years": "7"}
    sent = {"name": [""], "value": ["7"]}
    answer = signed_in.post(where("participant-attributes", study, mara.pk), sent)
    assert answer.status_code == 422
    assert "give the attribute a name" in answer.content.decode()


def test_somebody_to_ask_stands_as_a_hypothesis_everywhere(signed_in: Client, study: Study) -> None:
    sent = {"pseudonym": "Kim", "role": "clerk", "workflow": "orders", "tool": "a phone"}
    answer = signed_in.post(where("new-participant", study), sent)
    kim = study.participants.get(pseudonym="Kim")
    assert answer["Location"] == where("participant", study, kim.pk)
    text = page(signed_in, "participant", study, kim.pk)
    assert '<span class="tag">hypothesis</span>' in text
    assert "Not spoken to yet" in text
    listed = page(signed_in, "locate", study)
    assert '<bdi>Kim</bdi></a> <span class="tag">hypothesis</span>' in listed
    assert "not spoken to yet" in listed


def test_who_is_located_is_no_hypothesis(signed_in: Client, study: Study) -> None:
    study.participants.update(role="nurse", workflow="types", tool="a sheet")
    assert "hypothesis</span>" not in page(signed_in, "participant", study, mara_of(study).pk)
    assert "<bdi>Mara</bdi></a>\n" in page(signed_in, "locate", study)


def test_voices_without_a_name_are_no_participants_and_lead_to_who_speaks(
    signed_in: Client, study: Study, ann: Person
) -> None:
    notes = "Speaker 1: What then?\nSpeaker 2: I wrote it on the door. It was a mess.\n"
    other = a_study(ann, [upload("call.txt", notes)])
    text = page(signed_in, "locate", other)
    assert "Voices without a name" in text
    assert where("speakers", other, the_source(other).pk) in text
    first = page(signed_in, "study", other)
    assert "0 participants" in first
    assert "1 voice without a name" in first
    assert "Voices without a name" not in page(signed_in, "locate", study)


def test_who_they_are_is_shown_on_its_own_page_only(
    signed_in: Client, study: Study, ann: Person
) -> None:
    mara = mara_of(study)
    sent = {"name": SECRET, "contact": "kim@example.org", "note": "after ten"}
    assert signed_in.post(where("identity", study, mara.pk), sent).status_code == 302
    text = page(signed_in, "identity", study, mara.pk)
    assert f'value="{SECRET}"' in text
    assert SECRET not in text.split("</title>")[0]
    label(the_source(study), timezone.now())
    mark(the_source(study), ann, 5, 9)
    for name in ("study", "locate", "dossier", "interview", "synthesize", "consents-of-several"):
        assert SECRET not in signed_in.get(where(name, study)).content.decode()
    for name in ("participant", "participant-description", "participant-merging", "consents"):
        assert SECRET not in page(signed_in, name, study, mara.pk)


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_may_not_see_who_they_are_is_not_even_offered_it(
    study: Study, ann: Person, role: Role
) -> None:
    mara = mara_of(study)
    identify(mara, ann, SECRET)
    client = of_the_team(study, role)
    assert where("identity", study, mara.pk) not in page(client, "participant", study, mara.pk)
    for name in ("identity", "identity-erasure"):
        answer = client.post(where(name, study, mara.pk), {"name": "Mallory"})
        assert answer.status_code == 403
        assert SECRET not in answer.content.decode()
    assert Identity.objects.get().name == SECRET


def test_whom_the_owner_lets_sees_who_they_are_whatever_their_role(
    study: Study, ann: Person
) -> None:
    mara = mara_of(study)
    identify(mara, ann, SECRET)
    client = of_the_team(study, Role.VIEWER, identities=True)
    assert where("identity", study, mara.pk) in page(client, "participant", study, mara.pk)
    assert SECRET in page(client, "identity", study, mara.pk)
    assert client.post(where("identity-erasure", study, mara.pk)).status_code == 302
    assert not Identity.objects.exists()


def test_consent_is_recorded_for_one_with_uses_of_one_s_own(
    signed_in: Client, study: Study
) -> None:
    mara = mara_of(study)
    sent = AGREED | {"own": "a talk at our own meeting;  ; training", "expires": "2027-10-01"}
    assert signed_in.post(where("consents", study, mara.pk), sent).status_code == 302
    [row] = mara.consents.all()
    assert row.purposes == ["quotes in reports", "a talk at our own meeting", "training"]
    text = page(signed_in, "participant", study, mara.pk)
    assert "Given 1 October 2026" in text
    assert "until 1 October 2027" in text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"given": "yesterday"}, "is no date"),
        ({"expires": "2026-09-01"}, "end after"),
        ({"given": (TODAY + timedelta(days=1)).isoformat()}, "not come"),
        ({"purposes": []}, "at least one use"),
        ({"version": ""}, "which text"),
    ],
)
def test_a_record_that_can_not_be_is_told_and_stays_typed(
    signed_in: Client, study: Study, sent: dict[str, Any], told: str
) -> None:
    typed = AGREED | {"text": "We write down what you say."} | sent
    answer = signed_in.post(where("consents", study, mara_of(study).pk), typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "We write down what you say." in answer.content.decode()
    assert not Consent.objects.exists()


def test_consent_of_several_is_recorded_in_one_step(
    signed_in: Client, study: Study, ann: Person
) -> None:
    kim = add_participant(study, ann, "Kim", Description())
    sent = AGREED | {"who": [mara_of(study).pk, kim.pk, 987]}
    assert signed_in.post(where("consents-of-several", study), sent).status_code == 302
    assert sorted(one.participant.pseudonym for one in Consent.objects.all()) == ["Kim", "Mara"]
    answer = signed_in.post(where("consents-of-several", study), AGREED)
    assert answer.status_code == 422
    assert "Nobody was chosen" in answer.content.decode()


def test_nobody_of_another_study_is_made_to_agree(signed_in: Client, study: Study) -> None:
    other = a_study(person("Cleo"))
    sent = AGREED | {"who": [mara_of(other).pk]}
    assert signed_in.post(where("consents-of-several", study), sent).status_code == 422
    assert not Consent.objects.exists()


def test_before_a_withdrawal_the_page_says_what_it_sets_aside(
    signed_in: Client, ann: Person
) -> None:
    group = "INES: So?\nMARA: I wrote it on my arm.\nLEE: I wrote it on a glove. It was a mess.\n"
    study = a_study(ann, [upload("group.txt", group)])
    mara = mara_of(study)
    record = agrees(mara)
    text = page(signed_in, "withdrawal", study, mara.pk, record.pk)
    assert "group.txt" in text
    assert "in which these speak too: Lee</span>" in " ".join(text.split())
    answer = signed_in.post(
        where("withdrawal", study, mara.pk, record.pk), {"withdrawn": TODAY.isoformat()}
    )
    assert answer.status_code == 302
    record.refresh_from_db()
    assert record.withdrawn == TODAY


def test_what_was_withdrawn_is_marked_wherever_it_is_read(signed_in: Client, study: Study) -> None:
    label(the_source(study), timezone.now())
    mara = mara_of(study)
    agrees(mara, withdrawn=date(2026, 11, 3))
    told = "nothing of it may leave the team"
    assert told in page(signed_in, "participant", study, mara.pk)
    transcript = page(signed_in, "transcript", study, the_source(study).pk)
    assert told in transcript
    assert "It was a mess." in transcript
    for name in ("locate", "study"):
        assert "consent withdrawn" in page(signed_in, name, study)


def test_the_next_act_of_the_gate_leads_to_whom_it_is_about(
    signed_in: Client, study: Study
) -> None:
    weigh(study, timezone.now())
    mara = where("participant", study, mara_of(study).pk)
    act = "Write Mara&#x27;s role, workflow and tool down"
    assert f'<a href="{mara}">{act}</a>' in page(signed_in, "locate", study)


@pytest.mark.parametrize("day", ["", "soon", "2026-09-01"])
def test_a_withdrawal_without_its_day_is_refused(signed_in: Client, study: Study, day: str) -> None:
    record = agrees(mara_of(study))
    sent = {"withdrawn": day}
    answer = signed_in.post(where("withdrawal", study, mara_of(study).pk, record.pk), sent)
    assert answer.status_code == 422
    record.refresh_from_db()
    assert record.withdrawn is None


def test_a_record_of_somebody_else_is_not_there(
    signed_in: Client, study: Study, ann: Person
) -> None:
    record = agrees(add_participant(study, ann, "Kim", Description()))
    answer = signed_in.get(where("withdrawal", study, mara_of(study).pk, record.pk))
    assert answer.status_code == 404


def test_the_list_says_who_may_be_quoted_and_why_others_may_not(
    signed_in: Client, study: Study
) -> None:
    mara = mara_of(study)
    text = page(signed_in, "locate", study)
    assert "0 of 1 who spoke may be quoted" in text
    assert "no consent is recorded" in text
    assert where("consents", study, mara.pk) in text
    agrees(mara, expires=TODAY + timedelta(days=30))
    text = page(signed_in, "locate", study)
    assert "1 of 1 who spoke may be quoted" in text
    assert "consent ends on" in text


def test_whom_nobody_has_heard_yet_stands_first(
    signed_in: Client, study: Study, ann: Person
) -> None:
    set_attributes(mara_of(study), ann, [("ward", "surgical")])
    for value, wanted in (("surgical", "2"), ("paediatric", "3")):
        sent = {"attribute": "ward", "value": value, "wanted": wanted}
        assert signed_in.post(where("sought", study), sent).status_code == 302
    text = page(signed_in, "locate", study)
    table = text[text.index("<table") : text.index("</table>")]
    assert table.index("ward: <bdi>paediatric") < table.index("<bdi>surgical")
    assert "0 of 3" in table
    assert "1 of 2" in table
    assert where("participant", study, mara_of(study).pk) in table


def test_whom_the_study_looks_for_is_changed_and_taken_away(
    signed_in: Client, study: Study
) -> None:
    row = study.sought.create(attribute="ward", value="surgical", wanted=1)
    typed = {"attribute": "ward", "value": "surgical", "wanted": "many"}
    answer = signed_in.post(where("one-sought", study, row.pk), typed)
    assert answer.status_code == 422
    assert "“many” is no number" in answer.content.decode()
    assert (
        signed_in.post(where("one-sought", study, row.pk), typed | {"wanted": "4"}).status_code
        == 302
    )
    assert study.sought.get().wanted == 4
    assert signed_in.post(where("sought-removal", study, row.pk)).status_code == 302
    assert not study.sought.exists()


def test_two_are_merged_and_the_one_that_stays_is_shown(
    signed_in: Client, study: Study, ann: Person
) -> None:
    kim = add_participant(study, ann, "Kim", Description())
    mara = mara_of(study)
    answer = signed_in.post(where("participant-merging", study, mara.pk), {"into": kim.pk})
    assert answer["Location"] == where("participant", study, kim.pk)
    assert kim.speakers.count() == 1
    answer = signed_in.post(where("participant-merging", study, kim.pk), {"into": "987"})
    assert answer.status_code == 422


def test_who_speaks_is_not_removed_and_who_does_not_is(
    signed_in: Client, study: Study, ann: Person
) -> None:
    mara = mara_of(study)
    assert "Remove Mara" not in page(signed_in, "participant", study, mara.pk)
    assert signed_in.post(where("participant-removal", study, mara.pk)).status_code == 422
    kim = add_participant(study, ann, "Kim", Description())
    assert "Remove Kim" in page(signed_in, "participant", study, kim.pk)
    assert signed_in.post(where("participant-removal", study, kim.pk)).status_code == 302
    assert study.participants.count() == 1


@pytest.mark.parametrize(("days", "stopped"), [(14, False), (15, True)])
def test_a_study_that_goes_on_without_talking_to_anybody_says_so(
    signed_in: Client, study: Study, days: int, stopped: bool
) -> None:
    session = the_source(study).session
    session.on = timezone.now().date() - timedelta(days=days)
    session.save()
    assert "Persona stop" not in page(signed_in, "locate", study)
    Finding.objects.create(study=study, claim="They write on their arms")
    text = page(signed_in, "locate", study)
    assert "1 finding." in text
    assert ("Persona stop" in text) is stopped


def test_the_list_asks_the_same_number_of_questions_for_many_as_for_one(
    signed_in: Client, study: Study, ann: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        agrees(add_participant(study, ann, f"P{number}", Description(access_needs="large text")))
    with django_assert_max_num_queries(25):
        page(signed_in, "locate", study)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.VIEWER])
def test_who_may_only_look_changes_nothing(study: Study, role: Role) -> None:
    mara = mara_of(study)
    record = agrees(mara)
    row = study.sought.create(attribute="ward", value="surgical")
    client = of_the_team(study, role)
    for name, numbers in (
        ("new-participant", ()),
        ("participant-description", (mara.pk,)),
        ("participant-attributes", (mara.pk,)),
        ("participant-merging", (mara.pk,)),
        ("consents", (mara.pk,)),
        ("withdrawal", (mara.pk, record.pk)),
        ("consents-of-several", ()),
        ("sought", ()),
        ("one-sought", (row.pk,)),
    ):
        assert client.post(where(name, study, *numbers), {"pseudonym": "Kim"}).status_code == 403
    assert study.participants.get() == mara
    assert (study.sought.count(), mara.consents.count()) == (1, 1)
