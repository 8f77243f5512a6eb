"""Erasing: what is erased is gone, from the journal too, and nothing brings it back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions.permissions import May, require
from firsthand.actions.uploads import throw_away
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Study, Turn


def erase_study(study: Study, by: Person, title: str) -> None:
    """Erases the study and all that is in it, files and journal too; nothing brings it back."""
    require(by, study, May.MANAGE)
    if " ".join(title.split()) != study.title:
        raise RuleBroken(_("That is not the title of the study. Nothing was erased."))
    waiting = [job.about["folder"] for job in study.jobs.all() if "folder" in job.about]
    with transaction.atomic():
        Turn.objects.filter(source__study=study).delete()
        study.delete()
    for folder in waiting:
        throw_away(folder)
