"""Highlights: exact words that a person marked, with codes on them."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Code, Coding, Highlight, Person, Source

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COLOURS = 8


def mark(
    source: Source, by: Person, start: int, end: int, codes: Sequence[str] = (), memo: str = ""
) -> Highlight:
    """Marks `text[start:end]`, without the spaces around it; a code that is new is made."""
    start, end = _trimmed(source.text, start, end)
    with doing(source.study, by, May.MARK, "marked") as now:
        row = Highlight(source=source, start=start, end=end, by=by, memo=memo.strip())
        highlight = now.add(row)
        for name in dict.fromkeys(" ".join(one.split()) for one in codes):
            if name:
                now.add(Coding(highlight=highlight, code=_code(now, name)))
        now.about = f"source:{source.pk}"
    return highlight


def unmark(highlight: Highlight, by: Person) -> None:
    """Removes a highlight and its codes from it; the codes themselves stay."""
    source = highlight.source
    with doing(source.study, by, May.MARK, "removed a highlight") as now:
        for coding in highlight.codings.all():
            now.remove(coding)
        now.remove(highlight)
        now.about = f"source:{source.pk}"


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    if not 0 <= start < end <= len(text):
        raise RuleBroken("Those words are not in this text. Reload the page and mark them again.")
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start >= end:
        raise RuleBroken("Only blank space was selected. Select the words you mean.")
    return start, end


def _code(now: Doing, name: str) -> Code:
    known = Code.objects.filter(study=now.study, name=name).first()
    if known is not None:
        return known
    number = Code.objects.filter(study=now.study).count()
    letter = LETTERS[number % 26] + ("" if number < 26 else str(number // 26))
    return now.add(Code(study=now.study, name=name, colour=number % COLOURS, letter=letter))
