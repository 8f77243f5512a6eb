"""What the checker of rooms says of histories that can't be right, and of those that can."""

import re
from collections.abc import Callable, Sequence

import pytest
from tests.faults.rooms_faults import FAULTS
from tests.faults.rooms_history import (
    Act,
    Answer,
    Got,
    History,
    Kept,
    Row,
    Witness,
    Written,
    hash_of,
    wrongs,
)
from tests.faults.rooms_planted import BUGS, misfits

ONE, TWO = Row(1, "By hand"), Row(2, "By hand, at night")


def history() -> tuple[History, Kept]:
    """Ann writes a note, changes it, writes another and takes that away; Ben looks on."""
    found = History("none", 1)
    for act in (
        Act("a", "note", "a", ONE.text, "Ann", 0, [Answer(0), Answer(200, 5, 1)]),
        Act("b", "edit", "a", TWO.text, "Ann", 1, [Answer(200, 6, 2)]),
        Act("c", "note", "c", "On paper", "Ann", 0, [Answer(503), Answer(200, 8, 1)]),
        Act("d", "remove", "c", "", "Ann", 1, [Answer(200, 9, 2)]),
        Act("e", "note", "e", "", "Ann", 0, [Answer(422)]),
    ):
        found.acts[act.id] = act
    told = [
        Got("begin", 0),
        Got("entry", 5, {"a": TWO}),
        Got("entry", 6, {"a": TWO}),
        Got("entry", 8, {"c": Row(1, "On paper")}),
        Got("entry", 9, {}, ["c"]),
    ]
    found.witnesses.append(Witness("Ben", told, {"a": TWO}, {}, 9))
    journal = [Written(5, "a", "wrote"), Written(6, "b", "changed")]
    journal += [Written(8, "c", "wrote"), Written(9, "d", "removed")]
    return found, Kept(journal, [("a", TWO)], {}, "ok")


def test_what_can_be_right_is_not_spoken_against() -> None:
    assert wrongs(*history()) == []


type Spoil = Callable[[History, Kept], object]


def ben(history: History) -> Witness:
    return history.witnesses[0]


def told(*got: Got) -> Spoil:
    def spoil(history: History, _kept: Kept) -> None:
        ben(history).told[1:] = got

    return spoil


SPOILT: Sequence[tuple[str, str, Spoil]] = (
    ("lost", "not in the journal", lambda _h, kept: kept.journal.pop()),
    ("lost", "not in the database", lambda _h, kept: kept.notes.clear()),
    ("lost", "and not", lambda _h, kept: kept.notes.__setitem__(0, ("a", ONE))),
    ("phantom", "nobody", lambda _h, kept: kept.notes.append(("x", Row(1, "Made up")))),
    ("phantom", "came back", lambda _h, kept: kept.notes.append(("c", Row(1, "On paper")))),
    ("doubled", "2 notes say", lambda _h, kept: kept.notes.append(("x", TWO))),
    (
        "phantom",
        "that nobody sent",
        lambda _h, kept: kept.journal.append(Written(10, "x", "wrote")),
    ),
    ("phantom", "refused", lambda _h, kept: kept.journal.append(Written(10, "e", "wrote"))),
    ("doubled", "done again", lambda _h, kept: kept.journal.append(Written(10, "a", "wrote"))),
    ("doubled", "answered as", lambda h, _k: h.acts["a"].answers.append(Answer(200, 7, 1))),
    ("doubled", "two ways", lambda h, _k: h.acts["a"].answers.append(Answer(422))),
    ("stuck", "never answered", lambda h, _k: h.acts["e"].answers.clear()),
    ("broken", "answered 500", lambda h, _k: h.acts["a"].answers.append(Answer(500))),
    ("lost", "sound", lambda h, _k: setattr(h.acts["e"], "sound", True)),
    ("lost", "unseen", lambda h, _k: setattr(h.acts["b"], "shown", 0)),
    ("lost", "nothing between", lambda h, _k: ben(h).told.pop(2)),
    ("doubled", "after", lambda h, _k: ben(h).told.insert(2, Got("entry", 5))),
    ("order", "after", told(Got("entry", 6), Got("entry", 5))),
    ("order", "a whole", told(Got("entry", 5), Got("whole", 1))),
    ("phantom", "which is not there", told(Got("entry", 7))),
    ("phantom", "never was", told(Got("entry", 5, {"a": Row(1, "By heart")}))),
    ("phantom", "which was gone", told(Got("whole", 9, {"c": Row(1, "On paper")}))),
    ("lost", "is gone", told(Got("whole", 8), Got("entry", 9))),
    ("lost", "is at 8", lambda h, _k: setattr(ben(h), "last", 8)),
    ("lost", "does not show", lambda h, _k: ben(h).rows.clear()),
    ("phantom", "shows x", lambda h, _k: ben(h).rows.update(x=ONE)),
    ("differing", "and not", lambda h, _k: ben(h).rows.update(a=ONE)),
    ("differing", "other groups", lambda h, _k: ben(h).groups.update(g=1)),
    ("differing", "Ben", lambda h, _k: ben(h).differing.append("a beat")),
    ("leaked", "Ben", lambda h, _k: ben(h).leaked.add("a")),
    ("broken", "not whole", lambda _h, kept: setattr(kept, "whole", "malformed")),
)


@pytest.mark.parametrize(("kind", "words", "spoil"), SPOILT)
def test_what_can_not_be_right_is_named(kind: str, words: str, spoil: Spoil) -> None:
    found, kept = history()
    spoil(found, kept)
    assert any(one.kind == kind and re.search(words, one.what) for one in wrongs(found, kept))


def test_after_the_database_was_put_back_a_stream_begins_anew() -> None:
    found, kept = history()
    ben(found).told[:] = [Got("begin", 99), Got("anew", 0), Got("whole", 9, {"a": TWO})]
    assert wrongs(found, kept) == []


def test_the_hash_is_the_one_that_is_written_down() -> None:
    assert hash_of({}) == "00000000"
    assert hash_of({"a": 1}) == "dbbd3e69"
    assert hash_of({"a": 1, "b": 2}) == hash_of({"b": 2, "a": 1}) != hash_of({"a": 2, "b": 1})


def test_every_bug_fits_the_source_as_it_is() -> None:
    assert misfits() == []


def test_every_fault_has_a_bug_that_it_shows() -> None:
    assert len({one.name for one in BUGS}) == len(BUGS) >= len(FAULTS)
    assert {one.fault for one in BUGS} == FAULTS.keys()
