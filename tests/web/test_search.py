"""Search and Ask as pages: exact words, only my studies, and plain when there is nothing."""

import re
import shutil

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.workspace import INTERVIEW, a_study, joins, person, the_source, upload

from firsthand.actions.guiding import add_questions
from firsthand.actions.indexing import settle
from firsthand.actions.labelling import label as engine
from firsthand.actions.locating import Description, date_session, describe
from firsthand.actions.marking import mark
from firsthand.actions.studies import start_study
from firsthand.records.index.reading import folder
from firsthand.records.models import Finding, Identity, Person, Question, Source, Study
from firsthand.records.studies import Role

ARM = INTERVIEW.index("I wrote the vitals on my arm")
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


@pytest.fixture
def read(study: Study) -> Study:
    label()
    return study


def label() -> None:
    for source in Source.objects.filter(labelled=None):
        engine(source, timezone.now())
    settle()


def searched(client: Client, of: Study | None = None, **sent: str) -> str:
    where = reverse("search", args=(of.pk,)) if of else reverse("search-all")
    answer = client.get(where, sent)
    assert answer.status_code == 200
    return answer.content.decode()


def hits(page: str) -> list[str]:
    found = re.findall(r'<(?:blockquote|p class="ours")>.*?</a>', page, re.S)
    return [TAG.sub("", one.split("<a ", 1)[1].split(">", 1)[1]) for one in found]


def test_a_quote_stands_with_what_matched_who_said_it_and_the_way_to_its_place(
    signed_in: Client, read: Study, ann: Person
) -> None:
    source = the_source(read)
    date_session(source, ann, timezone.now().date().replace(2026, 3, 4), [])
    settle()
    page = searched(signed_in, read, q="terminal vitals")
    assert hits(page) == ["Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."]
    assert "<mark>terminal</mark>" in page
    assert "<mark>vitals</mark>" in page
    assert f"{read.participants.get()} · mara.txt" in page
    assert "4 March 2026" in page
    assert "past behaviour" in page
    start = INTERVIEW.index("Last Tuesday")
    assert f"{reverse('transcript', args=(read.pk, source.pk))}?at={start}#s{start}" in page
    assert '<span class="context"> It was a mess.</span>' in page


def test_a_mark_can_be_found_by_its_code_and_by_its_memo(
    signed_in: Client, read: Study, ann: Person
) -> None:
    made = mark(the_source(read), ann, ARM, ARM + 28, ["skin"], "Compare with the whiteboard.")
    settle()
    [code] = made.codes
    assert len(hits(searched(signed_in, read, q="vitals", code=str(code.pk)))) == 1
    assert hits(searched(signed_in, read, q="whiteboard")) == ["Compare with the whiteboard."]


@pytest.mark.parametrize(
    ("narrowed", "many"),
    [
        ({}, 1),
        ({"grade": "past_behaviour"}, 1),
        ({"grade": "second_hand"}, 0),
        ({"among": "quotes"}, 1),
        ({"among": "findings"}, 0),
        ({"participant": "987"}, 0),
        ({"since": "2026-01-01"}, 1),
        ({"since": "2026-05-01"}, 0),
        ({"until": "2026-01-01"}, 0),
        ({"kind": "request"}, 0),
        ({"kind": "no such kind", "grade": "x", "since": "soon", "page": "zero"}, 1),
    ],
)
def test_filters_narrow(
    signed_in: Client, read: Study, ann: Person, narrowed: dict[str, str], many: int
) -> None:
    date_session(the_source(read), ann, timezone.now().date().replace(2026, 3, 4), [])
    settle()
    assert len(hits(searched(signed_in, read, q="terminal vitals", **narrowed))) == many


def test_only_my_studies_answer_whatever_is_asked_for(signed_in: Client, read: Study) -> None:
    cleo = person("Cleo")
    theirs = a_study(cleo, [upload("zoe.txt", "INES: And?\nZOE: The zebra vitals monitor.\n")])
    label()
    assert hits(searched(signed_in, q="zebra")) == []
    assert hits(searched(signed_in, q="vitals", study=str(theirs.pk))) == []
    [mine] = hits(searched(signed_in, q="vitals"))
    assert mine.startswith("Last Tuesday")
    other = Client()
    other.force_login(cleo)
    assert hits(searched(other, q="vitals")) == ["The zebra vitals monitor."]
    joins(cleo, read, Role.VIEWER)
    assert len(hits(searched(other, q="vitals"))) == 2


def test_who_a_participant_is_cant_be_found(signed_in: Client, read: Study) -> None:
    someone = read.participants.get()
    Identity.objects.create(participant=someone, name="Quillon Ferrow", contact="q@example.org")
    label()
    for words in ("Quillon", "Ferrow", "example.org"):
        assert hits(searched(signed_in, read, q=words)) == []


