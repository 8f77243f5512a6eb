"""What an interviewer's question is: open or closed, what is wrong with it, and a rewrite."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from firsthand.language.heads import HOLDS, features, heads, hits
from firsthand.language.reader import Wording, read
from firsthand.language.rewriting import rewrites
from firsthand.language.sentences import word_count
from firsthand.method.evidence import Flag, Label

_PROMPT = re.compile(
    r"(?:(?:so|and|okay|ok|um|uh|well|then|now|please|yeah|great|cool|maybe)[, ]+)*"
    r"(?:tell (?:me|us)|talk (?:me|us)? ?(?:about|through)|walk (?:me|us)|take (?:me|us) through|"
    r"describe|help me understand|explain|show me|say more|i(?:['’]d| would) (?:love|like) to "
    r"(?:hear|know|understand)|i(?:['’]m| am) (?:curious|wondering|interested))\b",
    re.IGNORECASE,
)
FAR = -1.5
_CLOSING_MARKS = "\"”’') \n"


@dataclass(frozen=True, slots=True)
class QuestionJudgement:
    """A question judged. `flags` hold `closed` too; `rewrite` is empty where nothing is wrong."""

    is_open: bool
    flags: tuple[Label[Flag], ...]
    rewrite: str = ""


def is_asked(text: str) -> bool:
    """Whether a sentence asks for something: a question or a prompt."""
    if word_count(text) < 2:
        return False
    return text.rstrip(_CLOSING_MARKS).endswith("?") or bool(_PROMPT.match(text))


def judge_talk(texts: Sequence[str]) -> list[QuestionJudgement]:
    """A judgement for each sentence of an interviewer; one that asks for nothing can only pitch."""
    asked = [text for text in texts if is_asked(text)]
    told = read([text for text in texts if not is_asked(text)])
    judged = dict(zip(asked, judge(asked), strict=True))
    judged |= {wording.text: _remark(wording) for wording in told}
    return [judged[text] for text in texts]


def _remark(wording: Wording) -> QuestionJudgement:
    """What is not asked, judged for a pitch; most sentences are far from one by their wording."""
    if wording.scores.get(Flag.PITCHING.value, FAR) <= FAR:
        return QuestionJudgement(is_open=False, flags=())
    return QuestionJudgement(is_open=False, flags=_pitch_alone(_judged(wording).flags))


def _pitch_alone(flags: Sequence[Label[Flag]]) -> tuple[Label[Flag], ...]:
    return tuple(flag for flag in flags if flag.value is Flag.PITCHING)


def judge(texts: Sequence[str]) -> list[QuestionJudgement]:
    """A judgement for each question; reasons are offsets in it."""
    judged = [_judged(wording) for wording in read(texts)]
    asked_better = [
        rewrites(text, [flag.value for flag in one.flags])
        for text, one in zip(texts, judged, strict=True)
    ]
    faulty = _faulty(choice for choices in asked_better for choice in choices)
    return [
        replace(one, rewrite=_first_faultless(choices, faulty))
        for one, choices in zip(judged, asked_better, strict=True)
    ]


def _faulty(rewritten: Iterable[str]) -> set[str]:
    return {one.text for one in read(sorted(set(rewritten))) if _judged(one).flags}


def _first_faultless(choices: Sequence[str], faulty: Collection[str]) -> str:
    return next((choice for choice in choices if choice not in faulty), "".join(choices[-1:]))


def _judged(wording: Wording) -> QuestionJudgement:
    found = hits("questions", wording.text)
    given = features(wording.text, found)
    sure = {label: head.probability(given, wording) for label, head in heads("questions").items()}
    is_open = bool(_PROMPT.match(wording.text)) or sure["open"] >= sure["closed"]
    flags = tuple(
        Label(flag, sure[flag.value], heads("questions")[flag.value].reasons(found, wording))
        for flag in Flag
        if (not is_open if flag is Flag.CLOSED else sure[flag.value] >= HOLDS)
    )
    return QuestionJudgement(is_open, flags)
