"""Why a statement was labelled as it was, in words that mean something to a reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.language.everyday import folded, is_telling
from firsthand.language.reader import RULE
from firsthand.language.words import WORD, is_function_word
from firsthand.method.evidence import Grade
from firsthand.records.models import Statement

GRADES = frozenset(grade.value for grade in Grade)


@dataclass(frozen=True, slots=True)
class Because:
    """A label, the words that spoke for it, and the rule they fired; no words where none did."""

    label: str
    words: str = ""
    rule: str = ""


def reasons_of(one: Statement) -> list[Because]:
    """For each label of the statement why it has it."""
    return [reason for label, found in one.because.items() for reason in _of(label, found)]


def _of(label: str, found: Sequence[dict[str, str]]) -> Iterator[Because]:
    named = Grade(label).words if label in GRADES else label
    telling = [one for one in found if says_something(one["words"], one["rule"])]
    for one in telling:
        rule = "" if one["rule"] == RULE else one["rule"]
        yield Because(named, one["words"], rule)
    if not telling:
        yield Because(named)


def says_something(words: str, rule: str) -> bool:
    """Words of a rule say what the rule says; those that were only learned must tell by
    themselves."""
    if rule != RULE:
        return not rule.startswith("nothing in it")
    found = [word for word in WORD.findall(words) if not is_function_word(word)]
    return any(is_telling(folded(word)) for word in found)
