"""What the forms of Empathize say."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from firsthand.actions.empathizing import Link
from firsthand.actions.spoken import At
from firsthand.method.empathize import ConstraintKind
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Stage, Study
from firsthand.web.synthesize.forms import is_number, place_in

SAME = ""


def places_in(sent: QueryDict, name: str = "place") -> list[At]:
    return [place_in(one) for one in sent.getlist(name) if one]


def links_in(sent: QueryDict, of: list[str]) -> list[Link]:
    """Links sent as `behaviour/words`, each with the kind chosen beside it."""
    found = []
    for key in of:
        behaviour, _slash, words = key.partition("/")
        kind = kind_in(sent, f"kind {key}")
        found.append(Link(place_in(behaviour), place_in(words), kind))
    return found


def kind_in(sent: QueryDict, name: str = "kind") -> ConstraintKind:
    try:
        return ConstraintKind(sent.get(name, ""))
    except ValueError as unknown:
        raise RuleBroken(_("Choose what kind of constraint it is.")) from unknown


def stage_in(sent: QueryDict, study: Study) -> Stage | None:
    """The stage that was chosen; None for no stage."""
    number = sent.get("stage", "")
    if not number:
        return None
    found = study.stages.filter(pk=int(number)).first() if is_number(number) else None
    if found is None:
        raise RuleBroken(_("That stage is not there any more. Reload the page."))
    return found


def back_in(request: HttpRequest, otherwise: str) -> str:
    """Where whoever sent the form came from, if that is ours."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else otherwise
