"""A picture as SVG: real text, in fonts by name, and nothing from outside."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from firsthand.exchange.maps.drawing import Box, Frame, Mark, Page, Piece, Words
from firsthand.exchange.maps.fonts import Face
from firsthand.exchange.maps.inks import DASHES, FILLS, GRADES, LINES, PAPER, TONES
from firsthand.exchange.maps.shapes import corners, dashes, is_round

_SERIF = (
    "'Noto Serif','Iowan Old Style','Palatino Linotype',Palatino,Charter,'Source Serif 4',"
    "Georgia,serif"
)
_SANS = "'Noto Sans',system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_KINDS = {
    Face.SANS: "",
    Face.BOLD: ' font-weight="650"',
    Face.SERIF: f" font-family={quoteattr(_SERIF)}",
}


def written(page: Page) -> str:
    """The whole document; it may stand in a page or lie by itself."""
    inside = "\n".join(_piece(one) for one in page.pieces)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width:g} {page.height:g}"'
        ' role="img"'
        f" font-family={quoteattr(_SANS)}"
        ' aria-labelledby="map-title map-told">\n'
        f'<title id="map-title">{escape(page.title)}</title>\n'
        f'<desc id="map-told">{escape(page.told)}</desc>\n'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>\n{inside}\n</svg>\n'
    )


def _piece(piece: Piece) -> str:
    title = f"<title>{escape(piece.told)}</title>" if piece.told else ""
    parts = [
        *map(_box, piece.boxes),
        *map(_mark, piece.marks),
        *map(_words, piece.words),
    ]
    return f"<g>{title}{''.join(parts)}</g>"


def _box(box: Box) -> str:
    place = f'x="{box.x:.2f}" y="{box.y:.2f}"'
    if box.frame is Frame.QUOTED:
        return f'<rect {place} width="1" height="{box.height:.2f}" fill="{LINES[box.frame]}"/>'
    dashes = f' stroke-dasharray="{DASHES}"' if box.frame is Frame.ASSUMED else ""
    line = f' stroke="{LINES[box.frame]}"{dashes}' if box.frame in LINES else ""
    return (
        f'<rect {place} width="{box.width:.2f}" height="{box.height:.2f}" rx="3"'
        f' fill="{FILLS.get(box.frame, "none")}"{line}/>'
    )


def _mark(mark: Mark) -> str:
    fill, line = GRADES[mark.grade]
    style = f'fill="{fill or "none"}" stroke="{line}" stroke-width="1"'
    if cut := dashes(mark):
        on, off, before = cut
        style += f' stroke-dasharray="{on:.2f} {off:.2f}" stroke-dashoffset="{before:.2f}"'
    if is_round(mark.grade):
        return f'<circle cx="{mark.x:.2f}" cy="{mark.y:.2f}" r="{mark.size / 2:.2f}" {style}/>'
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in corners(mark))
    return f'<polygon points="{points}" {style}/>'


def _words(words: Words) -> str:
    """A line that is given its width, so that it fits whatever font is there."""
    kind = _KINDS[words.face]
    x = words.x + words.width if words.runs_left else words.x
    way = ' direction="rtl"' if words.runs_left else ""
    long = f' textLength="{words.width:.2f}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text x="{x:.2f}" y="{words.y:.2f}" font-size="{words.size:g}"'
        f' fill="{TONES[words.tone]}"{kind}{way}{long if words.width > 1 else ""}>'
        f"{escape(words.text)}</text>"
    )
