"""Pages of Test: tasks, prototypes, events sent by script, questionnaires, what is refused."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.watching import PAGE
from tests.workspace import joins, person, upload

from firsthand.actions.erasing import erase_study
from firsthand.actions.noting import begin
from firsthand.actions.prototyping import SHELF, add_prototype
from firsthand.actions.tasking import add_steps, add_tasks
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Prototype, PrototypeFile, Session, Study

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


@pytest.fixture
def client(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


@pytest.fixture
def watched(study: Study, ann: Person) -> Session:
    add_tasks(study, ann, "Have the order signed\nFind last night's orders")
    add_steps(study.tasks.all()[0], ann, "Open the list\nPress Sign")
    return begin(study, ann, "Lea", ["Ann"], "usability test", timezone.now())


def at(name: str, study: Study, *more: int) -> str:
    return reverse(name, args=(study.pk, *more))


def test_the_page_of_the_step_says_what_to_do_next(client: Client, study: Study) -> None:
    page = client.get(at("test", study)).content.decode()
    assert "Write the tasks" in page
    client.post(at("tasks", study), {"text": "1. Have the order signed\n- Find it again"})
    page = client.get(at("test", study)).content.decode()
    assert "Watch somebody now" in page
    assert [one.text for one in study.tasks.all()] == ["Have the order signed", "Find it again"]


def test_a_task_that_holds_words_of_its_own_steps_is_flagged(
    client: Client, watched: Session
) -> None:
    page = client.get(at("tasks", watched.study)).content.decode()
    assert "<mark>signed</mark>" in page
    assert "Say what they want to reach, not what to press." in page


def test_two_people_at_one_task_see_each_other(client: Client, watched: Session) -> None:
    task = watched.study.tasks.all()[0]
    where = at("task", watched.study, task.pk)
    since = client.get(where).context["since"]
    sent = {"text": "Get it signed", "success": "It says signed", "since": since}
    assert client.post(where, sent).status_code == 302
    late = client.post(where, {"text": "Sign it", "success": "", "since": since})
    assert late.status_code == 409
    assert "Get it signed" in late.content.decode()


def test_an_event_sent_twice_is_answered_with_the_same_line(
    client: Client, watched: Session
) -> None:
    where = at("events", watched.study, watched.pk)
    sent = {"line": str(uuid.uuid4()), "act": "error", "seconds": "0"}
    script = {"HTTP_HX_REQUEST": "true"}
    first, again = client.post(where, sent, **script), client.post(where, sent, **script)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    key = watched.events.get().pk
    assert (
        client.post(at("event-removal", watched.study, watched.pk, key), **script).status_code
        == 204
    )
    assert client.post(where, sent, **script).status_code == 410
    assert not watched.events.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"act": "shrug"}, "choose one of the acts"),
        ({"act": "error", "seconds": "-1"}, "can’t have happened|can&#x27;t have happened"),
        ({"act": "error", "seconds": "soon"}, "can&#x27;t have happened"),
        ({"act": "error", "task": "987654"}, "not there any more"),
        ({"act": "error", "task": "٣"}, "not there any more"),
        ({"act": "quote"}, "What did they say?"),
    ],
)
def test_what_can_t_be_is_refused_in_words(
    client: Client, watched: Session, sent: dict[str, str], told: str
) -> None:
    answer = client.post(at("events", watched.study, watched.pk), sent, HTTP_HX_REQUEST="true")
    assert answer.status_code == 422
    assert any(one in answer.content.decode() for one in told.split("|"))
    assert not watched.events.exists()


def test_only_the_lines_that_are_asked_for_are_given(client: Client, watched: Session) -> None:
    where = at("events", watched.study, watched.pk)
    for act in ("start", "error"):
        client.post(where, {"act": act, "seconds": "0"})
    one = watched.events.get(act="error")
    page = client.get(where, {"only": f"{one.pk},x"}).content.decode()
    assert page.count("<li ") == 1
    assert f'id="e{one.pk}"' in page


def test_a_viewer_looks_on_and_logs_nothing(watched: Session) -> None:
    ben = person("Ben")
    joins(ben, watched.study, role="viewer")  # type: ignore[arg-type]
    client = Client()
    client.force_login(ben)
    page = client.get(at("observing", watched.study, watched.pk)).content.decode()
    assert 'id="pad"' not in page
    sent = {"act": "error", "seconds": "0"}
    assert client.post(at("events", watched.study, watched.pk), sent).status_code == 403


def test_a_partly_filled_sus_is_asked_for_once_and_kept_as_it_is(
    client: Client, watched: Session
) -> None:
    where = at("new-answer", watched.study, watched.pk) + "?form=sus"
    sent = {f"item{n}": "3" for n in range(1, 10)}
    first = client.post(where, sent)
    assert first.status_code == 422
    assert "A SUS score needs all ten answers." in first.content.decode()
    assert client.post(where, sent | {"as_it_is": "1"}).status_code == 302
    assert watched.answers.get().items == [3] * 9 + [None]
    page = client.get(at("observing", watched.study, watched.pk)).content.decode()
    assert "left out: 10" in page
    again = client.post(where, sent | {"item10": "3"})
    assert "filled in already" in again.content.decode()


@pytest.mark.parametrize("item", ["0", "6", "-1", "x", "³"])
def test_an_answer_off_the_scale_is_none(client: Client, watched: Session, item: str) -> None:
    where = at("new-answer", watched.study, watched.pk) + "?form=sus"
    sent = {f"item{n}": item for n in range(1, 11)}
    assert client.post(where, sent | {"as_it_is": "1"}).status_code == 422
    assert not watched.answers.exists()


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://sketches.example/",
        "//sketches.example/",
        "https://ann:secret@sketches.example/",
        'https://sketches.example/"onmouseover="x',
        "https://",
    ],
)
def test_an_address_that_is_none_of_the_web_is_refused(
    client: Client, study: Study, link: str
) -> None:
    answer = client.post(at("prototypes", study), {"name": "Sketch", "link": link})
    assert answer.status_code == 422
    assert not study.prototypes.exists()


def test_files_are_what_their_names_say_and_nothing_is_left_of_those_refused(
    study: Study, ann: Person
) -> None:
    for files in (
        [upload("index.html", PAGE), upload("list.png", "no picture")],
        [upload("index.html", PAGE), upload("index.html", PAGE)],
        [upload("index.html", PAGE), upload("run.exe", b"MZ")],
    ):
        with pytest.raises(RuleBroken):
            add_prototype(study, ann, "Sketch", "", "", files)
    assert list(SHELF.folder().glob("*")) == []
    add_prototype(study, ann, "Sketch", "", "", [upload("index.html", PAGE), upload("a.png", PNG)])
    assert len(list(SHELF.folder().glob("*"))) == 2


def shown(client: Client, prototype: Prototype) -> str:
    answer = client.get(at("prototype-opening", prototype.study, prototype.pk))
    return str(answer.headers["Location"])


def test_a_file_is_shown_apart_from_the_workspace_and_to_members_only(
    client: Client, study: Study, ann: Person
) -> None:
    row = add_prototype(study, ann, "Sketch", "", "", [upload("index.html", PAGE)])
    where = shown(client, row)
    answer = Client().get(where)  # without a cookie, as a page of its own origin asks
    assert (answer.status_code, answer.content.decode()) == (200, PAGE)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts allow-forms;")
    assert "allow-same-origin" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Client().get(where.replace("index.html", "other.html")).status_code == 404
    assert Client().get(where.replace("/shown/", "/shown/x")).status_code == 404
    study.memberships.filter(person=ann).delete()
    assert Client().get(where).status_code == 404


def test_a_prototype_s_address_runs_out(
    client: Client, study: Study, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = add_prototype(study, ann, "Sketch", "", "", [upload("index.html", PAGE)])
    where = shown(client, row)
    then = signing.time.time() + 13 * 3600
    monkeypatch.setattr(signing.time, "time", lambda: then)
    assert Client().get(where).status_code == 404


def test_erasing_a_study_deletes_its_prototypes_files(
    study: Study, ann: Person, settings: LazySettings
) -> None:
    add_prototype(study, ann, "Sketch", "", "", [upload("index.html", PAGE)])
    assert len(list((Path(settings.DATA) / "prototypes").iterdir())) == 1
    erase_study(study, ann, study.title)
    assert list((Path(settings.DATA) / "prototypes").iterdir()) == []
    assert not PrototypeFile.objects.exists()


def test_removing_a_prototype_leaves_its_tasks(
    client: Client, watched: Session, django_capture_on_commit_callbacks: Any
) -> None:
    study = watched.study
    owner = study.memberships.get().person
    row = add_prototype(study, owner, "Sketch", "", "", [upload("index.html", PAGE)])
    task = study.tasks.all()[0]
    client.post(at("task", study, task.pk), {"text": task.text, "prototype": str(row.pk)})
    task.refresh_from_db()
    assert task.prototype == row
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at("prototype-removal", study, row.pk))
    task.refresh_from_db()
    assert task.prototype is None
    assert list(SHELF.folder().iterdir()) == []


def test_keys_that_are_the_same_are_refused(client: Client, ann: Person) -> None:
    where = reverse("observing-keys")
    page = client.get(where).context["rows"]
    keys = {command: key for command, _name, key in page}
    assert client.post(where, keys | {"help": "s"}).status_code == 422
    assert client.post(where, keys | {"help": "x"}).status_code == 302
    ann.refresh_from_db()
    assert ann.observing_keys == {"help": "x"}


def test_pages_ask_as_much_for_many_events_as_for_few(
    client: Client,
    watched: Session,
    django_assert_max_num_queries: Any,
) -> None:
    where = at("events", watched.study, watched.pk)
    task = watched.study.tasks.all()[0]
    for _ in range(12):
        client.post(where, {"act": "error", "seconds": "0", "task": str(task.pk)})
    with django_assert_max_num_queries(30):
        client.get(at("observing", watched.study, watched.pk))
