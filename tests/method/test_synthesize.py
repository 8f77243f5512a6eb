from collections.abc import Callable, Sequence

from firsthand.method.evidence import Grade, Kind
from firsthand.method.synthesize import (
    Marked,
    Pattern,
    Phrase,
    gate,
    matter,
    ordered,
    pattern,
    ranked,
)

Said = Callable[..., Marked]


def shared(id: str, statements: Sequence[Marked], everybody: int = 5) -> Pattern:
    return pattern(id, statements[0].quote, statements, everybody)


def test_a_pattern_counts_people_and_not_statements(said: Said) -> None:
    one = shared("p", [said("Mara", "I fold it."), said("Mara", "In eight."), said("Jo", "Four.")])
    assert str(one.people) == "2 of 5 (12–77 %)"


def test_the_strongest_statement_stands_first(said: Said) -> None:
    one = shared(
        "p",
        [
            said("Jo", "I'd use it.", Grade.STATED_PREFERENCE),
            said("Lee", "We always do.", Grade.GENERAL),
            said("Mara", "I did it on Sunday.", Grade.PAST_BEHAVIOUR),
        ],
    )
    assert [s.participant for s in one.statements] == ["Mara", "Lee", "Jo"]


def test_each_person_stands_behind_it_with_their_strongest_grade(said: Said) -> None:
    one = shared(
        "p",
        [
            said("Mara", "I'd use it.", Grade.STATED_PREFERENCE),
            said("Mara", "I did it.", Grade.PAST_BEHAVIOUR),
            said("Jo", "I would.", Grade.STATED_PREFERENCE),
        ],
    )
    assert one.strongest == {"Mara": Grade.PAST_BEHAVIOUR, "Jo": Grade.STATED_PREFERENCE}
    assert one.behind == {
        Grade.PAST_BEHAVIOUR: ("Mara",),
        Grade.STATED_PREFERENCE: ("Jo",),
    }


def test_what_people_would_like_supports_nothing_until_behaviour_backs_it(said: Said) -> None:
    wishes = [said(who, "I'd use it.", Grade.STATED_PREFERENCE) for who in ("Mara", "Jo", "Lee")]
    assert not shared("p", wishes).supports
    assert not shared("p", wishes).is_shared
    assert not gate([shared("p", wishes)], []).is_open
    backed = shared("p", [*wishes, said("Mara", "I used it on Sunday.")])
    assert backed.is_shared
    assert gate([backed], []).is_open


def test_hearsay_supports_nothing_either(said: Said) -> None:
    hearsay = [said(who, "They all do it.", Grade.SECOND_HAND) for who in ("Mara", "Jo")]
    assert not gate([shared("p", hearsay)], []).is_open


def test_one_person_alone_makes_no_shared_pattern(said: Said) -> None:
    assert not shared("p", [said("Mara", "I fold it."), said("Mara", "In eight.")]).is_shared


def test_a_workaround_needs_two_people_who_built_one(said: Said) -> None:
    mara = said("Mara", "I tape it.", Grade.PAST_BEHAVIOUR, Kind.WORKAROUND)
    again = said("Mara", "I fold it.", Grade.PAST_BEHAVIOUR, Kind.WORKAROUND)
    jo = said("Jo", "I fold mine.", Grade.GENERAL, Kind.WORKAROUND)
    assert not shared("p", [mara, again, said("Lee", "I don't.")]).is_workaround
    assert shared("p", [mara, jo]).is_workaround


def test_workarounds_stand_before_what_more_people_say(said: Said) -> None:
    small = shared(
        "small",
        [said(who, "I tape it.", Grade.GENERAL, Kind.WORKAROUND) for who in ("Mara", "Jo")],
    )
    loud = shared(
        "loud",
        [said(who, "Parking.", Grade.GENERAL, Kind.COMPLAINT) for who in ("Mara", "Jo", "Lee")],
    )
    quiet = shared("quiet", [said(who, "It is so.", Grade.GENERAL) for who in ("Ana", "Sam")])
    assert [one.id for one in ordered([quiet, loud, small])] == ["small", "loud", "quiet"]


def test_order_does_not_depend_on_what_came_first(said: Said) -> None:
    alike = [shared(name, [said("Mara", "So."), said("Jo", "So.")]) for name in "cab"]
    assert [one.id for one in ordered(alike)] == ["a", "b", "c"]
    assert ordered(alike) == ordered(alike[::-1])


def test_the_leading_kinds_are_the_most_frequent_two(said: Said) -> None:
    one = shared(
        "p",
        [
            said("Mara", "a", Grade.GENERAL, Kind.COMPLAINT, Kind.TOOL),
            said("Jo", "b", Grade.GENERAL, Kind.COMPLAINT, Kind.FEELING),
            said("Lee", "c", Grade.GENERAL, Kind.FEELING, Kind.COMPLAINT),
        ],
    )
    assert one.leading_kinds == (Kind.COMPLAINT, Kind.FEELING)


def test_a_statement_matters_by_its_kinds_and_not_at_all_where_it_tells_nothing(said: Said) -> None:
    built = said("Mara", "I tape it.", Grade.GENERAL, Kind.WORKAROUND)
    felt = said("Mara", "I was sad.", Grade.GENERAL, Kind.FEELING)
    empty = said("Mara", "Yeah.", Grade.GENERAL, Kind.WORKAROUND, telling=False)
    assert matter(built) > matter(felt) > matter(empty) == 0


def test_what_several_share_ranks_before_the_same_said_by_one(said: Said) -> None:
    alone = said("Ana", "I tape it.", Grade.GENERAL, Kind.WORKAROUND)
    mine = said("Mara", "I fold it.", Grade.GENERAL, Kind.WORKAROUND)
    yours = said("Jo", "I fold mine.", Grade.GENERAL, Kind.WORKAROUND)
    empty = said("Jo", "Yeah.", telling=False)
    found = ranked([alone, mine, yours, empty], [shared("p", [mine, yours])])
    assert [one.participant for one in found] == ["Jo", "Mara", "Ana"]


def test_a_closed_gate_shows_the_words_several_used(said: Said) -> None:
    words = (said("Mara", "a minute I don't have").quote,)
    closed = gate([], [Phrase("a minute I don't have", ("Lee", "Mara"), words)])
    assert [line.text for line in closed.has] == ["“a minute I don't have” was said by 2"]
    assert closed.has[0].evidence == words
    assert closed.next_act.startswith("Ask the next participant")
