"""The brief of a map: every sentence is a fact of its notes, and says which."""

from dataclasses import replace

import pytest
from tests.drawn_map import DRAINS, MAP, SAID, said

from firsthand.method.assumptions import assumed
from firsthand.method.brief_lines import Line
from firsthand.method.briefs import ORDER, Brief, Part, Reader, brief
from firsthand.method.empathy_map import Centre, EmpathyMap, Lens, Note
from firsthand.method.evidence import Grade
from firsthand.method.map_questions import Choice, answer, offered


def made(drawn: EmpathyMap = MAP, reader: Reader = Reader.EVERYBODY) -> Brief:
    return brief(drawn, assumed(drawn, {}), reader)


def lines(part: Part, drawn: EmpathyMap = MAP) -> list[Line]:
    return [line for one in made(drawn).sections if one.part is part for line in one.lines]


def texts(part: Part, drawn: EmpathyMap = MAP) -> list[str]:
    return [line.text for line in lines(part, drawn)]


def test_the_summary_counts_with_an_interval_and_says_what_the_rest_is() -> None:
    assert texts(Part.SUMMARY) == [
        "Said most often: “types it twice” (3 notes); "
        "most voted for: “Waits for the pharmacy” (3 of 5 votes).",
        "7 notes stand under 4 of 6 lenses, written by 3 people, as of 5 November 2026.",
        "3 of 7 (16–75 %) notes rest on evidence: 1 observed and 2 past behaviour.",
        "4 do not: 1 second-hand and 3 assumptions.",
        "2 notes stand on the words of Jo and Mara.",
        "1 note puts words into a mouth that nobody said.",
    ]
    assert lines(Part.SUMMARY)[2].notes == ("a", "b", "e")


def test_what_stands_out_is_voted_for_said_by_several_or_rests_on_nothing() -> None:
    assert texts(Part.STANDS_OUT) == [
        "“Waits for the pharmacy” has the most votes: 3 of 5 votes; it is an assumption: "
        "ask before you build on it.",
        "“types it twice” has 2 of 5 votes; 2 of 3 (20–94 %) of its notes rest on evidence.",
        "Under “What drains them”, 3 of 4 (29–97 %) notes say “types it twice”; "
        "2 of 3 (20–94 %) of its notes rest on evidence.",
        "Under “What helps them”, one note, and it rests on no evidence.",
        "“Writes on her arm” was observed and got no vote.",
        "Nothing is noted under “What reaches them”.",
        "Nothing is noted under “What they weigh”.",
    ]


def test_a_name_that_is_in_quotes_is_put_in_no_others() -> None:
    own = replace(MAP.notes[5], text="“It's fine”", votes=9)
    told = texts(Part.STANDS_OUT, replace(MAP, notes=(own,), groups=()))
    assert told[0].startswith("“It's fine” has the most votes: 9 of 9 votes")


def test_without_votes_or_groups_the_summary_says_nothing_is_said_most() -> None:
    alone = replace(MAP, notes=MAP.notes[4:5], groups=())
    assert texts(Part.SUMMARY, alone)[0].startswith("1 note stands under 1 of 6 lenses")


def test_quotes_are_exact_and_nobody_comes_twice_before_everybody_came_once() -> None:
    again = said("h", DRAINS, "Types at five", replace(SAID, exact="and then at five"), votes=9)
    drawn = replace(MAP, notes=(again, *MAP.notes))
    quoted = [line.quoted.exact for line in lines(Part.QUOTES, drawn) if line.quoted]
    assert quoted == ["and then at five", "I type it again at five", "I type it twice"]


def test_a_quote_that_is_gone_is_not_among_the_quotes() -> None:
    lost = replace(MAP.notes[0], quoted=None, grade=Grade.ASSUMPTION)
    drawn = replace(MAP, notes=(lost, *MAP.notes[1:]))
    assert [line.notes for line in lines(Part.QUOTES, drawn)] == [("b",)]


def test_what_one_said_and_nobody_voted_for_is_still_there() -> None:
    assert texts(Part.ONCE) == ["It's fine", "Writes on her arm (2 November 2026)", "A quiet hour"]
    assert [line.assumed for line in lines(Part.ONCE)] == [True, False, False]


