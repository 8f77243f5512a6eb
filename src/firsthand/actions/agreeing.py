"""Agreements of a reflection: made, said otherwise, and looked at again the next time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.actions.reflecting import about
from firsthand.method.agreeing import Agreed, Stands, in_order
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Agreement, Person, Reflection, Study, WorkingAgreement

MOST = 100


@dataclass(frozen=True, slots=True)
class Said:
    """An agreement as it was typed."""

    text: str
    owner: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Standing(Agreed):
    """An agreement of a study as it stands today, with its row."""

    row: Agreement | None = None
    over: int = 0


def agree(reflection: Reflection, by: Person, said: Said) -> Agreement:
    columns = _checked(said)
    with doing(reflection.study, by, May.MARK, "wrote an agreement down") as now:
        now.about = about(reflection)
        if reflection.agreements.count() >= MOST:
            raise RuleBroken(_("A reflection has at most 100 agreements. Let some go first."))
        return now.add(Agreement(reflection=reflection, by=by, **columns))


def agree_otherwise(agreement: Agreement, by: Person, said: Said) -> None:
    columns = _checked(said)
    with doing(agreement.reflection.study, by, May.MARK, "changed an agreement") as now:
        now.about = about(agreement.reflection)
        if any(getattr(agreement, name) != value for name, value in columns.items()):
            now.change(agreement, **columns)


def look_back(agreement: Agreement, by: Person, stands: str, remark: str, on: date) -> None:
    """Says on that day whether it was kept, and what there is to say about it."""
    if stands not in list(Stands):
        raise RuleBroken(_("Say whether it is open, kept, or let go."))
    days = {
        "kept": (agreement.kept or on) if stands == Stands.KEPT else None,
        "let_go": (agreement.let_go or on) if stands == Stands.LET_GO else None,
    }
    with doing(agreement.reflection.study, by, May.MARK, "looked back on an agreement") as now:
        now.about = about(agreement.reflection)
        now.change(agreement, remark=" ".join(remark.split()), **days)


def withdraw(agreement: Agreement, by: Person) -> None:
    """Takes it off the list, as if it had never been written."""
    with doing(agreement.reflection.study, by, May.MARK, "removed an agreement") as now:
        now.about = about(agreement.reflection)
        now.remove(agreement)


def agreements_before(
    study: Study, today: date, reflection: Reflection | None = None
) -> list[Standing]:
    """What was agreed in reflections before this one, or in all: what a session opens with."""
    rows = Agreement.objects.filter(reflection__study=study)
    if reflection is not None:
        rows = rows.filter(reflection__lt=reflection.pk)
    return standing(rows.select_related("reflection"), today)


def working_before(study: Study, reflection: Reflection | None = None) -> list[WorkingAgreement]:
    """Working agreements that have a day on which to look at them again, the next first."""
    rows = WorkingAgreement.objects.filter(reflection__study=study, look_again__isnull=False)
    if reflection is not None:
        rows = rows.filter(reflection__lt=reflection.pk)
    return list(rows.select_related("reflection").order_by("look_again", "pk"))


def standing(rows: Iterable[Agreement], today: date) -> list[Standing]:
    return in_order(_standing(row, today) for row in rows)


def _standing(row: Agreement, today: date) -> Standing:
    agreed = Agreed(row.text, row.owner, row.due, row.kept, row.let_go, row.remark)
    told = (agreed.text, agreed.owner, agreed.due, agreed.kept, agreed.let_go, agreed.remark)
    return Standing(*told, row=row, over=agreed.days_over(today))


def _checked(said: Said) -> dict[str, object]:
    text, owner = " ".join(said.text.split()), " ".join(said.owner.split())
    if not text:
        raise RuleBroken(
            _("Write what you agreed on, so that anybody can tell whether it was kept.")
        )
    if not owner:
        raise RuleBroken(_("Say who sees to it: one person, or one team."))
    if said.due is None:
        raise RuleBroken(_("Say until when, as a day like 2026-11-30."))
    return {"text": text, "owner": owner, "due": said.due}
