"""Removing an interview for good, after saying what goes with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from firsthand.actions.erasing import going_with, remove_source
from firsthand.actions.permissions import May
from firsthand.web import access


@require_http_methods(["GET", "HEAD", "POST"])
def removing(request: HttpRequest, key: int, number: int) -> HttpResponse:
    source = access.source(request, key, number, May.DECIDE)
    if request.method == "POST":
        remove_source(source, access.person(request))
        return redirect("interview", key)
    page = {"study": source.study, "source": source, "going": going_with(source)}
    return render(request, "interview/removing.html", page)
