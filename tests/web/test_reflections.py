"""Reflections on their pages: the pause first, then what is shared, and what is agreed."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.mapping import a_map, a_note
from tests.reflecting import MEETINGS, THE_SAME, TODAY, agreed, notes, reflection
from tests.workspace import joins, person

from firsthand.actions import pausing, side_by_side
from firsthand.language.embedding import Embedder
from firsthand.language.nearness import WordVectors
from firsthand.records.models import Agreement, Compared, Duty, Pause, Person, Reflection, Study
from firsthand.records.studies import Role

__all__ = ["reflection"]

pytestmark = pytest.mark.django_db
SECRET = "Tom has been on call for nine days."


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


@pytest.fixture
def anns(ann: Person) -> Client:
    return signed_in(ann)


@pytest.fixture
def bens(study: Study) -> Client:
    ben = person("Ben")
    joins(ben, study)
    return signed_in(ben)


def where(of: Reflection, name: str = "reflection", *more: int) -> str:
    return reverse(name, args=(of.study_id, of.pk, *more))


def opened(client: Client, of: Reflection) -> str:
    """The reflection's page, once the pause was shown."""
    client.get(where(of, "pause"))
    return client.get(where(of)).content.decode()


def section(page: str, name: str) -> str:
    return page.split(f'id="{name}"')[1].split("</section>")[0]


def test_the_first_time_the_pause_comes_before_the_page(
    anns: Client, reflection: Reflection
) -> None:
    assert anns.get(where(reflection))["Location"] == where(reflection, "pause")
    page = anns.get(where(reflection, "pause")).content.decode()
    assert "Whoever runs the server could read it there" in page
    assert anns.get(where(reflection)).status_code == 200


def test_going_on_without_writing_leaves_nothing_on_the_server(
    anns: Client, reflection: Reflection
) -> None:
    opened(anns, reflection)
    assert Pause.objects.count() == 0


def test_that_it_was_shown_is_known_to_the_browser_alone_and_says_no_more(
    anns: Client, bens: Client, reflection: Reflection
) -> None:
    for client in (anns, bens):
        client.get(where(reflection, "pause"))
    anns.post(where(reflection, "pause"), {"text": SECRET})
    cookies = [client.cookies[f"asked-{reflection.pk}"] for client in (anns, bens)]
    assert [one.value for one in cookies] == ["asked", "asked"]
    assert {one["path"] for one in cookies} == {where(reflection)}


def test_what_is_kept_is_on_no_page_of_anybody_else(
    anns: Client, bens: Client, reflection: Reflection
) -> None:
    bens.get(where(reflection, "pause"))
    anns.post(where(reflection, "pause"), {"text": SECRET})
    for name in ("reflection", "pause", "reflection-html", "reflection-markdown"):
        assert SECRET not in bens.get(where(reflection, name)).content.decode()
    assert SECRET not in bens.get(reverse("reflections", args=(reflection.study_id,))).text
    assert SECRET in anns.get(where(reflection, "pause")).content.decode()


def test_what_is_shared_stands_there_under_a_name_until_it_is_taken_back(
    anns: Client, bens: Client, reflection: Reflection
) -> None:
    anns.post(where(reflection, "pause-sharing"), {"text": SECRET})
    assert SECRET in section(opened(bens, reflection), "pauses")
    anns.post(where(reflection, "pause-withdrawal"))
    assert SECRET not in opened(bens, reflection)


def test_nothing_typed_is_nothing_to_share_and_the_page_says_so(
    anns: Client, reflection: Reflection
) -> None:
    answer = anns.post(where(reflection, "pause-sharing"), {"text": " "})
    assert (answer.status_code, Pause.objects.count()) == (422, 0)
    assert "nothing to share yet" in answer.content.decode()


def test_what_is_shared_shows_the_words_of_both_the_reason_and_each_notes_place(
    anns: Client, reflection: Reflection
) -> None:
    shared = section(opened(anns, reflection), "shared")
    assert MEETINGS in shared
    assert THE_SAME in shared
    assert "Same words" in shared
    first = reflection.reflected.all()[0].map
    there = reverse("map", args=(reflection.study_id, first.pk))
    assert f"{there}#note-{notes(reflection)[0]}" in shared


def test_the_link_to_a_note_leads_to_it_on_its_map(anns: Client, reflection: Reflection) -> None:
    first = reflection.reflected.all()[0].map
    page = anns.get(reverse("map", args=(reflection.study_id, first.pk))).content.decode()
    assert f'id="note-{notes(reflection)[0]}"' in page


