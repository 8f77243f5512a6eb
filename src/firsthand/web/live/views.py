"""What the stream says, for a server that has none: what was done since, and an end.

A client that asks again, as every reader of such streams does, misses nothing that way.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from firsthand.web import access
from firsthand.web.live.admission import seen_last
from firsthand.web.live.rooms import STUDY
from firsthand.web.live.stream import BEGIN, caught_up


@require_safe
def live(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    seen = seen_last(
        {
            "headers": [(b"last-event-id", request.headers.get("Last-Event-ID", "").encode())],
            "query_string": request.META.get("QUERY_STRING", "").encode(),
        }
    )
    cursor = study.cursor if seen is None else seen
    body = BEGIN + b"".join(one.wire for one in caught_up(cursor, (STUDY, study.pk)))
    return HttpResponse(body, content_type="text/event-stream")
