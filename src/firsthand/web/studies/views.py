"""The list of studies, a new one, and a study's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.deciding import go_on
from firsthand.actions.permissions import May
from firsthand.actions.studies import start_study
from firsthand.actions.undoing import redo, undo
from firsthand.method.errors import RuleBroken
from firsthand.method.steps import Step
from firsthand.records.models import Dossier
from firsthand.web import access
from firsthand.web.studies.present import heard, what_is_there
from firsthand.web.tags import address_of, gates_of
from firsthand.web.undoing import saying


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    return render(request, "studies/listed.html", {"studies": access.studies(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "studies/new.html")
    title, question = request.POST.get("title", ""), request.POST.get("question", "")
    try:
        study = start_study(access.person(request), title, question)
    except RuleBroken as problem:
        typed = {"title": title, "question": question, "problem": problem}
        return render(request, "studies/new.html", typed, status=422)
    return redirect("interview", study.pk)


@require_safe
def overview(request: HttpRequest, key: int) -> HttpResponse:
    study = access.study(request, key)
    page = {
        "study": study,
        "there": what_is_there(study),
        "shelves": heard(study, request.GET.get("all", "")),
        "gates": gates_of(study),
        "passages": study.passages.select_related("by").order_by("pk"),
    }
    return render(request, "studies/overview.html", page)


@require_safe
def step(request: HttpRequest, key: int, of: Step) -> HttpResponse:
    """A step that has no page of its own yet: what it is, its gate, and what it lacks."""
    page = {"study": access.study(request, key), "step": of}
    return render(request, "studies/step.html", page)


@require_safe
def dossier(request: HttpRequest, key: int) -> HttpResponse:
    """The study's dossier as it was last put together: a page that stands alone."""
    study = access.study(request, key)
    found = Dossier.objects.filter(study=study).first()
    if found is None:
        return render(request, "studies/no_dossier.html", {"study": study})
    page = HttpResponse(found.page)
    page.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src '{found.style_hash}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return page


@require_POST
def passages(request: HttpRequest, key: int) -> HttpResponse:
    """Goes on past a closed gate, for a reason that stays."""
    study = access.study(request, key, May.DECIDE)
    past = next((one for one in Step if one.title == request.POST.get("step")), None)
    if past is None:
        raise RuleBroken(_("There is no such step. Reload the page."))
    go_on(study, access.person(request), past, request.POST.get("reason", ""))
    return redirect(address_of(study, past))


@require_POST
def undoing(request: HttpRequest, key: int) -> HttpResponse:
    """Undoes the last thing the person did about what the page shows, or does it again."""
    study = access.study(request, key, May.MARK)
    act = redo if request.POST.get("again") else undo
    entry = act(study, access.person(request), request.POST.get("about", ""))
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(saying(entry, back if here else reverse("study", args=(key,))))
