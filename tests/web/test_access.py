"""Every address, every role, and studies of one's own, of others, and that are not there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.addresses import MINE, NEEDS, OPEN, PLACE, ROUTES, WRITES, address, fill
from tests.workspace import a_study, joins, person, the_source

from firsthand.actions.marking import mark
from firsthand.actions.permissions import TABLE
from firsthand.actions.working import do_next
from firsthand.records.models import Person, Study
from firsthand.records.studies import Role

ABSENT = 987_654


def ask(who: Person | None, name: str, where: str) -> int:
    client = Client()
    if who is not None:
        client.force_login(who)
    sent = {"start": "5", "end": "9"} if name in WRITES else None
    return (client.post(where, sent) if name in WRITES else client.get(where)).status_code


@pytest.fixture
def marked(study: Study, ann: Person) -> Study:
    do_next(timezone.now())
    fill(study, ann)
    return study


def test_every_address_is_in_the_table() -> None:
    assert set(ROUTES) == set(NEEDS) | OPEN


@pytest.mark.parametrize("name", sorted(NEEDS))
@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_its_row_says_and_no_more(marked: Study, name: str, role: Role) -> None:
    ben = person("Ben")
    joins(ben, marked, role)
    status = ask(ben, name, address(name, marked))
    assert (status == 403) is (NEEDS[name] not in TABLE[role])
    assert status in (200, 302, 403, 422)


@pytest.mark.parametrize("name", sorted(NEEDS))
def test_what_is_not_mine_answers_like_what_is_not_there(marked: Study, name: str) -> None:
    cleo = person("Cleo")
    own = a_study(cleo)
    do_next(timezone.now())
    mark(the_source(own), cleo, 5, 9)
    assert ask(cleo, name, address(name, marked)) == 404
    assert ask(cleo, name, address(name, marked, key=ABSENT)) == 404
    if PLACE.findall(ROUTES[name])[1:]:
        # A foreign source under one's own study is not there either.
        assert ask(cleo, name, address(name, marked, key=own.pk)) == 404


@pytest.mark.parametrize("name", sorted(set(NEEDS) | MINE))
def test_whoever_is_not_signed_in_is_sent_to_the_entrance(marked: Study, name: str) -> None:
    where = reverse(name) if name in OPEN else address(name, marked)
    client = Client()
    answer = client.post(where) if name in WRITES else client.get(where)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("entrance"))


@pytest.mark.parametrize("name", sorted(WRITES))
def test_nothing_is_written_by_following_a_link(marked: Study, ann: Person, name: str) -> None:
    client = Client()
    client.force_login(ann)
    assert client.get(address(name, marked)).status_code == 405


@pytest.mark.parametrize("name", sorted(WRITES))
def test_nothing_is_written_from_another_site(marked: Study, ann: Person, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann)
    assert client.post(address(name, marked)).status_code == 403


def test_the_list_holds_my_studies_only(study: Study, ann: Person) -> None:
    cleo = person("Cleo")
    client = Client()
    client.force_login(cleo)
    assert study.title not in client.get(reverse("studies")).content.decode()
    assert timezone.now() > study.created
