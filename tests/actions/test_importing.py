"""Files into sources: each text once, each refusal told, nothing written over, nothing lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from tests.workspace import INTERVIEW, joins, person, the_source, upload

from firsthand.actions import uploads
from firsthand.actions.following import left_out, read_closely
from firsthand.actions.importing import TRIES, add_files, adopt, read_in
from firsthand.actions.labelling import label
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.values import session_value, source_value
from firsthand.actions.working import DEAD, GIVEN_UP, cancel, do_next, take
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Kind
from firsthand.method.sources import Part
from firsthand.records.jobs import State
from firsthand.records.models import Job, Participant, Person, Speaker, Statement, Study
from firsthand.records.studies import Role

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
    assert [one["name"] for one in job.about["refused"]] == ["empty.txt", "broken.docx"]
    assert study.sources.filter(name="jo.txt").exists()
    assert not uploads.folder_of(job.about["folder"]).exists()


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


def test_a_file_that_ends_its_worker_again_and_again_is_told_and_the_others_go_on(
    ann: Person, study: Study
) -> None:
    do_all()
    files = {"bad.txt": "INES: How?\nJO: By hand.\n", "good.txt": "INES: And?\nJO: It worked.\n"}
    bad = add_files(study, ann, [upload(name, text) for name, text in files.items()])
    now = timezone.now()
    for n in range(TRIES + 1):
        taken = take(now + n * 2 * DEAD)
        assert taken == bad
        taken.about["at"] = 0  # and dies while it reads the first file
        taken.save(update_fields=["about"])
    while do_next(now + (TRIES + 1) * 2 * DEAD):
        pass
    bad.refresh_from_db()
    assert bad.state == State.DONE
    assert [one["name"] for one in bad.about["refused"]] == ["bad.txt"]
    assert study.sources.filter(name="good.txt").exists()
    assert not study.sources.filter(name="bad.txt").exists()


def test_a_text_that_ends_its_worker_is_left_out_of_labelling(ann: Person, study: Study) -> None:
    add_files(study, ann, [upload("jo.txt", "INES: How?\nJO: By hand.\n")])
    first, second = the_source(study), None
    while second is None:
        do_next(timezone.now())
        second = study.sources.exclude(pk=first.pk).first()
    Job.objects.exclude(kind="label").delete()
    job = Job.objects.filter(kind="label").order_by("pk").last()
    assert job is not None
    Job.objects.filter(pk=job.pk).update(
        tries=TRIES, about={"sources": [first.pk, second.pk], "at": first.pk}
    )
    Job.objects.filter(kind="label").exclude(pk=job.pk).delete()
    do_next(timezone.now())
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.labelled is None
    assert second.labelled is not None


def test_a_job_that_leads_nowhere_is_given_up(study: Study) -> None:
    do_all()
    bad = Job.objects.create(study=study, kind="weigh", total=1)
    good = Job.objects.create(study=study, kind="weigh", total=1)
    now = timezone.now()
    for n in range(GIVEN_UP):
        assert take(now + n * 2 * DEAD) == bad
    assert take(now + GIVEN_UP * 2 * DEAD) == good
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
    (home / "uploads" / "left").mkdir(parents=True)
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


def test_the_same_text_is_told_by_the_name_it_was_sent_by(ann: Person, study: Study) -> None:
    job = add_files(study, ann, [upload("mara.txt", INTERVIEW)])
    do_all()
    job.refresh_from_db()
    assert job.about["refused"] == [
        {"name": "mara.txt", "reason": "It has the same text as mara.txt."}
    ]


def test_what_was_read_before_the_worker_died_is_not_read_again(ann: Person, study: Study) -> None:
    do_all()
    files = [upload("a.txt", "INES: And?\nJO: It worked.\n"), upload("b.txt", "JO: At five.\n")]
    job = add_files(study, ann, files)
    read_in(job)
    job.refresh_from_db()
    assert (job.done, job.about["read"]) == (2, [0, 1])
    do_all()
    job.refresh_from_db()
    assert (job.done, job.about.get("refused")) == (2, [])
    assert study.sources.count() == 3


def test_uploads_that_were_never_acknowledged_are_thrown_away(
    ann: Person, study: Study, home: Path
) -> None:
    job = add_files(study, ann, [upload("jo.txt", "INES: How?\nJO: By hand.\n")])
    (home / "uploads" / "cut-off").mkdir()
    uploads.throw_away_unclaimed()
    assert [path.name for path in (home / "uploads").iterdir()] == [job.about["folder"]]
    do_all()
    assert study.sources.filter(name="jo.txt").exists()


def test_labelling_that_was_stopped_can_be_gone_on_with(ann: Person, study: Study) -> None:
    cancel(Job.objects.get(kind="label"))
    do_all()
    assert left_out(study) == [the_source(study).pk]
    read_closely(study, ann)
    assert left_out(study) == []
    do_all()
    assert the_source(study).labelled is not None


def test_whoever_may_not_import_leaves_nothing_on_the_disk(study: Study, home: Path) -> None:
    ben = person("Ben")
    joins(ben, study, Role.CONTRIBUTOR)
    with pytest.raises(NotAllowed):
        add_files(study, ben, [upload("jo.txt", "JO: By hand.\n")])
    assert list((home / "uploads").iterdir()) == []


def test_a_text_whose_speakers_are_set_while_it_is_labelled_is_labelled_again(
    study: Study,
) -> None:
    source = the_source(study)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TRIGGER meanwhile AFTER INSERT ON records_statement "
            "BEGIN UPDATE records_speaker SET part = 'other' WHERE name = 'INES'; END"
        )
    label(source, timezone.now())
    source.refresh_from_db()
    assert source.labelled is None
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER meanwhile")
    label(source, timezone.now())
    source.refresh_from_db()
    assert source.labelled is not None


def test_speakers_and_files_with_very_long_names_are_taken(ann: Person, study: Study) -> None:
    name = "x" * 150
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {'Jo ' * 90}>By hand.\n"
    add_files(study, ann, [upload(f"{name}.txt", "Only words."), upload("v.vtt", text)])
    do_all()
    assert study.sources.count() == 3
    assert all(len(one.pseudonym) <= 120 for one in study.participants.all())
    assert all(len(one.name) <= 200 for one in Speaker.objects.all())
