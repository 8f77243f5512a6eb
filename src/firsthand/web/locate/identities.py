"""Who a participant is: a page of its own, for those who may see that."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.actions.identifying import forget, identify
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Identity
from firsthand.web import access

FIELDS = ("name", "contact", "note")


@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.participant(request, key, number, May.IDENTIFY)
    known = Identity.objects.filter(participant=found).first()
    page: dict[str, Any] = {"study": found.study, "participant": found, "known": known}
    if request.method != "POST":
        return render(request, "locate/identity.html", page | {"typed": known})
    typed = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        identify(found, access.person(request), **typed)
    except RuleBroken as problem:
        page |= {"typed": typed, "problem": problem}
        return render(request, "locate/identity.html", page, status=422)
    return redirect("participant", key, number)


@require_POST
def erasure(request: HttpRequest, key: int, number: int) -> HttpResponse:
    forget(access.participant(request, key, number, May.IDENTIFY), access.person(request))
    return redirect("participant", key, number)
