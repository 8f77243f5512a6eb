"""Scores of questionnaires: SUS, UMUX-Lite, SEQ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

SUS_ITEMS, UMUX_LITE_ITEMS = 10, 2
SUS_MOST, SEVEN = 5, 7
MOST_GAPS = 1


class Partly(Enum):
    """What happens to a form that was filled in partly."""

    REFUSE = "refuse"
    IMPUTE = "impute"


@dataclass(frozen=True, slots=True)
class Score:
    """From 0 to 100; `imputed` of its items had no answer and were put in."""

    value: float
    imputed: int = 0


def sus(items: Sequence[int | None], partly: Partly = Partly.REFUSE) -> Score:
    """The System Usability Scale of one person's ten answers from 1 to 5, None for a gap.

    Brooke, SUS: a quick and dirty usability scale (1996): odd items speak for the system and count
    answer - 1, even ones against it and count 5 - answer; their sum times 2.5. With
    `Partly.IMPUTE` one gap counts as the centre of the items that were answered, which is their
    sum times 100/36: Lewis and Sauro, Can I leave this one out? (JUS 13(1), 2017). Raises
    ValueError for a gap otherwise, for more than one, and for answers that are none.
    """
    gaps = _gaps(items, SUS_ITEMS, SUS_MOST)
    if gaps > (MOST_GAPS if partly is Partly.IMPUTE else 0):
        raise ValueError(f"{gaps} of the {SUS_ITEMS} items of the SUS have no answer")
    total = sum(
        item - 1 if number % 2 else SUS_MOST - item
        for number, item in enumerate(items, 1)
        if item is not None
    )
    return Score(100 * total / ((SUS_MOST - 1) * (SUS_ITEMS - gaps)), gaps)


_GRADES = (
    (84.1, "A+"),
    (80.8, "A"),
    (78.9, "A-"),
    (77.2, "B+"),
    (74.1, "B"),
    (72.6, "B-"),
    (71.1, "C+"),
    (65.0, "C"),
    (62.7, "C-"),
    (51.7, "D"),
    (0.0, "F"),
)


def sus_grade(value: float) -> str:
    """The grade of a mean SUS on the curve of 446 studies; for a mean of several people only.

    Sauro and Lewis, Quantifying the User Experience (2nd ed. 2016), chapter 8, the curved grading
    scale. The mean is taken to one digit first, as the scale has it. Raises ValueError outside
    0 to 100.
    """
    if not 0 <= value <= 100:
        raise ValueError(f"A SUS is between 0 and 100, not {value}")
    return next(grade for least, grade in _GRADES if round(value, 1) >= least)


def umux_lite(items: Sequence[int | None]) -> Score:
    """The UMUX-Lite of two answers from 1 to 7, from 0 to 100: (their sum - 2) · 100 / 12.

    Lewis, Utesch and Maher (CHI 2013). Raises ValueError for a gap or an answer that is none.
    """
    if _gaps(items, UMUX_LITE_ITEMS, SEVEN):
        raise ValueError("Both items of the UMUX-Lite have to be answered")
    return Score((sum(item or 0 for item in items) - UMUX_LITE_ITEMS) * 100 / 12)


def as_sus(umux: float) -> float:
    """The SUS that a UMUX-Lite stands for: 0.65 times it, plus 22.9; from 22.9 to 87.9.

    The regression of Lewis, Utesch and Maher, UMUX-LITE: when there's no time for the SUS (CHI
    2013). Raises ValueError outside 0 to 100.
    """
    if not 0 <= umux <= 100:
        raise ValueError(f"A UMUX-Lite is between 0 and 100, not {umux}")
    return 0.65 * umux + 22.9


def seq(item: int | None) -> int:
    """The Single Ease Question of a task: 1 (very difficult) to 7 (very easy), as answered.

    Sauro and Dumas (CHI 2009). Raises ValueError for anything else.
    """
    if item is None or not 1 <= item <= SEVEN:
        raise ValueError(f"An SEQ is 1 to {SEVEN}, not {item}")
    return item


def _gaps(items: Sequence[int | None], many: int, most: int) -> int:
    if len(items) != many:
        raise ValueError(f"{many} answers are needed, not {len(items)}")
    for number, item in enumerate(items, 1):
        if item is not None and not (isinstance(item, int) and 1 <= item <= most):
            raise ValueError(f"Item {number} is 1 to {most}, not {item}")
    gaps = sum(item is None for item in items)
    if gaps == many:
        raise ValueError("No item has an answer")
    return gaps