def test_no_cosine_is_on_the_page(anns: Client, reflection: Reflection) -> None:
    assert re.findall(r"\b0[.,]\d", opened(anns, reflection)) == []


def test_two_notes_are_refused_by_a_button_and_brought_back(
    anns: Client, reflection: Reflection
) -> None:
    buttons = re.findall(r'name="say" value="([^"]+)"', opened(anns, reflection))
    neither = next(one for one in buttons if one.startswith("neither"))
    answer = anns.post(where(reflection, "pairs"), {"say": neither})
    assert answer["Location"] == where(reflection) + "#shared"
    page = opened(anns, reflection)
    assert MEETINGS not in section(page, "shared")
    assert "1 pair that you refused" in page
    back = next(v for v in re.findall(r'name="say" value="([^"]+)"', page) if "engine" in v)
    anns.post(where(reflection, "pairs"), {"say": back})
    assert MEETINGS in section(opened(anns, reflection), "shared")


def test_two_notes_are_put_together_from_the_lists(anns: Client, reflection: Reflection) -> None:
    first, second = (row.map for row in reflection.reflected.all())
    one, other = a_note(first, "Opens forty tabs"), a_note(second, "Prints the contract")
    sent = {"say": "against", "one": str(one.pk), "other": str(other.pk)}
    anns.post(where(reflection, "pairs"), sent)
    assert "Opens forty tabs" in section(opened(anns, reflection), "apart")
    assert "Put together by one of you" in opened(anns, reflection)


@pytest.mark.parametrize("say", ["", "same", "same 1", "same x y z", "wrong 1 2 a"])
def test_a_word_that_makes_no_sense_is_answered_in_words(
    anns: Client, reflection: Reflection, say: str
) -> None:
    answer = anns.post(where(reflection, "pairs"), {"say": say})
    assert (answer.status_code, Compared.objects.count()) == (422, 0)


def test_only_a_place_of_the_page_is_gone_on_to(anns: Client, reflection: Reflection) -> None:
    one, other = notes(reflection)
    answer = anns.post(where(reflection, "pairs"), {"say": f"same {one} {other} //elsewhere"})
    assert answer["Location"] == where(reflection) + "#shared"


def test_an_agreement_is_written_down_and_the_next_page_opens_with_it(
    anns: Client, study: Study, reflection: Reflection
) -> None:
    sent = {"text": "Meet at eleven.", "owner": "Ann", "due": "2026-11-18"}
    anns.post(where(reflection, "agreements"), sent)
    maps = {"map": [str(one.pk) for one in study.maps.all()], "title": "The next"}
    anns.post(reverse("new-reflection", args=(study.pk,)), maps)
    later = Reflection.objects.get(title="The next")
    assert "Meet at eleven." in section(opened(anns, later), "brought")
    assert 'id="brought"' not in opened(anns, reflection)


def test_an_agreement_that_lacks_something_keeps_what_was_typed(
    anns: Client, reflection: Reflection
) -> None:
    answer = anns.post(where(reflection, "agreements"), {"text": "Meet at eleven.", "due": "x"})
    assert answer.status_code == 422
    assert "Meet at eleven.</textarea>" in answer.content.decode()


def test_looking_back_leads_to_the_reflection_that_was_open(
    anns: Client, ann: Person, study: Study, reflection: Reflection
) -> None:
    one = agreed(reflection, ann)
    later = study.reflections.create(title="Later")
    there = where(reflection, "agreement-looking-back", one.pk)
    answer = anns.post(f"{there}?in={later.pk}", {"stands": "kept", "remark": "Twice."})
    assert answer["Location"] == where(later) + "#brought"
    assert Agreement.objects.get().remark == "Twice."


def test_two_people_at_one_agreement(
    anns: Client, bens: Client, ann: Person, reflection: Reflection
) -> None:
    there = where(reflection, "agreement", agreed(reflection, ann).pk)
    since = re.findall(r'name="since" value="(\w+)"', anns.get(there).content.decode())
    assert len(since) == 2
    sent = {"owner": "Ann", "due": TODAY.isoformat(), "since": since[0]}
    bens.post(there, sent | {"text": "Meet at ten."})
    answer = anns.post(there, sent | {"text": "Meet at nine."})
    page = answer.content.decode()
    assert (answer.status_code, Agreement.objects.get().text) == (409, "Meet at ten.")
    assert "<dd>Meet at ten.</dd>" in page
    assert "Meet at nine.</textarea>" in page


