"""Findings: what somebody claims, and the exact words for it and against it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.actions.quoting import Place, quoted
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Evidence, Finding, Pattern, Person, Study

LONGEST_CLAIM = 1000


@dataclass(frozen=True, slots=True)
class Cites:
    """Places that speak for a claim, or against it."""

    speaking: Sequence[Place] = ()
    against: Sequence[Place] = ()


NOTHING = Cites()


def claim(
    study: Study, by: Person, text: str, cites: Cites = NOTHING, pattern: Pattern | None = None
) -> Finding:
    """A new finding; without any quote for it, it is an assumption and is called so."""
    words = _claimed(text)
    with doing(study, by, May.MARK, "made a finding") as now:
        finding = now.add(Finding(study=study, claim=words, pattern=pattern, by=by))
        _cite(now, finding, cites.speaking, contradicts=False)
        _cite(now, finding, cites.against, contradicts=True)
        now.about = f"finding:{finding.pk}"
    return finding


def claim_otherwise(finding: Finding, by: Person, text: str) -> None:
    """Says the claim in other words; its evidence stays."""
    words = _claimed(text)
    with doing(finding.study, by, May.MARK, "changed a finding") as now:
        if finding.claim != words:
            now.change(finding, claim=words)
        now.about = f"finding:{finding.pk}"


def cite(finding: Finding, by: Person, places: Sequence[Place], *, contradicts: bool) -> int:
    """Puts quotes under a finding, for it or against it; returns how many were not there yet."""
    if not places:
        raise RuleBroken(_("No quote was chosen. Tick at least one."))
    with doing(finding.study, by, May.MARK, "added evidence") as now:
        _cite(now, finding, places, contradicts=contradicts)
        now.about = f"finding:{finding.pk}"
        return len(now.changes)


def turn(evidence: Evidence, finding: Finding, by: Person) -> None:
    """What spoke for the finding speaks against it, and the other way round."""
    with doing(finding.study, by, May.MARK, "turned evidence") as now:
        now.change(evidence, contradicts=not evidence.contradicts)
        now.about = f"finding:{finding.pk}"


def take_away(evidence: Evidence, finding: Finding, by: Person) -> None:
    with doing(finding.study, by, May.MARK, "took evidence away") as now:
        now.remove(evidence)
        now.about = f"finding:{finding.pk}"


def drop(finding: Finding, by: Person) -> None:
    """Removes a finding with its evidence and comments, unless something was decided on it."""
    with doing(finding.study, by, May.MARK, "removed a finding") as now:
        if finding.decided.exists():
            raise RuleBroken(
                _("Something was decided on this finding. Take it off that decision first.")
            )
        rows = [*finding.evidence.all(), *finding.comments.all(), *finding.judgements.all()]
        for one in rows:
            now.remove(one)
        now.about = f"finding:{finding.pk}"
        now.remove(finding)


def _cite(now: Doing, finding: Finding, places: Collection[Place], *, contradicts: bool) -> None:
    words = quoted(now.study, places)
    there = set(finding.evidence.values_list("source", "start", "end"))
    for place in dict.fromkeys(places):
        one = words.get(place)
        if one is None:
            raise RuleBroken(_("One of those quotes is not in its text. Reload and choose again."))
        if one.participant is None:
            raise RuleBroken(
                _("Only what a participant said is evidence, and one of these is not.")
            )
        if place not in there:
            source, start, end = place
            row = Evidence(finding=finding, source_id=source, start=start, end=end)
            row.contradicts = contradicts
            now.add(row)


def _claimed(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise RuleBroken(_("A finding is a claim. Say it in a sentence."))
    if len(words) > LONGEST_CLAIM:
        raise RuleBroken(_("The claim is longer than 1,000 characters. Say it shorter."))
    return words
