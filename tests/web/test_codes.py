"""The codebook and the quotes as pages: counts, filters, exact words, plain forms."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.workspace import INTERVIEW, the_source

from firsthand.actions.marking import mark
from firsthand.records.models import Code, Highlight, Person, Study

ARM = INTERVIEW.index("I wrote the vitals on my arm")
MESS = INTERVIEW.index("It was a mess.")


@pytest.fixture
def marked(study: Study, ann: Person) -> Study:
    mark(the_source(study), ann, ARM, ARM + 7, ["arm"], "ask again")
    mark(the_source(study), ann, MESS, MESS + 6)
    return study


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def shown(client: Client, name: str, *of: int, **query: object) -> str:
    return client.get(reverse(name, args=of), query).content.decode()


def test_the_codebook_counts_quotes_and_those_without_a_code(
    signed_in: Client, marked: Study
) -> None:
    page = shown(signed_in, "codes", marked.pk)
    assert "<b>A</b> arm" in page
    assert "1 code " in page
    assert "1 without a code" in page


def test_a_code_is_added_under_another_and_shows_both_counts(
    signed_in: Client, marked: Study
) -> None:
    arm = Code.objects.get()
    signed_in.post(reverse("codes", args=(marked.pk,)), {"name": "body", "memo": "what is on it"})
    body = Code.objects.get(name="body")
    signed_in.post(
        reverse("code", args=(marked.pk, arm.pk)), {"name": "arm", "memo": "", "under": body.pk}
    )
    page = shown(signed_in, "codes", marked.pk)
    assert "0 quotes, 1 with the codes below" in page
    assert "what is on it" in page


def test_a_taken_name_is_told_and_what_was_typed_stays(signed_in: Client, marked: Study) -> None:
    sent = {"name": "Arm", "memo": "kept"}
    answer = signed_in.post(reverse("codes", args=(marked.pk,)), sent)
    assert answer.status_code == 422
    assert "There is a code of that name" in answer.content.decode()
    assert "kept</textarea>" in answer.content.decode()


def test_a_codes_page_has_its_quotes_exactly_with_their_place(
    signed_in: Client, marked: Study
) -> None:
    arm, source = Code.objects.get(), the_source(marked)
    page = shown(signed_in, "code", marked.pk, arm.pk)
    assert (
        f'{reverse("transcript", args=(marked.pk, source.pk))}?at={ARM}#s{ARM}">I wrote</a>' in page
    )
    assert f"{marked.participants.get()} · mara.txt" in page
    assert "ask again" in page
    assert "It was" not in page


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ({}, {"I wrote", "It was"}),
        ({"code": "none"}, {"It was"}),
        ({"code": "1"}, {"I wrote"}),
        ({"code": "99"}, set()),
        ({"source": "99"}, set()),
        ({"who": "99"}, set()),
        ({"label": "complaint"}, set()),
        ({"label": "nonsense", "page": "x"}, {"I wrote", "It was"}),
    ],
)
def test_quotes_are_filtered(
    signed_in: Client, marked: Study, query: dict[str, str], there: set[str]
) -> None:
    if query.get("code") == "1":
        query = {"code": str(Code.objects.get().pk)}
    page = shown(signed_in, "quotes", marked.pk, **query)
    assert {words for words in ("I wrote", "It was") if f"{words}</a>" in page} == there


def test_quotes_of_one_participant(signed_in: Client, marked: Study) -> None:
    mara = marked.participants.get()
    assert "2 quotes" in shown(signed_in, "quotes", marked.pk, who=mara.pk)


def test_a_code_is_put_on_ticked_quotes_and_split_off(signed_in: Client, marked: Study) -> None:
    arm, mess = Code.objects.get(), Highlight.objects.get(start=MESS)
    sent = {"quote": mess.pk, "code": arm.pk}
    signed_in.post(reverse("codings", args=(marked.pk,)), sent)
    assert arm.codings.count() == 2
    split = {"quote": mess.pk, "name": "mess"}
    signed_in.post(reverse("code-splitting", args=(marked.pk, arm.pk)), split)
    new = Code.objects.get(name="mess")
    assert (arm.codings.count(), new.codings.count()) == (1, 1)
    signed_in.post(reverse("code-merging", args=(marked.pk, new.pk)), {"into": arm.pk})
    assert arm.codings.count() == 2


def test_what_goes_with_a_code_is_said_first(signed_in: Client, marked: Study) -> None:
    arm = Code.objects.get()
    where = reverse("code-removal", args=(marked.pk, arm.pk))
    assert "It comes off 1 quote, which stays marked." in signed_in.get(where).content.decode()
    assert Code.objects.exists()
    signed_in.post(where)
    assert not Code.objects.exists()
    assert Highlight.objects.count() == 2


def test_many_quotes_ask_as_often_as_few(signed_in: Client, marked: Study, ann: Person) -> None:
    where = reverse("quotes", args=(marked.pk,))
    signed_in.get(where)
    with CaptureQueriesContext(connection) as few:
        signed_in.get(where)
    for length in range(3, 20):
        mark(the_source(marked), ann, ARM, ARM + length, ["arm", f"code {length}"])
    with CaptureQueriesContext(connection) as many:
        signed_in.get(where)
    assert len(many) == len(few)


def test_the_step_says_what_is_there_and_what_waits(signed_in: Client, marked: Study) -> None:
    page = " ".join(shown(signed_in, "synthesize", marked.pk).split())
    assert "2 marked" in page
    assert "1 without a code" in page
    assert "1 code<" in page
