"""Statements that pull against each other: 'it's fine' beside what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.language import stance
from firsthand.method.dossier import Contradiction
from firsthand.method.evidence import Kind
from firsthand.method.synthesize import Marked

Vector = NDArray[np.float32]

ALIKE = 0.42
ABOUT = 0.38
MOST = 12
_TROUBLE = (Kind.COMPLAINT, Kind.WORKAROUND)


def contradictions(
    statements: Sequence[Marked], vectors: Mapping[str, Vector]
) -> tuple[Contradiction, ...]:
    """Of one person each: content with a thing, and telling of trouble with it; closest first."""
    placed = [one for one in statements if one.telling and one.id in vectors]
    content = [(one, stance.content(one.quote.exact)) for one in placed]
    trouble = [one for one in placed if _is_trouble(one)]
    found = []
    for says, reason in content:
        if reason is None or _is_trouble(says):
            continue
        likeness, but = _closest(says, trouble, vectors)
        if but is not None and likeness >= ALIKE:
            why = f"{says.participant} says “{reason.words}” and tells of trouble with it"
            found.append((likeness, Contradiction(says, but, why)))
    found.sort(key=lambda pair: (-pair[0], pair[1].says.id))
    return tuple(contradiction for _, contradiction in found[:MOST])


def against(
    pattern: Sequence[Marked], others: Sequence[Marked], vectors: Mapping[str, Vector]
) -> tuple[Marked, ...]:
    """Statements of content near a pattern of trouble: what speaks against it."""
    if not any(_is_trouble(one) for one in pattern):
        return ()
    centre = np.mean([vectors[one.id] for one in pattern], axis=0)
    centre /= np.linalg.norm(centre)
    own = {one.id for one in pattern}
    return tuple(
        one
        for one in others
        if one.id not in own
        and one.telling
        and not _is_trouble(one)
        and float(vectors[one.id] @ centre) >= ABOUT
        and stance.content(one.quote.exact)
    )


def _is_trouble(one: Marked) -> bool:
    return any(one.is_a(kind) for kind in _TROUBLE)


def _closest(
    says: Marked, trouble: Sequence[Marked], vectors: Mapping[str, Vector]
) -> tuple[float, Marked | None]:
    same = [one for one in trouble if one.participant == says.participant]
    if not same:
        return 0.0, None
    likeness = [float(vectors[says.id] @ vectors[one.id]) for one in same]
    best = max(range(len(same)), key=lambda place: (likeness[place], same[place].id))
    return likeness[best], same[best]
