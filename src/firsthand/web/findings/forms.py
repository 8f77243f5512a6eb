"""What the forms of findings and decisions send."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from firsthand.actions.finding import Cites
from firsthand.actions.quoting import Place
from firsthand.actions.resolving import Resolved
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Finding, Study
from firsthand.web.interview.forms import day_in

_PLACE = re.compile(r"([0-9]{1,18}):([0-9]{1,9})-([0-9]{1,9})")


def place_in(sent: str) -> Place:
    """`12:40-90` as source, start, end."""
    found = _PLACE.fullmatch(sent)
    if found is None or int(found[2]) >= int(found[3]):
        raise RuleBroken(_("That is no place in a text. Go back, reload the page, and try again."))
    return int(found[1]), int(found[2]), int(found[3])


def places_in(sent: QueryDict, name: str) -> list[Place]:
    return [place_in(one) for one in sent.getlist(name)]


def cites_in(sent: QueryDict) -> Cites:
    """The quotes of a form where each has a choice: for the claim, against it, or neither."""
    return Cites(places_in(sent, "for"), places_in(sent, "against"))


def resolved_in(sent: QueryDict) -> Resolved:
    return Resolved(sent.get("what", ""), sent.get("who", ""), day_in(sent))


def findings_in(sent: QueryDict, study: Study) -> Sequence[Finding]:
    """The findings that were ticked; those of other studies are none."""
    ticked = [int(one) for one in sent.getlist("finding") if re.fullmatch("[0-9]{1,18}", one)]
    return list(
        Finding.objects.filter(study=study, pk__in=ticked)
        .prefetch_related("evidence")
        .order_by("pk")
    )
