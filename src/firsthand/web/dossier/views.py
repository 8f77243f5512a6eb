"""The dossier as it was last put together, and the files of it that may leave the team."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from firsthand.actions.following import LABEL, WEIGH
from firsthand.actions.importing import IMPORT
from firsthand.actions.permissions import May, allowed
from firsthand.actions.publishing import PUBLISH, given, have_published, held_back_in, voices_in
from firsthand.records.jobs import State
from firsthand.records.models import Dossier, Publication, Study
from firsthand.web import access
from firsthand.web.attaching import attached, plain_name

GOING = (State.WAITING, State.RUNNING)
FORMS = {
    "html": ("html", "text/html"),
    "md": ("markdown", "text/markdown"),
    "json": ("data", "application/json"),
}


@require_safe
def dossier(request: HttpRequest, key: int) -> HttpResponse:
    """The renderer's page, under the workspace's own head."""
    study = access.study(request, key)
    found = Dossier.objects.filter(study=study).first()
    if found is None:
        return render(request, "dossier/none.html", {"study": study} | _state(study, None))
    page = {
        "study": study,
        "inner": mark_safe(found.page),  # the renderer escapes whatever people said
        "may_export": May.EXPORT in allowed(access.person(request), study),
    }
    return render(request, "dossier/dossier.html", page | _state(study, found))


@require_safe
def state(request: HttpRequest, key: int) -> HttpResponse:
    """When it was put together, and what is still being read: asked for again and again."""
    study = access.study(request, key)
    found = Dossier.objects.filter(study=study).defer("page", "suggested").first()
    return render(request, "dossier/state.html", {"study": study} | _state(study, found))


@require_safe
def file(request: HttpRequest, key: int) -> HttpResponse:
    """The page of the files, who is left out of them and why; with `as` one of the files."""
    study = access.study(request, key, May.EXPORT)
    form = request.GET.get("as", "")
    if form in FORMS:
        return _file(study, given(study, access.person(request)), form)
    found = Publication.objects.filter(study=study).defer("html", "markdown", "data").first()
    made = Dossier.objects.filter(study=study).values_list("made", flat=True).first()
    held, heard = held_back_in(study), voices_in(study)
    page = {
        "study": study,
        "held": held.values(),
        "files": found,
        "going": study.jobs.filter(kind=PUBLISH, state__in=GOING).exists(),
        "older": bool(found and made and made > found.made),
        "changed": bool(found and _keys(held) - found.left_out.keys()),
        "everybody_held": bool(held) and len(held) == len(heard),
        "forms": [("html", "HTML"), ("md", "Markdown"), ("json", "JSON")],
    }
    part = "#files" if "HX-Request" in request.headers else ""
    return render(request, f"dossier/file.html{part}", page)


@require_POST
def files(request: HttpRequest, key: int) -> HttpResponse:
    """Has the files put together, without those who may not be quoted outside the team."""
    study = access.study(request, key, May.EXPORT)
    root = request.build_absolute_uri("/").rstrip("/")
    have_published(study, access.person(request), root)
    return redirect("dossier-file", key)


def _state(study: Study, found: Dossier | None) -> dict[str, Any]:
    waiting = study.sources.filter(labelled=None).count()
    going = study.jobs.filter(kind__in=(IMPORT, LABEL, WEIGH), state__in=GOING)
    return {"made": found.made if found else None, "waiting": waiting, "working": going.exists()}


def _file(study: Study, found: Publication, form: str) -> HttpResponse:
    column, type_ = FORMS[form]
    content = str(getattr(found, column)).encode("utf-8", "replace")
    name = f"{plain_name(study.title)}-dossier-{found.made:%Y-%m-%d}.{form}"
    return attached(content, f"{type_}; charset=utf-8", name)


def _keys(held: Any) -> set[str]:
    return {str(one.participant.pk) for one in held.values()}
