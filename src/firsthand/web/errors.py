"""What goes wrong, said once: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from firsthand.actions.doing import Conflict
from firsthand.actions.permissions import NotAllowed
from firsthand.method.errors import ModelMissing, RuleBroken

type Answer = Callable[[HttpRequest], HttpResponse]


class Told:
    """Middleware, all in words: a broken rule answers 422, a conflict 409, too small a role 403.

    Pages hold people's words: no cache keeps them.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ["HX-Request"])
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, RuleBroken | ModelMissing):
            return told(request, str(problem), 409 if isinstance(problem, Conflict) else 422)
        if isinstance(problem, NotAllowed):
            return told(request, _("Your role in this study does not allow that."), 403)
        return None


def told(request: HttpRequest, what: str, status: int) -> HttpResponse:
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    page = {"what": what, "back": came_from if is_ours else ""}
    return render(request, "told.html", page, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(request, _("There is no such page, or it is not yours to see."), 404)


def failed(request: HttpRequest) -> HttpResponse:
    return told(
        request,
        _("Something went wrong on our side. What was saved is safe; try it once more."),
        500,
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return told(
        request,
        _("This page was open too long to be sent. Go back, reload it, and send it again."),
        403,
    )
