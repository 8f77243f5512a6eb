"""Single-person mode: the one-time link that `firsthand serve` prints."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from firsthand.actions.entering import enter_by
from firsthand.web.errors import told


@login_not_required
@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """Where whoever is not signed in is sent."""
    return told(
        request,
        _("Open Firsthand by the link that `firsthand serve` printed. It works once."),
        403,
    )


@login_not_required
@require_GET  # what only looks ahead, with HEAD, does not use the link up
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Signs in whoever holds the link, once. A link that was used already leads on if signed in."""
    person = enter_by(token)
    if person is not None:
        login(request, person, settings.AUTHENTICATION_BACKENDS[0])
    elif not request.user.is_authenticated:
        return told(
            request,
            _("This link was used already. Stop Firsthand and start it again for a new one."),
            403,
        )
    return redirect("studies")
