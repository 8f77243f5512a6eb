"""The pages of a map's brief, its assumptions and the evidence of its notes."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.mapping import a_map, a_note, a_quote, a_room
from tests.workspace import INTERVIEW, joins, person, the_source

from firsthand.actions.indexing import settle
from firsthand.actions.working import do_next
from firsthand.method.sources import Purpose
from firsthand.records.models import Consent, EmpathyMap, MapNote, Person, Study
from firsthand.records.studies import Role

ARM = "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


@pytest.fixture
def drawn(study: Study) -> EmpathyMap:
    do_next(timezone.now())
    one = a_map(study, "A night on the ward")
    a_quote(one, the_source(study), ARM, text="Writes on her arm")
    a_note(one, "The terminal freezes", lens=5)
    a_note(one, "It's fine", lens=2, spoken=True)
    return one


def address(name: str, of: EmpathyMap, *more: int) -> str:
    return reverse(name, args=(of.study_id, of.pk, *more))


def page(client: Client, name: str, of: EmpathyMap, *more: int, **sent: str) -> str:
    answer = client.get(address(name, of, *more), sent)
    assert answer.status_code == 200
    return html.unescape(" ".join(answer.content.decode().split()))


def note(of: EmpathyMap, words: str) -> MapNote:
    return of.notes.get(text=words)


def test_the_brief_says_what_the_notes_say_and_each_sentence_leads_to_them(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    shown = page(signed_in, "map-brief", drawn)
    assert "1 of 3 (6–80 %) notes rest on evidence: 1 past behaviour." in shown
    lines = re.findall(r'<ul class="told">(.*?)</ul>', shown)
    sentences = [line for some in lines for line in re.findall(r"<li>(.*?)</li>", some)]
    assert len(sentences) > 12
    assert [one for one in sentences if not re.search(r'href="#n|href="/studies', one)] == []
    numbers = set(re.findall(r'href="#n(\d+)"', shown))
    assert numbers == set(re.findall(r'<li id="n(\d+)"', shown)) == {"1", "2", "3"}


def test_a_quote_is_exact_and_leads_to_its_place(signed_in: Client, drawn: EmpathyMap) -> None:
    shown = page(signed_in, "map-brief", drawn)
    place = f"/studies/{drawn.study_id}/sources/{the_source(drawn.study).pk}/"
    start = INTERVIEW.index(ARM)
    assert f'<a href="{place}#s{start}">{ARM}</a></blockquote>' in shown
    assert "assumed words" in shown
    assert '<blockquote dir="auto">It\'s fine' not in shown


def test_words_that_are_markup_are_shown_as_words(signed_in: Client, drawn: EmpathyMap) -> None:
    a_note(drawn, "<script>alert(1)</script>")
    answer = signed_in.get(address("map-brief", drawn), {"q": "<script>alert(2)</script>"})
    assert b"<script>alert" not in answer.content


def test_a_map_without_notes_says_what_a_brief_is_for(signed_in: Client, study: Study) -> None:
    shown = page(signed_in, "map-brief", a_map(study))
    assert "There is no note yet." in shown
    assert "Ask the map" not in shown


def test_a_question_that_is_offered_is_answered_on_the_page(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    assert 'id="answer"' not in page(signed_in, "map-brief", drawn)
    shown = page(signed_in, "map-brief", drawn, ask="drains")
    answer = shown.split('id="answer"')[1].split("</section>")[0]
    assert "The terminal freezes" in answer
    assert "Writes on her arm" not in answer
    assert 'id="answer"' not in page(signed_in, "map-brief", drawn, ask="nonsense")


def test_a_question_in_plain_words_is_answered_by_notes_and_quotes(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    shown = page(signed_in, "map-brief", drawn, q="Where do they write vitals?")
    answer = shown.split('id="answer"')[1].split("</section>")[0]
    assert "Writes on her arm" in answer
    assert ARM in answer


def test_where_no_note_says_it_the_page_says_whom_to_ask(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    drawn.study.participants.update(role="staff nurse, nights")
    shown = page(signed_in, "map-brief", drawn, q="Who pays for parking?")
    answer = shown.split('id="answer"')[1].split("</section>")[0]
    assert "No note says that yet." in answer
    assert "Mara" in answer
    assert 'value="Who pays for parking?"' in answer


@pytest.mark.parametrize("reader", ["product", "engineer", "sales", "researcher"])
def test_each_reader_has_the_same_sections_in_an_order_of_their_own(
    signed_in: Client, drawn: EmpathyMap, reader: str
) -> None:
    everybody = re.findall(r'id="part-([\w-]+)"', page(signed_in, "map-brief", drawn))
    mine = re.findall(r'id="part-([\w-]+)"', page(signed_in, "map-brief", drawn, **{"for": reader}))
    assert sorted(mine) == sorted(everybody)
    assert mine != everybody


def test_what_a_silent_phase_hides_is_on_none_of_the_pages(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    a_room(drawn, phase="collect", silent_after=drawn.notes.latest("pk").pk)
    hidden = a_note(drawn, "Nobody may see this yet")
    for name in ("map-brief", "map-assumptions", "map"):
        assert "Nobody may see" not in page(signed_in, name, drawn), name
    for name in ("map-note-evidence", "map-note-asking"):
        assert signed_in.get(address(name, drawn, hidden.pk)).status_code == 404


def test_many_notes_take_as_many_questions_as_few(signed_in: Client, drawn: EmpathyMap) -> None:
    for name in ("map-brief", "map-assumptions"):
        page(signed_in, name, drawn)
        with CaptureQueriesContext(connection) as few:
            page(signed_in, name, drawn)
        for number in range(20):
            a_note(drawn, f"Terminal {number} freezes", lens=5)
        with CaptureQueriesContext(connection) as many:
            page(signed_in, name, drawn)
        assert len(many) <= len(few), name


def test_the_files_come_with_their_type_and_name_and_without_who_may_not_be_quoted(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    shown = page(signed_in, "map-brief-file", drawn)
    assert "Mara</bdi></a>: no consent is recorded" in shown
    Consent.objects.create(
        participant=drawn.study.participants.get(),
        given=date(2026, 1, 1),
        purposes=[str(Purpose.QUOTES)],
    )
    assert "no consent" not in page(signed_in, "map-brief-file", drawn)
    for form, kind in (("html", "text/html"), ("markdown", "text/markdown")):
        answer = signed_in.get(address("map-brief-file", drawn), {"as": form})
        assert answer.headers["Content-Type"].startswith(kind)
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="brief-of')
        assert ARM in answer.content.decode()
    data = signed_in.get(address("map-brief-file", drawn), {"as": "json"}).json()
    assert data["address"] == f"http://testserver{address('map-brief', drawn)}"


def test_a_file_that_may_not_be_given_says_why(signed_in: Client, study: Study) -> None:
    do_next(timezone.now())
    mara = study.participants.get()
    of_mara = a_map(study, "Mara", centre="participant", role="", participant=mara)
    answer = signed_in.get(address("map-brief-file", of_mara), {"as": "html"})
    assert answer.status_code == 422
    assert "Record consent first" in answer.content.decode()


def test_assumptions_say_why_they_wait_and_what_to_ask_whom(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    shown = page(signed_in, "map-assumptions", drawn)
    assert "2 notes wait for evidence" in shown
    assert "words that nobody is quoted with" in shown
    assert "Ask somebody who works as night nurse: Walk me through the last time" in shown
    assert "Writes on her arm" not in shown


def test_one_press_takes_a_question_into_the_guide_and_the_guide_says_where_from(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    one = note(drawn, "The terminal freezes")
    answer = signed_in.post(address("map-question", drawn, one.pk))
    assert answer["Location"] == f"{address('map-assumptions', drawn)}#note-{one.pk}"
    assert "In the guide" in page(signed_in, "map-assumptions", drawn)
    guide = signed_in.get(reverse("guide", args=(drawn.study_id,))).content.decode()
    assert "From the map" in guide
    assert f"{address('map-assumptions', drawn)}#note-{one.pk}" in guide
    again = signed_in.post(address("map-question", drawn, one.pk))
    assert again.status_code == 422
    assert drawn.study.questions.count() == 1
    signed_in.post(reverse("undoing", args=(drawn.study_id,)), {"about": f"map:{drawn.pk}"})
    assert drawn.study.questions.count() == 0


def test_the_question_is_said_otherwise_and_what_is_refused_stays_typed(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    one = note(drawn, "The terminal freezes")
    where = address("map-note-asking", drawn, one.pk)
    assert "Walk me through" in page(signed_in, "map-note-asking", drawn, one.pk)
    refused = signed_in.post(where, {"ask": "x" * 501, "whom": "Jo"})
    assert refused.status_code == 422
    assert "x" * 501 in refused.content.decode()
    assert signed_in.post(where, {"ask": "What froze?", "whom": "Jo"}).status_code == 302
    assert "Ask Jo: What froze?" in page(signed_in, "map-assumptions", drawn)


def test_words_are_found_and_chosen_and_the_grade_follows(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    settle()
    one = note(drawn, "The terminal freezes")
    shown = page(signed_in, "map-note-evidence", drawn, one.pk)
    found = re.findall(r'name="place" value="([\d:-]+)"', shown)
    source, start = the_source(drawn.study).pk, INTERVIEW.index(ARM)
    assert found[0] == f"{source}:{start}-{start + len(ARM)}"
    where = address("map-note-evidence", drawn, one.pk)
    assert signed_in.post(where, {"place": found[0]})["Location"] == where
    now = page(signed_in, "map-note-evidence", drawn, one.pk)
    assert "◆</span> past behaviour</strong>" in now
    nothing = page(signed_in, "map-note-evidence", drawn, one.pk, q="helicopter")
    assert "No participant said or did anything with these words" in nothing


def test_words_of_who_asks_are_not_offered_and_not_taken(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    settle()
    one = note(drawn, "The terminal freezes")
    shown = page(signed_in, "map-note-evidence", drawn, one.pk, q="Tell me about the last night")
    assert "Tell me about the last night you charted" not in shown.split("</form>", 2)[2]
    start = INTERVIEW.index("What did you do then?")
    place = f"{the_source(drawn.study).pk}:{start}-{start + 21}"
    answer = signed_in.post(address("map-note-evidence", drawn, one.pk), {"place": place})
    assert answer.status_code == 422
    assert "Only what a participant" in answer.content.decode()


def test_own_experience_is_said_with_its_day_and_what_is_refused_stays_chosen(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    one = note(drawn, "The terminal freezes")
    where = address("map-note-evidence", drawn, one.pk)
    refused = signed_in.post(where, {"basis": "seen", "seen_on": "2999-01-01"})
    assert refused.status_code == 422
    assert 'value="seen" checked' in refused.content.decode()
    assert 'value="2999-01-01"' in refused.content.decode()
    assert signed_in.post(where, {"basis": "seen", "seen_on": "2026-11-32"}).status_code == 422
    assert signed_in.post(where, {}).status_code == 422
    signed_in.post(where, {"basis": "seen", "seen_on": "2026-11-03"})
    shown = page(signed_in, "map-note-evidence", drawn, one.pk)
    assert "observed</strong> · 3 November 2026" in shown


def test_a_viewer_reads_and_is_offered_nothing_to_change(drawn: EmpathyMap) -> None:
    ben = person("Ben")
    joins(ben, drawn.study, Role.VIEWER)
    client = Client()
    client.force_login(ben)
    one = note(drawn, "The terminal freezes")
    for name, more in (
        ("map-brief", ()),
        ("map-assumptions", ()),
        ("map-note-evidence", (one.pk,)),
    ):
        shown = page(client, name, drawn, *more)
        assert 'method="post"' not in shown, name
    assert client.post(address("map-note-evidence", drawn, one.pk), {}).status_code == 403


def test_a_note_of_another_map_is_not_there(signed_in: Client, drawn: EmpathyMap) -> None:
    other = a_note(a_map(drawn.study, "Another"), "Elsewhere")
    assert signed_in.get(address("map-note-evidence", drawn, other.pk)).status_code == 404


def test_the_map_s_own_page_says_what_rests_on_evidence_part_by_part(
    signed_in: Client, drawn: EmpathyMap
) -> None:
    shown = page(signed_in, "map", drawn)
    table = shown.split('<table class="resting">')[1].split("</table>")[0]
    assert 'The whole map</th> <td class="n">1 of 3 (6–80 %)</td>' in table
    assert "nothing noted" in table
    assert "1 past behaviour" in table
