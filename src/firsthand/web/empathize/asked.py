"""Questions of the guide that ask about a behaviour: whom, about which words, and the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.actions.spoken import SEEN, quoted
from firsthand.method.empathize import ConstraintKind
from firsthand.records.models import Behaviour, Constraint, Question, Study
from firsthand.web.empathize.present import Bound, Said, Words


@dataclass(frozen=True, slots=True)
class Asked:
    """The behaviour that a question asks about; `answers` once it is known what shaped it."""

    behaviour: Behaviour
    words: Said
    answers: Sequence[Bound] = ()


def asked_about(study: Study, questions: Sequence[Question]) -> Mapping[int, Asked]:
    """By question, what it asks about; a handful of queries."""
    rows = list(
        Behaviour.objects.filter(question__in=questions, refused=False)
        .prefetch_related("constraints")
        .order_by("-pk")
    )
    bound = {one.pk: [c for c in one.constraints.all() if not c.refused] for one in rows}
    every = [*rows, *(c for some in bound.values() for c in some)]
    words = quoted(study, {(one.source_id, one.start, one.end) for one in every}, SEEN)

    def said(one: Behaviour) -> Said | None:
        at = (one.source_id, one.start, one.end)
        return Said(at, words[at]) if at in words else None

    return {
        one.question_id: Asked(
            one,
            there,
            [_bound(c, words) for c in bound[one.pk] if (c.source_id, c.start, c.end) in words],
        )
        for one in rows
        if one.question_id is not None and (there := said(one))
    }


def _bound(row: Constraint, words: Words) -> Bound:
    at = (row.source_id, row.start, row.end)
    return Bound(row, ConstraintKind(row.kind), Said(at, words[at]))
