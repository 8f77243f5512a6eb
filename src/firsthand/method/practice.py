"""Practice: the same skill for an interview. What is asked, and what an answer is read for.

Marks are anchored in words, in the style of structured interviews, and there is no total of them.
Accent, fluency, grammar, length and fillers are never marked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from firsthand.method.practice_anchors import ANCHORS, Anchor


class Kind(StrEnum):
    """What a question asks for: a design, a story of one's own, or what a number says."""

    DESIGN = "design"
    BEHAVIOURAL = "behavioural"
    ANALYTICAL = "analytical"


class Part(StrEnum):
    """What an answer is read for; each is marked by itself."""

    USER = "user"
    WORKFLOW = "workflow"
    QUESTIONS = "questions"
    PATTERNS = "patterns"
    TEST = "test"
    CONSTRAINT = "constraint"
    SENTENCE = "sentence"
    TRADEOFF = "tradeoff"
    METRIC = "metric"
    OWN_PART = "own_part"
    REFLECTION = "reflection"
    MEANING = "meaning"
    EXPLANATIONS = "explanations"
    WATCH = "watch"


class Mark(StrEnum):
    """How much of a part is there, from the least to the most."""

    ABSENT = "absent"
    GENERAL = "general"
    SPECIFIC = "specific"


class Failure(StrEnum):
    """What makes an answer say nothing about a user, however well it is put."""

    AGREEMENT = "agreement"
    PERFORMED_EMPATHY = "performed_empathy"
    PERSONA_STOP = "persona_stop"
    USERS_AS_GROUP = "users_as_group"
    SURVEY_FIGURES = "survey_figures"
    SOLUTION_FIRST = "solution_first"


def parts(kind: Kind) -> tuple[Part, ...]:
    """What an answer of this kind is read for, in the order in which it is shown."""
    return tuple(Part(name) for name in ANCHORS[kind])


def anchor(kind: Kind, part: Part) -> Anchor:
    """What each mark of the part means."""
    return ANCHORS[kind][part]


@dataclass(frozen=True, slots=True)
class Question:
    """`product` is the thing asked about, of a story its situation; `metric` of a number alone."""

    key: str
    kind: Kind
    ask: str
    product: str
    field: str
    metric: str = ""


@cache
def questions() -> Mapping[str, Question]:
    """All that there are to practise with, by key, in the order of their files."""
    found = (
        Question(kind=kind, **row)
        for kind in Kind
        for row in tomllib.loads(_file(f"{kind}.toml"))["question"]
    )
    return {one.key: one for one in found}


def _file(name: str) -> str:
    place = files("firsthand.method") / "practice_questions" / name
    return place.read_text(encoding="utf-8")
