"""The list of studies, a new one, and a study's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.deciding import go_on
from firsthand.actions.permissions import May
from firsthand.actions.studies import start_study
from firsthand.actions.undoing import redo, undo
from firsthand.method.errors import RuleBroken
from firsthand.method.steps import Step
from firsthand.web import access
from firsthand.web.findings.claims import claims_of, problems_of
from firsthand.web.studies.present import heard, what_is_there
from firsthand.web.tags import address_of, gates_of


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
    } | claims_of(study, access.person(request))
    return render(request, "studies/overview.html", page)


@require_safe
def step(request: HttpRequest, key: int, of: Step) -> HttpResponse:
    """A step that has no page of its own yet: what it is, its gate, and what it lacks."""
    study = access.study(request, key)
    page = {"study": study, "step": of}
    if of is Step.NAME:
        page["problems"] = problems_of(study)
    return render(request, "studies/step.html", page)


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
    """Undoes the last thing the person did in the study, or redoes what was undone last."""
    study = access.study(request, key, May.MARK)
    act = redo if request.POST.get("again") else undo
    act(study, access.person(request))
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(back) if here else redirect("study", key)
