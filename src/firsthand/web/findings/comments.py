"""Comments on findings and on quotes: written, changed and removed by whoever wrote them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions.commenting import remark, remark_otherwise, take_back
from firsthand.actions.permissions import May
from firsthand.actions.quoting import Quoted
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Comment, Finding, Study
from firsthand.web import access
from firsthand.web.findings.forms import place_in
from firsthand.web.findings.quotes import loaded


@require_POST
def comments(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.MARK)
    about = _about(request, key)
    text = request.POST.get("text", "")
    try:
        made = remark(about, access.person(request), text)
    except RuleBroken as problem:
        page = {"typed": text, "problem": problem, "action": reverse("comments", args=(key,))}
        sent = {"finding": request.POST.get("finding"), "quote": request.POST.get("quote")}
        return _form(request, study, page | sent, 422)
    return redirect(where(made))


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """One's own comment, to be said otherwise."""
    found = access.comment(request, key, number, May.MARK)
    page: dict[str, Any] = {"typed": found.text, "action": request.path, "comment": found}
    if request.method != "POST":
        return _form(request, found.study, page)
    typed = request.POST.get("text", "")
    try:
        remark_otherwise(found, access.person(request), typed)
    except RuleBroken as problem:
        return _form(request, found.study, page | {"typed": typed, "problem": problem}, 422)
    return redirect(where(found))


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.comment(request, key, number, May.MARK)
    back = where(found)
    take_back(found, access.person(request))
    return redirect(back)


def where(one: Comment) -> str:
    """The page that the comment stands on."""
    if one.finding_id:
        address = reverse("finding", args=(one.study_id, one.finding_id))
    else:
        address = reverse("quote", args=(one.study_id, one.source_id, one.start, one.end))
    return f"{address}#comments"


def _about(request: HttpRequest, key: int) -> Finding | Quoted:
    number = request.POST.get("finding", "")
    if number.isascii() and number.isdigit() and len(number) < 19:
        return access.finding(request, key, int(number), May.MARK)
    if not (place := request.POST.get("quote", "")):
        raise RuleBroken(_("Say what the comment is about: a finding or a quote."))
    source, start, end = place_in(place)
    return loaded(request, key, source, start, end, May.MARK)


def _form(
    request: HttpRequest, study: Study, page: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "findings/comment.html", page | {"study": study}, status=status)
