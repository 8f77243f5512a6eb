"""The brief of a map as a file: Markdown, a page that stands alone, PDF, data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from firsthand.exchange.briefs.data import json_text
from firsthand.exchange.briefs.html import html
from firsthand.exchange.briefs.markdown import markdown
from firsthand.exchange.briefs.paper import pdf
from firsthand.method.briefs import Brief


@dataclass(frozen=True, slots=True)
class Form:
    """How a brief is written: `write` takes it and the address of its page."""

    name: str
    ending: str
    type: str
    write: Callable[[Brief, str], bytes]


def _text(written: Callable[[Brief, str], str]) -> Callable[[Brief, str], bytes]:
    return lambda brief, address: written(brief, address).encode("utf-8", "replace")


FORMS: Mapping[str, Form] = {
    "html": Form("HTML", "html", "text/html; charset=utf-8", _text(html)),
    "markdown": Form("Markdown", "md", "text/markdown; charset=utf-8", _text(markdown)),
    "pdf": Form("PDF", "pdf", "application/pdf", pdf),
    "json": Form("JSON", "json", "application/json; charset=utf-8", _text(json_text)),
}
