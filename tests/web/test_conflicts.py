"""Two people at one form: the second is shown what the first did, and keeps what they typed."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.workspace import joins, person, the_source

from firsthand.actions.doing import Conflict, unchanged, version
from firsthand.actions.locating import Description, describe, rename
from firsthand.actions.working import do_next
from firsthand.records.models import Participant, Person, Study, Verdict
from firsthand.records.studies import Role


@pytest.fixture
def ben(study: Study) -> Person:
    found = person("Ben")
    joins(found, study, Role.RESEARCHER)
    return found


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the page's form, if nothing was typed."""
    form = page.split('class="fields"')[1].split("</form>")[0]
    found = dict(re.findall(r'<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea[^>]*? name="([^"]+)"[^>]*>([^<]*)<', form))
    for name, options in re.findall(r'<select[^>]*? name="([^"]+)">(.*?)</select>', form):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def mara() -> Participant:
    return Participant.objects.get(pseudonym="Mara")


def test_a_description_is_not_written_over_unknowingly(
    study: Study, ann: Person, ben: Person
) -> None:
    where = reverse("participant-description", args=(study.pk, mara().pk))
    anns, bens = signed_in(ann), signed_in(ben)
    typed = fields(anns.get(where).content.decode()) | {"role": "night nurse"}
    bens.post(where, fields(bens.get(where).content.decode()) | {"role": "charge nurse"})

    answer = anns.post(where, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert mara().role == "charge nurse"
    assert "Ben changed this at" in page
    assert "<dd>charge nurse</dd>" in page
    assert fields(page)["role"] == "night nurse"

    again = anns.post(where, fields(page))
    assert again.status_code == 302
    assert mara().role == "night nurse"


def test_a_third_change_is_a_conflict_again(study: Study, ann: Person, ben: Person) -> None:
    where = reverse("participant-description", args=(study.pk, mara().pk))
    anns = signed_in(ann)
    typed = fields(anns.get(where).content.decode())
    describe(mara(), ben, Description("charge nurse"))
    page = anns.post(where, typed).content.decode()
    describe(mara(), ben, Description("head nurse"))
    answer = anns.post(where, fields(page))
    assert answer.status_code == 409
    assert "<dd>head nurse</dd>" in answer.content.decode()


def test_what_breaks_a_rule_is_no_conflict_and_saves_nothing(
    study: Study, ann: Person, ben: Person
) -> None:
    where = reverse("participant-description", args=(study.pk, mara().pk))
    anns = signed_in(ann)
    typed = fields(anns.get(where).content.decode()) | {"pseudonym": "Nurse 1", "role": "x" * 130}
    answer = anns.post(where, typed)
    assert answer.status_code == 422
    assert mara().role == ""  # still there under her pseudonym: all of it or nothing
    assert fields(answer.content.decode())["since"] == typed["since"]


def test_a_form_from_before_there_were_versions_still_saves(study: Study, ann: Person) -> None:
    where = reverse("participant-description", args=(study.pk, mara().pk))
    sent = {"pseudonym": "Mara", "role": "night nurse"}
    assert signed_in(ann).post(where, sent).status_code == 302


def test_a_participant_renamed_meanwhile_is_not_made_twice(
    study: Study, ann: Person, ben: Person
) -> None:
    where = reverse("speakers", args=(study.pk, the_source(study).pk))
    anns = signed_in(ann)
    typed = fields(anns.get(where).content.decode()) | {"attended": "Ann"}
    rename(mara(), ben, "Nurse 1")
    answer = anns.post(where, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "participant Nurse 1" in page
    assert fields(page)["attended"] == "Ann"
    assert list(study.participants.values_list("pseudonym", flat=True)) == ["Nurse 1"]
    page = anns.get(where).content.decode()
    assert anns.post(where, fields(page) | {"attended": "Ann"}).status_code == 302
    assert the_source(study).session.attended == ["Ann"]


def test_of_two_decisions_on_one_statement_the_second_is_shown_the_first(
    study: Study, ann: Person, ben: Person
) -> None:
    while do_next(timezone.now()):
        pass
    source = the_source(study)
    found = source.statements.order_by("start")[0]
    page = reverse("statement", args=(study.pk, source.pk, found.start))
    where = reverse("verdicts", args=(study.pk, source.pk))
    since = re.findall(r'name="since" value="(\w+)"', signed_in(ann).get(page).content.decode())
    sent = {"place": f"{found.start}-{found.end}", "since": since[0]}
    assert signed_in(ben).post(where, sent | {"as": "nothing"}).status_code == 302

    mine = sent | {"grade": "general", "kinds": ["feeling"]}
    answer = signed_in(ann).post(where, mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Ben changed this at" in shown
    assert "counts for nothing" in shown
    assert 'value="feeling" checked' in shown
    assert Verdict.objects.get().by == ben

    since = re.findall(r'name="since" value="(\w+)"', shown)
    assert signed_in(ann).post(where, mine | {"since": since[0]}).status_code == 302
    assert (Verdict.objects.get().by, Verdict.objects.get().kinds) == (ann, ["feeling"])


def test_the_same_values_are_no_conflict(study: Study, ann: Person, ben: Person) -> None:
    since = version([mara()])
    describe(mara(), ben, Description("charge nurse"))
    describe(mara(), ben, Description(""))
    with unchanged(study, since, lambda: [mara()]):
        describe(mara(), ann, Description("night nurse"))
    assert mara().role == "night nurse"


def test_a_conflict_says_who_and_when(study: Study, ann: Person, ben: Person) -> None:
    since = version([mara()])
    describe(mara(), ben, Description("charge nurse"))
    with pytest.raises(Conflict) as told, unchanged(study, since, lambda: [mara()]):
        pass
    assert told.value.by == ben
    assert told.value.at == study.journal.filter(by=ben).last().at
