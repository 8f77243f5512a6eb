"""Who may look on: by the rules of every page, asked again while they do."""

from __future__ import annotations

from collections.abc import MutableMapping
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

from django.contrib.auth.middleware import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import Http404, HttpRequest, HttpResponse

from firsthand.actions.permissions import NotAllowed
from firsthand.records.models import Person
from firsthand.web import access

type Scope = MutableMapping[str, Any]


class Refused(Exception):
    """With the status that is answered."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def admitted(scope: Scope, study: int) -> Person:
    """Who asks; raises Refused where they are not signed in, or of another study."""
    request = asking(scope)
    if not request.user.is_authenticated:
        raise Refused(403)
    try:
        access.study(request, study)
    except (Http404, NotAllowed) as hidden:
        raise Refused(404) from hidden
    return access.person(request)


def asking(scope: Scope) -> ASGIRequest:
    """The request with whoever sends it, signed in or not."""
    close_old_connections()
    request = ASGIRequest(scope, BytesIO())
    try:
        request.get_host()
    except DisallowedHost as odd:
        raise Refused(400) from odd
    SessionMiddleware(_nothing).process_request(request)
    request.user = get_user(request)
    return request


def wants_whole(scope: Scope) -> bool:
    """Whether the client begins with everything, having seen nothing or something else."""
    return "whole" in parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)


def seen_last(scope: Scope) -> int | None:
    """The entry that the client saw last: as it says on coming back, else as its page was made."""
    headers = dict(scope["headers"])
    query = parse_qs(scope["query_string"].decode("latin-1"))
    said = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("after", [""])[-1]
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else None


def _nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
