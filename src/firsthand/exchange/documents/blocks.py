"""What a document reader finds, and how it is told in plain paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from firsthand.exchange.tables.columns import speech_columns
from firsthand.exchange.transcripts.names import normal, plausible, speakers


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading (`level` 1 to 6) or a row of table number `table`.

    `lead` is the bold text that the paragraph begins with, where words that are not bold follow.
    """

    text: str = ""
    lead: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    table: int = 0


def told(blocks: Sequence[Block]) -> list[str]:
    """Paragraphs of plain text; a heading gets `#` marks, a speaker in bold a colon."""
    bold = _speakers_in_bold(blocks)
    paragraphs: list[str] = []
    for table, group in groupby(blocks, key=lambda block: block.table):
        if table:
            paragraphs.extend(_table([block.cells for block in group]))
        else:
            paragraphs.extend(_paragraph(block, bold) for block in group)
    return [paragraph for paragraph in paragraphs if paragraph.strip()]


def _speakers_in_bold(blocks: Sequence[Block]) -> frozenset[str]:
    """Names in bold at the head of paragraphs; all where most have one and one comes again."""
    leads = [normal(block.lead.rstrip(":")) for block in blocks if block.lead]
    likely = [lead for lead in leads if plausible(lead)]
    distinct = frozenset(lead.casefold() for lead in likely)
    texts = sum(1 for block in blocks if block.text and not block.level)
    if 1 < len(distinct) < len(likely) and len(likely) > 0.5 * texts:
        return distinct
    return speakers(likely)


def _paragraph(block: Block, bold: frozenset[str]) -> str:
    if block.level:
        return f"{'#' * block.level} {block.text}"
    lead, rest = block.lead.strip(), block.text[len(block.lead) :]
    unmarked = lead and not lead.endswith(":") and not rest.lstrip().startswith((":", "\n"))
    if unmarked and normal(lead).casefold() in bold and not _stamp_follows(rest):
        return f"{lead}: {rest.lstrip()}"
    return block.text


def _stamp_follows(rest: str) -> bool:
    return rest.strip(" \t([")[:1].isdigit() and ":" in rest[:12]


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """`Name: words` for the rows of a table with speakers, else cells set apart by bars."""
    columns = speech_columns(rows)
    for row in rows[columns.first if columns else 0 :]:
        cells = [" ".join(cell.split()) for cell in row]
        if not columns or columns.words >= len(cells):
            yield " | ".join(cell for cell in cells if cell)
            continue
        name = _cell(cells, columns.speaker).rstrip(":")
        began = _cell(cells, columns.began)
        label = f"{name} [{began}]: " if began else f"{name}: "
        yield f"{label if name else ''}{cells[columns.words]}"


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""
