"""What the forms of Synthesize say."""

from __future__ import annotations

from django.http import QueryDict
from django.utils.translation import gettext as _

from firsthand.actions.deciding import Decision
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind

SAME = "same"


def decision_in(sent: QueryDict) -> Decision:
    """What statements are to be: right as suggested, nothing, or of this grade and these kinds.

    A grade or kinds that stay the same are sent as `same`.
    """
    match sent.get("as"):
        case "right":
            return Decision()
        case "nothing":
            return Decision(refused=True)
    grade, kinds = sent.get("grade", ""), sent.getlist("kinds")
    try:
        return Decision(
            None if grade == SAME else Grade(grade),
            None if SAME in kinds else tuple(Kind(one) for one in kinds),
        )
    except ValueError as unknown:
        raise RuleBroken(_("Choose a grade, and kinds from the list.")) from unknown


def place_in(sent: str) -> tuple[int, int, int]:
    """A place in a source, sent as `source-start-end`."""
    parts = sent.split("-")
    if len(parts) != 3 or not all(map(is_number, parts)):
        raise RuleBroken(_("That is no place in a text. Reload the page."))
    source, start, end = map(int, parts)
    return source, start, end


def is_number(sent: str) -> bool:
    """Whether it is a number that a column can hold."""
    return sent.isascii() and sent.isdecimal() and len(sent) < 10
