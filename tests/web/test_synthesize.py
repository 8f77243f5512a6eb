"""The patterns board as a page: all by plain forms, words exact, each act undone in place."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.grouping import ANA, a_board, put_together, suggested, where
from tests.workspace import joins, person, upload

from firsthand.actions import grouping
from firsthand.actions.importing import add_files
from firsthand.records.models import Pattern, Person, Study
from firsthand.records.studies import Role


@pytest.fixture
def study(ann: Person) -> Study:
    return a_board(ann)


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def shown(client: Client, study: Study, name: str = "patterns", **query: str) -> str:
    return client.get(reverse(name, args=(study.pk,)), query).content.decode()


def send(client: Client, study: Study, name: str, sent: dict[str, object]) -> HttpResponse:
    answer: HttpResponse = client.post(reverse(name, args=(study.pk,)), sent)
    return answer


def first(study: Study) -> str:
    return str(suggested(study)[0]["id"])


def word(id: str, place: tuple[int, int, int]) -> str:
    return f"{id}/{'-'.join(map(str, place))}"


def test_the_board_shows_names_people_grades_quotes_and_why(
    signed_in: Client, study: Study
) -> None:
    page = shown(signed_in, study)
    assert "<q>I wrote the vitals on my arm</q>" in page
    assert "3 of 3 participants (38–100 %)" in page
    assert "past behaviour: JO, Lee, Mara" in page
    assert "Why this?" in page
    assert "<q>arm</q> (3 people)" in page
    source, start, _end = where(study, "on my arm")[0]
    assert f'{reverse("transcript", args=(study.pk, source))}?at={start}#s{start}"' in page


def test_a_suggestion_is_accepted_and_stands_as_decided(signed_in: Client, study: Study) -> None:
    answer = send(signed_in, study, "acceptances", {"pattern": first(study)})
    key = Pattern.objects.get().pk
    assert answer["Location"] == f"{reverse('patterns', args=(study.pk,))}#k{key}"
    page = shown(signed_in, study)
    assert f'id="k{key}"' in page
    assert "1 decided · 1 suggested" in page


def test_a_refused_one_leads_on_to_the_next(signed_in: Client, study: Study) -> None:
    one, other = (str(found["id"]) for found in suggested(study))
    answer = send(signed_in, study, "refusals", {"pattern": one, "next": other})
    assert answer["Location"].endswith(f"#{other}")
    page = shown(signed_in, study)
    assert "1 refused" in page
    assert "Suggest it again" in page


def test_nothing_but_a_pattern_is_led_to(signed_in: Client, study: Study) -> None:
    sent = {"pattern": first(study), "next": "//example.org/"}
    answer = send(signed_in, study, "refusals", sent)
    assert answer["Location"] == reverse("patterns", args=(study.pk,))


def test_ticked_quotes_of_two_patterns_move_to_a_new_one(signed_in: Client, study: Study) -> None:
    one, other = (str(found["id"]) for found in suggested(study))
    arm, ages = where(study, "on my arm")[0], where(study, "takes ages")[0]
    sent = {"word": [word(one, arm), word(other, ages)], "to": "new"}
    send(signed_in, study, "moves", sent)
    assert Pattern.objects.filter(made_of="").get().belongings.count() == 2


def test_a_name_in_their_words_or_in_ours(signed_in: Client, study: Study, ann: Person) -> None:
    pattern = grouping.accept(study, ann, [first(study)])[0]
    where_named = reverse("pattern", args=(study.pk, pattern.pk))
    form = signed_in.get(where_named).content.decode()
    offered = re.findall(r'name="words" value="([^"]+)"', form)
    assert len(offered) > 1
    signed_in.post(where_named, {"words": offered[1], "name": "typed"})
    assert Pattern.objects.get().name == offered[1]
    signed_in.post(where_named, {"words": "own", "name": "Bodies as paper", "memo": "ask Mara"})
    page = shown(signed_in, study)
    assert "<q>Bodies as paper</q>" not in page
    assert "Bodies as paper" in page
    assert "ask Mara" in page


def test_a_name_that_is_none_is_told_and_what_was_typed_stays(
    signed_in: Client, study: Study, ann: Person
) -> None:
    pattern = grouping.accept(study, ann, [first(study)])[0]
    where_named = reverse("pattern", args=(study.pk, pattern.pk))
    answer = signed_in.post(where_named, {"name": " ", "memo": "kept"})
    assert answer.status_code == 422
    assert "needs a name" in answer.content.decode()
    assert "kept" in answer.content.decode()


def test_what_an_added_interview_brought_is_offered_and_told(
    signed_in: Client, study: Study, ann: Person
) -> None:
    pattern = grouping.accept(study, ann, [first(study)])[0]
    put_together()
    add_files(study, ann, [upload("ana.txt", ANA)])
    put_together()
    page = shown(signed_in, study)
    assert "1 more seems to belong here" in page
    assert "What changed since" in page
    offer = re.search(r'as=for" name="word" value="([^"]+)"', page)
    assert offer
    where_to = reverse("belongings", args=(study.pk,))
    signed_in.post(f"{where_to}?as=for", {"word": offer[1]})
    assert pattern.belongings.count() == 4
    assert "seems to belong here</h3>" not in shown(signed_in, study)


def test_an_undo_on_the_board_says_what_it_undid(signed_in: Client, study: Study) -> None:
    send(signed_in, study, "acceptances", {"pattern": first(study)})
    back = reverse("patterns", args=(study.pk,))
    answer = send(signed_in, study, "undoing", {"about": "patterns", "back": back})
    page = signed_in.get(answer["Location"]).content.decode()
    assert "Undone: accepted a pattern" in " ".join(page.split())
    assert "I wrote the vitals on my arm" in page
    nothing = send(signed_in, study, "undoing", {"about": "patterns", "back": back})
    assert nothing.status_code == 422
    assert "nothing of yours to undo here" in nothing.content.decode()


def test_what_another_undid_is_not_told_to_me(signed_in: Client, study: Study) -> None:
    send(signed_in, study, "acceptances", {"pattern": first(study)})
    answer = send(signed_in, study, "undoing", {"about": "patterns", "back": "/"})
    number = answer["Location"].split("undone=")[1]
    ben = person("Ben")
    joins(ben, study)
    other = Client()
    other.force_login(ben)
    assert "Undone:" not in shown(other, study, undone=number)
    assert "Undone:" not in shown(signed_in, study, undone="9" * 40)


def test_words_are_put_in_a_pattern_from_their_own_page(signed_in: Client, study: Study) -> None:
    source, start, end = where(study, "is fine for me")[0]
    form = signed_in.get(reverse("placing", args=(study.pk, source, start, end)))
    assert "The charting screen is fine for me, honestly." in form.content.decode()
    sent = {"word": f"/{source}-{start}-{end}", "pattern": "new", "called": "Fine", "as": "for"}
    send(signed_in, study, "belongings", sent)
    assert Pattern.objects.get().name == "Fine"


@pytest.mark.parametrize("sent", ["", "k1", "k1/", "k1/1-2", "k1/a-b-c", "k1/1-2-99999999999999"])
def test_a_place_that_is_none_is_told(signed_in: Client, study: Study, sent: str) -> None:
    answer = send(signed_in, study, "belongings", {"word": sent})
    assert answer.status_code == 422
    assert "no place in a text" in answer.content.decode()


def test_a_viewer_reads_the_board_and_is_offered_no_act(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.VIEWER)
    client = Client()
    client.force_login(ben)
    page = shown(client, study)
    assert "I wrote the vitals on my arm" in page
    assert "<button" not in page.split("<main")[1].split("</main>")[0]
    assert "checkbox" not in page


def test_hostile_words_stay_words(signed_in: Client, study: Study, ann: Person) -> None:
    pattern = grouping.accept(study, ann, [first(study)])[0]
    grouping.name(pattern, ann, "<script>alert(1)</script>", "<b>memo</b>")
    page = shown(signed_in, study)
    assert "<script>alert" not in page
    assert "<b>memo" not in page
