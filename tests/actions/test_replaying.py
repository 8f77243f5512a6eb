"""Recorded screens in a study: kept clean, joined to their log, and gone when they are erased."""

import json
from pathlib import Path
from typing import Any

import pytest
from benchmarks.rrweb_scripts import recording
from django.utils import timezone
from tests.hostile_recordings import recordings
from tests.workspace import a_study, joins, person, the_source, upload

from firsthand.actions.erasing import erase_study, going_with, remove_source
from firsthand.actions.importing import add_files
from firsthand.actions.locating import Played, cast
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.replaying import (
    SHELF,
    content_of,
    file_of,
    remove_replay,
    shift_replay,
)
from firsthand.actions.undoing import undo
from firsthand.actions.working import do_next
from firsthand.exchange.rrweb.keeping import is_current
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.method.sources import Part
from firsthand.method.usability import Act
from firsthand.records.models import Entry, Person, Replay, Study
from firsthand.records.studies import Role

SCRIPT = "2 click save; 9 click card; 14 move blank"


def recorded(script: str = SCRIPT) -> str:
    return json.dumps(recording(script))


@pytest.fixture
def shop(ann: Person) -> Study:
    return a_study(ann, [upload("mara.json", recorded())])


def kept(study: Study) -> Replay:
    return Replay.objects.get(session__study=study)


def test_a_recording_becomes_a_session_a_log_its_events_and_a_replay(shop: Study) -> None:
    source = the_source(shop)
    assert (source.kind, source.format, source.session.kind) == ("log", "rrweb", "usability test")
    events = list(source.events.all())
    assert [(one.act, one.seconds) for one in events] == [
        (Act.DEAD_CLICK, 2.0),
        (Act.WRONG_CLICK, 9.0),
    ]
    assert [source.words(one.start or 0, one.end or 0) for one in events] == [
        "Dead click: button “Save”, nothing changed within 3 s",
        "Wrong click: div “Coffee, 250 g”, it looks as if it could be pressed, and nothing came "
        "of it",
    ]
    replay = kept(shop)
    assert (replay.session, replay.name, replay.seconds) == (source.session, "mara.json", 14.0)
    assert file_of(replay).stat().st_size == replay.size


def test_what_was_seen_in_it_is_observed_and_nothing_else(shop: Study) -> None:
    while do_next(timezone.now()):
        pass
    found = the_source(shop).statements.all()
    assert {one.grade for one in found} == {Grade.OBSERVED}
    assert [list(one.kinds) for one in found] == [[], []]


def test_whose_it_is_can_be_said_and_its_events_follow(shop: Study, ann: Person) -> None:
    source = the_source(shop)
    assert {str(one.participant) for one in source.events.all()} == {"Participant in mara.json"}
    played = [
        Played(one.pk, Part(one.part), "Mara" if one.part == Part.OBSERVER else "")
        for one in source.speakers.all()
    ]
    cast(source, ann, played)
    assert {str(one.participant) for one in source.events.all()} == {"Mara"}
    assert [one.pseudonym for one in shop.participants.all()] == ["Mara"]
    undo(shop, ann)
    assert {str(one.participant) for one in source.events.all()} == {"Participant in mara.json"}


def test_only_what_is_harmless_is_kept(ann: Person) -> None:
    hostile = recordings("http://127.0.0.1:9/outside")
    study = a_study(ann, [upload("bad.json", json.dumps(hostile["script"]))])
    text = b"".join(path.read_bytes() for path in SHELF.folder().iterdir())
    assert b"window.ran" not in text
    assert json.loads(content_of(kept(study)))["left"] == {"script": 2}


def test_what_older_rules_kept_is_cleaned_again_before_it_is_given_out(shop: Study) -> None:
    replay = kept(shop)
    whole: dict[str, Any] = json.loads(file_of(replay).read_bytes())
    whole["rules"] = 0
    bad = {"type": 2, "tagName": "script", "id": 999, "attributes": {}, "childNodes": []}
    whole["events"][1]["data"]["node"]["childNodes"].append(bad)
    file_of(replay).write_text(json.dumps(whole, separators=(",", ":")))
    content = content_of(replay)
    assert is_current(content)
    assert b'"script"' not in content.split(b'"events"')[1]


def test_what_can_t_be_shown_is_refused_by_name(ann: Person, study: Study) -> None:
    events = recording(SCRIPT)
    events[1]["data"]["node"] = None
    job = add_files(study, ann, [upload("gone.json", json.dumps(events))])
    do_next(timezone.now())
    job.refresh_from_db()
    [refused] = job.about["refused"]
    assert refused["name"] == "gone.json"
    assert "nothing to show" in refused["reason"]
    assert study.sources.count() == 1


def test_two_recordings_are_two_and_one_sent_again_is_told(shop: Study, ann: Person) -> None:
    other = recorded("2 click send; 9 move blank")
    files = [upload("again.json", recorded()), upload("jo.json", other), upload("jo2.json", other)]
    job = add_files(shop, ann, files)
    do_next(timezone.now())
    job.refresh_from_db()
    assert [(one["name"], one["reason"]) for one in job.about["refused"]] == [
        ("again.json", "It is the same recording as mara.json."),
        ("jo2.json", "It is the same recording as jo.json."),
    ]
    assert Replay.objects.count() == 2


def test_a_replay_is_shifted_and_removed_by_whoever_may_import(shop: Study, ann: Person) -> None:
    replay = kept(shop)
    ben = person("Ben")
    joins(ben, shop, Role.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        shift_replay(replay, ben, 3.5)
    with pytest.raises(NotAllowed):
        remove_replay(replay, ben)
    with pytest.raises(RuleBroken, match="seconds"):
        shift_replay(replay, ann, float("nan"))
    shift_replay(replay, ann, 3.5)
    assert kept(shop).offset == 3.5


def test_a_removed_replay_leaves_its_log_and_no_file(
    shop: Study, ann: Person, django_capture_on_commit_callbacks: Any
) -> None:
    replay = kept(shop)
    path = file_of(replay)
    with django_capture_on_commit_callbacks(execute=True):
        remove_replay(replay, ann)
    assert not path.exists()
    assert the_source(shop).events.count() == 2


def test_a_file_that_two_studies_hold_stays_until_the_last_lets_go(
    shop: Study, ann: Person, django_capture_on_commit_callbacks: Any
) -> None:
    a_study(ann, [upload("mara.json", recorded())])
    path = file_of(kept(shop))
    with django_capture_on_commit_callbacks(execute=True):
        remove_replay(kept(shop), ann)
    assert path.exists()


def test_erasing_the_session_s_log_erases_its_replay_everywhere(
    shop: Study, ann: Person, django_capture_on_commit_callbacks: Any
) -> None:
    source, path = the_source(shop), file_of(kept(shop))
    going = going_with(source)
    assert (going.replays, going.events) == (1, 2)
    with django_capture_on_commit_callbacks(execute=True):
        remove_source(source, ann)
    assert not path.exists()
    assert Replay.objects.count() == 0
    told = json.dumps(list(Entry.objects.values_list("changes", flat=True)))
    assert "Coffee" not in told
    assert "mara.json" not in told.replace("Participant in mara.json", "")


def test_erasing_the_study_leaves_no_file(shop: Study, ann: Person, home: Path) -> None:
    erase_study(shop, ann, shop.title)
    assert list((home / "replays").iterdir()) == []
