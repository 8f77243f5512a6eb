"""Search: by word and by meaning, in a study or over all of one's studies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from firsthand.records.index.finding import Found, find
from firsthand.records.models import Study
from firsthand.web import access
from firsthand.web.search.filters import filters_of
from firsthand.web.search.forms import Typed, typed_in
from firsthand.web.search.present import shown

AT_ONCE = 20


@require_safe
def search(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """The page; its results alone where they are asked for while somebody types."""
    study = access.study(request, key) if key is not None else None
    studies = [study] if study else access.studies(request)
    in_place = "HX-Request" in request.headers
    typed = typed_in(request.GET)
    page: dict[str, Any] = {"study": study, "typed": typed, "layout": layout(study)}
    page |= _found(typed, {one.pk: one for one in studies}, typing=in_place)
    page["more"] = _address(request, page=typed.page + 1) if page.pop("goes_on") else ""
    page["before"] = _address(request, page=typed.page - 1) if typed.page > 1 else ""
    page["with_any"] = _address(request, words="any", page=1)
    page["unnarrowed"] = f"{request.path}?{_plain(typed)}"
    page["asking"] = _asking(study, typed)
    part = "#found" if in_place else ""
    return render(request, f"search/search.html{part}", page)


def layout(study: Study | None) -> str:
    """What the page stands in."""
    return "study.html" if study else "base.html"


def _found(typed: Typed, studies: Mapping[int, Study], *, typing: bool) -> dict[str, Any]:
    query = typed.query(typing=typing)
    found = find(query, typed.wanted(studies.keys()), counted=True)
    if found is None:
        return {"is_being_made": True, "goes_on": False, "filters": ()}
    begin = (typed.page - 1) * AT_ONCE
    hits: Sequence[Any] = found.hits[begin : begin + AT_ONCE]
    return {
        "found": found,
        "total": found.by_word + found.near,
        "hits": shown(hits, query, studies),
        "first": begin + 1,
        "goes_on": begin + AT_ONCE < len(found.hits),
        "filters": filters_of(typed, studies, found.counts),
        "others": _with_any(typed, studies, found, typing=typing),
    }


def _with_any(typed: Typed, studies: Mapping[int, Study], found: Found, *, typing: bool) -> int:
    """How many have one of the words, where none has them all."""
    if found.by_word or typed.any or len(typed.q.split()) < 2:
        return 0
    query = Typed(q=typed.q, any=True).query(typing=typing)
    again = find(query, typed.wanted(studies.keys()), near=False)
    return again.by_word if again else 0


def _address(request: HttpRequest, **changed: object) -> str:
    sent = request.GET.copy()
    for name, value in changed.items():
        sent[name] = str(value)
    return f"{request.path}?{sent.urlencode()}"


def _plain(typed: Typed) -> str:
    sent = QueryDict(mutable=True)
    sent["q"] = typed.q
    return sent.urlencode()


def _asking(study: Study | None, typed: Typed) -> str:
    where = reverse("ask", args=(study.pk,)) if study else reverse("ask-all")
    return f"{where}?{_plain(typed)}"
