"""An address as a QR code, for a phone's camera."""

from __future__ import annotations

import segno


def qr_svg(address: str) -> str:
    """SVG to stand in a page: dark on light on pages of any colours."""
    code = segno.make_qr(address, error="m")
    return code.svg_inline(
        omitsize=True, border=4, light="#fff", dark="#000", svgclass="qr", lineclass=None
    )
