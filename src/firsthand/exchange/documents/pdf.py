"""PDF documents: the lines of their pages, joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

import pypdfium2

from firsthand.exchange.documents.packed import PROTECTED
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.transcripts.names import misspelt, plausible, speakers
from firsthand.exchange.transcripts.shapes import Mark, Shape, marks

PAGES = 2_000
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.?)?[\s\-–—\[(]*\d{1,4}(?:\s*(?:/|of|von|de|\|)\s*\d{1,4})?[\s\-–—\])]*\Z",
    re.IGNORECASE,
)
_LINE_NUMBER = re.compile(r"\s*(\d{1,5})[ \t]+(?=\S)|\s*(\d{1,5})\s*$")
_SENTENCE_END = re.compile(r"[.?!…:。？！][\"'”’)\]]?$")
_EDGE = 2
_NUMBER_RUN = 5
_FULL = 0.75
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of PDFium."""


def read(data: bytes) -> list[str]:
    """The document's paragraphs of plain text, without page numbers, heads, feet, line numbers."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise UnreadableFile(PROTECTED) from error
        raise UnreadableFile("It is damaged or no PDF; print it to PDF again.") from error
    if len(document) > PAGES:
        raise UnreadableFile(f"It has more than {PAGES:,} pages; split it.")
    pages = [_lines(document, number) for number in range(len(document))]
    lines = _unnumbered(_uncounted(_without_edges(pages)))
    if not lines:
        raise UnreadableFile("Its pages hold pictures and no text; run text recognition on it.")
    return _joined(lines)


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    text = document[number].get_textpage().get_text_bounded()
    # PDFium writes U+FFFE (or U+0002) for a hyphen that only breaks a line.
    whole = re.sub("[\ufffe\x02]\r?\n?", "", text).replace("\0", "")
    return [line.strip() for line in whole.replace("\r\n", "\n").split("\n") if line.strip()]


def _without_edges(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without their numbers, and without lines that stand at the edge of most pages."""
    edges = Counter(
        shape for page in pages for shape in {_shape(line) for line in _edge_lines(page)}
    )
    repeated = {
        shape for shape, count in edges.items() if count >= max(3, 0.5 * len(pages)) and shape
    }
    return [[line for line in page if not _is_edge(line, page, repeated)] for page in pages]


def _edge_lines(page: Sequence[str]) -> list[str]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _is_edge(line: str, page: Sequence[str], repeated: set[str]) -> bool:
    if not any(line is edge for edge in _edge_lines(page)):
        return False
    return bool(_PAGE_NUMBER.match(line)) or _shape(line) in repeated


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip())


def _uncounted(pages: Sequence[Sequence[str]]) -> list[str]:
    """All lines, without bare numbers where some page has a run of them.

    PDFium tells line numbers in a column of their own as such runs, a page's after its words.
    """
    lines = [line for page in pages for line in page]
    longest = max(
        (len(list(run)) for bare, run in groupby(lines, key=str.isdigit) if bare), default=0
    )
    return [line for line in lines if not line.isdigit()] if longest >= _NUMBER_RUN else lines


def _unnumbered(lines: Sequence[str]) -> list[str]:
    """The lines without line numbers, where nearly all have one and they rise."""
    found = [_LINE_NUMBER.match(line) for line in lines]
    numbers = [int(match[1] or match[2]) for match in found if match]
    rising = sum(1 for before, after in pairwise(numbers) if after > before)
    if len(numbers) < max(5, 0.7 * len(lines)) or rising < 0.9 * (len(numbers) - 1):
        return list(lines)
    bare = (
        line[match.end() :] if match else line for line, match in zip(lines, found, strict=True)
    )
    return [line for line in bare if line.strip()]


def _joined(lines: Sequence[str]) -> list[str]:
    """Paragraphs: a line goes on from the one before unless a speaker or a short line is between.

    A short line ends a paragraph where a sentence ends there, or where no small letter follows.
    """
    heads = [_mark(line) for line in lines]
    labels = [mark.speaker for mark in heads if mark]
    known = speakers(labels)
    known |= misspelt(labels, known).keys()
    short = _FULL * sorted(len(line) for line in lines)[int(0.9 * (len(lines) - 1))]
    paragraphs: list[list[str]] = []
    before = ""
    alone = False
    for line, mark in zip(lines, heads, strict=True):
        speaks = mark is not None and mark.speaker.casefold() in known
        ended = len(before) < short and (_SENTENCE_END.search(before) or not line[:1].islower())
        if speaks or alone or ended or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
        alone = speaks and mark is not None and mark.words >= len(line)
        before = line
    return [" ".join(" ".join(paragraph).split()) for paragraph in paragraphs]


def _mark(line: str) -> Mark | None:
    found = (mark for mark in marks(line, 0) if mark.shape is not Shape.BARE_HEAD)
    return next((mark for mark in found if plausible(mark.speaker)), None)
