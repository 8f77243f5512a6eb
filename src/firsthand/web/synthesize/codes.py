"""The codebook: the tree of codes, one code with its quotes, and what is done to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions import coding
from firsthand.actions.permissions import May, allowed
from firsthand.method.codes import below, branches
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Code, Coding, Highlight, Study
from firsthand.web import access
from firsthand.web.synthesize.forms import is_number
from firsthand.web.synthesize.quotes import numbers, of, paged


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest, key: int) -> HttpResponse:
    """The tree, and a form that adds to it."""
    writes = request.method == "POST"
    study = access.study(request, key, May.MARK if writes else May.READ)
    problem = None
    if writes:
        sent = request.POST
        try:
            made = coding.add_code(
                study,
                access.person(request),
                sent.get("name", ""),
                sent.get("memo", ""),
                _number(sent.get("under", "")),
            )
            return redirect("code", study.pk, made.pk)
        except RuleBroken as broken:
            problem = broken
    page = tree_of(study) | {
        "study": study,
        "may": May.MARK in allowed(access.person(request), study),
        "typed": request.POST,
        "problem": problem,
    }
    return render(request, "synthesize/codes.html", page, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """One code: its quotes, and its name, memo and place in the tree."""
    writes = request.method == "POST"
    found = access.code(request, key, number, May.MARK if writes else May.READ)
    problem, typed = None, {"name": found.name, "memo": found.memo}
    if writes:
        sent = request.POST
        typed = {"name": sent.get("name", ""), "memo": sent.get("memo", "")}
        try:
            under = _number(sent.get("under", ""))
            coding.revise(found, access.person(request), typed["name"], typed["memo"], under)
            return redirect("code", key, number)
        except RuleBroken as broken:
            problem = broken
            found.refresh_from_db()
    page = _page_of(request, found) | {"problem": problem, "typed": typed}
    return render(request, "synthesize/code.html", page, status=422 if problem else 200)


@require_POST
def merging(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.code(request, key, number, May.MARK)
    into = _number(request.POST.get("into", ""))
    if into is None:
        raise RuleBroken(_("Choose the code that it is to be merged into."))
    made = coding.merge_codes(found, access.person(request), into)
    return redirect("code", key, made.pk)


@require_POST
def splitting(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Puts the ticked quotes to a new code, or takes this one off them."""
    found, by = access.code(request, key, number, May.MARK), access.person(request)
    ticked = numbers(request.POST, "quote")
    if request.POST.get("as") == "off":
        coding.take_code_off(found, by, ticked)
        return redirect("code", key, number)
    made = coding.split_code(found, by, ticked, request.POST.get("name", ""))
    return redirect("code", key, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Says what goes with the code before it goes."""
    found = access.code(request, key, number, May.MARK)
    if request.method == "POST":
        coding.remove_code(found, access.person(request))
        return redirect("codes", key)
    page = {
        "study": found.study,
        "code": found,
        "quotes": found.codings.count(),
        "below": found.children.count(),
    }
    return render(request, "synthesize/code_removal.html", page)


def tree_of(study: Study) -> dict[str, Any]:
    """The codes in the order of their tree, with counts, and how many quotes have none."""
    rows = {one.pk: one for one in study.codes.order_by("name")}
    quotes: dict[int, set[int]] = {}
    pairs = Coding.objects.filter(code__study=study).values_list("code", "highlight")
    for one, highlight in pairs:
        quotes.setdefault(one, set()).add(highlight)
    parents = {key: one.parent_id for key, one in rows.items()}
    every = Highlight.objects.filter(source__study=study)
    return {
        "branches": [(rows[one.code], one) for one in branches(list(rows), parents, quotes)],
        "without": every.filter(codings=None).count(),
        "quotes": every.count(),
    }


def _page_of(request: HttpRequest, found: Code) -> dict[str, Any]:
    study = found.study
    every = list(study.codes.order_by("name"))
    under = below({one.pk: one.parent_id for one in every}, found.pk)
    return {
        "study": study,
        "code": found,
        "found": paged(of(study).filter(codings__code=found), request.GET.get("page")),
        "may": May.MARK in allowed(access.person(request), study),
        "above": next((one for one in every if one.pk == found.parent_id), None),
        "children": [one for one in every if one.parent_id == found.pk],
        "others": [one for one in every if one.pk != found.pk],
        "may_stand_under": [one for one in every if one.pk not in under],
    }


def _number(sent: str) -> int | None:
    return int(sent) if is_number(sent) else None
