"""Rich text (.rtf)."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from firsthand.exchange.documents.blocks import Block, told


def read(data: bytes) -> list[str]:
    """The document's paragraphs of plain text; bold is not told."""
    # RTF is ASCII; what is above it in a sloppy file is in the Windows code page.
    text: str = rtf_to_text(  # type: ignore[no-untyped-call]
        data.decode("cp1252", "replace"), errors="ignore"
    )
    return told([_block(line) for line in text.split("\n")])


def _block(line: str) -> Block:
    if line.endswith("|"):
        return Block(cells=tuple(cell.strip() for cell in line[:-1].split("|")), table=1)
    return Block(line.strip())
