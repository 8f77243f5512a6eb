"""What there is to practise with, and what an answer is read for."""

import pytest

from firsthand.method.practice import Kind, Part, anchor, parts, questions


@pytest.mark.parametrize("kind", Kind)
def test_there_is_enough_to_practise_each_kind_with_and_no_question_comes_twice(
    kind: Kind,
) -> None:
    mine = [one for one in questions().values() if one.kind is kind]
    assert len(mine) >= 40
    assert len({one.ask for one in mine}) == len({one.product for one in mine}) == len(mine)
    assert len({one.field for one in mine}) >= 15
    assert all(one.product and one.field and one.ask.strip() == one.ask for one in mine)


def test_what_moved_is_named_where_a_number_is_asked_about() -> None:
    assert {one.kind for one in questions().values() if one.metric} == {Kind.ANALYTICAL}
    analytical = [one for one in questions().values() if one.kind is Kind.ANALYTICAL]
    assert all(one.metric for one in analytical)


@pytest.mark.parametrize("kind", Kind)
def test_each_mark_of_each_part_says_what_it_means(kind: Kind) -> None:
    for part in parts(kind):
        said = anchor(kind, part)
        assert len({said.absent, said.general, said.specific, ""}) == 4


def test_every_part_is_read_for_in_some_kind_of_answer() -> None:
    assert {part for kind in Kind for part in parts(kind)} == set(Part)


def test_in_a_design_the_steps_come_in_their_order() -> None:
    steps = (Part.USER, Part.QUESTIONS, Part.PATTERNS, Part.TEST, Part.CONSTRAINT, Part.SENTENCE)
    assert [part for part in parts(Kind.DESIGN) if part in steps] == list(steps)
