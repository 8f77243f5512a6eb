"""Statements of several participants that say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from firsthand.language import naming, patterns
from firsthand.language.patterns import NONE, Granularity
from firsthand.language.sentences import word_count
from firsthand.listen.contradicting import against
from firsthand.listen.explaining import why
from firsthand.method.dossier import Change
from firsthand.method.evidence import Quote
from firsthand.method.synthesize import Marked, Offer, Pattern, matter, ordered, pattern
from firsthand.method.words import counted, listed

Vector = NDArray[np.float32]

FEWEST_WORDS = 5
LEAST_SIMILARITY = 0.55


@dataclass(frozen=True, slots=True)
class EarlierPattern:
    """A pattern of an earlier dossier: its id, its name and its statements' ids and words."""

    id: str
    name: str
    statements: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier dossier held: its patterns, and the ids of all its statements."""

    patterns: tuple[EarlierPattern, ...]
    statements: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns in the order a reader needs them, and what changed against an earlier dossier."""

    patterns: tuple[Pattern, ...]
    changes: tuple[Change, ...] = ()
    offers: tuple[Offer, ...] = ()


def is_groupable(one: Marked) -> bool:
    """Whether a statement says enough to be compared, and matters."""
    return one.telling and matter(one) > 0 and word_count(one.quote.exact) >= FEWEST_WORDS


def afresh(
    statements: Sequence[Marked],
    vectors: Mapping[str, Vector],
    everybody: int,
    granularity: Granularity,
) -> Patterns:
    """The patterns of the study, found anew."""
    placed = in_order(one for one in statements if one.id in vectors and is_groupable(one))
    groups = [group for group in groups_of(placed, vectors, granularity) if is_shared(group)]
    found = [built(id_of(group), group, placed, vectors, everybody) for group in groups]
    return Patterns(ordered(found))


def onto(
    old: Earlier,
    earlier_vectors: Mapping[str, Vector],
    statements: Sequence[Marked],
    vectors: Mapping[str, Vector],
    everybody: int,
    granularity: Granularity,
) -> Patterns:
    """The patterns of an earlier dossier, kept, with new statements added by their neighbours.

    New statements that stay alone may form new patterns among themselves; nothing that was there
    is regrouped.
    """
    placed = in_order(one for one in statements if one.id in vectors and is_groupable(one))
    earlier = old.patterns
    known = {id: place for place, one in enumerate(earlier) for id in one.statements}
    members: dict[int, list[Marked]] = {place: [] for place in range(len(earlier))}
    for one in statements:
        if one.id in known:
            members[known[one.id]].append(one)
    fresh = [one for one in placed if one.id not in known and one.id not in old.statements]
    labels = voted(fresh, vectors, known, earlier_vectors)
    alone = []
    for one, label in zip(fresh, labels, strict=True):
        if label == NONE:
            alone.append(one)
        else:
            members[label].append(one)
    kept = [
        built(earlier[place].id, group, placed, vectors, everybody, earlier[place].name)
        for place, group in members.items()
        if group
    ]
    formed = [group for group in groups_of(alone, vectors, granularity) if is_shared(group)]
    new = [built(id_of(group), group, placed, vectors, everybody) for group in formed]
    changes = _changes(earlier, kept, new)
    return Patterns(ordered([*kept, *new]), changes)


def in_order(statements: Iterable[Marked]) -> list[Marked]:
    return sorted(statements, key=lambda one: one.id)


def groups_of(
    placed: Sequence[Marked], vectors: Mapping[str, Vector], granularity: Granularity
) -> list[list[Marked]]:
    if len(placed) < 2:
        return []
    labels = patterns.group(
        np.stack([vectors[one.id] for one in placed]),
        [one.quote.exact for one in placed],
        granularity=granularity,
        least_similarity=LEAST_SIMILARITY,
    )
    groups: dict[int, list[Marked]] = {}
    for one, label in zip(placed, labels.tolist(), strict=True):
        if label != NONE:
            groups.setdefault(label, []).append(one)
    return list(groups.values())


def is_shared(group: Sequence[Marked]) -> bool:
    return len({one.participant for one in group}) > 1


def id_of(group: Sequence[Marked]) -> str:
    """A pattern is called after its first statement; ids never depend on the order of files."""
    return "p" + min(one.id for one in group)


def built(
    id: str,
    group: Sequence[Marked],
    everything: Sequence[Marked],
    vectors: Mapping[str, Vector],
    everybody: int,
    name: str = "",
) -> Pattern:
    made = pattern(
        id=id,
        name=_named(group, vectors, name),
        statements=group,
        everybody=everybody,
        against=against([one for one in group if one.id in vectors], everything, vectors),
    )
    return replace(made, why=why(group, vectors))


def _named(group: Sequence[Marked], vectors: Mapping[str, Vector], name: str) -> Quote:
    """The span that names the group: the one it had, where that still stands in its words."""
    for one in group:
        place = one.quote.exact.find(name) if name else -1
        if place >= 0:
            return _within(one.quote, place, place + len(name))
    placed = [one for one in group if one.id in vectors] or list(group)
    at, start, end = naming.name(
        [one.quote.exact for one in placed], np.stack([vectors[one.id] for one in placed])
    )
    return _within(placed[at].quote, start, end)


def _within(quote: Quote, start: int, end: int) -> Quote:
    return Quote(
        source=quote.source,
        sha256=quote.sha256,
        start=quote.start + start,
        end=quote.start + end,
        exact=quote.exact[start:end],
        prefix=quote.exact[max(0, start - 32) : start] or quote.prefix,
        suffix=quote.exact[end : end + 32] or quote.suffix,
    )


def voted(
    fresh: Sequence[Marked],
    vectors: Mapping[str, Vector],
    known: Mapping[str, int],
    earlier_vectors: Mapping[str, Vector],
) -> list[int]:
    ids = sorted(id for id in known if id in earlier_vectors)
    if not ids or not fresh:
        return [NONE] * len(fresh)
    voted = patterns.onto(
        np.stack([vectors[one.id] for one in fresh]),
        np.stack([earlier_vectors[id] for id in ids]),
        np.array([known[id] for id in ids], np.intp),
        least_similarity=LEAST_SIMILARITY,
    )
    return [int(label) for label in voted]


def _changes(
    earlier: Sequence[EarlierPattern], kept: Sequence[Pattern], new: Sequence[Pattern]
) -> tuple[Change, ...]:
    old = {one.id: one for one in earlier}
    changes = []
    for one in kept:
        added = [s for s in one.statements if s.id not in old[one.id].statements]
        gone = len(old[one.id].statements) - (len(one.statements) - len(added))
        if added:
            who = listed(sorted({s.participant for s in added}))
            changes.append(Change(one.id, f"{counted(len(added), 'statement')} added, from {who}"))
        if gone:
            changes.append(Change(one.id, f"{counted(gone, 'statement')} no longer in the folder"))
    left = old.keys() - {one.id for one in kept}
    changes += [Change(id, f"“{old[id].name}” has no statement left") for id in sorted(left)]
    changes += [Change(one.id, f"new, from {listed(one.participants)}") for one in new]
    return tuple(changes)
