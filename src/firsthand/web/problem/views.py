"""Name: the study's problems, a new one, and one with its editor."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions import naming
from firsthand.actions.checking import checked, compares, make_ready
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Study
from firsthand.web import access
from firsthand.web.findings.present import rights
from firsthand.web.problem.pages import page_of
from firsthand.web.problem.present import listed, shown, suggested


@require_safe
def name(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    page = {"study": study, "problems": listed(study), "suggested": suggested(study)}
    return render(request, "problem/name.html", page | rights(study, access.person(request)))


@require_safe
def checking(request: HttpRequest, key: int) -> HttpResponse:
    """What is to be said of the sentence that is being typed; nothing is kept."""
    study = access.study(request, key)
    sentence = request.GET.get("sentence", "")
    if not sentence.strip():
        make_ready(study)
    return render(request, "problem/checked.html", _checked(study, sentence))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: int) -> HttpResponse:
    """A new problem; begun with one that is suggested, where the address names one."""
    study = access.study(request, key, May.MARK)
    if request.method != "POST":
        begin = request.GET.get("begin", "")
        first = next((one["claim"] for one in suggested(study) if str(one["key"]) == begin), "")
        return _editor(request, study, first)
    typed = request.POST.get("sentence", "")
    if request.POST.get("check"):
        return _editor(request, study, typed)
    try:
        made = naming.name(study, access.person(request), typed)
    except RuleBroken as problem:
        return _editor(request, study, typed, {"problem": problem}, 422)
    return redirect("problem", key, made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def problem(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """A problem; sent to, it checks what was typed and keeps nothing."""
    found = access.problem(request, key, number)
    typed = request.POST.get("sentence", "") if request.method == "POST" else None
    return render(request, "problem/problem.html", page_of(request, found, typed))


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.problem(request, key, number, May.MARK)
    try:
        naming.drop(found, access.person(request))
    except RuleBroken as problem:
        page = page_of(request, found) | {"problem": problem}
        return render(request, "problem/problem.html", page, status=422)
    return redirect("name", key)


def _editor(
    request: HttpRequest,
    study: Study,
    typed: str,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {"study": study, "typed": typed, "suggested": suggested(study)}
    page |= _checked(study, typed)
    return render(request, "problem/new.html", page | (more or {}), status=status)


def _checked(study: Study, sentence: str) -> dict[str, Any]:
    if not sentence.strip():
        return {"study": study, "check": None}
    verdict = checked(study, sentence)
    return {"study": study, "check": shown(study, verdict), "compares": compares(study)}