def test_two_people_at_one_reflection(anns: Client, bens: Client, reflection: Reflection) -> None:
    there = where(reflection, "reflection-changing")
    page = anns.get(there).content.decode()
    maps = re.findall(r'name="map" value="(\d+)" checked', page)
    sent = {"map": maps, "since": re.findall(r'name="since" value="(\w+)"', page)[0]}
    bens.post(there, sent | {"title": "Ours"})
    answer = anns.post(there, sent | {"title": "Mine"})
    assert (answer.status_code, Reflection.objects.get().title) == (409, "Ours")
    assert 'value="Mine"' in answer.content.decode()


def test_every_place_of_a_step_is_empty_and_five_names_are_there(
    anns: Client, reflection: Reflection
) -> None:
    page = anns.get(where(reflection, "working-step", 4)).content.decode()
    names = re.findall(r'name="function" value="(\w+)"', page)
    assert names == ["product", "design", "research", "engineering", "sales"]
    assert set(re.findall(r'<textarea[^>]*name="text"[^>]*>([^<]*)<', page)) == {""}


def test_two_people_at_one_step(anns: Client, bens: Client, reflection: Reflection) -> None:
    there = where(reflection, "working-step", 4)
    since = re.findall(r'name="since" value="(\w+)"', anns.get(there).content.decode())[0]
    bens.post(there, {"since": since, "function": ["design"], "text": ["Watches."]})
    answer = anns.post(there, {"since": since, "function": ["design"], "text": ["Leads."]})
    assert (answer.status_code, Duty.objects.get().text) == (409, "Watches.")
    assert "Leads.</textarea>" in answer.content.decode()


def test_there_are_six_letters(anns: Client, reflection: Reflection) -> None:
    assert anns.get(where(reflection, "working-step", 7)).status_code == 404


def test_the_working_agreement_is_copied_as_text_or_markdown(
    anns: Client, reflection: Reflection
) -> None:
    there = where(reflection, "working-step", 4)
    anns.post(there, {"function": ["design", "Ops"], "text": ["Watches.", "Books rooms."]})
    copied = where(reflection, "working-text")
    assert "  Ops: Books rooms." in anns.get(copied).text
    assert "- **Ops**: Books rooms." in anns.get(f"{copied}?as=markdown").text


def test_a_viewer_reads_and_is_offered_nothing_to_change(
    study: Study, reflection: Reflection
) -> None:
    vic = person("Vic")
    joins(vic, study, Role.VIEWER)
    page = opened(signed_in(vic), reflection)
    assert MEETINGS in page
    assert 'name="say"' not in page
    assert "Write it down" not in page


def test_files_are_given_by_name(anns: Client, reflection: Reflection) -> None:
    answer = anns.get(where(reflection, "reflection-markdown"))
    assert answer["Content-Disposition"] == 'attachment; filename="product-design.md"'
    assert answer.content.decode().startswith("# Product · Design")


def test_the_page_asks_as_often_however_many_notes_there_are(
    anns: Client, reflection: Reflection
) -> None:
    opened(anns, reflection)
    counts = []
    for number in (1, 20):
        for row in reflection.reflected.all():
            for n in range(number):
                a_note(row.map, f"Note {number} {n} of {row.map.title}")
        with CaptureQueriesContext(connection) as asked:
            anns.get(where(reflection))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_where_its_maps_are_gone_the_page_says_so_and_keeps_what_was_agreed(
    anns: Client, ann: Person, reflection: Reflection
) -> None:
    agreed(reflection, ann, "Meet at eleven.")
    for row in reflection.reflected.all():
        row.map.delete()
    page = opened(anns, reflection)
    assert "Fewer than two of its maps are left" in page
    assert "Meet at eleven." in page


def test_without_the_sentence_model_the_page_says_so(
    anns: Client, reflection: Reflection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(side_by_side, "_vectors", WordVectors(9, Embedder(Path("/nowhere"))))
    assert "The sentence model is missing" in opened(anns, reflection)


def test_the_list_says_what_it_is_for_and_offers_one_act(anns: Client, study: Study) -> None:
    there = reverse("reflections", args=(study.pk,))
    assert "A reflection needs two maps" in anns.get(there).text
    for title in ("One", "Two"):
        a_map(study, title)
    assert "Put maps side by side" in anns.get(there).text


def test_a_pause_is_loaded_for_nobody_but_its_writer(
    reflection: Reflection, ann: Person, study: Study
) -> None:
    ben = person("Ben")
    joins(ben, study, Role.OWNER)
    pausing.pause(reflection, ann, SECRET)
    assert pausing.own_pause(reflection, ben) is None
