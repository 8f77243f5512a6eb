"""The list of studies, a new one, and a study's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.actions.beginning import begin
from firsthand.actions.deciding import go_on
from firsthand.actions.erasing import erase_study
from firsthand.actions.permissions import May, allowed
from firsthand.actions.studies import rename_study, start_study
from firsthand.actions.undoing import redo, undo
from firsthand.method.errors import RuleBroken
from firsthand.method.steps import Step
from firsthand.web import access
from firsthand.web.findings.claims import claims_of
from firsthand.web.studies.present import heard, what_is_there
from firsthand.web.tags import address_of, gates_of
from firsthand.web.undoing import saying


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    return render(request, "studies/listed.html", {"studies": access.studies(request)})


@require_POST
def begun(request: HttpRequest) -> HttpResponse:
    """A study of the files that were sent, and nothing asked first."""
    try:
        files = request.FILES.getlist("files")
        job = begin(access.person(request), files, timezone.localdate())
    except RuleBroken as problem:
        page = {"studies": access.studies(request), "problem": problem}
        return render(request, "studies/listed.html", page, status=422)
    return redirect("job", job.study_id, job.pk)


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
        "all": request.GET.get("all", ""),
        "gates": gates_of(study),
        "passages": study.passages.select_related("by").order_by("pk"),
    } | claims_of(study, access.person(request))
    part = "#heard" if "HX-Request" in request.headers else ""
    return render(request, f"studies/overview.html{part}", page)


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, key: int) -> HttpResponse:
    """The study's title and question, and the way to erase it."""
    study = access.study(request, key, May.DECIDE)
    page = {"study": study, "may_erase": May.MANAGE in allowed(access.person(request), study)}
    if request.method != "POST":
        typed = {"title": study.title, "question": study.question}
        return render(request, "studies/about.html", page | {"typed": typed})
    typed = {name: request.POST.get(name, "") for name in ("title", "question")}
    try:
        rename_study(study, access.person(request), typed["title"], typed["question"])
    except RuleBroken as problem:
        page |= {"typed": typed, "problem": problem}
        return render(request, "studies/about.html", page, status=422)
    return redirect("study", key)


@require_POST
def erasing(request: HttpRequest, key: int) -> HttpResponse:
    """Erases the study once its title is typed again."""
    study = access.study(request, key, May.MANAGE)
    erase_study(study, access.person(request), request.POST.get("title", ""))
    return redirect("studies")


@require_safe
def step(request: HttpRequest, key: int, of: Step) -> HttpResponse:
    """A step that has no page of its own yet: what it is, its gate, and what it lacks."""
    study = access.study(request, key)
    page = {"study": study, "step": of}
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
    """Undoes the last thing the person did about what the page shows, or does it again."""
    study = access.study(request, key, May.MARK)
    act = redo if request.POST.get("again") else undo
    entry = act(study, access.person(request), request.POST.get("about", ""))
    back = request.POST.get("back", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()})
    return redirect(saying(entry, back if here else reverse("study", args=(key,))))
