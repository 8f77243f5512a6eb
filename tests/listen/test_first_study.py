"""`firsthand init`: a first study file with what could be inferred."""

from collections.abc import Callable, Mapping
from pathlib import Path

from firsthand.listen.cast import cast
from firsthand.listen.corpus import Corpus, read
from firsthand.listen.first_study import first_study
from firsthand.listen.study import read_study
from firsthand.method.sources import Part

Folder = Callable[[Mapping[str, str | bytes]], Path]


def talk(asking: str, answering: str) -> str:
    return (
        f"{asking}: What did you do?\n\n{answering}: I wrote it on the glove.\n\n"
        f"{asking}: And then?\n\n{answering}: I went to bed ten with it.\n\n"
    )


FILES = {
    "one.txt": talk("INES", "MARA"),
    "two.vtt": (
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v INES>What did you do?\n\n"
        '00:04.000 --> 00:09.000\n<v Jo "Joey" K.>I wrote it on the glove.\n'
    ),
    "deep/three.txt": talk("INES", "Participant"),
}


def test_it_is_a_study_file_that_is_read_back(folder: Folder) -> None:
    root = folder(FILES)
    (root / "study.toml").write_text(first_study(read(root)), encoding="utf-8")
    study = read_study(root)
    assert study.interviewers == ("INES",)
    assert [one.id for one in study.participants] == [
        'Jo "Joey" K.',
        "Mara",
        "Participant in deep/three.txt",
    ]
    assert [note.file for note in study.sessions] == ["deep/three.txt", "one.txt", "two.vtt"]
    assert study.note_of("one.txt").speakers == {"MARA": "Mara"}


def test_with_it_the_cast_is_the_same_and_nothing_is_inferred_any_more(folder: Folder) -> None:
    root = folder(FILES)
    before = read(root)
    (root / "study.toml").write_text(first_study(before), encoding="utf-8")
    after = read(root)
    was, now = cast(before.sources, before.study), cast(after.sources, after.study)
    assert [session.cast for session in now.sessions] == [session.cast for session in was.sessions]
    assert [one.id for one in now.participants] == [one.id for one in was.participants]
    assert not any(session.inferred for session in now.sessions)


def test_it_says_why_somebody_is_thought_to_ask(folder: Folder) -> None:
    text = first_study(read(folder({"one.txt": FILES["one.txt"]})))
    assert "# interviewer inferred: INES asked 2 of the 2 questions" in text


def test_who_is_told_to_ask_stands_in_it(folder: Folder) -> None:
    root = folder(FILES)
    (root / "study.toml").write_text(first_study(read(root), ["mara"]), encoding="utf-8")
    session = cast(read(root).sources, read_study(root)).sessions[1]
    assert session.cast["MARA"].part is Part.INTERVIEWER


def test_an_empty_folder_makes_an_empty_study_file(folder: Folder) -> None:
    root = folder({})
    (root / "study.toml").write_text(first_study(Corpus(())), encoding="utf-8")
    study = read_study(root)
    assert (study.participants, study.sessions) == ((), ())
