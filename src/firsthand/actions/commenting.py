"""Comments: what the team remarks on a finding, or on a quote."""

from __future__ import annotations

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.actions.quoting import Quoted
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Comment, Finding, Person

LONGEST = 4000


def remark(about: Finding | Quoted, by: Person, text: str) -> Comment:
    """A new comment on a finding, or on the words at a place."""
    if isinstance(about, Finding):
        study, row = about.study, Comment(finding=about)
        subject = f"finding:{about.pk}"
    else:
        study = about.source.study
        row = Comment(source=about.source, start=about.start, end=about.end)
        subject = f"source:{about.source.pk}"
    row.study, row.text, row.by = study, _said(text), by
    with doing(study, by, May.MARK, "commented") as now:
        now.about = subject
        return now.add(row)


def remark_otherwise(comment: Comment, by: Person, text: str) -> None:
    words = _said(text)
    with doing(comment.study, by, May.MARK, "changed a comment") as now:
        _own(comment, by)
        if comment.text != words:
            now.change(comment, text=words)
        now.about = _about(comment)


def take_back(comment: Comment, by: Person) -> None:
    with doing(comment.study, by, May.MARK, "removed a comment") as now:
        _own(comment, by)
        now.about = _about(comment)
        now.remove(comment)


def _own(comment: Comment, by: Person) -> None:
    if comment.by_id != by.pk:
        raise RuleBroken(
            _("Somebody else wrote that comment. You can answer it with one of yours.")
        )


def _said(text: str) -> str:
    words = text.strip()
    if not words:
        raise RuleBroken(_("The comment is empty. Write what you want to say."))
    if len(words) > LONGEST:
        raise RuleBroken(_("The comment is longer than 4,000 characters. Say it shorter."))
    return words


def _about(comment: Comment) -> str:
    if comment.finding_id:
        return f"finding:{comment.finding_id}"
    return f"source:{comment.source_id}"
