"""What adding interviews changed is told; what people themselves decided is not."""

from dataclasses import replace

from firsthand.method.board import Place
from firsthand.method.changing import Group, Stood, What, differences

MARA, JO, LEE, ANA = (("mara.txt", 0, 9), ("jo.md", 0, 9), ("lee.vtt", 0, 9), ("ana.txt", 0, 9))
NAMES: dict[Place, str] = {MARA: "Mara", JO: "Jo", LEE: "Lee", ANA: "Ana"}
FEW = frozenset({MARA, JO, LEE})
ALL = FEW | {ANA}


def group(id: str, *places: Place, decided: bool = False) -> Group:
    return Group(id, id.upper(), {place: NAMES[place] for place in places}, decided)


BEFORE = Stood(patterns=[group("p1", MARA, JO)], compared=FEW)


def told(after: Stood, before: Stood = BEFORE) -> list[tuple[What, str, int, tuple[str, ...]]]:
    return [(one.what, one.pattern, one.count, one.who) for one in differences(before, after)]


def test_nothing_new_is_no_difference() -> None:
    assert told(BEFORE) == []


def test_a_pattern_that_grew_by_a_new_interview_names_who() -> None:
    after = replace(BEFORE, patterns=[group("p1", MARA, JO, ANA)], compared=ALL)
    assert told(after) == [(What.GROWN, "p1", 1, ("Ana",))]


def test_a_new_pattern_is_told() -> None:
    after = replace(BEFORE, patterns=[*BEFORE.patterns, group("p2", LEE, ANA)], compared=ALL)
    assert told(after) == [(What.NEW, "p2", 2, ("Ana", "Lee"))]


def test_accepting_naming_splitting_and_merging_are_people_s_own_doing() -> None:
    accepted = replace(BEFORE, patterns=[group("k1", MARA, JO, decided=True)])
    split = replace(
        BEFORE, patterns=[group("k1", MARA, decided=True), group("k2", JO, LEE, decided=True)]
    )
    assert told(accepted) == told(split) == []
    assert told(accepted, split) == told(split, accepted) == []


def test_what_is_offered_from_a_new_interview_is_told() -> None:
    kept = [group("k1", MARA, JO, decided=True)]
    before = replace(BEFORE, patterns=kept)
    after = replace(before, offered={ANA: "k1", LEE: "k1"}, compared=ALL)
    assert told(after, before) == [(What.OFFERED, "k1", 1, ())]


def test_gates_and_contradictions_that_changed_are_told() -> None:
    before = replace(BEFORE, open_gates=frozenset({"Locate"}))
    after = replace(
        BEFORE, open_gates=frozenset({"Synthesize"}), contradictions=frozenset({(LEE, MARA)})
    )
    assert [(one.what, one.name, one.count) for one in differences(before, after)] == [
        (What.OPENED, "Synthesize", 0),
        (What.CLOSED, "Locate", 0),
        (What.CONTRADICTS, "", 1),
    ]


def test_words_that_went_with_their_interview_are_told() -> None:
    after = replace(BEFORE, patterns=[group("p1", MARA)], compared=frozenset({MARA, LEE}))
    assert told(after) == [(What.SHRUNK, "p1", 1, ("Jo",))]
