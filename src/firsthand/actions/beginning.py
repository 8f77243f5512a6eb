"""A study begun with files alone: nobody has to name or sort anything first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from firsthand.actions.importing import add_files
from firsthand.actions.studies import start_study
from firsthand.actions.uploads import Upload
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Job, Person

LONGEST_TITLE = 120


def begin(by: Person, uploads: Sequence[Upload], on: date) -> Job:
    """A new study of these files, named after them; the job says how far they are read."""
    if not uploads:
        raise RuleBroken(_("No file was chosen. Choose transcripts, notes or survey rows."))
    study = start_study(by, _title([one.name or "" for one in uploads], on))
    try:
        return add_files(study, by, uploads)
    except (OSError, RuleBroken):
        study.delete()  # files are written before anything is locked, so it had to be there
        raise


def _title(names: Sequence[str], on: date) -> str:
    """What the only file is called, else when the files came; people change it at leisure."""
    only = Path(names[0]).stem.replace("_", " ").strip()[:LONGEST_TITLE] if len(names) == 1 else ""
    return only or _("Interviews of %(day)s") % {"day": date_format(on, "j F Y")}
