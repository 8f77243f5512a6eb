"""What can't be written is told in words; what was stopped can be gone on with."""

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.workspace import the_source, upload

from firsthand.actions.doing import doing
from firsthand.actions.marking import mark
from firsthand.actions.permissions import May
from firsthand.actions.studies import start_study
from firsthand.actions.working import cancel
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Highlight, Job, Participant, Person, Study
from firsthand.web.bodies import REFUSED
from firsthand.web.errors import failed


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(ann)
    return client


@pytest.mark.parametrize(
    ("problem", "status", "words"),
    [
        (OperationalError("database is locked"), 503, "Nothing of this was saved"),
        (OperationalError("database or disk is full"), 507, "The disk is full"),
        (OperationalError("disk I/O error"), 507, "The disk is full"),
        (OSError(28, "No space left on device"), 507, "The disk is full"),
        (ValueError("anything else"), 500, "Something went wrong"),
    ],
)
def test_what_could_not_be_written_is_told(
    db: None, problem: Exception, status: int, words: str
) -> None:
    try:
        raise problem
    except type(problem):
        answer = failed(RequestFactory().post("/"))
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert answer.headers.get("Retry-After") == ("2" if status == 503 else None)


@pytest.mark.django_db(transaction=True)
def test_a_mark_that_meets_a_long_writer_is_told_in_words(signed_in: Client, study: Study) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
        where = reverse("highlights", args=(study.pk, the_source(study).pk))
        answer = signed_in.post(where, {"start": 5, "end": 9})
        assert answer.status_code == 503
        assert "busy" in answer.content.decode()
        with other.cursor() as cursor:
            cursor.execute("ROLLBACK")
        assert signed_in.post(where, {"start": 5, "end": 9}).status_code == 302
    finally:
        other.close()
    assert Highlight.objects.count() == 1


def test_a_body_that_was_refused_is_told_before_anything_is_done(
    signed_in: Client, study: Study
) -> None:
    for status, words in ((408, "too slowly"), (413, "too much"), (507, "disk is full")):
        answer = signed_in.post(reverse("files", args=(study.pk,)), {}, **{REFUSED: status})
        assert answer.status_code == status
        assert words in answer.content.decode()


def test_too_many_files_at_once_are_told(signed_in: Client, study: Study) -> None:
    files = [upload(f"{n}.txt", "x") for n in range(501)]
    answer = signed_in.post(reverse("files", args=(study.pk,)), {"files": files})
    assert answer.status_code == 413
    assert "At most 500 files" in answer.content.decode()


@pytest.mark.parametrize("memo", ["a\0b", "lone \ud800 half"])
def test_what_is_no_text_is_refused(ann: Person, study: Study, memo: str) -> None:
    with pytest.raises(RuleBroken, match="no text"):
        mark(the_source(study), ann, 5, 9, memo=memo)
    assert not Highlight.objects.exists()


def test_what_is_no_text_is_refused_in_a_list_too(ann: Person, study: Study) -> None:
    session = the_source(study).session
    with pytest.raises(RuleBroken, match="no text"), doing(study, ann, May.DECIDE, "x") as now:
        now.change(session, attended=["Ann", "B\0n"])


def test_a_form_with_a_nul_is_told(signed_in: Client, study: Study) -> None:
    where = reverse("highlights", args=(study.pk, the_source(study).pk))
    answer = signed_in.post(where, {"start": 5, "end": 9, "memo": "a\0b"})
    assert answer.status_code == 422
    assert "no text" in answer.content.decode()


def test_what_is_too_long_is_told_with_the_limit(ann: Person, study: Study) -> None:
    source = the_source(study)
    mark(source, ann, 5, 9, memo="m" * 10_000)
    with pytest.raises(RuleBroken, match=r"memo is longer than 10,000 characters"):
        mark(source, ann, 5, 9, memo="m" * 10_001)
    with pytest.raises(RuleBroken, match="at most 20 codes"):
        mark(source, ann, 5, 9, [f"c{n}" for n in range(21)])
    with pytest.raises(RuleBroken, match="question is longer than 2000"):
        start_study(ann, "Nights", "?" * 2001)
    too_long = pytest.raises(RuleBroken, match="pseudonym is longer than 120")
    with too_long, doing(study, ann, May.DECIDE, "x") as now:
        now.add(Participant(study=study, pseudonym="p" * 121))
    assert Highlight.objects.count() == 1


def test_reading_closely_that_was_stopped_is_offered_again(signed_in: Client, study: Study) -> None:
    cancel(Job.objects.get(kind="label"))
    page = signed_in.get(reverse("interview", args=(study.pk,))).content.decode()
    assert "1 interview has no suggestions yet" in page
    assert "not read closely yet" in page
    answer = signed_in.post(reverse("labelling", args=(study.pk,)))
    assert answer.status_code == 302
    page = signed_in.get(reverse("interview", args=(study.pk,))).content.decode()
    assert "no suggestions yet" not in page
    assert "being read closely" in page
