"""The forms in which a map leaves as a file, by their suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from firsthand.exchange.maps import data, picture, rows, text
from firsthand.method.empathy_map import EmpathyMap


@dataclass(frozen=True, slots=True)
class Form:
    """What it is called, what a browser knows it as, and who writes it."""

    name: str
    kind: str
    write: Callable[[EmpathyMap], bytes]


def _encoded(write: Callable[[EmpathyMap], str]) -> Callable[[EmpathyMap], bytes]:
    return lambda drawn: write(drawn).encode("utf-8", "replace")


FORMS: Mapping[str, Form] = {
    "svg": Form("SVG picture", "image/svg+xml", _encoded(picture.svg)),
    "png": Form("PNG picture", "image/png", picture.png),
    "pdf": Form("PDF", "application/pdf", picture.pdf),
    "html": Form("HTML page", "text/html; charset=utf-8", _encoded(text.html)),
    "md": Form("Markdown", "text/markdown; charset=utf-8", _encoded(text.markdown)),
    "csv": Form("CSV", "text/csv; charset=utf-8", rows.to_csv),
    "xlsx": Form(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        rows.to_xlsx,
    ),
    "json": Form("JSON", "application/json", _encoded(data.json_text)),
}
