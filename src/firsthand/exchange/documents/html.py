"""HTML pages, and what DOCX is turned into on its way here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from firsthand.exchange.decoding import decoded
from firsthand.exchange.documents.blocks import Block, told

_UNREAD = "head script style template noscript svg iframe object nav form button select title"
_SKIPPED = frozenset(_UNREAD.split())
_APART = """
    address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure
    footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td th thead
    tfoot tr ul
"""
_BLOCKS = frozenset(_APART.split())
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"[^\S\n]+")


def read(data: bytes) -> list[str]:
    """The page's paragraphs of plain text."""
    text, _ = decoded(data)
    return paragraphs(text)


def paragraphs(html: str) -> list[str]:
    root = LexborHTMLParser(html).body
    return told(list(_blocks(_runs(root)))) if root else []


@dataclass(frozen=True, slots=True)
class _Run:
    """Text and where it stands; numbers name elements, 0 is none."""

    text: str
    block: int
    bold: bool
    level: int
    cell: int
    row: int
    table: int


def _runs(root: LexborNode) -> Iterator[_Run]:
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        if node.is_text_node:
            run = _placed(" ".join(f"\0{node.text_content}\0".split()).replace("\0", ""), node)
        elif tag in ("br", "td", "th"):
            run = _placed("\n" if tag == "br" else "", node)
        else:
            continue
        if run:
            yield run


def _placed(text: str, node: LexborNode) -> _Run | None:
    """The run with its place in the page; None in a part that nobody reads."""
    block = level = cell = row = table = 0
    bold = False
    place: LexborNode | None = node
    while place is not None:
        tag = place.tag or ""
        if tag in _SKIPPED:
            return None
        if not block:
            bold = bold or tag in ("b", "strong")
            block = place.mem_id if tag in _BLOCKS else 0
            level = _HEADINGS.get(tag, 0)
        cell = place.mem_id if tag in ("td", "th") else cell
        row = place.mem_id if tag == "tr" else row
        table = place.mem_id if tag == "table" else table
        place = place.parent
    return _Run(text, block, bold, level, cell, row, table)


def _blocks(runs: Iterable[_Run]) -> Iterator[Block]:
    for (row, _), group in groupby(runs, key=lambda run: (run.row, 0 if run.row else run.block)):
        here = list(group)
        if row:
            cells = groupby(here, key=lambda run: run.cell)
            yield Block(cells=tuple(_cell(cell) for _, cell in cells), table=here[0].table)
        else:
            yield _paragraph(here)


def _cell(runs: Iterable[_Run]) -> str:
    parts = groupby(runs, key=lambda run: run.block)
    return " ".join(part for _, group in parts if (part := _joined(group)))


def _paragraph(runs: list[_Run]) -> Block:
    text = _joined(runs)
    lead = _joined(takewhile(lambda run: run.bold or not run.text.strip(), runs))
    return Block(text, lead if lead != text else "", runs[0].level)


def _joined(runs: Iterable[_Run]) -> str:
    text = _SPACES.sub(" ", "".join(run.text for run in runs))
    return "\n".join(line.strip() for line in text.split("\n")).strip()
