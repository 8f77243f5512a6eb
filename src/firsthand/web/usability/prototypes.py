"""Prototypes: kept, opened beside the workspace, and never trusted by it.

A file of a prototype is shown in an origin of its own that no page of ours shares, so its script
reads nothing here and does nothing in anybody's name. Such an origin sends no cookie, so what a
page loads beside itself is asked for by a signed address, for some hours and one person.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.doing import version
from firsthand.actions.permissions import May, allowed
from firsthand.actions.prototyping import (
    MOST,
    READS,
    add_prototype,
    add_prototype_files,
    change_prototype,
    first_of,
    path_of,
    remove_prototype,
    remove_prototype_file,
)
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Prototype, PrototypeFile, Study
from firsthand.web import access
from firsthand.web.conflicts import beside, refused, status_of

SALT, HOURS = "firsthand.prototype", 12
OWN = "'self' 'unsafe-inline' data: blob:"
APART = (
    f"sandbox allow-scripts allow-forms; default-src {OWN}; script-src {OWN} 'unsafe-eval'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Browsers show no PDF in a sandbox; it is no page, and has no script of our origin.
NO_PAGE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@require_http_methods(["GET", "HEAD", "POST"])
def prototypes(request: HttpRequest, key: int) -> HttpResponse:
    if request.method != "POST":
        return _listed(request, access.study(request, key))
    study = access.study(request, key, May.IMPORT)
    typed = {name: request.POST.get(name, "") for name in ("name", "link", "memo")}
    try:
        files = request.FILES.getlist("files")
        add_prototype(study, access.person(request), **typed, uploads=files)
    except RuleBroken as problem:
        return _listed(request, study, {"problem": problem, "typed": typed}, 422)
    return redirect("prototypes", key)


@require_http_methods(["GET", "HEAD", "POST"])
def prototype(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.prototype(request, key, number, May.IMPORT)
    typed = {name: getattr(found, name) for name in ("name", "link", "memo")}
    if request.method != "POST":
        return _page(request, found, {"typed": typed, "since": version([found])})
    typed = {name: request.POST.get(name, "") for name in typed}
    since = request.POST.get("since", "")
    try:
        change_prototype(found, access.person(request), **typed, since=since)
    except RuleBroken as problem:
        now = Prototype.objects.get(pk=found.pk)
        page = refused(problem, since, [now], beside(now, typed)) | {"typed": typed}
        return _page(request, found, page, status_of(problem))
    return redirect("prototypes", key)


@require_POST
def files(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.prototype(request, key, number, May.IMPORT)
    add_prototype_files(found, access.person(request), request.FILES.getlist("files"))
    return redirect("prototype", key, number)


@require_POST
def file_removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    found = access.prototype_file(request, key, number, May.IMPORT)
    remove_prototype_file(found, access.person(request))
    return redirect("prototype", key, found.prototype_id)


@require_POST
def removal(request: HttpRequest, key: int, number: int) -> HttpResponse:
    remove_prototype(access.prototype(request, key, number, May.IMPORT), access.person(request))
    return redirect("prototypes", key)


@require_safe
def opening(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Leads to the first file of the prototype; `file` names another."""
    found = access.prototype(request, key, number)
    wanted = found.files.filter(name=request.GET["file"]) if "file" in request.GET else None
    file = wanted.first() if wanted is not None else first_of(found)
    if file is None:
        raise Http404
    told = {"prototype": found.pk, "by": access.person(request).pk}
    return redirect("prototype-file", signing.dumps(told, salt=SALT), file.name)


@login_not_required
@require_safe
def shown(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """A file of a prototype, for as long as whoever opened it may read its study."""
    file = _file(token, name)
    if file is None or not path_of(file).is_file():
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(False, file.name) or "inline",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": NO_PAGE if file.type == "application/pdf" else APART,
        "Referrer-Policy": "no-referrer",
        "Access-Control-Allow-Origin": "*",  # its own pages load it from an origin without a name
    }
    return HttpResponse(path_of(file).read_bytes(), content_type=file.type, headers=headers)


def _file(token: str, name: str) -> PrototypeFile | None:
    try:
        told = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    files = PrototypeFile.objects.filter(prototype=told["prototype"], name=name)
    file = files.select_related("prototype__study").first()
    who = Person.objects.filter(pk=told["by"], is_active=True).first()
    may = allowed(who, file.prototype.study) if file and who else frozenset()
    return file if May.READ in may else None


def _listed(
    request: HttpRequest, study: Study, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    page = {
        "study": study,
        "prototypes": list(study.prototypes.prefetch_related("files", "tasks")),
        "may_change": May.IMPORT in allowed(access.person(request), study),
        "reads": READS,
        "most": MOST,
    }
    return render(request, "usability/prototypes.html", page | (more or {}), status=status)


def _page(
    request: HttpRequest, found: Prototype, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    page = {
        "study": found.study,
        "prototype": found,
        "files": list(found.files.all()),
        "tasks": list(found.tasks.all()),
        "reads": READS,
    }
    return render(request, "usability/prototype.html", page | more, status=status)
