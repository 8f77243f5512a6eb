"""Learned weights over named rules: how strongly each cue speaks for each label.

A head is a logistic regression over the rules of a lexicon; `benchmarks/train_heads.py` writes
it. A label holds where its probability is at least one half.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log1p

from firsthand.language.lexicon import rules
from firsthand.method.evidence import Reason

MOST_REASONS = 3
HOLDS = 0.5
WORDS, FEW_WORDS = "number of words", "few words"
FEW = 6

Hits = Mapping[str, tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Head:
    """The weights of one label; a rule that is not named weighs nothing."""

    label: str
    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        score = self.bias + sum(
            value * self.weights.get(name, 0.0) for name, value in features.items()
        )
        return 1 / (1 + exp(-max(-40.0, min(40.0, score))))

    def reasons(self, hits: Hits) -> tuple[Reason, ...]:
        """The words that spoke for the label, strongest rule first."""
        speaking = sorted(
            (name for name in hits if self.weights.get(name, 0.0) > 0),
            key=lambda name: (-self.weights[name], name),
        )
        return tuple(reason for name in speaking for reason in hits[name][:1])[:MOST_REASONS]


@cache
def heads(lexicon: str) -> Mapping[str, Head]:
    """The heads trained on a lexicon's rules, by label."""
    path = files("firsthand.language") / "weights" / f"{lexicon}.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    return {label: Head(label, head["bias"], head["weights"]) for label, head in table.items()}


def hits(lexicon: str, text: str) -> Hits:
    """The words that fired, by rule."""
    found = {}
    for group, named in rules(lexicon).items():
        for rule in named:
            reasons = tuple(_reasons(rule.find(text), rule.name))
            if reasons:
                found[f"{group}/{rule.name}"] = reasons
    return found


def features(text: str, found: Hits) -> dict[str, float]:
    """What a head weighs: 1 for each rule that fired, and how long the text is."""
    count = len(text.split())
    return {**dict.fromkeys(found, 1.0), WORDS: log1p(count) / 2, FEW_WORDS: float(count < FEW)}


def _reasons(matches: Iterator[re.Match[str]], rule: str) -> Iterator[Reason]:
    for match in matches:
        if match.group():
            yield Reason(match.start(), match.end(), match.group(), rule)
