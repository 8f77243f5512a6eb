"""What is done in which phase of a room, by whom; and votes, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.method.empathy_map import SILENT, Phase

VOTED = frozenset({Phase.CHALLENGE, Phase.REFLECT})
"""The phases after the vote: what was voted shows."""


def may_group(phase: Phase | None, *, leads: bool, member: bool, everyone: bool) -> bool:
    """Whoever leads always may; others where the room lets everyone, while it groups.

    Where no room is open (`phase` is None), whoever of the team may write on the map may group.
    """
    if phase is None:
        return member
    return leads or (everyone and phase is Phase.GROUP)


def may_vote(phase: Phase | None) -> bool:
    return phase is Phase.VOTE


def shows_votes(phase: Phase | None) -> bool:
    """Nobody sees how others vote while they may still follow them."""
    return phase is None or phase in VOTED


def offers_groups(phase: Phase | None) -> bool:
    """While notes are written silently nothing of what others wrote is shown to anybody."""
    return phase not in SILENT


@dataclass(frozen=True, slots=True)
class Placed:
    """Where something came in: `tied` others have as many votes."""

    key: str
    votes: int
    place: int
    tied: int


def ranked(votes: Mapping[str, int]) -> tuple[Placed, ...]:
    """Whatever has votes, most first; equal votes share a place, and the next one counts on."""
    given = {key: count for key, count in votes.items() if count > 0}
    same = Counter(given.values())
    order = sorted(given, key=lambda key: -given[key])
    return tuple(
        Placed(
            key,
            given[key],
            1 + sum(1 for count in given.values() if count > given[key]),
            same[given[key]] - 1,
        )
        for key in order
    )
