"""A reflection as it leaves the team: its maps, what comes of them, and what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthand.method.agreeing import Agreed
from firsthand.method.empathy_map import EmpathyMap, Note
from firsthand.method.reflecting import At, Reflected
from firsthand.method.working import WorkingAgreement


@dataclass(frozen=True, slots=True)
class Sheet:
    """`left_out` notes quote somebody who may not be quoted outside the team."""

    title: str
    study: str
    maps: tuple[EmpathyMap, ...]
    found: Reflected
    agreements: tuple[Agreed, ...] = ()
    before: tuple[Agreed, ...] = ()
    working: WorkingAgreement | None = None
    on: date | None = None
    made: date | None = None
    left_out: int = 0

    def note(self, at: At) -> Note:
        return next(one for one in self.maps[at[0]].notes if one.key == at[1])
