"""What people decided of patterns stands, whatever the engine groups later."""

from hypothesis import given
from hypothesis import strategies as st

from firsthand.method.board import Board, Kept, Place, arranged

SOURCES = ("mara.txt", "jo.md", "lee.vtt")
PLACES = [(source, n * 10, n * 10 + 9) for source in SOURCES for n in range(6)]
WHO = {place: str(place[0]).split(".")[0] for place in PLACES}

some_places = st.frozensets(st.sampled_from(PLACES), max_size=6)


@st.composite
def boards(draw: st.DrawFn) -> list[Kept]:
    """Patterns as people may have them: no words are in two that stand."""
    left = set(PLACES)
    kept = []
    for number in range(draw(st.integers(0, 4))):
        refused = draw(st.booleans())
        supports = draw(some_places) if refused else draw(some_places) & left
        against = frozenset() if refused else (draw(some_places) & left) - supports
        removed = draw(some_places) - supports - against
        if not refused:
            left -= supports | against
        kept.append(Kept(str(number), "", supports, against, removed, refused))
    return kept


groups = st.dictionaries(st.sampled_from("abcd"), st.lists(st.sampled_from(PLACES), unique=True))
votes = st.dictionaries(st.sampled_from(PLACES), st.sampled_from("01234"))


def everything(board: Board) -> list[Place]:
    return [
        p for held in (board.suggested, board.offered) for group in held.values() for p in group
    ]


@given(boards(), groups, votes)
def test_no_run_suggests_words_that_a_person_placed(
    kept: list[Kept], found: dict[str, list[Place]], near: dict[Place, str]
) -> None:
    placed = {p for one in kept if not one.refused for p in one.supports | one.against}
    assert placed.isdisjoint(everything(arranged(kept, found, near, WHO)))


@given(boards(), groups, votes)
def test_what_was_taken_out_is_not_offered_to_the_same_pattern_again(
    kept: list[Kept], found: dict[str, list[Place]], near: dict[Place, str]
) -> None:
    board = arranged(kept, found, near, WHO)
    for one in kept:
        assert one.removed.isdisjoint(board.offered.get(one.id, ()))
        if one.refused:
            assert one.id not in board.offered


@given(boards(), groups, votes)
def test_a_refused_pattern_does_not_come_back_while_it_is_the_same(
    kept: list[Kept], found: dict[str, list[Place]], near: dict[Place, str]
) -> None:
    board = arranged(kept, found, near, WHO)
    for group in board.suggested.values():
        for one in kept:
            if one.refused:
                assert 2 * len(one.supports & set(group)) < len(group)


@given(boards(), groups, votes)
def test_a_suggestion_is_of_several_people_and_its_words_are_offered_nowhere_else(
    kept: list[Kept], found: dict[str, list[Place]], near: dict[Place, str]
) -> None:
    board = arranged(kept, found, near, WHO)
    offered = {p for places in board.offered.values() for p in places}
    for group in board.suggested.values():
        assert len({WHO[place] for place in group}) > 1
        assert offered.isdisjoint(group)


def test_words_that_overlap_a_placed_highlight_are_placed() -> None:
    kept = [Kept("1", "arm", supports=frozenset({("mara.txt", 3, 6)}))]
    found = {"a": [("mara.txt", 0, 9), ("jo.md", 0, 9), ("lee.vtt", 0, 9)]}
    left = arranged(kept, found, {}, WHO).suggested
    assert left == {"a": (("jo.md", 0, 9), ("lee.vtt", 0, 9))}


def test_a_refused_pattern_comes_back_once_most_of_it_is_new() -> None:
    refused = Kept("1", "", supports=frozenset(PLACES[:1]), refused=True)
    group = [PLACES[0], PLACES[6], PLACES[12]]
    assert arranged([refused], {"a": group}, {}, WHO).suggested == {"a": tuple(group)}
    assert arranged([refused], {"a": group[:2]}, {}, WHO).suggested == {}
