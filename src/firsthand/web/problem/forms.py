"""What the forms of a problem send."""

from __future__ import annotations

import re

from django.http import QueryDict
from django.utils.translation import gettext as _

from firsthand.method.errors import RuleBroken

MOST = 2**31 - 1


def keys_in(sent: QueryDict, name: str) -> list[int]:
    return [int(one) for one in sent.getlist(name) if re.fullmatch("[0-9]{1,18}", one)]


def number_in(sent: QueryDict, name: str) -> float | None:
    """A number with a point or a comma; None where there is none."""
    typed = sent.get(name, "").strip().replace(",", ".")
    return float(typed) if re.fullmatch(r"[-+]?[0-9]{1,12}(\.[0-9]{1,12})?", typed) else None


def whole_in(sent: QueryDict, name: str) -> int | None:
    """A count; None where the field is empty."""
    typed = sent.get(name, "").strip()
    if not typed:
        return None
    if not re.fullmatch("[0-9]{1,9}", typed) or not 0 < int(typed) <= MOST:
        raise RuleBroken(_("How many is a whole number, like 12. Type it again."))
    return int(typed)
