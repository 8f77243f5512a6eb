"""Statements that pull against each other: 'it's fine' beside what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from firsthand.language import stance
from firsthand.language.words import content_words
from firsthand.method.dossier import Contradiction
from firsthand.method.empathize import BEHAVIOUR
from firsthand.method.evidence import Grade, Kind
from firsthand.method.synthesize import Marked

Vector = NDArray[np.float32]

ALIKE = 0.42
ABOUT = 0.38
MOST = 12
SAME_WORD, SAME_STORY = 0.25, 0.2
STORY_TURNS = 3
COMMON = 0.02
_TROUBLE = (Kind.COMPLAINT, Kind.WORKAROUND)


def contradictions(
    statements: Sequence[Marked], vectors: Mapping[str, Vector]
) -> tuple[Contradiction, ...]:
    """Of one person each: what they say of a thing, and what happened; closest first.

    They say that it is all right and tell of trouble with it, or that they would do a thing and
    tell that they did not. Two statements are about one thing by their meaning, by a telling word
    that both hold, and by standing in one story.
    """
    placed = [one for one in statements if one.telling and one.id in vectors]
    stems = _telling_stems(placed)
    found = []
    for says in placed:
        why = _says(says)
        if why:
            best = max(
                (_likeness(says, but, vectors, stems), but.id, but)
                for but in [says, *(one for one in placed if _may_contradict(says, one))]
            )
            if best[2] is not says and best[0] >= ALIKE:
                found.append((best[0], Contradiction(says, best[2], why)))
    found.sort(key=lambda pair: (-pair[0], pair[1].says.id))
    return tuple(contradiction for _, contradiction in found[:MOST])


def takes_a_side(one: Marked) -> bool:
    """Whether a statement may stand on either side of a contradiction."""
    if not one.telling:
        return False
    did = one.grade.value in BEHAVIOUR and stance.otherwise(one.quote.exact) is not None
    return did or _is_trouble(one) or bool(_says(one))


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


def _says(one: Marked) -> str:
    """What the statement says that acts may contradict; empty where it says no such thing."""
    reason = stance.content(one.quote.exact)
    if reason and not _is_trouble(one):
        return f"{one.participant} says “{reason.words}” and tells of trouble with it"
    if one.grade.value is Grade.STATED_PREFERENCE:
        return f"{one.participant} says what they would do, and tells what they did"
    return ""


def _may_contradict(says: Marked, but: Marked) -> bool:
    if but.participant != says.participant or but.id == says.id:
        return False
    if says.grade.value is Grade.STATED_PREFERENCE:
        did = but.grade.value in BEHAVIOUR
        return did and stance.otherwise(but.quote.exact) is not None
    told = but.grade.value in BEHAVIOUR and stance.otherwise(but.quote.exact) is not None
    return _is_trouble(but) or told


def _likeness(
    says: Marked,
    but: Marked,
    vectors: Mapping[str, Vector],
    stems: Mapping[str, frozenset[str]],
) -> float:
    if says is but:
        return 0.0
    alike = float(vectors[says.id] @ vectors[but.id])
    if stems[says.id] & stems[but.id]:
        alike += SAME_WORD
    if says.session == but.session and 0 <= but.turn - says.turn <= STORY_TURNS:
        alike += SAME_STORY
    return alike


def _telling_stems(statements: Sequence[Marked]) -> Mapping[str, frozenset[str]]:
    """The stems of each statement, but for those that stand in more than one in fifty."""
    own = {
        one.id: frozenset(stem for stem, _, _ in content_words(one.quote.exact))
        for one in statements
    }
    held = Counter(stem for stems in own.values() for stem in stems)
    most = max(3, COMMON * len(own))
    return {id: frozenset(s for s in stems if held[s] <= most) for id, stems in own.items()}
