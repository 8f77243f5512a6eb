"""Who is in a study: invited by a link that holds once, with a role, and never without an owner."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone
from tests.team import PASSWORD, account, team, with_password
from tests.workspace import INTERVIEW, joins, person, the_source, upload

from firsthand.actions.accounts import (
    Account,
    activate,
    choose_password,
    deactivate,
    first_person,
    has_accounts,
    make_account,
    person_of,
    settle,
    token_for,
)
from firsthand.actions.entering import the_person
from firsthand.actions.following import LABEL
from firsthand.actions.importing import add_files
from firsthand.actions.invitations import invitation_of, invite, join, join_anew, take_back, why_not
from firsthand.actions.marking import mark
from firsthand.actions.members import change_member, leave, remove_member
from firsthand.actions.permissions import May, NotAllowed, allowed
from firsthand.actions.studies import start_study
from firsthand.actions.undoing import redo, undo
from firsthand.method.errors import RuleBroken
from firsthand.records.jobs import State
from firsthand.records.models import Entry, Highlight, Invitation, Job, Membership, Person, Study
from firsthand.records.studies import Role

__all__ = ["team"]
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.get_default_timezone())
ARM = INTERVIEW.index("I wrote the vitals")


@pytest.fixture
def ben(study: Study) -> Person:
    ben = person("Ben")
    joins(ben, study)
    return ben


def member(study: Study, someone: Person) -> Membership:
    return study.memberships.get(person=someone)


def roles(study: Study) -> dict[str, str]:
    return dict(study.memberships.values_list("person__username", "role"))


# Members


def test_a_role_is_changed_and_counts_at_once(study: Study, ann: Person, ben: Person) -> None:
    change_member(member(study, ben), ann, Role.VIEWER, identities=False)
    assert roles(study) == {"ann": "owner", "ben": "viewer"}
    with pytest.raises(NotAllowed):
        mark(the_source(study), ben, ARM, ARM + 7)


def test_who_participants_are_is_for_owners_and_for_whom_they_say(
    study: Study, ann: Person, ben: Person
) -> None:
    assert May.IDENTIFY in allowed(ann, study)
    assert May.IDENTIFY not in allowed(ben, study)
    change_member(member(study, ben), ann, Role.VIEWER, identities=True)
    assert allowed(ben, study) == {May.READ, May.IDENTIFY}


@pytest.mark.parametrize("role", [Role.RESEARCHER, Role.CONTRIBUTOR, Role.VIEWER])
def test_who_does_not_own_changes_nobody(study: Study, ann: Person, role: Role) -> None:
    ben = person("Ben")
    joins(ben, study, role)
    with pytest.raises(NotAllowed):
        change_member(member(study, ben), ben, Role.OWNER, identities=True)
    with pytest.raises(NotAllowed):
        remove_member(member(study, ann), ben)
    assert roles(study) == {"ann": "owner", "ben": role}


def test_the_last_owner_can_t_go(study: Study, ann: Person, ben: Person) -> None:
    for role in (Role.RESEARCHER, Role.VIEWER):
        with pytest.raises(RuleBroken, match="needs an owner"):
            change_member(member(study, ann), ann, role, identities=True)
    with pytest.raises(RuleBroken, match="needs an owner"):
        remove_member(member(study, ann), ann)
    with pytest.raises(RuleBroken, match="needs an owner"):
        leave(study, ann)
    assert roles(study) == {"ann": "owner", "ben": "researcher"}


def test_an_owner_whose_account_is_closed_is_none(study: Study, ann: Person, ben: Person) -> None:
    change_member(member(study, ben), ann, Role.OWNER, identities=False)
    deactivate(ben)
    with pytest.raises(RuleBroken, match="needs an owner"):
        leave(study, ann)


def test_of_two_owners_one_may_leave(study: Study, ann: Person, ben: Person) -> None:
    change_member(member(study, ben), ann, Role.OWNER, identities=False)
    leave(study, ann)
    assert roles(study) == {"ben": "owner"}
    assert allowed(ann, Study.objects.get(pk=study.pk)) == frozenset()


def test_of_two_owners_who_demote_each_other_one_stays(
    study: Study, ann: Person, ben: Person
) -> None:
    change_member(member(study, ben), ann, Role.OWNER, identities=False)
    as_ann_saw_it, as_ben_saw_it = member(study, ben), member(study, ann)
    for who, seen in ((ann, as_ann_saw_it), (ben, as_ben_saw_it)):
        seen.study.membership_of[who.pk] = member(study, who)
    change_member(as_ann_saw_it, ann, Role.VIEWER, identities=False)
    with pytest.raises(NotAllowed):
        change_member(as_ben_saw_it, ben, Role.VIEWER, identities=False)
    assert roles(study) == {"ann": "owner", "ben": "viewer"}


@pytest.mark.parametrize("how", ["removed", "demoted", "left"])
def test_an_import_ends_with_the_right_to_import(
    study: Study, ann: Person, ben: Person, how: str
) -> None:
    job = add_files(study, ben, [upload("jo.txt", "INES: How?\nJO: By hand.\n")])
    if how == "removed":
        remove_member(member(study, ben), ann)
    elif how == "left":
        leave(study, ben)
    else:
        change_member(member(study, ben), ann, Role.CONTRIBUTOR, identities=False)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert Job.objects.get(kind=LABEL).state == State.WAITING  # of what was read before


def test_an_undo_passes_membership_by(study: Study, ann: Person, ben: Person) -> None:
    mark(the_source(study), ann, ARM, ARM + 7)
    change_member(member(study, ben), ann, Role.OWNER, identities=False)
    undo(study, ann)
    assert not Highlight.objects.exists()
    assert roles(study)["ben"] == "owner"
    change_member(member(study, ben), ann, Role.VIEWER, identities=False)
    redo(study, ann)
    assert Highlight.objects.get().exact == "I wrote"
    assert roles(study)["ben"] == "viewer"


# Invitations


def test_an_invitation_makes_a_member_once(team: LazySettings, study: Study, ann: Person) -> None:
    row, token = invite(study, ann, Role.CONTRIBUTOR, " Ben  from sales ", NOW)
    assert (row.note, row.expires) == ("Ben from sales", NOW + timedelta(days=7))
    join(token, person("Ben"), NOW)
    with pytest.raises(RuleBroken, match="used already"):
        join(token, person("Cleo"), NOW)
    assert roles(study) == {"ann": "owner", "ben": "contributor"}


def test_whoever_has_no_account_makes_one_and_joins_or_neither(
    team: LazySettings, study: Study, ann: Person
) -> None:
    _row, token = invite(study, ann, Role.VIEWER, "", NOW)
    with pytest.raises(RuleBroken, match="too short"):
        join_anew(token, account("Ben", "short"), NOW)
    assert not Person.objects.filter(username="ben").exists()
    _study, ben = join_anew(token, account("Ben"), NOW)
    assert ben.check_password(PASSWORD)
    assert roles(study)["ben"] == "viewer"
    with pytest.raises(RuleBroken, match="used already"):
        join_anew(token, account("Cleo"), NOW)
    assert not Person.objects.filter(username="cleo").exists()


def test_an_invitation_runs_out(team: LazySettings, study: Study, ann: Person) -> None:
    _row, token = invite(study, ann, Role.VIEWER, "", NOW, days=1)
    assert why_not(invitation_of(token), NOW + timedelta(hours=23)) == ""
    with pytest.raises(RuleBroken, match="run out"):
        join(token, person("Ben"), NOW + timedelta(days=1))


def test_an_invitation_is_taken_back(team: LazySettings, study: Study, ann: Person) -> None:
    row, token = invite(study, ann, Role.VIEWER, "", NOW)
    take_back(row, ann)
    with pytest.raises(RuleBroken, match="taken back"):
        join(token, person("Ben"), NOW)
    with pytest.raises(RuleBroken, match="meanwhile"):
        take_back(row, ann)


def test_an_invitation_ends_with_the_right_of_its_maker(
    team: LazySettings, study: Study, ann: Person, ben: Person
) -> None:
    change_member(member(study, ben), ann, Role.OWNER, identities=False)
    _row, token = invite(study, ben, Role.OWNER, "me, later", NOW)
    remove_member(member(study, ben), ann)
    with pytest.raises(RuleBroken, match="no longer invite"):
        join(token, ben, NOW)


def test_a_member_uses_no_invitation_up(
    team: LazySettings, study: Study, ann: Person, ben: Person
) -> None:
    _row, token = invite(study, ann, Role.VIEWER, "", NOW)
    with pytest.raises(RuleBroken, match="already"):
        join(token, ben, NOW)
    assert why_not(invitation_of(token), NOW) == ""
    assert roles(study)["ben"] == "researcher"


@pytest.mark.parametrize(
    ("role", "note", "days"), [("king", "", 7), ("", "", 7), ("viewer", "x" * 121, 7),
                               ("viewer", "", 0), ("viewer", "", 31)]
)  # fmt: skip
def test_an_invitation_that_makes_no_sense_is_refused(
    team: LazySettings, study: Study, ann: Person, role: str, note: str, days: int
) -> None:
    with pytest.raises(RuleBroken):
        invite(study, ann, role, note, NOW, days)
    assert not Invitation.objects.exists()


def test_one_person_s_workspace_invites_nobody(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="Nobody else can reach"):
        invite(study, ann, Role.VIEWER, "", NOW)


def test_the_journal_holds_who_came_and_went_and_no_secret(
    team: LazySettings, study: Study, ann: Person
) -> None:
    row, token = invite(study, ann, Role.VIEWER, "Ben", NOW)
    _study, ben = join_anew(token, account("Ben"), NOW)
    change_member(member(study, ben), ann, Role.RESEARCHER, identities=False)
    leave(study, ben)
    told = Entry.objects.filter(study=study, about="members").values_list("verb", "by__username")
    assert list(told) == [
        ("invited somebody", "ann"),
        ("joined", "ben"),
        ("changed a member", "ann"),
        ("left the study", "ben"),
    ]
    written = str(list(Entry.objects.values_list("changes", flat=True)))
    assert [one for one in (token, row.digest, PASSWORD, ben.password) if one in written] == []


# Accounts


def test_the_first_person_keeps_their_studies(team: LazySettings, db: None) -> None:
    me = the_person()
    start_study(me, "Mine")
    assert first_person() == me
    settled = settle(token_for(me), account("Mara"))
    assert (settled.pk, settled.username, settled.name) == (me.pk, "mara", "Mara")
    assert Membership.objects.get().person == settled
    assert has_accounts()
    assert first_person() is None


def test_a_link_for_a_password_holds_once(team: LazySettings, db: None) -> None:
    ben = with_password("Ben")
    one, other = token_for(ben), token_for(ben)
    choose_password(one, "nine green apples", "nine green apples")
    ben.refresh_from_db()
    assert ben.check_password("nine green apples")
    for used in (one, other):
        with pytest.raises(RuleBroken, match="used already"):
            choose_password(used, PASSWORD, PASSWORD)


@pytest.mark.parametrize("token", ["", "-", "1", "zz-x-y", "1-a-b", "99999999999999-a-b", "☃-a"])
def test_a_link_that_was_made_up_is_nobody_s(db: None, token: str) -> None:
    with_password("Ben")
    assert person_of(token) is None


def test_a_link_runs_out_in_a_day(team: LazySettings, db: None) -> None:
    token = token_for(with_password("Ben"))
    assert person_of(token) is not None
    team.PASSWORD_RESET_TIMEOUT = -1
    assert person_of(token) is None


def test_a_link_of_somebody_else_s_is_not_mine(team: LazySettings, db: None) -> None:
    ben, cleo = with_password("Ben"), with_password("Cleo")
    stolen = re.sub(r"^[^-]+", token_for(ben).split("-")[0], token_for(cleo))
    assert person_of(stolen) is None


@pytest.mark.parametrize(
    "wrong",
    [
        Account("", "ben", PASSWORD, PASSWORD),
        Account("B" * 121, "ben", PASSWORD, PASSWORD),
        Account("Ben", "", PASSWORD, PASSWORD),
        Account("Ben", "ben ben", PASSWORD, PASSWORD),
        Account("Ben", "b" * 61, PASSWORD, PASSWORD),
        Account("Ben", " CLEO ", PASSWORD, PASSWORD),
        Account("Ben", "ben", PASSWORD, "another one"),
        Account("Ben", "ben", "", ""),
        Account("Ben", "ben", "too short", "too short"),
        Account("Ben", "ben", "password123", "password123"),
        Account("Ben", "benjamin-k", "benjamin-k", "benjamin-k"),
    ],
)
def test_an_account_that_is_none_is_told_and_not_made(
    team: LazySettings, db: None, wrong: Account
) -> None:
    with_password("Cleo")
    with pytest.raises(RuleBroken):
        make_account(wrong)
    assert [one.username for one in Person.objects.all()] == ["cleo"]


def test_a_password_is_in_no_message(db: None) -> None:
    assert PASSWORD not in repr(account("Ben"))


def test_a_closed_account_has_no_password_and_no_link(team: LazySettings, db: None) -> None:
    ben = with_password("Ben")
    token = token_for(ben)
    deactivate(ben)
    assert person_of(token) is None
    activate(ben)
    assert not ben.check_password(PASSWORD)
    choose_password(token_for(ben), PASSWORD, PASSWORD)
    ben.refresh_from_db()
    assert ben.check_password(PASSWORD)


def test_who_alone_owns_a_study_can_t_be_closed_out(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="alone owns “Charting at night”"):
        deactivate(ann)
    assert Person.objects.get(pk=ann.pk).is_active
