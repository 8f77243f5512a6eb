"""Files into sources: each text once, each refusal told, nothing written over, nothing lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.workspace import INTERVIEW, the_source, upload

from firsthand.actions.importing import add_files, adopt, folder_of
from firsthand.actions.values import session_value, source_value
from firsthand.actions.working import DEAD, TRIES, cancel, do_next, take
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Kind
from firsthand.method.sources import Part
from firsthand.records.jobs import State
from firsthand.records.models import Job, Participant, Person, Statement, Study

SAMPLE = Path(__file__).parents[2] / "sample" / "charting-at-night"


def do_all() -> None:
    while do_next(timezone.now()):
        pass


def test_a_file_becomes_a_source_with_its_turns_and_who_spoke(study: Study) -> None:
    source = the_source(study)
    value = source_value(source)
    assert value.text == INTERVIEW.strip() or value.text == INTERVIEW
    assert value.sha256 == source.sha256
    assert [turn.speaker for turn in value.turns] == ["INES", "MARA", "INES", "MARA"]
    cast = session_value(source).cast
    assert cast["INES"].part is Part.INTERVIEWER
    assert cast["MARA"].participant == "Mara"


def test_sentences_stand_where_they_say(study: Study) -> None:
    source = the_source(study)
    words = [source.text[start:end] for start, end in source.sentences]
    assert "It was a mess." in words


def test_labels_follow_in_the_background_in_exact_words(study: Study) -> None:
    do_all()
    source = the_source(study)
    assert source.labelled is not None
    complaints = [one for one in Statement.objects.all() if Kind.COMPLAINT in one.kinds]
    assert complaints
    assert all(one.exact in INTERVIEW for one in complaints)
    assert study.dossier.gates[0]["title"] == "Locate"


def test_a_file_that_cant_be_read_is_told_and_the_others_go_on(ann: Person, study: Study) -> None:
    files = [
        upload("empty.txt", ""),
        upload("broken.docx", b"PK\x03\x04nothing"),
        upload("jo.txt", "Q: How?\nJO: By hand.\n"),
    ]
    job = add_files(study, ann, files)
    do_all()
    job.refresh_from_db()
    assert job.state == State.DONE
    assert [one["name"] for one in job.about["refused"]] == ["broken.docx", "empty.txt"]
    assert study.sources.filter(name="jo.txt").exists()
    assert not folder_of(job).exists()


def test_the_same_text_is_not_said_twice(ann: Person, study: Study) -> None:
    job = add_files(study, ann, [upload("copy.txt", INTERVIEW)])
    do_all()
    job.refresh_from_db()
    assert job.about["refused"] == [
        {"name": "copy.txt", "reason": "It has the same text as mara.txt."}
    ]


def test_a_name_that_is_taken_gets_a_number(ann: Person, study: Study) -> None:
    add_files(study, ann, [upload("mara.txt", "INES: And then?\nMARA: I slept.\n")])
    do_all()
    assert sorted(study.sources.values_list("name", flat=True)) == ["mara (2).txt", "mara.txt"]


def test_no_file_leads_out_of_the_folder(ann: Person, study: Study, home: Path) -> None:
    add_files(study, ann, [upload("../../out.txt", "INES: So?\nJO: So nothing.\n")])
    do_all()
    assert study.sources.filter(name="out.txt").exists()
    assert not (home.parent / "out.txt").exists()


def test_nothing_chosen_is_told(ann: Person, study: Study) -> None:
    with pytest.raises(RuleBroken, match="No file"):
        add_files(study, ann, [])


def test_a_job_whose_worker_died_is_taken_again(ann: Person, study: Study) -> None:
    do_all()
    add_files(study, ann, [upload("jo.txt", "INES: How?\nJO: By hand.\n")])
    now = timezone.now()
    first = take(now)
    assert first is not None
    assert take(now) is None
    again = take(now + DEAD + timedelta(seconds=1))
    assert again == first


def test_a_job_that_ends_its_worker_again_and_again_is_given_up(ann: Person, study: Study) -> None:
    do_all()
    bad = add_files(study, ann, [upload("bad.txt", "INES: How?\nJO: By hand.\n")])
    good = add_files(study, ann, [upload("good.txt", "INES: And?\nJO: It worked.\n")])
    now = timezone.now()
    for n in range(TRIES):
        assert take(now + n * 2 * DEAD) == bad
    assert take(now + TRIES * 2 * DEAD) == good
    bad.refresh_from_db()
    assert bad.state == State.FAILED


def test_a_job_that_is_stopped_keeps_what_was_read(ann: Person, study: Study) -> None:
    do_all()
    job = add_files(study, ann, [upload("jo.txt", "INES: How?\nJO: By hand.\n")])
    cancel(job)
    do_all()
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert study.sources.count() == 1


def test_a_folder_becomes_a_study_with_what_was_written_down(ann: Person) -> None:
    study = adopt(ann, SAMPLE)
    assert study.invented
    assert study.sources.count() == 7
    mara = Participant.objects.get(study=study, pseudonym="Mara")
    assert mara.role
    assert mara.workflow
    assert mara.tool
    assert all(one.session.on for one in study.sources.select_related("session"))
    assert Job.objects.filter(study=study, kind="label", total=7).exists()


def test_two_imports_of_one_name_at_once_are_both_kept(ann: Person, study: Study) -> None:
    add_files(study, ann, [upload("call.txt", "INES: How?\nJO: By hand.\n")])
    add_files(study, ann, [upload("call.txt", "INES: And?\nJO: It worked.\n")])
    do_all()
    assert study.sources.filter(name__startswith="call").count() == 2


def test_what_a_dead_worker_read_is_labelled_too(ann: Person, study: Study) -> None:
    Job.objects.filter(kind="label").delete()
    add_files(study, ann, [upload("jo.txt", "INES: How?\nJO: By hand.\n")])
    do_all()
    assert not study.sources.filter(labelled=None).exists()


def test_very_long_names_and_a_folder_left_behind_stop_nothing(
    ann: Person, study: Study, home: Path
) -> None:
    last = Job.objects.order_by("pk").last()
    assert last is not None
    (home / "uploads" / str(last.pk + 1)).mkdir(parents=True)
    names = [f"{'é' * 200}.txt", f"{'é' * 200}.txt"]
    texts = ["INES: How?\nJO: By hand.\n", "INES: And?\nJO: It worked.\n"]
    add_files(study, ann, [upload(n, t) for n, t in zip(names, texts, strict=True)])
    do_all()
    assert study.sources.count() == 3


def test_whoever_withdrew_consent_is_not_taken_in(ann: Person, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "mara.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "jo.txt").write_text("INES: How?\nJO: By hand.\n", encoding="utf-8")
    (folder / "study.toml").write_text(
        "[[participant]]\npseudonym = 'Mara'\nconsent = { withdrawn = 2026-11-03 }\n"
        "[[participant]]\npseudonym = 'Jo'\nconsent = { given = 2026-11-01 }\n",
        encoding="utf-8",
    )
    study = adopt(ann, folder)
    assert list(study.sources.values_list("name", flat=True)) == ["jo.txt"]
    jo = Participant.objects.get(study=study, pseudonym="Jo")
    assert jo.consents.get().given is not None
