"""`listen` and `gates`, from a folder of files to a dossier and back to the shell."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Firsthand = Callable[..., CompletedProcess[str]]
Folder = Callable[[Mapping[str, str | bytes]], Path]

TALK = (
    "INES: What did you do?\n\nMARA: I wrote it on the glove on Sunday.\n\n"
    "INES: And then?\n\nMARA: I went to bed ten with it.\n\n"
)


def one_line(done: CompletedProcess[str]) -> str:
    [line] = done.stderr.splitlines()
    return line


def test_a_folder_becomes_a_dossier(firsthand: Firsthand, sample: Path, tmp_path: Path) -> None:
    done = firsthand("listen", sample, "--out", "made")
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == [
        "dossier.html",
        "dossier.json",
        "dossier.md",
        "sources",
    ]
    lines = done.stdout.splitlines()
    assert lines[0] == "Charting at night (invented sample)"
    assert lines[-1] == f"The dossier is in {Path('made', 'dossier.html')}"
    assert done.stderr == (
        "Set aside: codebook.md: no speakers and no times in it: not a session\n"
    )


def test_quiet_says_nothing_on_standard_output(firsthand: Firsthand, folder: Folder) -> None:
    done = firsthand("listen", folder({"a.txt": TALK}), "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_file_that_was_not_read_is_said_even_when_quiet(
    firsthand: Firsthand, folder: Folder
) -> None:
    done = firsthand("listen", folder({"a.txt": TALK, "b.txt": "", "c.md": "# Hi\n"}), "--quiet")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Not read: b.txt: It is empty.\n"


def test_listening_twice_in_the_folder_itself_gives_the_same(
    firsthand: Firsthand, folder: Folder, tmp_path: Path
) -> None:
    root = folder({"a.txt": TALK, "b.txt": TALK.replace("MARA", "JO").replace("glove", "arm")})
    out = root / "dossier"
    assert firsthand("listen", root, "--out", out).returncode == 0
    first = (out / "dossier.json").read_bytes()
    assert firsthand("listen", root, "--out", out).returncode == 0
    assert (out / "dossier.json").read_bytes() == first


def test_the_dossier_is_not_put_among_the_files_it_is_made_from(
    firsthand: Firsthand, folder: Folder
) -> None:
    root = folder({"a.txt": TALK})
    done = firsthand("listen", root, "--out", root)
    assert done.returncode == 2
    assert "the dossier can't lie among the files it is made from" in done.stderr
    assert [path.name for path in root.iterdir()] == ["a.txt"]


def test_onto_an_earlier_dossier_says_so_and_lists_what_changed(
    firsthand: Firsthand, folder: Folder, tmp_path: Path
) -> None:
    root = folder({"a.txt": TALK})
    firsthand("listen", root, "--out", "one")
    done = firsthand("listen", root, "--out", "two", "--onto", "one/dossier.json")
    assert done.returncode == 0
    again = json.loads((tmp_path / "two" / "dossier.json").read_bytes())
    assert again["study"]["settings"]["patterns"] == "kept from an earlier dossier"
    assert again["changes"] == []


def test_who_is_told_to_ask_asks(firsthand: Firsthand, folder: Folder, tmp_path: Path) -> None:
    root = folder({"a.txt": TALK})
    firsthand("listen", root, "--interviewer", "mara", "--quiet")
    [session] = json.loads((tmp_path / "dossier" / "dossier.json").read_bytes())["sessions"]
    assert session["cast"]["MARA"]["part"] == "interviewer"


def test_gates_are_six_objects_in_the_order_of_listen(firsthand: Firsthand, folder: Folder) -> None:
    done = firsthand("gates", folder({"a.txt": TALK}))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [row["step"] for row in rows] == [
        "Locate",
        "Interview",
        "Synthesize",
        "Test",
        "Empathize",
        "Name",
    ]
    assert all(list(row) == ["step", "open", "has", "missing", "next_act"] for row in rows)
    assert all(row["open"] == (not row["missing"]) for row in rows)
    assert all(bool(row["next_act"]) != row["open"] for row in rows)
    assert rows[0]["missing"] == ["Mara: role, workflow and tool not known yet"]


@pytest.mark.parametrize("command", ["listen", "gates"])
@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "There is no file here to read. Add transcripts to the folder."),
        (
            {"a.txt": "\n"},
            "Nothing here could be read. a.txt: It is empty or holds white space only.",
        ),
        (
            {"a.txt": TALK, "study.toml": 'titel = "x"'},
            "study.toml: “titel” is not known. Known are: interviewers, invented, leave_out, "
            "participant, question, session, task, title.",
        ),
    ],
)
def test_input_that_cannot_be_used_is_one_line_and_exit_code_1(
    firsthand: Firsthand, folder: Folder, command: str, files: Mapping[str, str], reason: str
) -> None:
    done = firsthand(command, folder(files))
    assert (done.returncode, done.stdout) == (1, "")
    assert one_line(done) == f"Error: {reason}"


def test_a_folder_or_an_earlier_dossier_that_is_not_there_is_exit_code_1(
    firsthand: Firsthand, folder: Folder
) -> None:
    nowhere = firsthand("listen", "nowhere")
    assert (nowhere.returncode, one_line(nowhere)) == (
        1,
        "Error: nowhere does not exist. Check the path.",
    )
    onto = firsthand("listen", folder({"a.txt": TALK}), "--onto", "nowhere.json")
    assert (onto.returncode, one_line(onto)) == (
        1,
        "Error: nowhere.json: No such file or directory.",
    )


def test_a_wrong_earlier_dossier_is_one_line_and_nothing_is_written(
    firsthand: Firsthand, folder: Folder, tmp_path: Path
) -> None:
    root = folder({"a.txt": TALK})
    done = firsthand("listen", root, "--onto", root / "a.txt", "--out", "out")
    assert done.returncode == 1
    assert one_line(done).endswith(
        "a.txt is not a dossier of Firsthand. Give the dossier.json of an earlier run."
    )
    assert not (tmp_path / "out").exists()


def test_a_place_that_cannot_be_written_to_is_one_line(
    firsthand: Firsthand, folder: Folder, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file")
    done = firsthand("listen", folder({"a.txt": TALK}), "--out", Path("taken") / "deep", "--quiet")
    assert done.returncode == 1
    assert one_line(done).startswith("Error: ")


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["lisen", "x"],
        ["listen"],
        ["listen", "x", "--loud"],
        ["listen", "x", "--granularity", "huge"],
        ["problem", "One sentence."],
        ["convert"],
    ],
)
def test_a_command_that_is_not_understood_is_exit_code_2(
    firsthand: Firsthand, args: list[str]
) -> None:
    done = firsthand(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: " in done.stderr


def test_help_and_version_are_no_errors(firsthand: Firsthand) -> None:
    assert firsthand("--help").returncode == firsthand("-h").returncode == 0
    assert firsthand("--version").stdout.endswith("0.1.0\n")
