"""Highlights: exact words that a person marked, with codes on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Code, Coding, Highlight, Person, Source

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COLOURS = 8
LONGEST_CODE = 60
MOST_CODES = 20
LARGEST = 2**31 - 1  # what a column for a place holds


@dataclass(frozen=True, slots=True)
class Made:
    highlight: Highlight
    exact: str
    codes: Sequence[Code]


def mark(
    source: Source, by: Person, start: int, end: int, codes: Sequence[str] = (), memo: str = ""
) -> Made:
    """Marks `text[start:end]`, without the spaces around it; a code that is new is made."""
    start, exact = _words(source, start, end)
    names = dict.fromkeys(" ".join(one.split()) for one in codes)
    if len(names) > MOST_CODES:
        raise RuleBroken(_("A highlight has at most %s codes. Take some away.") % MOST_CODES)
    with doing(source.study, by, May.MARK, "marked") as now:
        end = start + len(exact)
        row = Highlight(source=source, start=start, end=end, by=by, memo=memo.strip())
        highlight = now.add(row)
        made = [_code(now, name) for name in names if name]
        for code in made:
            now.add(Coding(highlight=highlight, code=code))
        now.about = f"source:{source.pk}"
    return Made(highlight, exact, made)


def unmark(highlight: Highlight, source: Source, by: Person) -> None:
    """Removes a highlight and its codes from it; the codes themselves stay."""
    with doing(source.study, by, May.MARK, "removed a highlight") as now:
        for coding in highlight.codings.all():
            now.remove(coding)
        now.remove(highlight)
        now.about = f"source:{source.pk}"


def _words(source: Source, start: int, end: int) -> tuple[int, str]:
    """Where the words begin, and the words, without the blank space around them."""
    if not 0 <= start < end <= LARGEST:
        raise _not_there()
    turn = source.turns.filter(start__lt=end).order_by("-start")
    spoken = turn.values_list("start", "end", Substr("source__text", start + 1, end - start))
    began, ended, words = spoken.first() or (0, LARGEST, source.words(start, end))
    if len(words) != end - start:
        raise _not_there()
    exact = words.strip()
    if not exact:
        raise RuleBroken(_("Only blank space was selected. Select the words you mean."))
    start += len(words) - len(words.lstrip())
    if start < began or start + len(exact) > ended:
        raise RuleBroken(_("Words of two turns are two quotes. Mark them one by one."))
    return start, exact


def _not_there() -> RuleBroken:
    return RuleBroken(_("Those words are not in this text. Reload the page and mark them again."))


def _code(now: Doing, name: str) -> Code:
    if len(name) > LONGEST_CODE:
        raise RuleBroken(
            _("A code is a short name: at most 60 characters. Put the rest in the memo.")
        )
    known = Code.objects.filter(study=now.study, name=name).first()
    if known is not None:
        return known
    number = Code.objects.filter(study=now.study).count()
    letter = LETTERS[number % 26] + ("" if number < 26 else str(number // 26))
    return now.add(Code(study=now.study, name=name, colour=number % COLOURS, letter=letter))
