"""The pages on which a map is taken out and notes of a board are brought in."""

import json
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.mapping import a_map, a_note
from tests.workspace import person

from firsthand.exchange.maps.data import from_json
from firsthand.records.models import EmpathyMap, Entry, Person, Study
from firsthand.web.rooms.telling import told

BOARD = "Text,Area\nTypes at five,Does\nI hate this,Says\nTypes at five,Does\nLegend,Legend\n"


@pytest.fixture
def client(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


@pytest.fixture
def one(study: Study) -> EmpathyMap:
    made = a_map(study, "The ward at night")
    a_note(made, "Types <at> five")
    return made


def at(name: str, of: EmpathyMap) -> str:
    return reverse(name, args=(of.study_id, of.pk))


@pytest.mark.parametrize(
    ("form", "starts", "kind"),
    [
        ("svg", b"<svg ", "image/svg+xml"),
        ("png", b"\x89PNG", "image/png"),
        ("pdf", b"%PDF-", "application/pdf"),
        ("html", b"<!doctype html>", "text/html; charset=utf-8"),
        ("md", b"# The ward at night", "text/markdown; charset=utf-8"),
        ("csv", b"\xef\xbb\xbflens,", "text/csv; charset=utf-8"),
        ("json", b"{", "application/json"),
    ],
)
def test_every_form_is_a_file_of_its_own(
    client: Client, one: EmpathyMap, form: str, starts: bytes, kind: str
) -> None:
    answer = client.get(at("map-files", one), {"as": form})
    assert answer.content.startswith(starts)
    assert answer.headers["Content-Type"] == kind
    name = answer.headers["Content-Disposition"]
    assert re.fullmatch(rf'attachment; filename="the-ward-at-night-[\d-]{{10}}\.{form}"', name)


def test_the_page_shows_the_picture_as_it_leaves(client: Client, one: EmpathyMap) -> None:
    page = client.get(at("map-files", one)).content.decode()
    assert page.count("<svg ") == 1
    assert "Types &lt;at&gt; five" in page


def test_the_map_of_somebody_without_consent_gives_no_file(client: Client, study: Study) -> None:
    mara = study.participants.get()
    one = a_map(study, centre="participant", participant=mara)
    answer = client.get(at("map-files", one), {"as": "svg"})
    page = answer.content.decode()
    assert "Content-Disposition" not in answer.headers
    assert "<svg" not in page
    assert "no consent is recorded" in page


def test_the_data_can_be_read_back(client: Client, one: EmpathyMap) -> None:
    text = client.get(at("map-files", one), {"as": "json"}).content.decode()
    assert [note.text for note in from_json(text).notes] == ["Types <at> five"]


def looked_at(client: Client, of: EmpathyMap, **sent: object) -> tuple[int, str]:
    answer = client.post(at("map-import", of), sent)
    return answer.status_code, answer.content.decode()


def fields(page: str) -> dict[str, object]:
    """What the form on the page would send."""
    sent: dict[str, object] = {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
        if name != "csrfmiddlewaretoken"
    }
    sent |= {
        name: (re.findall(r'<option value="(\w*)" selected', options) or [""])[0]
        for name, options in re.findall(r'<select id="[^"]*" name="([^"]+)">(.*?)</select>', page)
    }
    sent["shape"] = re.findall(r'name="shape" value="(\w+)" checked', page)[0]
    sent |= {"headed": "on"} if re.search(r'name="headed" checked', page) else {}
    sent["skip"] = re.findall(r'name="skip" value="(\w+)" checked', page)
    return sent


def test_a_file_is_looked_at_and_brought_in(client: Client, one: EmpathyMap) -> None:
    file = SimpleUploadedFile("board.csv", BOARD.encode())
    status, page = looked_at(client, one, file=file)
    assert (status, "4 notes were found" in page, one.notes.count()) == (200, True, 1)
    assert "leave out row 4:" in page
    answer = client.post(at("map-import", one), fields(page) | {"bring": ""})
    assert answer.headers["Location"].endswith("?new=2&there=0")
    assert "2 notes came in." in client.get(answer.headers["Location"]).content.decode()
    told = sorted((note.lens.number, note.text) for note in one.notes.all())
    assert told == [(2, "I hate this"), (3, "Types <at> five"), (3, "Types at five")]


def test_whoever_is_in_the_room_is_told_of_notes_that_came_in(
    client: Client, one: EmpathyMap
) -> None:
    _status, page = looked_at(client, one, pasted=BOARD)
    client.post(at("map-import", one), fields(page) | {"bring": ""})
    (told_once,) = told(list(Entry.objects.filter(map=one)))
    assert sorted(key for key, _version in told_once.rows) == sorted(
        note.key for note in one.notes.exclude(text="Types <at> five")
    )


def test_a_column_of_no_parts_is_not_asked_about(client: Client, one: EmpathyMap) -> None:
    rows = "".join(f"Note {n},Part {n}\n" for n in range(101))
    status, page = looked_at(client, one, pasted=f"text,area\n{rows}")
    assert (status, "it has more than 100 parts" in page) == (200, True)
    status, page = looked_at(client, one, **(fields(page) | {"bring": ""}))
    assert (status, one.notes.count()) == (422, 1)


def test_many_doubles_are_left_out_at_once(client: Client, one: EmpathyMap) -> None:
    _status, page = looked_at(client, one, pasted="text,area\n" + "Types at five,Does\n" * 150)
    assert "leave out all 149 that are there again" in page
    client.post(at("map-import", one), fields(page) | {"bring": "", "no-doubles": "on"})
    assert one.notes.count() == 2
    client.post(at("map-import", one), fields(page) | {"bring": ""})
    assert one.notes.count() == 151


def test_pasted_rows_are_looked_at_too(client: Client, one: EmpathyMap) -> None:
    status, page = looked_at(client, one, pasted="Says\tDoes\nI hate this\tTypes at five\n")
    assert (status, "2 notes were found" in page) == (200, True)
    assert fields(page)["shape"] == "columns"


def test_another_way_to_read_it_is_looked_at_before_it_comes_in(
    client: Client, one: EmpathyMap
) -> None:
    _status, page = looked_at(client, one, pasted=BOARD)
    status, again = looked_at(client, one, **(fields(page) | {"lens": "", "bring": ""}))
    assert (status, "You changed how it is read" in again) == (422, True)
    assert ("without a part" in again, one.notes.count()) == (True, 1)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste rows"),
        ({"pasted": '{"a": 1}'}, "It is JSON, not rows"),
        ({"rows": "[[1]]"}, "What was sent is not complete"),
        ({"rows": "[]"}, "What was sent is not complete"),
        ({"rows": "["}, "What was sent is not complete"),
        ({"rows": json.dumps([[]])}, "What was sent is not complete"),
    ],
)
def test_what_is_no_board_is_refused_with_why(
    client: Client, one: EmpathyMap, sent: dict[str, str], said: str
) -> None:
    status, page = looked_at(client, one, **sent)
    assert (status, said in page) == (422, True)


def test_what_stands_on_a_board_acts_on_no_page(client: Client, one: EmpathyMap) -> None:
    _status, page = looked_at(client, one, pasted="text,area\n<script>alert(1)</script>,Does\n")
    assert "<script>alert" not in page


def test_a_stranger_finds_nothing(one: EmpathyMap) -> None:
    stranger = Client()
    stranger.force_login(person("Cleo"))
    for name in ("map-files", "map-import"):
        assert stranger.get(at(name, one)).status_code == 404
