"""On a quote and a statement: what these words are in the users' day, said in one act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firsthand.actions.permissions import May, allowed
from firsthand.actions.spoken import SEEN, At, quoted
from firsthand.language import constraints
from firsthand.method.empathize import ConstraintKind
from firsthand.records.models import Behaviour, Constraint, Source
from firsthand.web import access
from firsthand.web.empathize.present import Said, told_in

BESIDE = 6  # behaviours offered beside those that people took in
MOST = 30


def shaping(context: Mapping[str, Any], source: Source, start: int, end: int) -> dict[str, Any]:
    """The words as a behaviour, or as the constraint on one; nothing for words of nobody's."""
    request, study, here = context["request"], context["study"], (source.pk, start, end)
    said = quoted(study, [here], SEEN).get(here)
    if said is None or May.MARK not in allowed(access.person(request), study):
        return {"may_mark": False}
    taken = list(study.behaviours.filter(refused=False).order_by("-pk")[:MOST])
    places = [at for one in taken if (at := _place(one)) != here]
    near = _near(source, start)
    words = quoted(study, [*places, *near], SEEN)
    return {
        "study": study,
        "key": Said(here, said).key,
        "known": next((one for one in taken if _place(one) == here), None),
        "shapes": Constraint.objects.filter(
            source=source, start__lt=end, end__gt=start, refused=False
        ),
        "near": [Said(at, words[at]) for at in dict.fromkeys([*near, *places]) if at in words],
        "kinds": list(ConstraintKind),
        "guess": next((one.kind for one in constraints.find(said.quote.exact)), None),
        "may_mark": True,
        "back": request.get_full_path() + "#shaping",
        "csrf_token": context["csrf_token"],
    }


def _near(source: Source, start: int) -> list[At]:
    """What was done near these words, the nearest first."""
    told = told_in(source.study).filter(source=source).exclude(start=start)
    before = told.filter(start__lt=start).order_by("-start")[:BESIDE]
    after = told.filter(start__gt=start).order_by("start")[:BESIDE]
    rows = sorted((*before, *after), key=lambda one: abs(one.start - start))
    return [(one.source_id, one.start, one.end) for one in rows]


def _place(one: Behaviour) -> At:
    return one.source_id, one.start, one.end
