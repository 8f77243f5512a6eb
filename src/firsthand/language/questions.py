"""What an interviewer's question is: open or closed, what is wrong with it, and a rewrite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.language.heads import HOLDS, Hits, features, heads, hits
from firsthand.language.rewriting import rewrite
from firsthand.language.sentences import word_count
from firsthand.method.evidence import Flag, Label

_PROMPT = re.compile(
    r"(?:(?:so|and|okay|ok|um|uh|well|then|now|please|yeah|great|cool|maybe)[, ]+)*"
    r"(?:tell (?:me|us)|talk (?:me|us)? ?(?:about|through)|walk (?:me|us)|take (?:me|us) through|"
    r"describe|help me understand|explain|show me|say more|i(?:['’]d| would) (?:love|like) to "
    r"(?:hear|know|understand)|i(?:['’]m| am) (?:curious|wondering|interested))\b",
    re.IGNORECASE,
)
_CLOSING_MARKS = "\"”’') \n"


@dataclass(frozen=True, slots=True)
class QuestionJudgement:
    """A question judged. `flags` hold `closed` too; `rewrite` is empty where nothing is wrong."""

    is_open: bool
    flags: tuple[Label[Flag], ...]
    rewrite: str = ""


def is_asked(text: str) -> bool:
    """Whether a sentence asks for something: a question, a prompt, or a sales pitch."""
    if word_count(text) < 2:
        return False
    return text.rstrip(_CLOSING_MARKS).endswith("?") or bool(_PROMPT.match(text)) or _sells(text)


def judge(texts: Sequence[str]) -> list[QuestionJudgement]:
    """A judgement for each question; reasons are offsets in it."""
    return [_judged(text) for text in texts]


def _judged(text: str) -> QuestionJudgement:
    found = hits("questions", text)
    given = features(text, found)
    sure = {label: head.probability(given) for label, head in heads("questions").items()}
    is_open = sure["open"] >= sure["closed"]
    flags = [
        Label(flag, sure[flag.value], heads("questions")[flag.value].reasons(found))
        for flag in Flag
        if flag is not Flag.CLOSED and sure[flag.value] >= HOLDS
    ]
    if not is_open:
        reasons = heads("questions")["closed"].reasons(found)
        flags.append(Label(Flag.CLOSED, sure["closed"], reasons))
    flags.sort(key=lambda label: list(Flag).index(label.value))
    return QuestionJudgement(is_open, tuple(flags), rewrite(text, [f.value for f in flags]))


def _sells(text: str) -> bool:
    found: Hits = hits("questions", text)
    if "pitching/sells" not in found:
        return False
    return heads("questions")["pitching"].probability(features(text, found)) >= HOLDS
