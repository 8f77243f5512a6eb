"""What a study's first page says of findings and decisions."""

from __future__ import annotations

from typing import Any

from firsthand.actions.permissions import May, allowed
from firsthand.method.finding import Stands
from firsthand.records.models import Person, Study
from firsthand.web.findings.present import Stated, decided, stated

TOP, RECENT = 3, 3


def claims_of(study: Study, by: Person) -> dict[str, Any]:
    """The few findings that most stand behind, those nothing was decided on, recent decisions."""
    findings = stated(study)
    return {
        "top": sorted(findings, key=_weight)[:TOP],
        "finding_count": len(findings),
        "undecided": [one for one in findings if not one.decisions],
        "recent": decided(study, study.decisions.all()[:RECENT]),
        "may_decide": May.DECIDE in allowed(by, study),
    }


def _weight(one: Stated) -> tuple[bool, int, int, int]:
    """What behaviour backs first, then by how many people, the newest first."""
    people = one.standing.people.count if one.standing.people else 0
    is_weak = one.standing.stands is not Stands.SUPPORTED
    return is_weak, -people, -one.standing.quotes, -one.finding.pk
