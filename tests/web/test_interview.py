"""Pages of the interview: its guide, live notes, how it was held, recordings, the list."""

import uuid
from pathlib import Path

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.workspace import a_recording, a_study, a_wav, person, the_source, upload

from firsthand.actions.noting import begin
from firsthand.actions.recording import file_of
from firsthand.actions.working import do_next
from firsthand.records.models import Person, Recording, Session, Study
from firsthand.web.interview.clips import clips_of

SOLD = """INES: Would you use our app if it were free? We built something special.
MARA: I suppose. I wrote it on my arm last night.
INES: Tell me about the last time you charted at night.
MARA: Last Tuesday I typed it in at five.
"""
SUBTITLES = """WEBVTT

00:00:01.000 --> 00:00:04.000
<v Ines>What did you do last night?

00:00:05.000 --> 00:00:09.000
<v Mara>I wrote the vitals on my arm.

00:00:10.000 --> 00:00:15.500
<v Mara>Then I typed them in at five.
"""


@pytest.fixture
def client(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def at(name: str, study: Study, *more: int) -> str:
    return reverse(name, args=(study.pk, *more))


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def test_how_it_was_held_says_what_to_mend_with_the_words_the_rule_and_a_rewrite(
    client: Client, ann: Person
) -> None:
    study = a_study(ann, [upload("sold.txt", SOLD)])
    source = the_source(study)
    page = client.get(at("hygiene", study, source.pk)).content.decode()
    assert "being read closely" in page
    do_next(timezone.now())
    page = client.get(at("hygiene", study, source.pk)).content.decode()
    assert "1 of 2 questions to mend" in page
    assert "It asks for a guess about what is not so" in page
    assert "Ask instead:" in page
    assert f"#s{source.text.index('Would')}" in page


def test_the_list_says_of_each_interview_who_and_how_it_was_held(
    client: Client, study: Study
) -> None:
    do_next(timezone.now())
    page = client.get(at("interview", study)).content.decode()
    assert "70 % of the words theirs" in page
    assert "0 of 2 questions to mend" in page
    assert "Ines, who asked in 1 interview, is of the team" in page
    client.post(at("attendance", study), {"name": "INES"})
    assert "· direct" in client.get(at("interview", study)).content.decode()


def test_the_list_renews_itself_only_while_something_is_being_read(
    client: Client, study: Study
) -> None:
    assert "hx-trigger" in client.get(at("interview", study)).content.decode()
    study.jobs.update(state="done")
    assert "hx-trigger" not in client.get(at("interview", study)).content.decode()


def test_a_question_is_checked_while_it_is_typed_and_nothing_is_kept(
    client: Client, study: Study
) -> None:
    asked = {"text": "Would you use an app for that?\nTell me about the last time you charted."}
    page = client.get(at("guide-checking", study), asked).content.decode()
    assert "<strong>⚑ hypothetical</strong>" in page
    assert "data-instead=" in page
    assert "It asks about a particular time" in page
    assert study.questions.count() == 0


def test_a_guide_keeps_what_was_typed_where_it_can_t_be_taken(client: Client, study: Study) -> None:
    answer = client.post(at("guide", study), {"text": "x" * 1001, "memo": "why"})
    assert answer.status_code == 422
    assert "x" * 1001 in answer.content.decode()


def test_a_rewrite_takes_the_question_s_place(client: Client, study: Study) -> None:
    client.post(at("guide", study), {"text": "Would you use an app for that?"})
    question = study.questions.get()
    client.post(at("question-rewriting", study, question.pk))
    question.refresh_from_db()
    assert question.text.startswith("Tell me about the last time")


@pytest.fixture
def session(study: Study, ann: Person) -> Session:
    return begin(study, ann, "Jo", ["Ann"], "interview", timezone.now())


def test_a_line_sent_in_place_is_answered_with_the_line_and_twice_is_once(
    client: Client, study: Study, session: Session
) -> None:
    sent = {"line": str(uuid.uuid4()), "heard": "said", "text": "On my arm.", "seconds": "0"}
    where, ours = at("lines", study, session.pk), {"HX-Request": "true"}
    for _ in range(2):
        answer = client.post(where, sent, headers=ours)
        assert (answer.status_code, answer.content.count(b"<li")) == (201, 1)
    assert session.notes.count() == 1


def test_an_empty_line_is_refused_on_the_same_page(
    client: Client, study: Study, session: Session
) -> None:
    answer = client.post(at("lines", study, session.pk), {"heard": "said", "text": " "})
    assert answer.status_code == 422
    assert "The line is empty" in answer.content.decode()


def test_a_conversation_that_is_over_leads_to_its_transcript(
    client: Client, study: Study, session: Session
) -> None:
    client.post(at("lines", study, session.pk), {"heard": "said", "text": "On my arm."})
    ended = client.post(at("ending", study, session.pk))
    assert (
        client.get(at("notes", study, session.pk)).headers["Location"] == ended.headers["Location"]
    )
    late = client.post(at("lines", study, session.pk), {"heard": "said", "text": "Late."})
    assert late.status_code == 422


@pytest.fixture
def recording(study: Study) -> Recording:
    return a_recording(study)


def test_a_recording_is_played_in_parts(client: Client, study: Study, recording: Recording) -> None:
    where, whole = at("media", study, recording.pk), a_wav()
    answer = client.get(where)
    assert (answer.status_code, body(answer)) == (200, whole)
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Accept-Ranges"] == "bytes"
    part = client.get(where, headers={"Range": "bytes=10-19"})
    assert (part.status_code, body(part)) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert part.headers["Content-Length"] == "10"
    end = client.get(where, headers={"Range": "bytes=-4"})
    assert (end.status_code, body(end)) == (206, whole[-4:])


@pytest.mark.parametrize("wanted", ["bytes=999999-", "bytes=20-10", "bytes=-0"])
def test_a_part_that_is_not_there_is_told_so(
    client: Client, study: Study, recording: Recording, wanted: str
) -> None:
    answer = client.get(at("media", study, recording.pk), headers={"Range": wanted})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{recording.size}"


def test_a_part_of_another_file_is_the_whole_of_this_one(
    client: Client, study: Study, recording: Recording
) -> None:
    asked = {"Range": "bytes=0-3", "If-Range": '"another"'}
    assert client.get(at("media", study, recording.pk), headers=asked).status_code == 200


def test_a_recording_is_not_packed_on_its_way(
    client: Client, study: Study, recording: Recording
) -> None:
    asked = {"Range": "bytes=0-999", "Accept-Encoding": "gzip"}
    answer = client.get(at("media", study, recording.pk), headers=asked)
    assert answer.headers["Content-Encoding"] == "identity"
    assert body(answer) == a_wav()[:1000]


def test_what_is_no_recording_is_refused_whatever_it_is_called(
    client: Client, study: Study, home: Path
) -> None:
    where = at("recordings", study, the_source(study).pk)
    page = upload("call.mp3", b"<html><script>alert(1)</script>")
    answer = client.post(where, {"recording": page})
    assert answer.status_code == 422
    assert "no recording that can be played" in answer.content.decode()
    assert list((home / "recordings").iterdir()) == []


def test_a_stranger_plays_nothing(study: Study, recording: Recording) -> None:
    stranger = Client()
    stranger.force_login(person("Cleo"))
    assert stranger.get(at("media", study, recording.pk)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_when_no_recording_points_to_it_any_more(ann: Person) -> None:
    client = Client()
    client.force_login(ann)
    one, two = (a_recording(a_study(ann)) for _ in range(2))
    assert one.sha256 == two.sha256
    client.post(at("recording-removal", one.session.study, one.pk))
    assert file_of(two).exists()
    client.post(at("recording-removal", two.session.study, two.pk))
    assert not file_of(two).exists()


def test_a_quote_has_a_clip_that_any_page_can_link_to(ann: Person, client: Client) -> None:
    study = a_study(ann, [upload("mara.vtt", SUBTITLES)])
    source = the_source(study)
    start = source.text.index("typed") - len("Then I ")
    place = (start, start + 6)
    assert clips_of(source, [place]) == {}
    a_recording(study)
    clip = clips_of(source, [place])[place]
    page = at("transcript", study, source.pk)
    assert (clip.address, clip.when) == (f"{page}?from=10.00&to=15.50&at={start}#s{start}", "00:10")
    told = client.get(at("moments", study, source.pk)).json()
    assert [start, 10.0] in told["stops"]
    assert "player" in client.get(page).content.decode()


def test_an_interview_is_removed_only_after_saying_what_goes(client: Client, study: Study) -> None:
    source = the_source(study)
    a_recording(study)
    page = client.get(at("removing", study, source.pk)).content.decode()
    assert "1 recording" in page
    assert "can&#x27;t be undone" in page or "can't be undone" in page
    assert client.post(at("removing", study, source.pk)).status_code == 302
    assert client.get(at("transcript", study, source.pk)).status_code == 404
