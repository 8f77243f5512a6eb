"""Replays of recorded screens: our page, and the sandbox in it in which a recording is shown."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.permissions import May, allowed
from firsthand.actions.replaying import content_of, remove_replay, shift_replay
from firsthand.method.errors import RuleBroken
from firsthand.web import access
from firsthand.web.usability.replay_present import listed, page_of

# Only this page may hold a frame, and only one of ours.
WITH_STAGE = {
    **cast("dict[str, Collection[str]]", settings.SECURE_CSP),
    "frame-src": [CSP.SELF],
}

# What the frame may do, whatever stands in it: run our one script, and draw. It is nobody's
# origin even where it is opened by itself.
ON_STAGE = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; connect-src 'none'; media-src 'none'; object-src 'none'; frame-src 'none'; "
    "worker-src 'none'; manifest-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-scripts"
)


@require_safe
def replays(request: HttpRequest, key: int) -> HttpResponse:
    """The recordings of screens in the study."""
    study = access.study(request, key)
    return render(request, "usability/replays.html", {"study": study, "replays": listed(study)})


@require_safe
@csp_override(WITH_STAGE)
def replay(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The replay, and what was found in it; `?t=` is the moment to begin at, in seconds."""
    found = access.replay(request, key, number)
    page = page_of(found, request.GET.get("t", ""))
    page["may_change"] = May.IMPORT in allowed(access.person(request), found.session.study)
    return render(request, "usability/replay.html", page)


@require_safe
def stage(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The empty page in which a recording is built; it is told what to show by messages alone."""
    access.replay(request, key, number)
    nonce = secrets.token_urlsafe(18)
    answer = render(request, "usability/stage.html", {"nonce": nonce})
    answer.headers["Content-Security-Policy"] = ON_STAGE.format(nonce=nonce)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-DNS-Prefetch-Control"] = "off"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
def events(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The recording, made harmless, for our page to hand to the stage."""
    try:
        content = content_of(access.replay(request, key, number))
    except FileNotFoundError as gone:
        raise Http404 from gone
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return HttpResponse(content, "application/json", headers=headers)


@require_POST
def shifting(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.replay(request, key, number, May.IMPORT)
    try:
        seconds = float(request.POST.get("offset", "").replace(",", "."))
    except ValueError as unread:
        raise RuleBroken(_("Give the seconds as a number, like 12 or -3.5.")) from unread
    shift_replay(found, access.person(request), seconds)
    return redirect("replay", key, number)


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.replay(request, key, number, May.IMPORT)
    remove_replay(found, access.person(request))
    return redirect("replays", key)
