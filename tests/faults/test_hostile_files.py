"""Files that are broken, lying or meant to do harm: one clear line each, and soon."""

import os
import sys
import time
import zipfile
from io import BytesIO

import pytest

from firsthand.exchange.children import parsed
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import read, read_many

LIMIT_SECONDS = 30


@pytest.fixture
def refusal(tmp_path):
    """Writes a file, reads it, and returns why it was refused."""

    def why(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        began = time.monotonic()
        with pytest.raises(UnreadableFile) as refused:
            read(path)
        assert time.monotonic() - began < LIMIT_SECONDS
        assert "\n" not in str(refused.value)
        return str(refused.value)

    return why


def test_an_empty_file_and_one_of_white_space(refusal):
    assert refusal("a.txt", b"") == "It is empty."
    assert refusal("b.txt", b" \n\t\n") == "It is empty or holds white space only."


def test_a_folder(tmp_path):
    with pytest.raises(UnreadableFile, match="It is a folder, not a file"):
        read(tmp_path)


def test_a_link_to_nothing_and_a_file_that_is_not_there(tmp_path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")

    with pytest.raises(UnreadableFile, match="It is a link to a file that is not there"):
        read(tmp_path / "link.txt")
    with pytest.raises(UnreadableFile, match="There is no such file"):
        read(tmp_path / "gone.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes of this kind")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(UnreadableFile, match="It is a device or a pipe"):
        read(tmp_path / "pipe.txt")


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the administrator may read every file"
)
def test_a_file_that_may_not_be_read(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("Ann: hi")
    path.chmod(0)

    with pytest.raises(UnreadableFile, match="You are not allowed to read it"):
        read(path)


def test_a_sparse_text_of_two_gigabytes(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(b"Ann: hello\n")
        file.truncate(2**31)

    with pytest.raises(UnreadableFile, match="It is 2,048 MB; at most 64 MB are read"):
        read(path)


def test_binary_data_and_files_of_other_kinds(refusal):
    assert "binary data" in refusal("a.txt", b"Ann: hello\0\0\0\1\2\3")
    assert refusal("b.txt", b"\xff\xd8\xff\xe0....") == "It is a picture, not text."
    assert refusal("c.vtt", b"ID3\x04....").startswith("It is a recording; transcribe it first")
    assert refusal("d.md", b"\x1f\x8b\x08....").startswith("It is a packed archive; unpack it")


def test_an_unknown_suffix_without_turns(refusal):
    assert refusal("a.tex", b"\\section{Interview}").startswith(
        "Firsthand has no reader for .tex files, and it finds no turns in this one"
    )


def test_a_text_that_calls_itself_a_document_is_read_for_what_it_is(tmp_path):
    path = tmp_path / "talk.pdf"
    path.write_text("Ann: How is it?\nBen: Fine.\nAnn: Good.\n")

    source = read(path)

    assert (source.format, source.speakers) == ("txt", ("Ann", "Ben"))


def test_a_document_that_calls_itself_a_text_is_read_for_what_it_is(tmp_path, build):
    path = tmp_path / "talk.txt"
    lines = ["Ann: How is it?", "Ben: Fine.", "Ann: Good."]
    path.write_bytes(build.docx("".join(build.paragraph(line) for line in lines)))

    assert (read(path).format, read(path).speakers) == ("docx", ("Ann", "Ben"))


def test_a_packed_archive_that_is_no_document(refusal, build):
    why = refusal("a.docx", build.zipped({"readme.txt": "hello"}))

    assert why == "It is a packed archive and no document we read; unpack it first."


def test_archives_that_are_cut_off_or_damaged(refusal, build):
    whole = build.docx(build.paragraph("Ann: hello " * 200))
    cut = "Its archive is damaged or cut off; open it in its program and save it again."

    assert refusal("a.docx", whole[: len(whole) // 2]) == cut
    damaged = bytearray(whole)
    middle = whole.index(b"word/document.xml") + 60
    damaged[middle : middle + 20] = b"\xff" * 20
    assert refusal("b.docx", bytes(damaged)) == cut


def test_protected_office_files(refusal, build):
    assert "protected by a password" in refusal("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99)
    manifest = "<manifest><encryption-data/></manifest>"
    odt = build.zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": "<a/>",
        }
    )
    assert refusal("b.odt", odt) == "It is protected by a password; save a copy without one."


def test_a_protected_pdf(refusal, build):
    locked = "<< /Filter /Standard /V 1 /R 2 /O ({0}) /U ({0}) /P -4 >>".format("a" * 32)
    plain = build.pdf([["Ann: hello"]]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 6 0 R")
    start = plain.index(b"xref\n")
    encrypted = plain[:start] + f"6 0 obj\n{locked}\nendobj\n".encode() + plain[start:]

    assert refusal("a.pdf", encrypted) == "It is protected by a password; save a copy without one."


def test_a_bomb_of_zeros(refusal, build):
    bomb = build.zipped({"word/document.xml": b"<a>" + b" " * (300 * 2**20), "_rels/.rels": "<a/>"})

    assert len(bomb) < 2**20
    assert refusal("bomb.docx", bomb) == "Its XML unpacks to more than 64 MB; split the document."


def test_an_archive_that_lies_about_its_size(refusal, build):
    packed = bytearray(build.docx(build.paragraph("x" * 5_000_000)))
    at = packed.rindex(b"word/document.xml") - 46 + 24
    packed[at : at + 4] = (10).to_bytes(4, "little")

    assert "damaged" in refusal("lying.docx", bytes(packed))


def test_billion_laughs_and_outside_entities(refusal, build):
    laughs = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w>&b;</w>'
    outside = '<!DOCTYPE a SYSTEM "file:///etc/hostname"><w/>'
    why = "Its XML declares a document type (DTD), which can hide an attack."

    for xml in (laughs, outside, laughs.encode("utf-16")):
        assert refusal("a.docx", build.zipped({"word/document.xml": xml})) == why
        assert refusal("a.xlsx", build.zipped({"xl/workbook.xml": xml})) == why


def test_deep_nesting(refusal, build):
    deep = "<w:p>" * 100_000 + "</w:p>" * 100_000

    why = refusal("deep.docx", build.docx(deep))

    assert why == "Its XML is nested more than 200 deep; no document needs it."


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of processor time")
@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_document_that_takes_for_ever_is_given_up(form, tmp_path, build):
    path = tmp_path / f"long.{form}"
    deep = b"<html><body>" + b"<div>" * 300_000 + b"Ann: hello"
    path.write_bytes(deep if form == "html" else build.docx(build.paragraph("a") * 300_000))

    with pytest.raises(UnreadableFile, match="It took more than 1 seconds of computing to read"):
        parsed(form, path, cpu_seconds=1)


def test_pdfs_that_are_damaged_endless_or_without_text(refusal, build):
    assert (
        refusal("a.pdf", b"%PDF-1.7\nnothing") == "It is damaged or no PDF; print it to PDF again."
    )
    pages = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Page /Parent 2 0 R >>"]
    pages[1] = f"<< /Type /Pages /Kids [{'3 0 R ' * 10_000}] /Count 10000 >>"
    assert refusal("b.pdf", build.pdf_from(pages)) == "It has more than 2,000 pages; split it."
    assert refusal("c.pdf", build.pdf([[]])).startswith("Its pages hold pictures and no text")


def test_a_workbook_that_claims_a_huge_sheet(refusal, build):
    book = BytesIO(build.xlsx({"a": [["x"]]}))
    parts = {}
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/s1.xml"
    parts[sheet] = parts[sheet].replace(
        b"</row>", b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )

    assert refusal("wide.xlsx", build.zipped(parts)).endswith("split it.")


def test_texts_made_to_hold_up_a_matcher(tmp_path):
    evil = [
        "Ann" + " " * 200_000 + "x\n" * 2,
        "Ann: a\nBen: b\n" + "(" * 100_000,
        "00:01 --> " + "1" * 200_000 + "\n" + "1:" * 100_000,
        "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 60_000,
        "WEBVTT\n\n" + ("00:01.000 --> 00:02.000\n" + "a " * 5_000 + "\n\n") * 20,
        "[00:01]" * 30_000,
        "Ann: x #00:00:12#" + " " * 100_000 + "y\nBen: z\nAnn: w\n",
        "\n" * 300_000 + "Ann: x",
        '"' * 200_000 + ",",
    ]
    for number, text in enumerate(evil):
        for suffix in ("txt", "vtt", "srt", "csv"):
            path = tmp_path / f"{number}.{suffix}"
            path.write_text(text)
            began = time.monotonic()
            list(read_many({path.name: path}))
            assert time.monotonic() - began < 4, path.name


def test_one_bad_file_never_stops_the_others(tmp_path, build):
    good = build.docx(
        "".join(build.paragraph(line) for line in ("Ann: Why?", "Ben: So.", "Ann: Ah."))
    )
    (tmp_path / "1.docx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "2.docx").write_bytes(good)
    (tmp_path / "3.txt").write_bytes(b"")
    (tmp_path / "4.txt").write_text("Ann: Why?\nBen: So.\n")
    files = {path.name: path for path in sorted(tmp_path.iterdir())}

    answers = list(read_many(files))

    assert [name for name, _ in answers] == list(files)
    refused = [name for name, answer in answers if isinstance(answer, UnreadableFile)]
    assert refused == ["1.docx", "3.txt"]
