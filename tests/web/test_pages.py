"""What the pages answer: words exact, errors plain, forms without script."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.workspace import INTERVIEW, a_study, the_source, upload

from firsthand.actions.entering import new_link
from firsthand.actions.working import do_next
from firsthand.records.models import Highlight, Person, Study

ARM = INTERVIEW.index("I wrote the vitals on my arm")


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def test_the_link_lets_one_in_once(db: None) -> None:
    token = new_link()
    first, second = Client(), Client()
    assert first.get(reverse("enter", args=(token,))).status_code == 302
    assert first.get(reverse("studies")).status_code == 200
    refused = second.get(reverse("enter", args=(token,)))
    assert refused.status_code == 403
    assert "used already" in refused.content.decode()
    assert first.get(reverse("enter", args=(token,))).status_code == 302


def test_a_wrong_link_lets_nobody_in_and_spoils_none(db: None) -> None:
    token = new_link()
    assert Client().get(reverse("enter", args=("guessed",))).status_code == 403
    assert Client().get(reverse("enter", args=(token,))).status_code == 302


def test_a_study_without_a_title_is_told_and_what_was_typed_stays(signed_in: Client) -> None:
    answer = signed_in.post(reverse("new-study"), {"title": " ", "question": "Why?"})
    assert answer.status_code == 422
    assert "needs a title" in answer.content.decode()
    assert "Why?" in answer.content.decode()


def test_words_are_marked_by_a_form_without_script(signed_in: Client, study: Study) -> None:
    source = the_source(study)
    form = signed_in.get(reverse("marking", args=(study.pk, source.pk, 1)))
    assert "It was a mess." in form.content.decode()
    sent = {"start": ARM, "end": ARM + 7, "codes": "arm", "memo": "look"}
    answer = signed_in.post(reverse("highlights", args=(study.pk, source.pk)), sent)
    assert answer.status_code == 302
    assert Highlight.objects.get().exact == "I wrote"
    page = signed_in.get(reverse("transcript", args=(study.pk, source.pk))).content.decode()
    assert "<q>I wrote</q>" in page
    assert "look" in page


@pytest.mark.parametrize("sent", [{}, {"start": "a", "end": "b"}, {"start": "9", "end": "2"}])
def test_a_place_that_is_none_is_told(
    signed_in: Client, study: Study, sent: dict[str, str]
) -> None:
    answer = signed_in.post(reverse("highlights", args=(study.pk, the_source(study).pk)), sent)
    assert answer.status_code == 422
    assert 'class="problem"' in answer.content.decode()


def test_words_cant_become_markup(signed_in: Client, ann: Person) -> None:
    hostile = "INES: So?\nJO: <script>alert(1)</script> & <b>more</b>.\n"
    study = a_study(ann, [upload("jo.txt", hostile)])
    page = signed_in.get(reverse("transcript", args=(study.pk, the_source(study).pk)))
    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_an_undo_leads_nowhere_else(signed_in: Client, study: Study) -> None:
    source = the_source(study)
    signed_in.post(
        reverse("highlights", args=(study.pk, source.pk)), {"start": ARM, "end": ARM + 7}
    )
    answer = signed_in.post(reverse("undoing", args=(study.pk,)), {"back": "https://example.org/"})
    assert answer["Location"].split("?")[0] == reverse("study", args=(study.pk,))
    assert not Highlight.objects.exists()


def test_every_page_has_a_policy_without_holes(signed_in: Client, study: Study) -> None:
    policy = signed_in.get(reverse("study", args=(study.pk,))).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_notes_without_speakers_can_be_read(signed_in: Client, ann: Person) -> None:
    notes = "The ward was loud. Somebody had taped a list to the door.\n\nNobody looked at it.\n"
    study = a_study(ann, [upload("notes.txt", notes)])
    page = signed_in.get(reverse("transcript", args=(study.pk, the_source(study).pk)))
    assert page.status_code == 200
    assert "Somebody had taped a list to the door." in page.content.decode()
    assert "kept as notes" in page.content.decode()


def test_words_of_two_turns_are_two_quotes(signed_in: Client, study: Study) -> None:
    where = reverse("highlights", args=(study.pk, the_source(study).pk))
    answer = signed_in.post(where, {"start": ARM, "end": ARM + 90})
    assert answer.status_code == 422
    assert "two turns" in answer.content.decode()


def test_a_mark_that_is_gone_can_be_removed_again(signed_in: Client, study: Study) -> None:
    where = reverse("removals", args=(study.pk, the_source(study).pk))
    answer = signed_in.post(where, {"highlight": "987"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200


def test_a_shelf_can_be_seen_in_full(signed_in: Client, study: Study) -> None:
    do_next(timezone.now())
    page = signed_in.get(reverse("study", args=(study.pk,)), {"all": "complaint"})
    assert "It was a mess." in page.content.decode()


@pytest.mark.parametrize("number", [0, 10**17, 10**30])
def test_a_number_that_is_none_of_ours_is_not_there(signed_in: Client, number: int) -> None:
    assert signed_in.get(f"/studies/{number}/").status_code == 404
