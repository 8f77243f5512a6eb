"""GRADE-CERQual judgements of a finding: made and signed by a person, none ever changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.actions.quoting import everybody
from firsthand.actions.resolving import as_stood, as_stored, pieces_of
from firsthand.method.cerqual import Component, Concern, Held, facts
from firsthand.method.errors import RuleBroken
from firsthand.method.finding import Piece, standing, stood, weakened
from firsthand.records.findings import Confidence
from firsthand.records.models import Finding, Judgement, Person, Session


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement as it was typed: for each component how serious concerns are, and why."""

    concerns: Mapping[str, tuple[str, str]]
    confidence: str
    reason: str


def judge(finding: Finding, by: Person, judged: Judged) -> Judgement:
    """Signs a judgement, and keeps what the finding rests on now. Earlier ones stay."""
    concerns = {one: _concern(one, judged) for one in Component}
    reason = " ".join(judged.reason.split())
    if judged.confidence not in Confidence.values:
        raise RuleBroken(_("Say how much confidence you place in the finding."))
    if not reason:
        raise RuleBroken(_("Say why you place that much confidence in it, and not more or less."))
    with doing(finding.study, by, May.DECIDE, "judged a finding") as now:
        now.about = f"finding:{finding.pk}"
        own = pieces_of(finding.study, [finding])[finding.pk]
        return now.add(
            Judgement(
                finding=finding,
                concerns={
                    one.value: {"concern": level.value, "why": why}
                    for one, (level, why) in concerns.items()
                },
                confidence=judged.confidence,
                reason=reason,
                stood=as_stored(own, standing(own, everybody(finding.study))),
                by=by,
            )
        )


def changed_since(judgement: Judgement, pieces: Sequence[Piece]) -> str:
    """In a line what changed under the finding since it was judged; empty where nothing did."""
    then, now = as_stood(judgement.stood), stood(pieces)
    lines = [weaker] if (weaker := weakened(then, now)) else []
    fresh = len(now.people - then.people)
    if fresh:
        lines.append(_("%s more stand behind it") % fresh)
    elif len(now.speaking - then.speaking):
        lines.append(_("quotes were added"))
    return "; ".join(lines)


def facts_of(finding: Finding, pieces: Sequence[Piece]) -> Mapping[Component, tuple[str, ...]]:
    """What is known that bears on each component."""
    keys = {int(one.session) for one in pieces if not one.void and not one.contradicts}
    held = [
        Held(dated=one.on is not None, attended=bool(one.attended))
        for one in Session.objects.filter(study=finding.study, pk__in=keys)
    ]
    now = standing(pieces, everybody(finding.study))
    return facts(pieces, now, held, finding.study.question)


def _concern(component: Component, judged: Judged) -> tuple[Concern, str]:
    level, why = judged.concerns.get(component.value, ("", ""))
    if level not in set(Concern):
        raise RuleBroken(
            _("Say for each of the four how serious your concerns are. One is not chosen yet.")
        )
    words = " ".join(why.split())
    if level != Concern.NONE and not words:
        raise RuleBroken(_("Say why for each concern: the reason is what others can weigh."))
    return Concern(level), words
