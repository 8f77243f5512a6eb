"""Who a participant is: for those who may see it, in no journal, and never undone."""

import json

import pytest
from tests.workspace import joins, person

from firsthand.actions.identifying import forget, identify
from firsthand.actions.permissions import May, NotAllowed, allowed
from firsthand.actions.undoing import undo
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Entry, Identity, Membership, Participant, Person, Study
from firsthand.records.studies import Role

SECRETS = ("Mara Invented", "mara@example.org", "calls after ten")


def mara_of(study: Study) -> Participant:
    return study.participants.get(pseudonym="Mara")


def test_that_it_was_written_is_journalled_and_what_was_written_is_not(
    study: Study, ann: Person
) -> None:
    identify(mara_of(study), ann, *SECRETS)
    identify(mara_of(study), ann, "Mara Other", "", "")
    forget(mara_of(study), ann)
    entries = Entry.objects.order_by("-pk")[:3]
    assert [one.verb for one in entries] == [
        "erased who a participant is",
        "wrote down who a participant is",
        "wrote down who a participant is",
    ]
    assert {one.about for one in entries} == {f"participant:{mara_of(study).pk}"}
    written = json.dumps([[one.changes, one.verb, one.about] for one in Entry.objects.all()])
    assert [one for one in (*SECRETS, "Mara Other") if one in written] == []
    assert not Identity.objects.exists()


@pytest.mark.parametrize("act", ["written", "changed", "erased"])
def test_it_is_not_undone(study: Study, ann: Person, act: str) -> None:
    identify(mara_of(study), ann, "Mara Invented")
    if act == "changed":
        identify(mara_of(study), ann, "Mara Other")
    if act == "erased":
        forget(mara_of(study), ann)
    before = list(Identity.objects.values())
    with pytest.raises(RuleBroken, match="can't be undone"):
        undo(study, ann)
    assert list(Identity.objects.values()) == before


def test_the_owner_may_and_others_only_where_the_owner_lets_them(study: Study, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, study, Role.RESEARCHER)
    assert May.IDENTIFY in allowed(ann, study)
    assert May.IDENTIFY not in allowed(ben, study)
    with pytest.raises(NotAllowed):
        identify(mara_of(study), ben, "Mara Invented")
    Membership.objects.filter(person=ben).update(identities=True)
    identify(mara_of(study), ben, "Mara Invented")
    assert Identity.objects.get().name == "Mara Invented"


def test_the_right_to_see_who_they_are_gives_no_other(study: Study) -> None:
    ben = person("Ben")
    Membership.objects.create(study=study, person=ben, role=Role.VIEWER, identities=True)
    assert allowed(ben, study) == {May.READ, May.IDENTIFY}


def test_nothing_at_all_is_nobody(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="Nothing was written"):
        identify(mara_of(study), ann, " ", "", " ")
    assert not Identity.objects.exists()


def test_what_was_never_written_is_erased_without_a_word(study: Study, ann: Person) -> None:
    entries = Entry.objects.count()
    forget(mara_of(study), ann)
    assert Entry.objects.count() == entries
