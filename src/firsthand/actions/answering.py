"""Questionnaires that participants filled in: kept as they were given, with what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing, unchanged
from firsthand.actions.following import have_weighed
from firsthand.actions.noting import require_consent
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.questionnaires import QUESTIONNAIRES, check_items
from firsthand.records.models import Answer, Person, Session, Task


def answer(
    session: Session, by: Person, form: str, task: Task | None, items: Sequence[int | None]
) -> Answer:
    """Keeps a filled-in form; items that were left out are None, and stay so."""
    asked = QUESTIONNAIRES[form]
    check_items(asked, items)
    if asked.of_a_task != (task is not None):
        raise RuleBroken(_("Say after which task it was filled in."))
    require_consent(session.study, session.title)
    with doing(session.study, by, May.MARK, "wrote down a questionnaire") as now:
        if session.answers.filter(form=form, task=task).exists():
            raise RuleBroken(_("It was filled in already. Change that one, or remove it first."))
        now.about = f"session:{session.pk}"
        who = session.study.participants.filter(pseudonym=session.title).first()
        row = Answer(session=session, participant=who, form=form, task=task, items=list(items))
        row.by = by
        have_weighed(session.study, by)
        return now.add(row)


def change_answer(row: Answer, by: Person, items: Sequence[int | None], since: str = "") -> None:
    check_items(QUESTIONNAIRES[row.form], items)
    with (
        unchanged(row.session.study, since, lambda: [Answer.objects.get(pk=row.pk)]),
        doing(row.session.study, by, May.MARK, "changed a questionnaire") as now,
    ):
        now.about = f"session:{row.session_id}"
        now.change(row, items=list(items))
        have_weighed(row.session.study, by)


def remove_answer(row: Answer, by: Person) -> None:
    with doing(row.session.study, by, May.MARK, "removed a questionnaire") as now:
        now.about = f"session:{row.session_id}"
        now.remove(row)
        have_weighed(row.session.study, by)
