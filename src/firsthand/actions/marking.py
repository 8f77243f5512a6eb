"""Highlights: exact words that a person marked, with codes on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
        raise RuleBroken(f"A highlight has at most {MOST_CODES} codes. Take some away.")
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
    words = source.words(start, end) if 0 <= start < end <= LARGEST else ""
    if not words or len(words) != end - start:
        raise RuleBroken("Those words are not in this text. Reload the page and mark them again.")
    turns = source.turns.filter(start__lt=end, end__gt=start)[:2]
    if len(turns) > 1:
        raise RuleBroken("Words of two turns are two quotes. Mark them one by one.")
    if not words.strip():
        raise RuleBroken("Only blank space was selected. Select the words you mean.")
    return start + len(words) - len(words.lstrip()), words.strip()


def _code(now: Doing, name: str) -> Code:
    if len(name) > LONGEST_CODE:
        raise RuleBroken("A code is a short name: at most 60 characters. Put the rest in the memo.")
    known = Code.objects.filter(study=now.study, name=name).first()
    if known is not None:
        return known
    number = Code.objects.filter(study=now.study).count()
    letter = LETTERS[number % 26] + ("" if number < 26 else str(number // 26))
    return now.add(Code(study=now.study, name=name, colour=number % COLOURS, letter=letter))
