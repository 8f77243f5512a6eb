"""Decisions: what the team resolved to do, on which findings, and how those stood that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.actions.quoting import everybody, quoted
from firsthand.method.errors import RuleBroken
from firsthand.method.finding import Piece, Standing, Stood, standing, stood
from firsthand.records.models import Decision, Finding, Ground, Person, Study


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is decided, who decided it and when."""

    what: str
    who: str
    on: date | None


def decide(study: Study, by: Person, resolved: Resolved, findings: Sequence[Finding]) -> Decision:
    """Keeps a decision, and how each finding that it rests on stands now."""
    values = _checked(resolved, findings)
    with doing(study, by, May.DECIDE, "decided") as now:
        decision = now.add(Decision(study=study, by=by, **values))
        _ground(now, decision, findings)
        now.about = f"decision:{decision.pk}"
    return decision


def decide_otherwise(
    decision: Decision, by: Person, resolved: Resolved, findings: Sequence[Finding]
) -> None:
    """Changes a decision. A finding that stays keeps how it stood when it was decided on."""
    values = _checked(resolved, findings)
    with doing(decision.study, by, May.DECIDE, "changed a decision") as now:
        if any(getattr(decision, name) != value for name, value in values.items()):
            now.change(decision, **values)
        kept = {one.pk for one in findings}
        grounds = list(decision.grounds.all())
        for ground in grounds:
            if ground.finding_id not in kept:
                now.remove(ground)
        there = {ground.finding_id for ground in grounds}
        _ground(now, decision, [one for one in findings if one.pk not in there])
        now.about = f"decision:{decision.pk}"


def revoke(decision: Decision, by: Person) -> None:
    """Removes a decision; its findings stay."""
    with doing(decision.study, by, May.DECIDE, "removed a decision") as now:
        for ground in decision.grounds.all():
            now.remove(ground)
        now.about = f"decision:{decision.pk}"
        now.remove(decision)


def pieces_of(study: Study, findings: Sequence[Finding]) -> Mapping[int, Sequence[Piece]]:
    """The evidence of each finding, by its key; a fixed number of questions for all of them."""
    rows = [
        (finding.pk, one.contradicts, (one.source_id, one.start, one.end))
        for finding in findings
        for one in finding.evidence.all()
    ]
    words = quoted(study, [place for *_, place in rows])
    found: dict[int, list[Piece]] = {one.pk: [] for one in findings}
    for key, contradicts, place in rows:
        if place in words:
            found[key].append(words[place].piece(contradicts))
    return found


def as_stored(pieces: Sequence[Piece], now: Standing) -> dict[str, Any]:
    """How a finding stands, to be kept with a decision: some to show, some to compare."""
    kept = stood(pieces)
    return {
        "people": sorted(kept.people),
        "speaking": sorted(kept.speaking),
        "against": sorted(kept.against),
        "behaviour": kept.behaviour,
        "share": str(now.people or ""),
        "sessions": now.sessions,
        "grades": {grade.value: count for grade, count in now.grades.items()},
    }


def as_stood(stored: Mapping[str, Any]) -> Stood:
    """What was kept with a decision, as the rule compares it."""
    return Stood(
        people=frozenset(stored.get("people", ())),
        speaking=frozenset(stored.get("speaking", ())),
        against=frozenset(stored.get("against", ())),
        behaviour=bool(stored.get("behaviour")),
    )


def _ground(now: Doing, decision: Decision, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    pieces, heard = pieces_of(now.study, findings), everybody(now.study)
    for one in findings:
        own = pieces[one.pk]
        values = as_stored(own, standing(own, heard))
        now.add(Ground(decision=decision, finding=one, stood=values))


def _checked(resolved: Resolved, findings: Sequence[Finding]) -> dict[str, Any]:
    what, who = " ".join(resolved.what.split()), " ".join(resolved.who.split())
    if not what:
        raise RuleBroken(_("Say in a sentence what was decided."))
    if not who:
        raise RuleBroken(_("Say who decided it: a name, or the team's."))
    if len(who) > 200:
        raise RuleBroken(_("That is longer than 200 characters. Name the team, or a few people."))
    if resolved.on is None:
        raise RuleBroken(_("Say when it was decided. Write the day like 2026-11-03."))
    if not findings:
        raise RuleBroken(_("A decision rests on findings. Tick at least one."))
    return {"what": what, "who": who, "on": resolved.on}
