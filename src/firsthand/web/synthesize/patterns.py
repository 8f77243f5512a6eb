"""The patterns board, and what is done to patterns there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions import grouping
from firsthand.actions.permissions import May, allowed
from firsthand.actions.spoken import At
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Pattern, Study
from firsthand.web import access
from firsthand.web.synthesize.board import named_by, page_of
from firsthand.web.synthesize.forms import place_in


@require_safe
def patterns(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    may = May.MARK in allowed(access.person(request), study)
    page = {"study": study, "board": page_of(study), "may": may}
    return render(request, "synthesize/patterns.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def pattern(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Names a pattern: its participants' words are offered, the team's own can be typed."""
    found = access.pattern(request, key, number, May.MARK)
    typed = {"name": found.name, "memo": found.memo}
    problem = None
    if request.method == "POST":
        chosen = request.POST.get("words", "")
        own = request.POST.get("name", "")
        typed = {"name": own if chosen in ("", "own") else chosen}
        typed["memo"] = request.POST.get("memo", "")
        try:
            grouping.name(found, access.person(request), typed["name"], typed["memo"])
            return _to(found.study, f"k{found.pk}")
        except RuleBroken as broken:
            problem = broken
    shown = page_of(found.study, f"k{found.pk}").shown
    page = {
        "study": found.study,
        "pattern": found,
        "typed": typed,
        "problem": problem,
        "names": [one for one in named_by(shown[0]) if one != found.name] if shown else [],
    }
    status = 422 if problem else 200
    return render(request, "synthesize/pattern.html", page, status=status)


@require_POST
def acceptances(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.MARK)
    made = grouping.accept(study, access.person(request), request.POST.getlist("pattern"))
    return _to(study, f"k{made[0].pk}")


@require_POST
def refusals(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.MARK)
    grouping.refuse(study, access.person(request), request.POST.getlist("pattern"))
    return _to(study, request.POST.get("next", ""))


@require_POST
def mergers(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key, May.MARK)
    made = grouping.merge(study, access.person(request), request.POST.getlist("pattern"))
    return _to(study, f"k{made.pk}")


@require_POST
def moves(request: HttpRequest, key: int) -> HttpResponse:
    """Moves the ticked quotes to another pattern, or to a new one."""
    study = access.study(request, key, May.MARK)
    to, called = request.POST.get("to", ""), request.POST.get("called", "")
    if not to:
        raise RuleBroken(_("Choose the pattern that the ticked quotes are to go to."))
    made = grouping.move(study, access.person(request), _words(request), to, called)
    return _to(study, f"k{made.pk}")


@require_POST
def belongings(request: HttpRequest, key: int) -> HttpResponse:
    """Has the ticked words stand for their patterns, against them, or out of them."""
    study = access.study(request, key, May.MARK)
    by, words = access.person(request), _words(request)
    stand = request.POST.get("as") or request.GET.get("as", "for")
    if stand == "out":
        grouping.take_out(study, by, words)
        return _to(study, next(iter(words), ""))
    called, contradicts = request.POST.get("called", ""), stand == "against"
    made = grouping.put(study, by, words, contradicts=contradicts, called=called)
    return _to(study, f"k{made.pk}")


@require_POST
def letting_go(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.pattern(request, key, number, May.MARK)
    grouping.let_go(found, access.person(request))
    return _to(found.study)


@require_safe
def placing(request: HttpRequest, key: int, number: int, start: int, end: int) -> HttpResponse:
    """Where words of a transcript may be put in a pattern."""
    source = access.source(request, key, number, May.MARK)
    standing = Pattern.objects.filter(study=source.study, refused=False).order_by("name")
    words = source.words(start, end) if start < end else ""
    page = {
        "study": source.study,
        "source": source,
        "words": words,
        "word": f"/{source.pk}-{start}-{end}",
        "start": start,
        "patterns": standing,
    }
    return render(request, "synthesize/placing.html", page)


def _words(request: HttpRequest) -> dict[str, list[At]]:
    """The words that were sent, by pattern: each as `pattern/source-start-end`."""
    words: dict[str, list[At]] = {}
    for sent in request.POST.getlist("word"):
        of, _slash, place = sent.partition("/")
        words.setdefault(of or request.POST.get("pattern", ""), []).append(place_in(place))
    return words


def _to(study: Study, at: str = "") -> HttpResponse:
    here = f"#{at}" if at.isalnum() else ""
    return redirect(reverse("patterns", args=(study.pk,)) + here)
