"""Starting a study and naming it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Membership, Person, Study
from firsthand.records.studies import Role

LONGEST_QUESTION = 2000


def start_study(by: Person, title: str, question: str = "", *, invented: bool = False) -> Study:
    """A new study, owned by whoever starts it."""
    with transaction.atomic():
        study = Study(title=_titled(title), question=_asked(question), invented=invented)
        study.save()
        Membership.objects.create(study=study, person=by, role=Role.OWNER)
        with doing(study, by, May.MANAGE, "started the study") as now:
            now.change(study, title=study.title)
    return study


def rename_study(study: Study, by: Person, title: str, question: str) -> None:
    with doing(study, by, May.DECIDE, "renamed the study") as now:
        now.change(study, title=_titled(title), question=_asked(question))


def _asked(question: str) -> str:
    question = question.strip()
    if len(question) > LONGEST_QUESTION:
        raise RuleBroken(
            _("The question is longer than %s characters. Say it in a few sentences.")
            % LONGEST_QUESTION
        )
    return question


def _titled(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise RuleBroken(_("A study needs a title. Say in a few words what it is about."))
    if len(title) > 200:
        raise RuleBroken(
            _("The title is longer than 200 characters. Put the rest in the question.")
        )
    return title
