"""Who may do what in which phase, and votes in their order."""

import pytest

from firsthand.method.empathy_map import Phase
from firsthand.method.sessions import (
    Placed,
    may_group,
    may_vote,
    offers_groups,
    ranked,
    shows_votes,
)


@pytest.mark.parametrize("phase", Phase)
def test_whoever_leads_groups_in_every_phase(phase: Phase) -> None:
    assert may_group(phase, leads=True, member=True, everyone=False)


def test_others_group_where_everyone_does_while_the_room_groups() -> None:
    found = [one for one in Phase if may_group(one, leads=False, member=False, everyone=True)]
    assert found == [Phase.GROUP]
    assert not may_group(Phase.GROUP, leads=False, member=True, everyone=False)


def test_without_a_room_the_team_groups_and_no_guest() -> None:
    found = [may_group(None, leads=False, member=one, everyone=True) for one in (True, False)]
    assert found == [True, False]


def test_votes_are_given_in_one_phase_and_shown_after_it() -> None:
    assert [one for one in Phase if may_vote(one)] == [Phase.VOTE]
    assert [one for one in Phase if shows_votes(one)] == [Phase.CHALLENGE, Phase.REFLECT]
    assert (may_vote(None), shows_votes(None)) == (False, True)


def test_nothing_is_offered_while_notes_are_written_silently() -> None:
    assert [one for one in Phase if not offers_groups(one)] == [Phase.COLLECT]


def test_equal_votes_share_a_place_and_the_next_counts_on() -> None:
    assert ranked({"a": 2, "b": 5, "c": 2, "d": 0, "e": 1}) == (
        Placed("b", 5, 1, 0),
        Placed("a", 2, 2, 1),
        Placed("c", 2, 2, 1),
        Placed("e", 1, 4, 0),
    )
