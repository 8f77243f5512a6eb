"""A study's own page: its title and question changed, and the study erased for good."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.workspace import a_study, the_source

from firsthand.actions.marking import mark
from firsthand.actions.working import do_next
from firsthand.records.models import Entry, Person, Source, Study, Turn


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def test_title_and_question_are_changed(signed_in: Client, study: Study) -> None:
    sent = {"title": "  Charting   by day ", "question": "Who types?"}
    assert signed_in.post(reverse("about", args=(study.pk,)), sent).status_code == 302
    study.refresh_from_db()
    assert (study.title, study.question) == ("Charting by day", "Who types?")


def test_an_empty_title_is_refused_and_what_was_typed_stays(
    signed_in: Client, study: Study
) -> None:
    answer = signed_in.post(reverse("about", args=(study.pk,)), {"title": "", "question": "Who?"})
    assert answer.status_code == 422
    assert "Who?" in answer.content.decode()
    study.refresh_from_db()
    assert study.title == "Charting at night"


def test_an_erased_study_leaves_nothing_and_takes_nothing_else_along(
    signed_in: Client, study: Study, ann: Person
) -> None:
    do_next(timezone.now())
    mark(the_source(study), ann, 5, 9)
    other = a_study(ann)
    answer = signed_in.post(reverse("erasing", args=(study.pk,)), {"title": study.title})
    assert answer.status_code == 302
    assert not Study.objects.filter(pk=study.pk).exists()
    assert not Entry.objects.filter(study=study.pk).exists()
    assert set(Turn.objects.values_list("source", flat=True)) == {the_source(other).pk}
    assert Source.objects.get() == the_source(other)


def test_a_study_is_erased_only_by_its_title(signed_in: Client, study: Study) -> None:
    answer = signed_in.post(reverse("erasing", args=(study.pk,)), {"title": "charting"})
    assert answer.status_code == 422
    assert "Nothing was erased" in answer.content.decode()
    assert Study.objects.filter(pk=study.pk).exists()
