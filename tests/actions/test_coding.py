"""The codebook: nothing is lost by merging, splitting or removing, and all of it can be undone."""

import pytest
from tests.workspace import INTERVIEW, a_study, person, the_source

from firsthand.actions import coding
from firsthand.actions.marking import mark
from firsthand.actions.undoing import redo, undo
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Code, Coding, Highlight, Person, Study

ARM = INTERVIEW.index("I wrote the vitals on my arm")
MESS = INTERVIEW.index("It was a mess.")


@pytest.fixture
def arm(study: Study, ann: Person) -> Code:
    mark(the_source(study), ann, ARM, ARM + 7, ["arm", "paper"])
    mark(the_source(study), ann, MESS, MESS + 6, ["arm"])
    return code("arm")


def code(name: str) -> Code:
    return Code.objects.select_related("study").get(name=name)


def coded() -> list[tuple[str, int]]:
    return sorted(Coding.objects.values_list("code__name", "highlight__start"))


def rows() -> list[object]:
    return [
        list(table._default_manager.order_by("pk").values()) for table in (Code, Coding, Highlight)
    ]


def test_merging_moves_codings_and_doubles_vanish(arm: Code, ann: Person, study: Study) -> None:
    before = rows()
    coding.merge_codes(arm, ann, code("paper").pk)
    assert coded() == [("paper", ARM), ("paper", MESS)]
    after = rows()
    undo(study, ann, "codes")
    assert rows() == before
    redo(study, ann, "codes")
    assert rows() == after


def test_merging_keeps_the_memo_and_the_codes_below(arm: Code, ann: Person, study: Study) -> None:
    coding.revise(arm, ann, "arm", "On the body.", None)
    below = coding.add_code(study, ann, "hand", under=arm.pk)
    before = rows()
    coding.merge_codes(code("arm"), ann, below.pk)
    assert code("hand").parent is None
    assert code("hand").memo == "On the body."
    undo(study, ann, "codes")
    assert rows() == before


def test_chosen_quotes_split_off(arm: Code, ann: Person, study: Study) -> None:
    before = rows()
    mess = Highlight.objects.get(start=MESS)
    new = coding.split_code(arm, ann, [mess.pk], "trouble")
    assert coded() == [("arm", ARM), ("paper", ARM), ("trouble", MESS)]
    assert new.letter not in {arm.letter, code("paper").letter}
    undo(study, ann, "codes")
    assert rows() == before


def test_a_removed_code_leaves_quotes_and_moves_those_below_up(
    arm: Code, ann: Person, study: Study
) -> None:
    coding.add_code(study, ann, "hand", under=arm.pk)
    before = rows()
    coding.remove_code(arm, ann)
    assert code("hand").parent is None
    assert (coded(), Highlight.objects.count()) == ([("paper", ARM)], 2)
    undo(study, ann, "codes")
    assert rows() == before


def test_a_code_cant_stand_under_itself(arm: Code, ann: Person, study: Study) -> None:
    below = coding.add_code(study, ann, "hand", under=arm.pk)
    for under in (arm.pk, below.pk):
        with pytest.raises(RuleBroken, match="under itself"):
            coding.revise(arm, ann, "arm", "", under)
    coding.revise(code("hand"), ann, "hand", "", code("paper").pk)
    assert code("hand").parent == code("paper")


def test_a_code_is_put_on_quotes_once_and_taken_off(arm: Code, ann: Person, study: Study) -> None:
    every = list(Highlight.objects.values_list("pk", flat=True))
    coding.put_code(study, ann, every, code("paper").pk)
    assert coded() == [("arm", ARM), ("arm", MESS), ("paper", ARM), ("paper", MESS)]
    coding.take_code_off(code("paper"), ann, every)
    assert coded() == [("arm", ARM), ("arm", MESS)]


@pytest.mark.parametrize(
    ("name", "memo", "why"),
    [
        (" ", "", "needs a name"),
        ("n" * 61, "", "60"),
        ("PAPER", "", "code of that name"),
        ("new", "m" * 10_001, "10,000"),
    ],
)
def test_what_is_too_long_or_taken_is_told(
    arm: Code, ann: Person, study: Study, name: str, memo: str, why: str
) -> None:
    with pytest.raises(RuleBroken, match=why):
        coding.add_code(study, ann, name, memo)
    with pytest.raises(RuleBroken, match=why):
        coding.revise(arm, ann, name, memo, None)


def test_another_studys_codes_and_quotes_are_not_there(arm: Code, ann: Person) -> None:
    ben = person("Ben")
    other = a_study(ben)
    with pytest.raises(RuleBroken, match="not there any more"):
        coding.add_code(other, ben, "mine", under=arm.pk)
    mine = coding.add_code(other, ben, "mine")
    with pytest.raises(RuleBroken, match="not there any more"):
        coding.merge_codes(mine, ben, arm.pk)
    with pytest.raises(RuleBroken, match="Tick at least one"):
        coding.put_code(other, ben, [Highlight.objects.all()[0].pk], mine.pk)


def test_a_code_that_another_tab_removed_is_told(arm: Code, ann: Person) -> None:
    coding.remove_code(code("arm"), ann)
    for act in (
        lambda: coding.remove_code(arm, ann),
        lambda: coding.revise(arm, ann, "arm", "", None),
        lambda: coding.merge_codes(arm, ann, code("paper").pk),
    ):
        with pytest.raises(RuleBroken, match="not there any more"):
            act()
