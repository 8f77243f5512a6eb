"""Notes of another board: a file or rows that are pasted, looked at, and brought in.

Nothing is kept in between: the rows go with the form, and come back with it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from firsthand.actions import uploads
from firsthand.actions.map_import import bring
from firsthand.actions.permissions import May
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.maps import boards
from firsthand.method.errors import RuleBroken
from firsthand.records.models import EmpathyMap
from firsthand.web import access
from firsthand.web.empathy_map.importing_forms import Board, rows_sent

type Rows = list[list[str]]


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.empathy_map(request, key, number, May.MARK)
    if request.method != "POST":
        return _asked(request, found)
    try:
        rows = rows_sent(request.POST) or _read(request)
        board = Board(found, rows, request.POST)
    except (UnreadableFile, RuleBroken) as problem:
        return _asked(request, found, problem)
    if "bring" not in request.POST:
        return _looked_at(request, found, board)
    if not board.as_looked_at:
        changed = RuleBroken(
            _("You changed how it is read. Look at the parts, then bring them in.")
        )
        return _looked_at(request, found, board, changed)
    try:
        done = bring(
            found,
            access.person(request),
            board.notes,
            board.lenses(),
            board.skipped(),
            authors=board.authors,
        )
    except RuleBroken as problem:
        return _looked_at(request, found, board, problem)
    told = urlencode({"new": done.new, "there": done.there})
    return redirect(f"{reverse('map-import', args=(key, number))}?{told}")


def _read(request: HttpRequest) -> Rows:
    """The rows of the file that was sent, else of the text that was pasted."""
    sent = request.FILES.get("file")
    if sent is None:
        pasted = request.POST.get("pasted", "")
        if not pasted.strip():
            raise RuleBroken(_("Choose a file, or paste rows from a spreadsheet."))
        return boards.in_text(pasted)
    if sent.size is not None and sent.size > boards.BYTES:
        raise RuleBroken(_("The file is larger than 4 MB. Split it."))
    token = uploads.put_down([sent])
    try:
        return boards.read(uploads.path_of(token, 0, uploads.short_name(sent)))
    finally:
        uploads.throw_away(token)


def _asked(request: HttpRequest, of: EmpathyMap, problem: Exception | None = None) -> HttpResponse:
    page = _page(of, problem) | {
        "new": _count(request, "new"),
        "there": _count(request, "there"),
        "about": f"map:{of.pk}",
        "pasted": request.POST.get("pasted", ""),
    }
    return render(request, "empathy_map/import.html", page, status=422 if problem else 200)


def _looked_at(
    request: HttpRequest, of: EmpathyMap, board: Board, problem: Exception | None = None
) -> HttpResponse:
    page = _page(of, problem) | {"board": board}
    return render(request, "empathy_map/board.html", page, status=422 if problem else 200)


def _page(of: EmpathyMap, problem: Exception | None) -> dict[str, Any]:
    return {"study": of.study, "map": of, "problem": problem}


def _count(request: HttpRequest, name: str) -> int | None:
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else None
