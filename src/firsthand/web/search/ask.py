"""Ask: a question gets the quotes and findings that answer it, or 'no evidence yet'."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.guiding import add_questions
from firsthand.actions.permissions import May, allowed
from firsthand.web import access
from firsthand.web.search.answers import answer_to, known_of
from firsthand.web.search.forms import LONGEST
from firsthand.web.search.views import layout


@require_safe
def ask(request: HttpRequest, key: int | None = None) -> HttpResponse:
    study = access.study(request, key) if key is not None else None
    studies = [study] if study else access.studies(request)
    question = request.GET.get("q", "").strip()[:LONGEST]
    page = {
        "study": study,
        "question": question,
        "answer": answer_to(question, studies) if question else None,
        "may_guide": study is not None and May.MARK in allowed(access.person(request), study),
        "layout": layout(study),
    }
    return render(request, "search/ask.html", page)


@require_POST
def question(request: HttpRequest, key: int) -> HttpResponse:
    """Puts the question into the study's guide."""
    study = access.study(request, key, May.MARK)
    add_questions(study, access.person(request), request.POST.get("question", ""))
    try:
        return redirect(reverse("guide", args=(key,)))
    except NoReverseMatch:
        return redirect(reverse("interview", args=(key,)))


@require_safe
def known(request: HttpRequest) -> HttpResponse:
    """What the studies I may read hold on a question that a new one is to ask."""
    asked = request.GET.get("question", "").strip()[:LONGEST]
    answer = known_of(asked, access.studies(request)) if asked else None
    return render(request, "search/known.html", {"answer": answer, "question": asked})
