"""Whom the study looks for: how many participants with a value of an attribute."""

from __future__ import annotations

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.locating import one_line
from firsthand.actions.participating import LONGEST_NAME, LONGEST_VALUE
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Sought, Study

MOST = 500


def seek(study: Study, by: Person, attribute: str, value: str, wanted: int) -> Sought:
    """The study looks for that many of them; said again, the number is changed."""
    values = _checked(attribute, value, wanted)
    with doing(study, by, May.DECIDE, "said whom the study looks for") as now:
        known = _same(study, values["attribute"], values["value"])
        if known is None:
            return now.add(
                Sought(
                    study=study, wanted=wanted, attribute=values["attribute"], value=values["value"]
                )
            )
        now.change(known, wanted=wanted)
        return known


def change_sought(sought: Sought, by: Person, attribute: str, value: str, wanted: int) -> None:
    values = _checked(attribute, value, wanted)
    with doing(sought.study, by, May.DECIDE, "said whom the study looks for") as now:
        other = _same(sought.study, values["attribute"], values["value"])
        if other is not None and other.pk != sought.pk:
            raise RuleBroken(_("The study looks for them already. Change the number there."))
        now.change(sought, wanted=wanted, **values)


def stop_seeking(sought: Sought, by: Person) -> None:
    with doing(sought.study, by, May.DECIDE, "looks for somebody no more") as now:
        now.remove(sought)


def _checked(attribute: str, value: str, wanted: int) -> dict[str, str]:
    name = one_line(attribute, _("attribute"), LONGEST_NAME)
    line = one_line(value, _("value"), LONGEST_VALUE)
    if not name or not line:
        raise RuleBroken(_("Say what they have in common, as “ward” and “surgical”."))
    if not 1 <= wanted <= MOST:
        raise RuleBroken(_("Say how many you want to hear, from 1 to %s.") % MOST)
    return {"attribute": name, "value": line}


def _same(study: Study, attribute: str, value: str) -> Sought | None:
    folded = attribute.casefold(), value.casefold()
    return next(
        (
            one
            for one in study.sought.all()
            if (one.attribute.casefold(), one.value.casefold()) == folded
        ),
        None,
    )
