"""A team's pages: who gets in, who is kept out, what is said and what is never said."""

import logging
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from tests.addresses import NEEDS, ROUTES, address, routes
from tests.team import ORIGIN, PASSWORD, log_in, signed_in, team, with_password
from tests.web.test_access import ask
from tests.workspace import joins, person, the_source

from firsthand.actions.accounts import deactivate, token_for
from firsthand.actions.entering import the_person
from firsthand.actions.invitations import invite
from firsthand.actions.members import remove_member
from firsthand.actions.permissions import TABLE, May
from firsthand.records.models import Invitation, Person, Study
from firsthand.records.studies import Role
from firsthand.web import access
from firsthand.web.logs import NoTokens

__all__ = ["team"]
OURS = ("members", "membership", "member-removal", "leaving", "invitations", "revocation")
FORM = {"name": "Ben", "username": "ben", "password": PASSWORD, "again": PASSWORD}


def an_invite(study: Study, by: Person, role: Role = Role.VIEWER) -> str:
    _row, token = invite(study, by, role, "", timezone.now())
    return reverse("invitation", args=(token,))


# Logging in


def test_a_password_lets_in_however_the_user_name_is_typed(team: LazySettings, db: None) -> None:
    with_password("Ben")
    client = Client()
    assert log_in(client, "BEN") == 302
    assert client.get(reverse("studies")).status_code == 200


def test_a_wrong_password_and_a_wrong_name_are_told_alike(team: LazySettings, db: None) -> None:
    with_password("Ben")
    told = []
    for username in ("ben", "nobody"):
        sent = {"login": username, "password": "wrong wrong"}
        answer = Client().post(reverse("account_login"), sent)
        assert answer.status_code == 422
        told.append(answer.content.decode().split('class="problem"')[1].split("</p>")[0])
    assert told[0] == told[1]
    assert "wrong wrong" not in told[0]


def test_guessing_is_slowed_for_the_name_that_is_guessed(team: LazySettings, db: None) -> None:
    with_password("Ben")
    with_password("Cleo")
    assert [log_in(Client(), "ben", f"guess {n}") for n in range(5)] == [422] * 5
    sent = {"login": "Ben", "password": PASSWORD}
    answer = Client().post(reverse("account_login"), sent)
    assert answer.status_code == 422
    assert "Wait five minutes" in answer.content.decode()
    assert log_in(Client(), "cleo") == 302


def test_guessing_many_names_is_slowed_too(team: LazySettings, db: None) -> None:
    with_password("Ben")
    assert {log_in(Client(), f"name{n}", "guess") for n in range(20)} == {422}
    assert log_in(Client(), "ben") == 422
    assert {log_in(Client(), f"name{n}", "guess") for n in range(60)} == {422, 429}


def test_of_allauth_three_pages_are_there(team: LazySettings) -> None:
    of_a_team = {"account_login", "account_logout", "account_change_password", "invitation"}
    assert set(dict(routes())) == set(ROUTES) | of_a_team


def test_whoever_is_not_logged_in_is_led_there_and_back(
    team: LazySettings, study: Study, ann: Person
) -> None:
    where = reverse("study", args=(study.pk,))
    client = Client()
    asked = client.get(where)
    assert asked["Location"] == f"{reverse('account_login')}?next={where}"
    assert client.get(reverse("entrance"))["Location"] == reverse("account_login")
    ben = with_password("Ben")
    joins(ben, study)
    sent = {"login": "ben", "password": PASSWORD, "next": where}
    assert client.post(reverse("account_login"), sent)["Location"] == where
    sent["next"] = "https://example.org/"
    assert Client().post(reverse("account_login"), sent)["Location"] == reverse("studies")


