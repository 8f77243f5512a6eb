"""Maps side by side: what the pairs that were found and decided make of them."""

from collections.abc import Sequence

from firsthand.method.empathy_map import NEUTRAL, Area, Centre, EmpathyMap, Note
from firsthand.method.reflecting import (
    Alone,
    At,
    By,
    Pair,
    Reason,
    Says,
    gathered,
    reflected,
    settled,
    spelt,
)
from firsthand.method.roles import Side

DOES, DRAINS, HELPS = 3, 5, 6


def a_map(role: str, *notes: tuple[str, int]) -> EmpathyMap:
    told = tuple(Note(key, lens, f"note {key}") for key, lens in notes)
    return EmpathyMap(role, Centre.ROLE, role, NEUTRAL, told)


def a_pair(one: At, other: At, says: Says = Says.SAME, **more: object) -> Pair:
    return Pair(one, other, says, Reason(By.MEANING), **{"nearness": 0.7, **more})  # type: ignore[arg-type]


PRODUCT = a_map("product manager", ("a", DRAINS), ("b", HELPS), ("c", DOES))
DESIGN = a_map("designer", ("a", DRAINS), ("b", HELPS), ("c", DRAINS))


def ends(pairs: Sequence[Pair]) -> list[frozenset[At]]:
    return [pair.ends for pair in pairs]


def test_what_is_alike_is_shared_and_what_helps_both_is_a_goal():
    pairs = [a_pair((0, "a"), (1, "a")), a_pair((0, "b"), (1, "b"))]
    found = reflected([PRODUCT, DESIGN], pairs)
    assert [one.notes for one in found.shared] == [((0, "a"), (1, "a"))]
    assert [one.notes for one in found.goals] == [((0, "b"), (1, "b"))]


def test_a_goal_is_one_only_where_it_helps_on_both_maps():
    found = reflected([PRODUCT, DESIGN], [a_pair((0, "b"), (1, "a"))])
    assert found.goals == ()
    assert [one.notes for one in found.shared] == [((0, "b"), (1, "a"))]


def test_what_is_against_each_other_is_not_shared():
    found = reflected([PRODUCT, DESIGN], [a_pair((0, "a"), (1, "a"), Says.AGAINST)])
    assert (found.shared, ends(found.against)) == ((), [frozenset({(0, "a"), (1, "a")})])


def test_what_nothing_was_found_beside_stands_alone_by_area_and_the_silent_map_is_named():
    found = reflected([PRODUCT, DESIGN], [a_pair((0, "a"), (1, "a"))])
    assert found.alone == (
        Alone(Area.DOES, ((0, "c"),), silent=(1,)),
        Alone(Area.DRAINS, ((1, "c"),), silent=()),
        Alone(Area.HELPS, ((0, "b"), (1, "b")), silent=()),
    )


def test_what_is_only_asked_about_counts_for_nothing():
    asked = a_pair((0, "a"), (1, "a"), sure=False)
    found = reflected([PRODUCT, DESIGN], [asked])
    assert (found.shared, found.perhaps) == ((), (asked,))
    assert (0, "a") in [at for one in found.alone for at in one.notes]


def test_what_is_found_already_is_not_asked_about_again():
    sure, asked = a_pair((0, "a"), (1, "a")), a_pair((0, "a"), (1, "c"), sure=False)
    assert reflected([PRODUCT, DESIGN], [sure, asked]).perhaps == ()


def test_a_persons_word_goes_before_the_engines():
    engine = a_pair((0, "a"), (1, "a"))
    no = Pair((1, "a"), (0, "a"), Says.NEITHER, Reason(By.PERSON), decided=True)
    found = reflected([PRODUCT, DESIGN], settled([engine], [no]))
    assert (found.shared, ends(found.refused)) == ((), [engine.ends])


def test_what_a_person_confirms_keeps_the_engines_reason():
    engine = a_pair((0, "a"), (1, "a"))
    yes = Pair((0, "a"), (1, "a"), Says.SAME, Reason(By.PERSON))
    (pair,) = settled([engine], [yes])
    assert (pair.decided, pair.reason.by) == (True, By.MEANING)


def test_what_a_person_turns_round_has_the_persons_reason():
    engine = a_pair((0, "a"), (1, "a"))
    (pair,) = settled([engine], [Pair((0, "a"), (1, "a"), Says.AGAINST, Reason(By.PERSON))])
    assert (pair.says, pair.reason.by) == (Says.AGAINST, By.PERSON)


def test_notes_gather_around_the_one_that_meets_most_and_likeness_does_not_carry_on():
    chain = [a_pair((0, "a"), (1, "a")), a_pair((1, "a"), (2, "a")), a_pair((2, "a"), (0, "z"))]
    found = gathered(chain)
    assert [one.note for one in found] == [(1, "a")]
    assert found[0].notes == ((1, "a"), (0, "a"), (2, "a"))


def test_each_note_stands_once():
    pairs = [a_pair((0, "a"), (1, "a")), a_pair((0, "a"), (1, "b")), a_pair((0, "b"), (1, "c"))]
    told = [at for one in gathered(pairs) for at in one.notes]
    assert sorted(told) == sorted(set(told))


def test_what_others_say_of_a_role_stands_beside_what_it_says_itself():
    sides = {(0, "a"): Side.THEMSELVES, (0, "b"): Side.OTHERS, (0, "c"): Side.OTHERS}
    pairs = [a_pair((0, "a"), (0, "b"), Says.AGAINST)]
    view = reflected([PRODUCT, DESIGN], pairs, sides).views[0]
    assert (view.role, ends(view.against)) == ("product manager", ends(pairs))
    assert (view.only_others, view.only_themselves) == (((0, "c"),), ())


def test_a_pair_within_a_map_is_nothing_that_two_maps_share():
    found = reflected([PRODUCT, DESIGN], [a_pair((0, "a"), (0, "b"))])
    assert (found.shared, found.goals, found.against) == ((), (), ())


def test_notes_of_nobody_known_are_counted():
    assert reflected([PRODUCT, DESIGN], []).views[0].unknown == 3


def test_a_participants_map_has_no_views():
    mara = EmpathyMap("Mara", Centre.PARTICIPANT, "Mara", NEUTRAL)
    assert reflected([mara, mara], []).views == ()


def test_words_of_a_reason_are_told_once_and_both_only_where_they_differ():
    reason = Reason(By.WORDS, (("Wants", "wants"), ("cut", "cuts"), ("Cut", "cuts"), ("", "")))
    assert spelt(reason) == [("Wants", ""), ("cut", "cuts")]