def test_an_empty_search_says_what_can_be_found_and_a_vain_one_what_to_try(
    signed_in: Client, read: Study
) -> None:
    assert "can be found here" in searched(signed_in, read)
    vain = searched(signed_in, read, q="terminal giraffe")
    assert "Nothing has all of these words." in vain
    assert "1 has one of them" in vain
    assert "Use fewer words" in searched(signed_in, read, q="giraffe", grade="general")


def test_while_typing_only_the_results_come(signed_in: Client, read: Study) -> None:
    where = reverse("search", args=(read.pk,))
    part = signed_in.get(where, {"q": "vita"}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="found">')
    assert "<mark>vitals</mark>" in part
    assert hits(searched(signed_in, read, q="vita")) == []


def test_many_hits_come_page_by_page(signed_in: Client, ann: Person) -> None:
    said = " ".join(f"The printer jams in room {n}." for n in range(45))
    study = a_study(ann, [upload("zoe.txt", f"INES: And?\nZOE: {said}\n")])
    label()
    pages = [hits(searched(signed_in, study, q="printer", page=str(n))) for n in (1, 2, 3)]
    assert [len(one) for one in pages] == [20, 20, 5]
    assert len({one for page in pages for one in page}) == 45


def test_an_index_that_is_not_there_says_so(signed_in: Client, read: Study) -> None:
    shutil.rmtree(folder())
    assert "being rebuilt" in searched(signed_in, read, q="vitals")
    asked = signed_in.get(reverse("ask", args=(read.pk,)), {"q": "What froze?"})
    assert "being rebuilt" in asked.content.decode()


def test_hostile_words_are_only_words(signed_in: Client, read: Study) -> None:
    for words in ('"', '"""', "<script>", "vitals AND (", "stem:vitals", "*", "\x00", "é" * 400):
        page = searched(signed_in, read, q=words)
        assert "<script>alert" not in page


def test_words_cant_become_markup(signed_in: Client, ann: Person) -> None:
    study = a_study(ann, [upload("jo.txt", "INES: So?\nJO: <b>bold</b> printers & more.\n")])
    label()
    page = searched(signed_in, study, q="printers")
    assert "&lt;b&gt;bold" in page


def test_a_question_gets_quotes_and_findings(signed_in: Client, read: Study, ann: Person) -> None:
    Finding.objects.create(study=read, claim="Nurses write vitals on their arm.", by=ann)
    settle_all()
    question = "Where does a nurse write the vitals when the terminal froze?"
    page = signed_in.get(reverse("ask", args=(read.pk,)), {"q": question}).content.decode()
    found = hits(page)
    assert "Nurses write vitals on their arm." in found
    assert "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm." in found


def settle_all() -> None:
    shutil.rmtree(folder())
    settle()


def test_no_evidence_yet_names_whom_to_ask_and_adds_the_question(
    signed_in: Client, read: Study, ann: Person
) -> None:
    question = "How do nurses order medicine from the pharmacy?"
    where = reverse("ask", args=(read.pk,))
    page = signed_in.get(where, {"q": question}).content.decode()
    assert "No evidence yet" in page
    assert "Nobody is located yet" in page
    mara = read.participants.get()
    describe(mara, ann, Description("ward nurse", "orders medicine at night", "pharmacy terminal"))
    page = signed_in.get(where, {"q": question}).content.decode()
    assert "orders medicine at night" in page
    answer = signed_in.post(reverse("asked-question", args=(read.pk,)), {"question": question})
    assert answer.status_code == 302
    assert [one.text for one in read.questions.all()] == [question]


def test_a_question_is_added_after_those_there_are(read: Study, ann: Person) -> None:
    add_questions(read, ann, "What happened last?")
    add_questions(read, ann, "And then?")
    assert list(Question.objects.values_list("number", "text")) == [
        (1, "What happened last?"),
        (2, "And then?"),
    ]


def test_a_new_study_begins_with_what_earlier_ones_hold(
    signed_in: Client, read: Study, ann: Person
) -> None:
    question = "What do nurses do when the terminal froze and vitals wait?"
    part = signed_in.get(reverse("known"), {"question": question}).content.decode()
    assert "Last Tuesday the terminal froze twice" in TAG.sub("", part)
    assert read.title in part
    fresh = start_study(ann, "Night terminals", question)
    page = signed_in.get(reverse("study", args=(fresh.pk,))).content.decode()
    assert "What do we already know?" in page
    assert "the terminal froze twice" in TAG.sub("", page)
    none = signed_in.get(reverse("known"), {"question": "How do bakers shape bread?"})
    assert "Nothing yet" in none.content.decode()
    stranger = Client()
    stranger.force_login(person("Cleo"))
    assert "Nothing yet" in stranger.get(reverse("known"), {"question": question}).content.decode()
