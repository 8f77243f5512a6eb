"""Text that can be kept and shown, and is no longer than fits, whatever door it came by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from firsthand.method.errors import RuleBroken

LONGEST = 10_000  # characters of a memo, a reason, a comment
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def require_sound(row: models.Model) -> None:
    """Raises RuleBroken where a column of the row holds what is no text, or too much of it."""
    for column in row._meta.concrete_fields:
        if column.attname in getattr(row, "not_in_journal", ()):
            continue
        for text in _texts(column.value_from_object(row)):
            require_text(text, str(column.verbose_name), column.max_length or LONGEST)


def require_text(text: str, what: str, most: int = LONGEST) -> None:
    """The same for a text that the journal does not keep."""
    if _NO_TEXT.search(text):
        raise RuleBroken(_("There is a character in it that is no text. Type it again."))
    if len(text) > most:
        raise RuleBroken(
            _("The %(what)s is longer than %(most)s characters. Say it shorter.")
            % {"what": what, "most": f"{most:,}"}
        )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(key)
            yield from _texts(one)
    elif isinstance(value, Sequence):
        for one in value:
            yield from _texts(one)
