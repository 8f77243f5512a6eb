"""The report of tests: figures that open what they were counted from, and what was said beside."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.workspace import a_study, joins, person, upload

from firsthand.actions.importing import adopt
from firsthand.records.models import Finding, Person, Study
from firsthand.records.studies import Role

SAMPLE = Path(__file__).parents[2] / "sample" / "discharge-list"


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


@pytest.fixture
def tested(ann: Person) -> Study:
    return adopt(ann, SAMPLE)


def page(client: Client, name: str, study: Study, **asked: str) -> str:
    answer = client.get(reverse(name, args=(study.pk,)), asked)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_the_report_has_every_figure_with_its_interval_and_n(
    signed_in: Client, tested: Study
) -> None:
    text = page(signed_in, "test-report", tested)
    assert "Task 8, Take the last change back" in text
    assert "3 of 6 (19–81 %)" in text
    assert "01:08 (00:52–01:30), n = 6" in text
    assert "7 wrong clicks, of 4 of 6 people (30–91 %)" in text
    assert "70.5 (39.0–100.0), n = 5; 1 form filled in partly, left out" in text
    assert "89.2 %" in text


def test_every_figure_opens_what_it_was_counted_from(signed_in: Client, tested: Study) -> None:
    text = page(signed_in, "test-report", tested)
    leads = set(re.findall(r'href="([^"]*/test/report/events/\?[^"]*)"', text))
    assert len(leads) > 40
    for address in leads:
        opened = signed_in.get(address)
        assert opened.status_code == 200
        assert "/sources/" in opened.content.decode()


def test_each_event_leads_to_its_line(signed_in: Client, tested: Study) -> None:
    text = page(signed_in, "test-events", tested, task="4", of="wrong_click", step="pick time")
    log = tested.sources.get(name="log.csv")
    leads = re.findall(rf"/sources/{log.pk}/\?at=(\d+)#s(\d+)", text)
    lines = [log.text[int(at) :].split("\n")[0] for at, same in leads if at == same]
    assert len(lines) == len(leads) > 7
    assert all(line.startswith("Wrong click, task 4, pick time") for line in lines)
    assert "the same, logged once more" in text


@pytest.mark.parametrize(
    "asked", [{"task": "99", "of": "time"}, {"task": "4", "of": "charm"}, {"of": "charm"}]
)
def test_a_figure_that_is_not_there_is_not_found(
    signed_in: Client, tested: Study, asked: dict[str, str]
) -> None:
    assert signed_in.get(reverse("test-events", args=(tested.pk,)), asked).status_code == 404


def test_both_sides_of_a_contradiction_stand_side_by_side(signed_in: Client, tested: Study) -> None:
    text = page(signed_in, "test-contradictions", tested)
    assert '<blockquote dir="auto">It was fine.</blockquote>' in text
    assert "wrong click at pick time: opened the ward calendar" in text
    assert text.count("Make a finding of it") == 6


def test_a_finding_is_made_of_both_sides_at_once(signed_in: Client, tested: Study) -> None:
    where = reverse("contradiction-findings", args=(tested.pk,))
    text = page(signed_in, "test-contradictions", tested)
    key = re.findall(r'name="contradiction" value="(\w+)"', text)[0]
    made = signed_in.post(where, {"contradiction": key})
    finding = Finding.objects.get()
    assert made.headers["Location"] == reverse("finding", args=(tested.pk, finding.pk))
    assert finding.claim == "Noor says “It was fine.” of task 4; seen: 3 wrong clicks"
    words = [one.exact for one in finding.evidence.order_by("start")]
    assert words[-1] == "It was fine."
    assert len(words) == 4
    again = page(signed_in, "test-contradictions", tested)
    assert again.count("The finding made of it") == 1


def test_a_contradiction_that_is_gone_makes_nothing(signed_in: Client, tested: Study) -> None:
    where = reverse("contradiction-findings", args=(tested.pk,))
    assert signed_in.post(where, {"contradiction": "gone"}).status_code == 422
    assert not Finding.objects.exists()


def test_who_may_only_read_is_offered_no_finding(tested: Study) -> None:
    ben = person("Ben")
    joins(ben, tested, Role.VIEWER)
    client = Client()
    client.force_login(ben)
    assert "Make a finding" not in page(client, "test-contradictions", tested)


@pytest.mark.parametrize("name", ["test-report", "test-contradictions", "test-events"])
def test_without_a_test_a_page_says_what_it_is_for(
    signed_in: Client, study: Study, name: str
) -> None:
    assert 'class="empty"' in page(signed_in, name, study)


def test_more_people_take_no_more_questions(signed_in: Client, ann: Person) -> None:
    def asked(people: int) -> int:
        rows = "".join(f"P{n},5,1,start\nP{n},50,1,success\n" for n in range(people))
        study = a_study(ann, [upload("log.csv", f"participant,time,task,event\n{rows}")])
        with CaptureQueriesContext(
            connection,
        ) as questions:
            page(signed_in, "test-report", study)
        return len(questions)

    assert asked(2) == asked(30)


def test_a_transcript_is_joined_to_a_log_on_the_page(signed_in: Client, tested: Study) -> None:
    text = page(signed_in, "test-contradictions", tested)
    assert "Said aloud in a test" in text
    noor, log = (tested.sources.get(name=name) for name in ("noor.vtt", "log.csv"))
    where = reverse("joining", args=(tested.pk, noor.pk))
    assert signed_in.post(where, {"log": str(log.pk), "offset": "12,5"}).status_code == 302
    noor.session.refresh_from_db()
    assert (noor.session.log, noor.session.offset) == (log, 12.5)
    assert signed_in.post(where, {"log": str(log.pk), "offset": "soon"}).status_code == 422
    assert signed_in.post(where, {"log": "9999", "offset": "0"}).status_code == 422
    assert signed_in.post(where, {"log": "", "offset": "0"}).status_code == 302
    noor.session.refresh_from_db()
    assert noor.session.log is None