def test_what_is_open_says_whom_to_ask_what() -> None:
    first = lines(Part.OPEN)[0]
    assert (first.about, first.notes) == ("Waits for the pharmacy", ("d",))
    assert first.text.startswith("Ask somebody who works as night nurse: “Walk me through")


@pytest.mark.parametrize("reader", list(Reader))
def test_every_sentence_that_is_no_quote_leads_to_notes_of_the_map(reader: Reader) -> None:
    there = {one.key for one in MAP.notes}
    told = [line for one in made(reader=reader).sections for line in one.lines]
    assert len(told) > 15
    for line in told:
        assert set(line.notes) <= there
        assert line.notes or line.lens in {1, 4}


def test_every_reader_has_the_same_lines_in_another_order() -> None:
    everybody = {one.part: one.lines for one in made().sections}
    for reader in Reader:
        found = made(reader=reader).sections
        assert {one.part: one.lines for one in found} == everybody
        assert [one.part for one in found] == list(ORDER[reader])
    assert len(set(ORDER.values())) == len(Reader)


def test_an_empty_map_has_no_brief_and_offers_no_question() -> None:
    empty = replace(MAP, notes=(), groups=())
    assert made(empty).sections == ()
    assert offered(empty) == ()


def test_every_note_of_the_map_is_reached_by_some_sentence_besides_the_counts() -> None:
    parts = (Part.STANDS_OUT, Part.OPEN, Part.ONCE)
    reached = {key for part in parts for line in lines(part) for key in line.notes}
    assert reached == {one.key for one in MAP.notes}


def test_questions_are_offered_where_there_is_an_answer() -> None:
    assert offered(MAP) == tuple(Choice)
    unvoted = [replace(one, votes=0) for one in MAP.notes]
    silent = replace(MAP, notes=tuple(unvoted), groups=())
    assert Choice.VOTED not in offered(silent)


def test_what_drains_them_is_answered_weightiest_first_with_words_of_a_person() -> None:
    found = answer(MAP, Choice.DRAINS)
    assert [line.quoted.exact if line.quoted else line.text for line in found] == [
        "“Waits for the pharmacy”: 1 note, 3 votes; it is an assumption.",
        "“types it twice”: 3 notes, 2 votes; 2 of 3 (20–94 %) of its notes rest on evidence.",
        "I type it twice",
    ]


def test_when_is_answered_newest_first() -> None:
    assert [line.notes for line in answer(MAP, Choice.WHEN)] == [("b",), ("a",), ("e",)]


def test_one_person_alone_is_a_note_alone_or_a_group_of_one_writer() -> None:
    alone = {key for line in answer(MAP, Choice.ALONE) for key in line.notes}
    assert alone == {"d", "e", "f", "g"}
    anns = replace(MAP, notes=(MAP.notes[0], MAP.notes[2]))
    assert [line.notes for line in answer(anns, Choice.ALONE)] == [("a",), ("c",)]
    unnamed = replace(anns, notes=tuple(replace(one, by="") for one in anns.notes))
    assert answer(unnamed, Choice.ALONE) == ()


def test_every_answer_leads_to_notes() -> None:
    for choice in Choice:
        assert all(line.notes for line in answer(MAP, choice))


def told(drawn: EmpathyMap) -> list[str]:
    return [line.text for one in made(drawn).sections for line in one.lines]


def test_what_is_as_far_is_told_as_a_tie() -> None:
    lens = Lens(1, "What they do")
    notes = tuple(Note(f"n{n}", 1, f"Does thing {n}", votes=2) for n in range(5))
    tied = EmpathyMap("A night", Centre.ROLE, "Nurse", (lens,), notes[:2])
    assert "Most voted for: “Does thing 0” and “Does thing 1” (2 of 4 votes each)." in told(tied)
    many = EmpathyMap("A night", Centre.ROLE, "Nurse", (lens,), notes)
    assert "Most voted for: 5 things alike (2 of 10 votes each)." in told(many)
