"""The page of a replay, the stage in it, and what is handed to it."""

import json

import pytest
from benchmarks.rrweb_scripts import recording
from django.test import Client
from django.urls import reverse
from tests.workspace import a_study, person, the_source, upload

from firsthand.actions.replaying import file_of, remove_replay
from firsthand.records.models import Person, Replay, Study


@pytest.fixture
def client(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


@pytest.fixture
def shop(ann: Person) -> Study:
    script = "2 click save; 9 click card; 14 move blank"
    return a_study(ann, [upload("mara.json", json.dumps(recording(script)))])


def at(name: str, study: Study, *more: int) -> str:
    return reverse(name, args=(study.pk, *more))


def test_the_list_leads_to_the_replay_with_what_was_found(client: Client, shop: Study) -> None:
    replay = Replay.objects.get()
    page = client.get(at("replays", shop)).content.decode()
    assert at("replay", shop, replay.pk) in page
    assert "2 events found" in page


def test_a_study_without_recordings_says_what_they_are_for(client: Client, study: Study) -> None:
    assert "made with rrweb" in client.get(at("replays", study)).content.decode()


def test_the_page_can_be_read_without_script(client: Client, shop: Study) -> None:
    replay, source = Replay.objects.get(), the_source(shop)
    page = client.get(at("replay", shop, replay.pk) + "?t=9.0").content.decode()
    assert '<a href="?t=2.0" data-t="2.0">' in page
    assert '<a href="?t=9.0" data-t="9.0" aria-current="true">' in page
    assert "div “Coffee, 250 g”" in page
    [first, _] = source.events.all()
    assert f"{at('transcript', shop, source.pk)}?at={first.start}#s{first.start}" in page
    assert "<iframe" not in page


@pytest.mark.parametrize(
    ("asked", "begins"),
    [("", "0.0"), ("9", "9.0"), ("x", "0.0"), ("nan", "0.0"), ("-3", "0.0"), ("1e9", "14.0")],
)
def test_the_moment_in_the_address_is_within_the_recording(
    client: Client, shop: Study, asked: str, begins: str
) -> None:
    where = at("replay", shop, Replay.objects.get().pk)
    page = client.get(where, {"t": asked}).content.decode()
    assert f'data-from="{begins}"' in page


def test_only_the_replay_s_page_may_hold_a_frame(client: Client, shop: Study) -> None:
    replay = Replay.objects.get()
    answer = client.get(at("replay", shop, replay.pk))
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "script-src 'self'" in policy
    other = client.get(at("replays", shop)).headers["Content-Security-Policy"]
    assert "frame-src" not in other


def test_the_stage_may_run_one_script_and_nothing_else(client: Client, shop: Study) -> None:
    where = at("replay-stage", shop, Replay.objects.get().pk)
    answers = [client.get(where), client.get(where)]
    policies = [one.headers["Content-Security-Policy"] for one in answers]
    assert policies[0] != policies[1]
    nonce = policies[0].split("'nonce-")[1].split("'")[0]
    assert f'nonce="{nonce}"' in answers[0].content.decode()
    assert policies[0].replace(nonce, "N").split("; ") == [
        "default-src 'none'",
        "script-src 'nonce-N'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "font-src data:",
        "connect-src 'none'",
        "media-src 'none'",
        "object-src 'none'",
        "frame-src 'none'",
        "worker-src 'none'",
        "manifest-src 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-scripts",
    ]
    assert answers[0].content.decode().count("<script") == 1


def test_the_events_are_handed_over_as_json_and_nothing_else(client: Client, shop: Study) -> None:
    answer = client.get(at("replay-events", shop, Replay.objects.get().pk))
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.json()["rules"] == 1


def test_a_replay_whose_file_is_gone_says_so_and_keeps_what_was_found(
    client: Client, shop: Study
) -> None:
    replay = Replay.objects.get()
    file_of(replay).unlink()
    page = client.get(at("replay", shop, replay.pk)).content.decode()
    assert "The file of this replay is gone" in page
    assert "Dead click" in page
    assert client.get(at("replay-events", shop, replay.pk)).status_code == 404


def test_a_line_of_the_log_leads_to_its_moment(client: Client, shop: Study) -> None:
    replay, source = Replay.objects.get(), the_source(shop)
    page = client.get(at("transcript", shop, source.pk)).content.decode()
    assert f'href="{at("replay", shop, replay.pk)}?t=9.0"' in page


def test_a_shift_moves_where_lines_and_events_lead(client: Client, shop: Study) -> None:
    replay, source = Replay.objects.get(), the_source(shop)
    where = at("replay-shift", shop, replay.pk)
    assert client.post(where, {"offset": "1,5"}).status_code == 302
    assert 'href="?t=10.5"' in client.get(at("replay", shop, replay.pk)).content.decode()
    log = client.get(at("transcript", shop, source.pk)).content.decode()
    assert "?t=10.5" in log
    assert client.post(where, {"offset": "soon"}).status_code == 422


def test_a_stranger_finds_nothing(shop: Study) -> None:
    cleo = Client()
    cleo.force_login(person("Cleo"))
    replay = Replay.objects.get()
    for name in ("replay", "replay-stage", "replay-events"):
        assert cleo.get(at(name, shop, replay.pk)).status_code == 404


def test_what_goes_with_an_interview_names_its_replay(client: Client, shop: Study) -> None:
    page = client.get(at("removing", shop, the_source(shop).pk)).content.decode()
    assert "1 replay of a screen" in page
    assert "2 acts that were seen" in page


def test_a_removed_replay_is_gone_from_the_list(client: Client, shop: Study, ann: Person) -> None:
    remove_replay(Replay.objects.get(), ann)
    assert "mara.json" not in client.get(at("replays", shop)).content.decode()
