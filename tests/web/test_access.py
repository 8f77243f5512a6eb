"""Every address, every role, and studies of one's own, of others, and that are not there."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import LazySettings, settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker
from tests.addresses import MINE, NEEDS, OPEN, PLACE, ROUTES, WRITES, address, fill
from tests.workspace import a_study, joins, person, the_source

from firsthand.actions.marking import mark
from firsthand.actions.permissions import TABLE
from firsthand.actions.working import do_next
from firsthand.records.models import Person, Study
from firsthand.records.studies import Role

ABSENT = 987_654

# All of them, so that none runs apart from the others and has the workspace prepared again.
pytestmark = pytest.mark.django_db


def ask(who: Person | None, name: str, where: str) -> int:
    client = Client()
    if who is not None:
        client.force_login(who)
    sent = {"start": "5", "end": "9"} if name in WRITES else None
    return (client.post(where, sent) if name in WRITES else client.get(where)).status_code


class Prepared(NamedTuple):
    """Ann's study with a row for every address, and one of Cleo's own."""

    home: Path
    study: int
    cleos: int


@pytest.fixture(scope="module")
def prepared(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Prepared]:
    """Made once and committed: each test's own changes are taken back after it."""
    home = tmp_path_factory.mktemp("home")
    before, settings.DATA = settings.DATA, home
    with django_db_blocker.unblock():
        ann, cleo = person("Ann"), person("Cleo")
        study, own = a_study(ann), a_study(cleo)
        do_next(timezone.now())
        do_next(timezone.now())
        fill(study, ann)
        for name in NEEDS:
            address(name, study)  # rows that are made when they are asked for
        mark(the_source(own), cleo, 5, 9)
        settings.DATA = before
        try:
            yield Prepared(home, study.pk, own.pk)
        finally:
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(autouse=True)
def home(settings: LazySettings, prepared: Prepared) -> Path:
    settings.DATA = prepared.home
    return prepared.home


@pytest.fixture
def marked(db: None, prepared: Prepared) -> Study:
    return Study.objects.get(pk=prepared.study)


@pytest.fixture
def cleos(db: None, prepared: Prepared) -> Study:
    return Study.objects.get(pk=prepared.cleos)


@pytest.fixture
def ann(db: None) -> Person:
    return Person.objects.get(username="ann")


@pytest.fixture
def cleo(db: None) -> Person:
    return Person.objects.get(username="cleo")


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
def test_what_is_not_mine_answers_like_what_is_not_there(
    marked: Study, cleos: Study, cleo: Person, name: str
) -> None:
    assert ask(cleo, name, address(name, marked)) == 404
    assert ask(cleo, name, address(name, marked, key=ABSENT)) == 404
    if PLACE.findall(ROUTES[name])[1:]:
        # A foreign source under one's own study is not there either.
        assert ask(cleo, name, address(name, marked, key=cleos.pk)) == 404


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


def test_the_list_holds_my_studies_only(marked: Study, cleo: Person) -> None:
    marked.title = "Ann's nights"
    marked.save()
    client = Client()
    client.force_login(cleo)
    page = client.get(reverse("studies")).content.decode()
    assert "Ann&#x27;s nights" not in page
    assert "Charting at night" in page
