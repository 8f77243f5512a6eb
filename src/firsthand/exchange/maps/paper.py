"""A picture as PDF, its fonts in it; and as PNG, drawn from that PDF."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2

from firsthand.exchange.maps.drawing import Box, Frame, Mark, Page, Tone, Words
from firsthand.exchange.maps.fonts import WIDER, Face, font, has, width
from firsthand.exchange.maps.inks import FILLS, GRADES, LINES, PAPER, TONES
from firsthand.exchange.maps.shapes import corners, dashes, is_round
from firsthand.method.words import counted

WIDE = 1920  # pixels of a PNG
_MISSING = "\ufffd"


def pdf(page: Page) -> bytes:
    """One page; signs that the fonts do not have stand as �, and how many are said."""
    from reportlab.pdfgen.canvas import Canvas

    packed = BytesIO()
    canvas = Canvas(packed, pagesize=(page.width, page.height), invariant=1)
    canvas.setTitle(page.title)
    canvas.setSubject(page.told)
    canvas.setCreator("Firsthand")
    drawn = _Drawn(canvas, page)
    for piece in page.pieces:
        for box in piece.boxes:
            drawn.box(box)
        for mark in piece.marks:
            drawn.mark(mark)
        for words in piece.words:
            drawn.words(words)
    drawn.say_what_is_missing()
    canvas.showPage()
    canvas.save()
    return packed.getvalue()


def png(page: Page, wide: int = WIDE) -> bytes:
    document = pypdfium2.PdfDocument(pdf(page))
    try:
        image = document[0].render(scale=wide / page.width, rev_byteorder=True).to_numpy()
        return _as_png(np.ascontiguousarray(image[:, :, :3]))
    finally:
        document.close()


def _as_png(pixels: np.ndarray[Any, Any]) -> bytes:
    height, wide, _three = pixels.shape
    rows = np.zeros((height, 1 + wide * 3), np.uint8)
    rows[:, 1:] = pixels.reshape(height, -1)
    head = struct.pack(">IIBBBBB", wide, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


class _Drawn:
    """A page as it is drawn: its places count from the top, a PDF's from the bottom."""

    def __init__(self, canvas: Any, page: Page) -> None:
        self.canvas, self.page = canvas, page
        self.missing = 0
        canvas.setFillColor(PAPER)
        canvas.rect(0, 0, page.width, page.height, stroke=0, fill=1)

    def up(self, y: float) -> float:
        return self.page.height - y

    def box(self, box: Box) -> None:
        canvas = self.canvas
        if box.frame is Frame.QUOTED:
            canvas.setFillColor(LINES[box.frame])
            canvas.rect(box.x, self.up(box.y + box.height), 1, box.height, stroke=0, fill=1)
            return
        canvas.setLineWidth(1 if box.frame is Frame.ASSUMED else 0.8)
        canvas.setDash([3, 2.2] if box.frame is Frame.ASSUMED else [])
        canvas.setStrokeColor(LINES.get(box.frame, PAPER))
        canvas.setFillColor(FILLS.get(box.frame, PAPER))
        canvas.roundRect(
            box.x,
            self.up(box.y + box.height),
            box.width,
            box.height,
            3,
            stroke=int(box.frame in LINES),
            fill=int(box.frame in FILLS),
        )
        canvas.setDash([])

    def mark(self, mark: Mark) -> None:
        canvas = self.canvas
        fill, line = GRADES[mark.grade]
        canvas.setLineWidth(1)
        canvas.setStrokeColor(line)
        canvas.setFillColor(fill or PAPER)
        if cut := dashes(mark):
            canvas.setDash(list(cut[:2]), cut[2])
        if is_round(mark.grade):
            canvas.circle(mark.x, self.up(mark.y), mark.size / 2, stroke=1, fill=int(bool(fill)))
        else:
            path = canvas.beginPath()
            first, *rest = corners(mark)
            path.moveTo(first[0], self.up(first[1]))
            for x, y in rest:
                path.lineTo(x, self.up(y))
            path.close()
            canvas.drawPath(path, stroke=1, fill=int(bool(fill)))
        canvas.setDash([])

    def words(self, words: Words) -> None:
        told = "".join(self._sign(one, words.face) for one in words.text)
        text = self.canvas.beginText(words.x, self.up(words.y))
        text.setFont(font(words.face).fontName, words.size)
        text.setFillColor(TONES[words.tone])
        is_bold = words.face is Face.BOLD  # the fonts are read in their plain weight
        self.canvas.saveState()  # how letters are drawn outlasts a text
        if is_bold:
            text.setTextRenderMode(2)
            text.setStrokeColor(TONES[words.tone])
            self.canvas.setLineWidth(words.size * 0.04)
        plain = width(told, Face.SERIF if words.face is Face.SERIF else Face.SANS, words.size)
        wider = WIDER if is_bold else 1.0
        text.setHorizScale(100 * min(wider, words.width / plain if plain else wider))
        text.textOut(told)
        self.canvas.drawText(text)
        self.canvas.restoreState()

    def _sign(self, sign: str, face: Face) -> str:
        if has(sign, face):
            return sign
        if width(sign, face, 1) == 0:
            return ""
        self.missing += 1
        return _MISSING

    def say_what_is_missing(self) -> None:
        if not self.missing:
            return
        signs = counted(self.missing, "sign")
        told = f"{signs} that the fonts of this file do not have: read the SVG or the page instead."
        wide = width(told, Face.SANS, 7)
        self.words(Words(24, self.page.height - 2.5, told, 7, Face.SANS, Tone.WARN, wide))
