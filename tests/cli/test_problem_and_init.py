"""`problem` passes or refuses a sentence; `init` writes a first study file."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from firsthand.listen.study import read_study

Firsthand = Callable[..., CompletedProcess[str]]
Folder = Callable[[Mapping[str, str | bytes]], Path]

SAID = "So I just wrote it on the arm and went to bed ten."
TALK = (
    "INES: What did you do?\n\nMARA: I wrote it on the glove on Sunday.\n\n"
    "INES: And then?\n\nMARA: I went to bed ten with it.\n\n"
)


def test_a_sentence_of_a_located_participant_passes_word_for_word(
    firsthand: Firsthand, sample: Path
) -> None:
    done = firsthand("problem", SAID, "--study", sample)
    verdict = json.loads(done.stdout)
    assert (done.returncode, verdict["passes"], verdict["refusals"]) == (0, True, [])
    assert all(rest["met"] for rest in verdict["rests_on"])
    assert {word["support"] for word in verdict["words"]} == {"supported", "plain"}
    text = (sample / "mara.txt").read_text(encoding="utf-8")
    [arm] = [word for word in verdict["words"] if word["word"] == "arm"]
    evidence = [one for one in arm["evidence"] if one["source"] == "mara.txt"]
    assert text[evidence[0]["start"] : evidence[0]["end"]] == evidence[0]["exact"]


def test_a_sentence_nobody_said_does_not_pass_and_is_exit_code_3(
    firsthand: Firsthand, sample: Path
) -> None:
    sentence = "Nurses need an intuitive dashboard with blockchain."
    done = firsthand("problem", sentence, "--study", sample)
    verdict = json.loads(done.stdout)
    assert (done.returncode, verdict["passes"], done.stderr) == (3, False, "")
    support = {word["word"]: word["support"] for word in verdict["words"]}
    assert (support["intuitive"], support["dashboard"]) == ("adjective", "solution")
    assert support["blockchain"] in {"unsupported", "close"}


def test_it_is_told_as_a_point_of_view_and_a_job_story_with_gaps_where_nobody_said(
    firsthand: Firsthand, sample: Path
) -> None:
    done = firsthand("problem", SAID, "--study", sample, "--derive")
    told = json.loads(done.stdout)
    who, behaviour, _constraint = told["point_of_view"]
    assert (who["words"], who["ask"]) == ("Mara, staff nurse, nights,", None)
    assert behaviour["words"] == behaviour["evidence"]["exact"]
    for part in (*told["point_of_view"], *told["job_story"]):
        assert bool(part["words"]) != bool(part["ask"])


@pytest.mark.parametrize("sentence", ["", f"{SAID} {SAID}"])
def test_nothing_and_two_sentences_are_exit_code_3(
    firsthand: Firsthand, sample: Path, sentence: str
) -> None:
    done = firsthand("problem", sentence, "--study", sample)
    assert (done.returncode, json.loads(done.stdout)["passes"]) == (3, False)


def test_a_study_that_is_not_there_is_exit_code_1(firsthand: Firsthand) -> None:
    done = firsthand("problem", SAID, "--study", "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: nowhere does not exist. Check the path.\n"


def test_init_writes_a_study_file_that_is_read_back(firsthand: Firsthand, folder: Folder) -> None:
    root = folder({"a.txt": TALK})
    done = firsthand("init", root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Wrote {root / 'study.toml'}. ")
    study = read_study(root)
    assert (study.interviewers, [one.id for one in study.participants]) == (("INES",), ["Mara"])


def test_init_takes_who_is_told_to_ask(firsthand: Firsthand, folder: Folder) -> None:
    root = folder({"a.txt": TALK})
    firsthand("init", root, "--interviewer", "Mara")
    assert read_study(root).interviewers == ("MARA",)


def test_init_does_not_write_over_a_study_file_unless_forced(
    firsthand: Firsthand, folder: Folder
) -> None:
    root = folder({"a.txt": TALK, "study.toml": 'title = "Ours"\n'})
    done = firsthand("init", root)
    assert done.returncode == 1
    assert done.stderr == (
        f"Error: {root / 'study.toml'} is there already. "
        "Edit it, or give --force to write a new one over it.\n"
    )
    assert (root / "study.toml").read_text() == 'title = "Ours"\n'
    assert firsthand("init", root, "--force").returncode == 0
    assert read_study(root).title == "Ours"
    assert read_study(root).interviewers == ("INES",)


def test_init_of_a_folder_that_is_not_there_is_exit_code_1(firsthand: Firsthand) -> None:
    done = firsthand("init", "nowhere")
    assert (done.returncode, done.stderr) == (1, "Error: nowhere does not exist. Check the path.\n")
