"""Which notes are offered together."""

from firsthand.method.offering import Known, Offer, offers

ALONE = [Known(1, 1), Known(2, 1), Known(3, 1)]
ALIKE = {(1, 2): 0.9, (1, 3): 0.6, (2, 3): 0.5}
ENOUGH = 0.6


def test_notes_that_are_alike_among_each_other_are_one_offer() -> None:
    assert offers(ALONE, ALIKE, set(), ENOUGH) == (Offer((1, 2, 3)),)


def test_a_note_that_is_like_only_one_of_them_stays_out() -> None:
    chain = {(1, 2): 0.9, (2, 3): 0.8}
    assert offers(ALONE, chain, set(), ENOUGH) == (Offer((1, 2)),)


def test_nothing_is_offered_below_the_threshold_or_across_lenses() -> None:
    assert offers(ALONE, {(1, 2): 0.5}, set(), ENOUGH) == ()
    assert offers([Known(1, 1), Known(2, 2)], {(1, 2): 1.0}, set(), ENOUGH) == ()


def test_what_was_kept_apart_is_not_offered_together() -> None:
    assert offers(ALONE, ALIKE, {(1, 3)}, ENOUGH) == (Offer((1, 2)),)


def test_a_note_is_offered_to_the_group_it_is_like() -> None:
    notes = [Known(1, 1, group=7), Known(2, 1, group=7), Known(3, 1)]
    assert offers(notes, ALIKE, set(), ENOUGH) == (Offer((3,), to=7),)


def test_two_groups_are_never_put_together() -> None:
    notes = [Known(1, 1, group=7), Known(2, 1, group=8)]
    assert offers(notes, {(1, 2): 1.0}, set(), ENOUGH) == ()