def test_a_script_is_told_that_its_person_is_logged_out(
    team: LazySettings, study: Study, ann: Person
) -> None:
    where = reverse("highlights", args=(study.pk, the_source(study).pk))
    answer = Client().post(where, {"start": 5, "end": 9}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "was not saved" in answer.content.decode()
    assert Client().post(where, {"start": 5, "end": 9}).status_code == 302


def test_logging_out_is_no_link(team: LazySettings, db: None) -> None:
    client = signed_in(with_password("Ben"))
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("studies")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert client.get(reverse("studies")).status_code == 302


def test_a_new_password_ends_every_other_session(team: LazySettings, db: None) -> None:
    ben = with_password("Ben")
    here, elsewhere = signed_in(ben), signed_in(ben)
    sent = {"oldpassword": PASSWORD, "password1": "nine green apples"}
    where = reverse("account_change_password")
    assert here.post(where, sent | {"password2": "nine red apples"}).status_code == 422
    wrong = {"oldpassword": "not that"}
    assert here.post(where, sent | wrong | {"password2": sent["password1"]}).status_code == 422
    changed = here.post(where, sent | {"password2": sent["password1"]})
    assert changed["Location"] == reverse("account") + "?password=changed"
    assert here.get(reverse("studies")).status_code == 200
    assert elsewhere.get(reverse("studies")).status_code == 302
    assert log_in(Client(), "ben", "nine green apples") == 302


def test_a_closed_account_is_out_at_once(team: LazySettings, db: None) -> None:
    ben = with_password("Ben")
    client = signed_in(ben)
    deactivate(ben)
    assert client.get(reverse("studies")).status_code == 302
    assert log_in(Client(), "ben") == 422
    Person.objects.update(is_active=True)
    assert client.get(reverse("studies")).status_code == 302


# Links that let in


def test_the_first_link_makes_an_account_of_whose_the_studies_are(
    team: LazySettings, db: None
) -> None:
    where = reverse("enter", args=(token_for(the_person()),))
    client = Client()
    assert "first member" in client.get(where).content.decode()
    refused = client.post(where, FORM | {"again": "another"})
    assert refused.status_code == 422
    assert "not the same" in refused.content.decode()
    assert PASSWORD not in refused.content.decode()
    assert client.post(where, FORM).status_code == 302
    assert client.get(reverse("studies")).status_code == 200
    assert [one.username for one in Person.objects.all()] == ["ben"]
    assert Client().get(where).status_code == 410
    assert Client().post(where, FORM | {"username": "cleo"}).status_code == 410


def test_a_link_for_a_lost_password_changes_the_password_alone(
    team: LazySettings, db: None
) -> None:
    ben = with_password("Ben")
    where = reverse("enter", args=(token_for(ben),))
    assert 'value="ben"' in Client().get(where).content.decode()
    sent = {"username": "cleo", "name": "Cleo", "password": "nine green apples"}
    assert Client().post(where, sent | {"again": "nine green apples"}).status_code == 302
    ben.refresh_from_db()
    assert (ben.username, ben.name) == ("ben", "Ben")
    assert ben.check_password("nine green apples")


def test_an_invitation_says_what_it_is_and_makes_an_account(
    team: LazySettings, study: Study, ann: Person
) -> None:
    where = an_invite(study, ann)
    client = Client()
    page = client.get(where).content.decode()
    for words in (study.title, "Ann invites you", "viewer"):
        assert words in page
    refused = client.post(where, FORM | {"password": "short", "again": "short"})
    assert refused.status_code == 422
    assert 'value="Ben"' in refused.content.decode()
    joined = client.post(where, FORM)
    assert joined["Location"] == reverse("study", args=(study.pk,))
    assert client.get(joined["Location"]).status_code == 200
    again = Client().get(where)
    assert again.status_code == 410
    assert "used already" in again.content.decode()
    assert client.get(where)["Location"] == joined["Location"]


def test_whoever_is_logged_in_joins_by_a_button(
    team: LazySettings, study: Study, ann: Person
) -> None:
    where = an_invite(study, ann, Role.RESEARCHER)
    client = signed_in(with_password("Ben"))
    page = client.get(where).content.decode()
    assert "You are logged in as Ben" in page
    assert client.get(reverse("study", args=(study.pk,))).status_code == 404
    assert client.post(where)["Location"] == reverse("study", args=(study.pk,))
    assert study.memberships.get(person__username="ben").role == Role.RESEARCHER


def test_an_invitation_that_lets_nobody_in_says_why(
    team: LazySettings, study: Study, ann: Person
) -> None:
    where = an_invite(study, ann)
    Invitation.objects.update(expires=timezone.now() - timedelta(days=1))
    answer = Client().get(where)
    assert (answer.status_code, "run out" in answer.content.decode()) == (410, True)
    assert Client().post(where, FORM).status_code == 410
    Invitation.objects.all().delete()
    answer = Client().get(where)
    assert (answer.status_code, "taken back" in answer.content.decode()) == (404, True)
    assert study.title not in answer.content.decode()
    assert not Person.objects.filter(username="ben").exists()


@pytest.mark.parametrize("name", ["enter", "invitation"])
def test_a_link_is_not_used_by_what_only_looks_ahead(
    team: LazySettings, study: Study, ann: Person, name: str
) -> None:
    where = an_invite(study, ann)
    if name == "enter":
        where = reverse("enter", args=(token_for(ann),))
    for _ in range(2):
        assert Client().head(where).status_code == 200
        assert Client().get(where).status_code == 200


@pytest.mark.parametrize("name", ["enter", "invitation", "account_login", "account_logout"])
def test_no_door_opens_from_another_site(
    team: LazySettings, study: Study, ann: Person, name: str
) -> None:
    doors = {"enter": reverse("enter", args=(token_for(ann),)), "invitation": an_invite(study, ann)}
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    assert client.post(doors.get(name) or reverse(name), FORM).status_code == 403


# Members


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_in_a_team_what_its_row_says(
    team: LazySettings, study: Study, role: Role, name: str
) -> None:
    ben = person("Ben")
    joins(ben, study, role)
    status = ask(ben, name, address(name, study))
    assert (status == 403) is (NEEDS[name] not in TABLE[role])
    assert status in (200, 302, 403, 422)


@pytest.mark.parametrize("name", OURS)
def test_a_team_s_stranger_finds_nothing(team: LazySettings, study: Study, name: str) -> None:
    assert ask(with_password("Cleo"), name, address(name, study)) == 404
    assert ask(None, name, address(name, study)) == 302


def test_an_invitation_s_link_is_shown_once(team: LazySettings, study: Study, ann: Person) -> None:
    client = signed_in(ann)
    sent = {"role": "viewer", "note": "Ben", "days": "30"}
    made = client.post(reverse("invitations", args=(study.pk,)), sent)
    assert made.status_code == 201
    link = made.content.decode().split('readonly value="')[1].split('"')[0]
    assert link.startswith(ORIGIN)
    assert Client().get(link.removeprefix(ORIGIN)).status_code == 200
    page = client.get(reverse("members", args=(study.pk,))).content.decode()
    assert link not in page
    assert "Open invitations" in page
    assert Invitation.objects.get().expires > timezone.now() + timedelta(days=29)


def test_what_was_typed_stays_where_an_invitation_is_refused(
    team: LazySettings, study: Study, ann: Person
) -> None:
    where = reverse("invitations", args=(study.pk,))
    answer = signed_in(ann).post(where, {"role": "viewer", "note": "Ben", "days": "99"})
    assert answer.status_code == 422
    assert 'value="Ben"' in answer.content.decode()


def test_a_member_is_changed_and_removed_by_plain_forms(
    team: LazySettings, study: Study, ann: Person
) -> None:
    ben = with_password("Ben")
    joins(ben, study, Role.VIEWER)
    row = study.memberships.get(person=ben)
    client, bens = signed_in(ann), signed_in(ben)
    here = bens.get(reverse("members", args=(study.pk,))).content.decode()
    assert "Invite somebody" not in here
    assert "Remove" not in here
    sent = {"role": "contributor", "identities": "on"}
    assert client.post(reverse("membership", args=(study.pk, row.pk)), sent).status_code == 302
    row.refresh_from_db()
    assert (row.role, row.identities) == (Role.CONTRIBUTOR, True)
    assert client.post(reverse("member-removal", args=(study.pk, row.pk))).status_code == 302
    assert bens.get(reverse("study", args=(study.pk,))).status_code == 404
    assert client.post(reverse("member-removal", args=(study.pk, row.pk))).status_code == 404


def test_the_page_asks_no_more_of_the_database_for_many_members(
    team: LazySettings, study: Study, ann: Person
) -> None:
    client, where = signed_in(ann), reverse("members", args=(study.pk,))
    asked = []
    for names in (("Ben",), ("Cleo", "Dora", "Eve", "Finn")):
        for name in names:
            joins(person(name), study)
            an_invite(study, ann)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_one_person_s_page_of_members_says_how_to_become_a_team(study: Study, ann: Person) -> None:
    client = signed_in(ann)
    page = client.get(reverse("members", args=(study.pk,))).content.decode()
    assert "firsthand serve --team" in page
    assert "Make an invitation link" not in page
    sent = {"role": "viewer"}
    answer = client.post(reverse("invitations", args=(study.pk,)), sent)
    assert (answer.status_code, Invitation.objects.count()) == (422, 0)


def test_one_person_s_workspace_has_no_log_in(db: None) -> None:
    for name in ("account_login", "account_change_password", "invitation"):
        with pytest.raises(NoReverseMatch):
            reverse(name, args=("x",) if name == "invitation" else ())


# What stays open


def opened(client: Client, who: Person) -> HttpRequest:
    """A request as a stream would hold it, long after it was answered."""
    request = RequestFactory().get("/")
    request.user, request.session = who, client.session
    return request


def test_a_stream_ends_with_the_membership_the_account_and_the_session(
    team: LazySettings, study: Study, ann: Person
) -> None:
    ben = with_password("Ben")
    joins(ben, study, Role.VIEWER)
    client = signed_in(ben)
    request = opened(client, ben)
    access.study(request, study.pk)
    assert access.still(request, study.pk)
    assert not access.still(request, study.pk, May.MARK)

    elsewhere = opened(other := signed_in(ben), ben)
    other.post(reverse("account_logout"))
    assert not access.still(elsewhere, study.pk)

    remove_member(study.memberships.get(person=ben), ann)
    assert not access.still(request, study.pk)
    joins(ben, study, Role.VIEWER)
    assert access.still(request, study.pk)
    deactivate(ben)
    assert not access.still(request, study.pk)


# The account


def test_a_name_and_the_shortcuts_are_one_s_own(study: Study, ann: Person) -> None:
    client = signed_in(ann)
    page = client.get(reverse("account")).content.decode()
    assert "Log out" not in page
    assert client.post(reverse("account"), {"name": "Ann B."}).status_code == 302
    ann.refresh_from_db()
    assert (ann.name, ann.shortcuts) == ("Ann B.", False)
    answer = client.post(reverse("account"), {"name": " ", "shortcuts": "on"})
    assert answer.status_code == 422
    ann.refresh_from_db()
    assert (ann.name, ann.shortcuts) == ("Ann B.", False)


def test_a_team_s_account_has_a_way_out(team: LazySettings, db: None) -> None:
    page = signed_in(with_password("Ben")).get(reverse("account")).content.decode()
    assert "Log out" in page
    assert reverse("account_change_password") in page


# Secrets


@pytest.mark.parametrize("path", ["/enter/1-abc-def/", "/invitations/tok_en-1/", "/enter/x"])
def test_a_token_is_in_no_log(path: str, settings: LazySettings) -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Internal Server Error", path), None
    )
    assert NoTokens().filter(record)
    assert record.getMessage() == f"Internal Server Error: /{path.split('/')[1]}/…" + (
        "/" if path.endswith("/") else ""
    )
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["no_tokens"]
