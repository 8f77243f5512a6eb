"""Questionnaires as their authors worded them: what is asked, and which answers there are.

SEQ: Jeff Sauro and Joseph Dumas, Comparison of three one-question, post-task usability
questionnaires (CHI 2009). SUS: John Brooke, SUS: a 'quick and dirty' usability scale (in:
Usability Evaluation in Industry, 1996). UMUX-Lite: James Lewis, Brian Utesch and Deborah Maher,
UMUX-LITE: when there's no time for the SUS (CHI 2013).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.method.errors import RuleBroken

type Items = list[int | None]

AGREE = ("Strongly disagree", "Strongly agree")


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Items answered from 1 to `points`; `ends` are the words at the two ends."""

    name: str
    source: str
    items: tuple[str, ...]
    points: int
    ends: tuple[str, str]
    of_a_task: bool = False
    partly: str = ""  # what an item that was left out means for the score


SEQ = Questionnaire(
    "SEQ",
    "Sauro and Dumas 2009",
    ("Overall, how difficult or easy was the task to complete?",),
    7,
    ("Very difficult", "Very easy"),
    of_a_task=True,
)
SUS = Questionnaire(
    "SUS",
    "Brooke 1996",
    (
        "I think that I would like to use this system frequently.",
        "I found the system unnecessarily complex.",
        "I thought the system was easy to use.",
        "I think that I would need the support of a technical person to be able to use this "
        "system.",
        "I found the various functions in this system were well integrated.",
        "I thought there was too much inconsistency in this system.",
        "I would imagine that most people would learn to use this system very quickly.",
        "I found the system very cumbersome to use.",
        "I felt very confident using the system.",
        "I needed to learn a lot of things before I could get going with this system.",
    ),
    5,
    AGREE,
    partly="A SUS score needs all ten answers. What is left out stays left out: the figures "
    "refuse the form, or put the middle in its place and say so.",
)
UMUX_LITE = Questionnaire(
    "UMUX-Lite",
    "Lewis, Utesch and Maher 2013",
    ("This system’s capabilities meet my requirements.", "This system is easy to use."),
    7,
    AGREE,
    partly="A UMUX-Lite score needs both answers. What is left out stays left out.",
)
QUESTIONNAIRES: Mapping[str, Questionnaire] = {"seq": SEQ, "sus": SUS, "umux_lite": UMUX_LITE}


def left_out(items: Sequence[int | None]) -> list[int]:
    """The numbers of the items without an answer, from 1."""
    return [number for number, one in enumerate(items, start=1) if one is None]


def check_items(form: Questionnaire, items: Sequence[int | None]) -> None:
    """Raises RuleBroken where these can't be answers to the form; some may be left out."""
    if len(items) != len(form.items):
        raise RuleBroken(f"{form.name} has {len(form.items)} items. Reload the page.")
    if any(one is not None and not 1 <= one <= form.points for one in items):
        raise RuleBroken(f"The answers of {form.name} go from 1 to {form.points}.")
    if all(one is None for one in items):
        raise RuleBroken("Nothing was answered yet. Choose an answer.")
