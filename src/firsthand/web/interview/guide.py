"""The interview guide: its questions, each checked for how it asks, as it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.guiding import (
    add_questions,
    change_question,
    move_question,
    offered,
    remove_question,
)
from firsthand.actions.permissions import May, allowed
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Study
from firsthand.web import access
from firsthand.web.empathize.asked import asked_about
from firsthand.web.interview.guide_present import MOST_AT_ONCE, check, rows_of

MOST_OFFERED = 6


@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest, key: int) -> HttpResponse:
    """The guide; sent to, it takes in what was typed, a question a line."""
    if request.method != "POST":
        return _page(request, access.study(request, key))
    study = access.study(request, key, May.MARK)
    typed, memo = request.POST.get("text", ""), request.POST.get("memo", "")
    try:
        add_questions(study, access.person(request), typed, memo)
    except RuleBroken as problem:
        return _page(request, study, {"problem": problem, "typed": typed, "memo": memo}, 422)
    return redirect("guide", key)


@require_safe
def checking(request: HttpRequest, key: int) -> HttpResponse:
    """What is to be said of what is being typed; nothing is kept."""
    study = access.study(request, key)
    lines = [line for line in request.GET.get("text", "").splitlines() if line.strip()]
    page = {
        "study": study,
        "checks": check([" ".join(line.split()) for line in lines[:MOST_AT_ONCE]]),
    }
    return render(request, "interview/checking.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.question(request, key, number, May.MARK)
    page = {"study": found.study, "question": found, "typed": found.text, "memo": found.memo}
    if request.method == "POST":
        typed, memo = request.POST.get("text", ""), request.POST.get("memo", "")
        try:
            change_question(found, access.person(request), typed, memo)
        except RuleBroken as problem:
            page |= {"problem": problem, "typed": typed, "memo": memo}
            return render(request, "interview/question.html", page, status=422)
        return redirect("guide", key)
    page["checks"] = check([found.text])
    return render(request, "interview/question.html", page)


@require_POST
def rewriting(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Puts the rewrite in the question's place."""
    found = access.question(request, key, number, May.MARK)
    better = check([found.text])[0].rewrite
    if not better:
        raise RuleBroken(_("There is nothing to mend in it any more. Reload the page."))
    change_question(found, access.person(request), better, found.memo)
    return redirect("guide", key)


@require_POST
def moving(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.question(request, key, number, May.MARK)
    move_question(found, access.person(request), -1 if request.POST.get("to") == "up" else 1)
    return redirect("guide", key)


@require_POST
def question_removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    remove_question(access.question(request, key, number, May.MARK), access.person(request))
    return redirect("guide", key)


def _led(study: Study, found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is offered, each with the address of the words it rests on."""
    rows = study.sources.filter(name__in={one["source"] for one in found})
    keys = dict(rows.values_list("name", "pk"))
    there = [one for one in found if one["source"] in keys]
    return [{**one, **_place(study, keys[one["source"]], one)} for one in there]


def _place(study: Study, key: int, one: Mapping[str, Any]) -> dict[str, str]:
    """The address of the words, and how the behaviour they are is meant."""
    start = one["start"]
    page = reverse("transcript", args=(study.pk, key))
    end = one.get("end", start + len(one["words"]))
    return {"address": f"{page}?at={start}#s{start}", "place": f"{key}-{start}-{end}"}


def _page(
    request: HttpRequest, study: Study, more: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    questions = list(study.questions.all())
    page = {
        "study": study,
        "rows": rows_of(questions, asked_about(study, questions)),
        "offered": _led(study, offered(study)[:MOST_OFFERED]),
        "may_change": May.MARK in allowed(access.person(request), study),
    }
    return render(request, "interview/guide.html", page | (more or {}), status=status)
