"""One's own page: the name beside what one does, keyboard shortcuts, the way out."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from firsthand.actions.accounts import describe_self
from firsthand.method.errors import RuleBroken
from firsthand.web import access


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    me = access.person(request)
    page = {
        "me": me,
        "team": settings.TEAM,
        "name": me.name,
        "saved": request.GET.get("saved"),
        "password": request.GET.get("password"),
    }
    if request.method != "POST":
        return render(request, "team/account.html", page)
    name, shortcuts = request.POST.get("name", ""), "shortcuts" in request.POST
    try:
        describe_self(me, name, shortcuts=shortcuts)
    except RuleBroken as problem:
        page |= {"name": name, "problem": problem}
        return render(request, "team/account.html", page, status=422)
    return redirect(request.path + "?saved=1")
