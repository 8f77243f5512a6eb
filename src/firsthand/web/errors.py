"""What goes wrong, said once: what happened, what is safe, what to do."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from firsthand.actions.doing import Conflict
from firsthand.actions.permissions import NotAllowed
from firsthand.method.errors import ModelMissing, RuleBroken
from firsthand.web.bodies import REFUSED

type Answer = Callable[[HttpRequest], HttpResponse]


class Told:
    """Middleware, all in words: a broken rule answers 422, a conflict 409, too small a role 403.

    Pages hold people's words: no cache keeps them.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        refused = request.META.get(REFUSED)
        response = _not_taken(request, refused) if refused else self.answer(request)
        if _sends_a_script_to_the_log_in(request, response):
            response = logged_out(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ["HX-Request"])
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        if isinstance(problem, RuleBroken | ModelMissing):
            return told(request, str(problem), 409 if isinstance(problem, Conflict) else 422)
        if isinstance(problem, NotAllowed):
            return told(request, _("Your role in this study does not allow that."), 403)
        return _could_not_write(request, problem)


def _sends_a_script_to_the_log_in(request: HttpRequest, response: HttpResponse) -> bool:
    """A script would follow there unseen, and take the page for the answer to what it sent."""
    if not settings.TEAM or response.status_code != 302 or "HX-Request" not in request.headers:
        return False
    return response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))


def told(request: HttpRequest, what: str, status: int) -> HttpResponse:
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    page = {"what": what, "back": came_from if is_ours else ""}
    return render(request, "told.html", page, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return told(request, _("There is no such page, or it is not yours to see."), 404)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is no form of ours, or too much at once."""
    if isinstance(exception, TooManyFilesSent):
        return told(
            request, _("At most 500 files are taken at once. Add the rest after them."), 413
        )
    if isinstance(exception, TooManyFieldsSent | RequestDataTooBig):
        return _not_taken(request, 413)
    return told(request, _("That could not be understood. Reload the page and send it again."), 400)


def too_many(request: HttpRequest) -> HttpResponse:
    return told(request, _("That was too often in a short time. Wait five minutes."), 429)


def logged_out(request: HttpRequest) -> HttpResponse:
    return told(
        request,
        _("You are logged out, and this was not saved. Copy what you typed and log in again."),
        401,
    )


def failed(request: HttpRequest) -> HttpResponse:
    problem = sys.exception()
    known = _could_not_write(request, problem) if problem else None
    return known or told(
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


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _could_not_write(request: HttpRequest, problem: BaseException) -> HttpResponse | None:
    """An answer where the database or the disk would not take what was sent."""
    if isinstance(problem, OperationalError):
        why = str(problem)
        if "locked" in why:
            return _busy(request)
        if "is full" in why or "disk I/O" in why:
            return _not_taken(request, 507)
    if isinstance(problem, OSError) and problem.errno in _NO_ROOM:
        return _not_taken(request, 507)
    return None


def _busy(request: HttpRequest) -> HttpResponse:
    what = _("Firsthand is busy. Nothing of this was saved; what there was is safe. Try again.")
    answer = told(request, what, 503)
    answer.headers["Retry-After"] = "2"
    return answer


def _not_taken(request: HttpRequest, status: int) -> HttpResponse:
    why = {
        408: _("It arrived too slowly and was let go. Nothing of it was saved. Send it again."),
        413: _("That is too much at once. Nothing of it was saved. Send it in parts."),
        507: _(
            "The disk is full. Nothing of this was saved; what was saved before is safe. "
            "Make room on the disk and send it again."
        ),
    }
    return told(request, why[status], status)
