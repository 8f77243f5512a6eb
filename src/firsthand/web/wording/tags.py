"""In templates: a text with its words underlined, the remarks beside it, and a field watched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from firsthand.method.finding import Piece
from firsthand.web.wording.present import worded

type Page = Mapping[str, Any]


def words(context: Page, text: str, under: Iterable[Piece] = ()) -> dict[str, Any]:
    """`{% worded text %}`: the text itself, with the words that are remarked on underlined."""
    return {"pieces": worded(context["study"], str(text), under).pieces}


def told(context: Page, text: str, under: Iterable[Piece] = ()) -> dict[str, Any]:
    """`{% wording text %}`: what is remarked, each with what to put instead; else nothing."""
    return {"told": worded(context["study"], str(text), under).told}


def watched(context: Page, field: str, problem: object = None) -> SafeString:
    """`{% watched "claim" problem %}` in a field's tag: its wording is looked at as it is typed."""
    address = f"{reverse('wording', args=(context['study'].pk,))}?of={field}"
    return format_html(
        'hx-get="{}" hx-trigger="input changed delay:400ms" hx-target="#wording-{}" '
        'hx-swap="innerHTML" hx-sync="this:replace" aria-describedby="wording-{}{}"',
        address,
        field,
        field,
        " problem" if problem else "",
    )


def watching(context: Page, field: str, text: str = "") -> dict[str, Any]:
    """`{% watching "claim" typed %}`, after the field: where the remarks are said, politely."""
    return {"field": field, "told": worded(context["study"], str(text or "")).told}
