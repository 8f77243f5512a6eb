"""Word documents (.docx), by way of HTML."""

from __future__ import annotations

from io import BytesIO

import mammoth

from firsthand.exchange.documents import html
from firsthand.exchange.documents.packed import checked


def read(data: bytes) -> list[str]:
    """The document's paragraphs of plain text, without pictures, comments and deleted words."""
    checked(data)
    page = mammoth.convert_to_html(
        BytesIO(data), convert_image=mammoth.images.img_element(lambda image: {})
    )
    return html.paragraphs(page.value)
