"""One's own keys for observing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from firsthand.actions.accounts import choose_keys
from firsthand.method.errors import RuleBroken
from firsthand.method.observing import USUAL, keys_of, name_of
from firsthand.web import access


@require_http_methods(["GET", "HEAD", "POST"])
def observing_keys(request: HttpRequest) -> HttpResponse:
    me = access.person(request)
    keys = keys_of(me.observing_keys)
    page: dict[str, Any] = {"me": me, "saved": request.GET.get("saved")}
    if request.method != "POST":
        return render(request, "usability/keys.html", page | {"rows": _rows(keys)})
    usual = "usual" in request.POST
    typed = dict(USUAL) if usual else {one: request.POST.get(one, "") for one in USUAL}
    try:
        choose_keys(me, typed)
    except RuleBroken as problem:
        page |= {"rows": _rows(typed), "problem": problem}
        return render(request, "usability/keys.html", page, status=422)
    return redirect(request.path + "?saved=1")


def _rows(keys: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(command, name_of(command), key) for command, key in keys.items()]
