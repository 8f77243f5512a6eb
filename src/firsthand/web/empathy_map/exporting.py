"""A map as files that may leave the team, and who is left out of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from firsthand.actions.map_files import give
from firsthand.actions.permissions import May
from firsthand.exchange.maps.forms import FORMS
from firsthand.exchange.maps.picture import svg
from firsthand.web import access
from firsthand.web.attaching import attached, plain_name

KINDS = (
    (_("For a slide"), ("svg", "png", "pdf")),
    (_("To read"), ("html", "md")),
    (_("To work on"), ("csv", "xlsx", "json")),
)


@require_safe
def files(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """The picture as it would leave, and the forms to take; with `as` one of the files."""
    found = access.empathy_map(request, key, number, May.EXPORT)
    root = request.build_absolute_uri("/").rstrip("/")
    today = timezone.localdate()
    names = "names" in request.GET
    given = give(found, access.person(request), today, root, names=names)
    form = FORMS.get(request.GET.get("as", ""))
    if form is not None and given.drawn is not None:
        suffix = request.GET["as"]
        name = f"{plain_name(found.title, 'map')}-{today:%Y-%m-%d}.{suffix}"
        return attached(form.write(given.drawn), form.kind, name)
    kinds = [(words, [(one, FORMS[one].name) for one in some]) for words, some in KINDS]
    page = {
        "study": found.study,
        "map": found,
        "given": given,
        "kinds": kinds,
        # The writer escapes whatever people said.
        "picture": mark_safe(svg(given.drawn)) if given.drawn else "",
    }
    return render(request, "empathy_map/files.html", page)
