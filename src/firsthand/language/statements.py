"""What a participant's statement is: one grade, any number of kinds, and the words that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.language.heads import HOLDS, Hits, features, heads, hits
from firsthand.method.evidence import Grade, Kind, Label, Reason

SPOKEN = (
    Grade.PAST_BEHAVIOUR,
    Grade.GENERAL,
    Grade.STATED_PREFERENCE,
    Grade.SECOND_HAND,
)
EMPTY = "none"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A statement judged; `telling` is false where its words say nothing by themselves."""

    grade: Label[Grade]
    kinds: tuple[Label[Kind], ...]
    telling: bool


def judge(texts: Sequence[str]) -> list[Judgement]:
    """A judgement for each text; reasons are offsets in it."""
    return [_judged(text) for text in texts]


def _judged(text: str) -> Judgement:
    found = hits("statements", text)
    given = features(text, found)
    sure = {label: head.probability(given) for label, head in heads("statements").items()}
    grade = max(SPOKEN, key=lambda one: sure[one.value])
    telling = sure[EMPTY] < max(HOLDS, sure[grade.value]) and any(c.isalnum() for c in text)
    kinds = [kind for kind in Kind if sure[kind.value] >= HOLDS] if telling else []
    return Judgement(
        grade=Label(grade, sure[grade.value], _because(grade.value, found, text)),
        kinds=tuple(Label(k, sure[k.value], _because(k.value, found, text)) for k in kinds),
        telling=telling,
    )


def _because(label: str, found: Hits, text: str) -> tuple[Reason, ...]:
    """The words that fired; the whole text where no single rule spoke for the label."""
    reasons = heads("statements")[label].reasons(found)
    return reasons or (Reason(0, len(text), text, "nothing in it speaks for another grade"),)
