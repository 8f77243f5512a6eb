"""What a participant's statement is: one grade, any number of kinds, and the words that say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from firsthand.language.heads import HOLDS, Hits, features, heads, hits
from firsthand.language.reader import Wording, read
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
    """A statement judged; `telling` is false where its words say nothing by themselves.

    `leaning` is how likely each kind is, those too that are not likely enough to be in `kinds`.
    """

    grade: Label[Grade]
    kinds: tuple[Label[Kind], ...]
    telling: bool
    leaning: Mapping[Kind, float]


def judge(texts: Sequence[str]) -> list[Judgement]:
    """A judgement for each text; reasons are offsets in it."""
    with ThreadPoolExecutor(1) as pool:  # the network leaves room for the rules to run beside it
        wordings = pool.submit(read, texts)
        found = [hits("statements", text) for text in texts]
        return [_judged(*one) for one in zip(wordings.result(), found, strict=True)]


def _judged(wording: Wording, found: Hits) -> Judgement:
    given = features(wording.text, found)
    sure = {label: head.probability(given, wording) for label, head in heads("statements").items()}
    grade = max(SPOKEN, key=lambda one: sure[one.value])
    telling = sure[EMPTY] < max(HOLDS, sure[grade.value]) and bool(wording.scores)
    kinds = [kind for kind in Kind if sure[kind.value] >= HOLDS] if telling else []
    return Judgement(
        grade=Label(grade, sure[grade.value], _because(grade.value, found, wording)),
        kinds=tuple(Label(k, sure[k.value], _because(k.value, found, wording)) for k in kinds),
        telling=telling,
        leaning={kind: sure[kind.value] for kind in Kind},
    )


def _because(label: str, found: Hits, wording: Wording) -> tuple[Reason, ...]:
    """The words that spoke for the label; the whole text where no single word did."""
    text = wording.text
    reasons = heads("statements")[label].reasons(found, wording)
    return reasons or (Reason(0, len(text), text, "nothing in it speaks for another grade"),)
