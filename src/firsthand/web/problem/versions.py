"""Versions of a problem's sentence: kept, looked at again, taken back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.doing import unchanged
from firsthand.actions.naming import name_otherwise, newest_of, take_back
from firsthand.actions.permissions import May
from firsthand.actions.quoting import quoted
from firsthand.method.errors import RuleBroken
from firsthand.web import access, conflicts
from firsthand.web.findings.forms import place_in
from firsthand.web.findings.present import rights
from firsthand.web.problem.pages import page_of
from firsthand.web.problem.present import pieces_of


@require_POST
def versions(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Keeps what was typed as the newest version."""
    found = access.problem(request, key, number, May.MARK)
    typed, since = request.POST.get("sentence", ""), request.POST.get("since", "")
    try:
        with unchanged(found.study, since, lambda: [newest_of(found)]):
            name_otherwise(found, access.person(request), typed)
    except RuleBroken as problem:
        newest = newest_of(found)
        page = page_of(request, found, typed) | conflicts.refused(
            problem, since, [newest], conflicts.beside(newest, {"sentence": typed})
        )
        status = conflicts.status_of(problem)
        return render(request, "problem/problem.html", page, status=status)
    return redirect("problem", key, number)


@require_safe
def version(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    """A version as it stood, with what it rested on that is still there."""
    found, one = access.version(request, key, number, part)
    study = found.study
    rests = [
        (what, met, [place_in(place) for place in places])
        for what, met, places in one.verdict.get("rests", ())
    ]
    words = quoted(study, [place for *_, places in rests for place in places])
    page = {
        "study": study,
        "named": found,
        "version": one,
        "pieces": pieces_of(one),
        "rests": [
            (
                what,
                met,
                [words[p] for p in places if p in words],
                sum(p not in words for p in places),
            )
            for what, met, places in rests
        ],
        "is_newest": one.pk == newest_of(found).pk,
    }
    page |= rights(study, access.person(request))
    return render(request, "problem/version.html", page)


@require_POST
def retaking(request: HttpRequest, key: int, number: int, part: int) -> HttpResponse:
    found, one = access.version(request, key, number, part, May.MARK)
    take_back(one, found, access.person(request))
    return redirect("problem", key, number)
