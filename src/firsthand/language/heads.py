"""Learned weights over named rules and the wording: how strongly each speaks for each label.

A head is a logistic regression over the rules of a lexicon and the label reader's score;
`benchmarks/train_reader.py` writes it. A label holds where its probability is at least one half.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log1p

from firsthand.language.lexicon import rules
from firsthand.language.reader import Wording
from firsthand.method.evidence import Reason

MOST_RULES, MOST_REASONS = 2, 3
HOLDS = 0.5
WORDS, FEW_WORDS = "number of words", "few words"
FEW = 6
WORDING = "wording"

Hits = Mapping[str, Reason]


@dataclass(frozen=True, slots=True)
class Head:
    """The weights of one label; what is not named weighs nothing."""

    label: str
    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float], wording: Wording) -> float:
        score = self.bias + sum(
            value * self.weights.get(name, 0.0) for name, value in features.items()
        )
        score += self.weights.get(WORDING, 0.0) * wording.scores.get(self.label, 0.0)
        return 1 / (1 + exp(-max(-40.0, min(40.0, score))))

    def reasons(self, hits: Hits, wording: Wording) -> tuple[Reason, ...]:
        """The words that spoke for the label: what rules found, strongest first, then wording."""
        speaking = sorted(
            (name for name in hits if self.weights.get(name, 0.0) > 0),
            key=lambda name: (-self.weights[name], name),
        )
        read = wording.reasons(self.label) if self.weights.get(WORDING, 0.0) > 0 else ()
        return tuple([*(hits[name] for name in speaking[:MOST_RULES]), *read][:MOST_REASONS])


@cache
def heads(lexicon: str) -> Mapping[str, Head]:
    """The heads trained on a lexicon's rules, by label."""
    path = files("firsthand.language") / "weights" / f"{lexicon}.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    return {label: Head(label, head["bias"], head["weights"]) for label, head in table.items()}


def hits(lexicon: str, text: str) -> Hits:
    """The first words that fired each rule, by rule."""
    return {
        f"{group}/{rule.name}": Reason(match.start(), match.end(), match.group(), rule.name)
        for group, named in rules(lexicon).items()
        for rule in named
        if (match := rule.cue.search(text)) and match.group()
    }


def features(text: str, found: Hits) -> dict[str, float]:
    """What a head weighs: 1 for each rule that fired, and how long the text is."""
    count = len(text.split())
    return {**dict.fromkeys(found, 1.0), WORDS: log1p(count) / 2, FEW_WORDS: float(count < FEW)}
