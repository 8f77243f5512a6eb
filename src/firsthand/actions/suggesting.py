"""What the engine suggests to claim, kept beside the dossier with the places it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from firsthand.method.dossier import Dossier
from firsthand.method.evidence import Quote
from firsthand.method.problem import Verdict
from firsthand.method.synthesize import Pattern

PATTERN, PROBLEM = "pattern", "problem"
DIGITS = 12  # of the digest: 48 bits, which a number in an address can hold


def suggested(found: Dossier, keys: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Every pattern and problem sentence; `keys` are the sources' by name."""
    for pattern in found.findings.patterns:
        yield {
            "key": key_of(pattern),
            "kind": PATTERN,
            "claim": pattern.name.exact,
            "speaking": _places((one.quote for one in pattern.statements), keys),
            "against": _places((one.quote for one in pattern.against), keys),
            "refusals": [],
            "lacks": [],
        }
    for problem in found.findings.problems:
        resting = (one for rest in problem.rests_on for one in rest.evidence)
        yield {
            "key": key_of(problem),
            "kind": PROBLEM,
            "claim": problem.sentence,
            "speaking": _places(resting, keys),
            "against": [],
            "refusals": list(problem.refusals),
            "lacks": lacks(problem),
        }


def key_of(one: Pattern | Verdict) -> int:
    """A number that stays the same as long as the pattern does, or the sentence."""
    name = f"{PATTERN}:{one.id}" if isinstance(one, Pattern) else f"{PROBLEM}:{one.sentence}"
    return int(hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:DIGITS], 16)


def lacks(problem: Verdict) -> list[str]:
    """Why the sentence is refused, without what to do about it: that is for the team alone."""
    acts = [f": {rest.detail}" for rest in problem.rests_on if not rest.met]
    return [_without(one, acts) for one in problem.refusals]


def _without(refusal: str, acts: Iterable[str]) -> str:
    for act in acts:
        refusal = refusal.removesuffix(act)
    return refusal


def _places(quotes: Iterable[Quote], keys: Mapping[str, int]) -> list[tuple[int, int, int]]:
    return list(dict.fromkeys((keys[one.source], one.start, one.end) for one in quotes))
