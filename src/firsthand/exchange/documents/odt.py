"""OpenDocument texts (.odt)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from odfdo import Document, Element

from firsthand.exchange.documents.blocks import Block, told
from firsthand.exchange.documents.packed import PROTECTED, checked
from firsthand.exchange.errors import UnreadableFile

_UNREAD = """
    text:tracked-changes text:note text:table-of-content text:ruby-text text:sequence-decls
    office:annotation office:annotation-end office:forms draw:frame
"""
_SKIPPED = frozenset(_UNREAD.split())
_SIGNS = {"text:line-break": "\n", "text:tab": "\t"}


def read(data: bytes) -> list[str]:
    """The document's paragraphs of plain text, without pictures, comments and deleted words."""
    archive = checked(data)
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise UnreadableFile(PROTECTED)
    document = Document(BytesIO(data))
    return told(list(_Reader(_bold_styles(document)).blocks(document.body)))


def _bold_styles(document: Document) -> frozenset[str]:
    styles = document.get_styles("text", automatic=True) + document.get_styles("text")
    return frozenset(
        str(style.get_attribute("style:name"))
        for style in styles
        if any(
            properties.get_attribute("fo:font-weight") in ("bold", "700", "800", "900")
            for properties in style.get_elements("style:text-properties")
        )
    )


class _Reader:
    def __init__(self, bold: frozenset[str]) -> None:
        self._bold = bold
        self._tables = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        for child in parent.children:
            tag = child.tag
            if tag == "table:table":
                self._tables += 1
                yield from self._rows(child, self._tables)
            elif tag in ("text:p", "text:h"):
                yield self._paragraph(child, 1 if tag == "text:h" else 0)
            elif tag not in _SKIPPED:
                yield from self.blocks(child)

    def _rows(self, parent: Element, table: int) -> Iterator[Block]:
        for child in parent.children:
            if child.tag == "table:table-row":
                cells = tuple(
                    " ".join(block.text for block in self.blocks(cell) if block.text)
                    for cell in child.children
                    if cell.tag == "table:table-cell"
                )
                yield Block(cells=cells, table=table)
            elif child.tag in ("table:table-header-rows", "table:table-rows"):
                yield from self._rows(child, table)

    def _paragraph(self, element: Element, level: int) -> Block:
        runs = list(self._runs(element, False))
        text = "".join(run for run, _ in runs)
        lead = ""
        for run, bold in runs:
            if run.strip() and not bold:
                break
            lead += run
        start = len(text) - len(text.lstrip())
        lead = lead[start:].rstrip()
        return Block(text.strip(), lead if lead != text.strip() else "", level)

    def _runs(self, element: Element, bold: bool) -> Iterator[tuple[str, bool]]:
        yield _collapsed(element.text), bold
        for child in element.children:
            if child.tag in _SIGNS:
                yield _SIGNS[child.tag], bold
            elif child.tag == "text:s":
                yield " ", bold
            elif child.tag not in _SKIPPED:
                style = str(child.get_attribute("text:style-name"))
                yield from self._runs(child, bold or style in self._bold)
            yield _collapsed(child.tail), bold


def _collapsed(text: str | None) -> str:
    return " ".join(f"\0{text or ''}\0".split()).replace("\0", "")
