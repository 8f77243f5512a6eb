"""A folder as a corpus: what is read, set aside, refused and passed over."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import firsthand
from firsthand.exchange.report.writing import write
from firsthand.listen.corpus import Corpus, read
from firsthand.listen.run import listen
from firsthand.method.errors import RuleBroken

Folder = Callable[[Mapping[str, str | bytes]], Path]

TALK = "INES: What did you do?\n\nMARA: I wrote it on the glove.\n\nINES: And then?\n\nMARA: Bed.\n"
OTHER = TALK.replace("glove", "sheet")
THIRD = TALK.replace("glove", "arm")


def names(corpus: Corpus) -> list[str]:
    return [source.name for source in corpus.sources]


def test_files_of_all_folders_below_are_read_in_order_of_name(folder: Folder) -> None:
    root = folder({"z.txt": TALK, "a/b/c.md": OTHER, "a.txt": THIRD})
    assert names(read(root)) == ["a.txt", "a/b/c.md", "z.txt"]
    assert names(firsthand.read(str(root))) == names(read(root))


def test_a_single_file_is_a_corpus_too(folder: Folder) -> None:
    assert names(read(folder({"a.txt": TALK, "b.txt": TALK}) / "b.txt")) == ["b.txt"]


def test_hidden_files_lock_files_and_the_study_file_are_passed_over(folder: Folder) -> None:
    root = folder(
        {
            "a.txt": TALK,
            ".hidden.txt": TALK,
            ".git/b.txt": TALK,
            "~$c.docx": b"\x00",
            "study.toml": "title = 'x'",
            "deep/study.toml": "",
            ".DS_Store": b"\x00\x00",
        }
    )
    corpus = read(root)
    assert (names(corpus), corpus.set_aside, corpus.refused) == (["a.txt"], (), ())


def test_what_the_study_leaves_out_is_passed_over(folder: Folder) -> None:
    study = 'leave_out = ["old/draft.txt", "broken.docx"]'
    root = folder({"a.txt": TALK, "old/draft.txt": TALK, "broken.docx": b"PK", "study.toml": study})
    assert (names(read(root)), read(root).refused) == (["a.txt"], ())


def test_a_file_that_cannot_be_read_is_refused_with_one_line_and_the_others_go_on(
    folder: Folder,
) -> None:
    root = folder(
        {
            "a.txt": TALK,
            "binary.txt": b"Mara: hi\x00\x01\x02\x03",
            "empty.txt": b"",
            "lying.docx": b"\xff\xd8\xff\xe0 a picture",
            "torn.docx": b"PK\x03\x04 and then nothing",
            "z.txt": OTHER,
        }
    )
    (root / "gone.txt").symlink_to(root / "nowhere.txt")
    corpus = read(root)
    assert names(corpus) == ["a.txt", "z.txt"]
    assert [one.name for one in corpus.refused] == [
        "binary.txt",
        "empty.txt",
        "gone.txt",
        "lying.docx",
        "torn.docx",
    ]
    reasons = {one.name: one.reason for one in corpus.refused}
    assert reasons["empty.txt"] == "It is empty."
    assert reasons["lying.docx"] == "It is a picture, not text."
    assert all(reason.endswith(".") and "\n" not in reason for reason in reasons.values())


def test_an_encrypted_file_is_refused(folder: Folder) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    corpus = read(folder({"a.txt": TALK, "locked.docx": ole}))
    assert [one.name for one in corpus.refused] == ["locked.docx"]


def test_a_document_without_speakers_is_set_aside_by_name(folder: Folder) -> None:
    codebook = "# Codebook\n\nCarrier is what carries a number from the bed to the record.\n"
    corpus = read(folder({"a.txt": TALK, "notes/codebook.md": codebook}))
    [aside] = corpus.set_aside
    assert (aside.name, names(corpus)) == ("notes/codebook.md", ["a.txt"])
    assert "not a session" in aside.reason


def test_a_dossier_written_into_the_folder_is_not_read_as_evidence(folder: Folder) -> None:
    root = folder({"a.txt": TALK})
    write(listen(read(root)), root / "dossier")
    again = read(root)
    assert (names(again), again.set_aside) == (["a.txt"], ())


def test_a_folder_called_dossier_that_is_none_is_read(folder: Folder) -> None:
    root = folder({"dossier/a.txt": TALK, "dossier/dossier.json": '{"schema": "other"}'})
    assert names(read(root)) == ["dossier/a.txt"]


def test_two_files_of_one_name_are_never_taken_for_one(folder: Folder) -> None:
    root = folder({"one/a.txt": TALK, "two/a.txt": OTHER})
    with pytest.raises(RuleBroken, match=r"would both be called a\.txt\. Give the folder above"):
        read(root / "one", root / "two")
    assert names(read(root)) == ["one/a.txt", "two/a.txt"]


def test_a_copy_is_set_aside_since_words_that_lie_there_twice_are_not_said_twice(
    folder: Folder,
) -> None:
    corpus = read(folder({"a.txt": TALK, "b/copy of a.txt": TALK, "c.txt": OTHER}))
    assert names(corpus) == ["a.txt", "c.txt"]
    assert [(one.name, one.reason) for one in corpus.set_aside] == [
        ("b/copy of a.txt", "the same text as a.txt")
    ]


def test_a_folder_given_twice_is_read_once(folder: Folder) -> None:
    root = folder({"a.txt": TALK})
    assert names(read(root, root, root / "a.txt")) == ["a.txt"]


def test_the_study_file_is_that_of_the_first_folder_that_has_one(folder: Folder) -> None:
    root = folder(
        {
            "one/a.txt": TALK,
            "two/b.txt": TALK,
            "two/study.toml": 'title = "Two"',
            "three/c.txt": TALK,
            "three/study.toml": 'title = "Three"',
        }
    )
    corpus = read(root / "one", root / "two", root / "three")
    assert corpus.study.title == "Two"


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match=r"nowhere does not exist\. Check the path\."):
        read(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "There is no file here to read. Add transcripts to the folder."),
        ({"a.txt": ""}, "Nothing here could be read. a.txt: It is empty."),
        (
            {"a.md": "# A heading\n\nAnd a paragraph of words.\n"},
            "No file here is a session with speakers; all were set aside. Add transcripts.",
        ),
    ],
)
def test_nothing_to_listen_to_is_an_error_with_the_reason(
    folder: Folder, files: Mapping[str, str], reason: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        listen(read(folder(files)))
    assert str(refused.value) == reason


def test_progress_counts_every_file(folder: Folder) -> None:
    seen: list[tuple[str, int, int]] = []
    root = folder({"a.txt": TALK, "b.txt": "", "c.md": "# Words only\n"})
    read(root, on_progress=lambda *told: seen.append(told))
    assert seen == [("reading", 1, 3), ("reading", 2, 3), ("reading", 3, 3)]
