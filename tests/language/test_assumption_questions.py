"""The questions that assumptions are given, judged as any question of an interview guide is."""

from tests.language.sixty_notes import NOTES

from firsthand.language.merits import merits
from firsthand.language.questions import judge_talk
from firsthand.language.topics import topic
from firsthand.method.assumptions import question
from firsthand.method.empathy_map import Area, Basis, Note
from firsthand.method.interview import Merit

ASKED = [question(Note(str(n), 1, text), area, topic(text)) for n, (area, text) in enumerate(NOTES)]
PLAIN = [question(Note("1", 1, "It is so"), area, "") for area in Area]
SEEN = question(Note("1", 1, "It froze", basis=Basis.SEEN), Area.DOES, "the terminal")
EVERY = [*dict.fromkeys([*ASKED, *PLAIN, SEEN])]


def test_there_are_sixty_notes_from_every_lens() -> None:
    assert len({text for _area, text in NOTES}) == 60
    assert {area for area, _text in NOTES} == set(Area)


def test_each_is_open_about_the_last_time_and_has_nothing_to_mend() -> None:
    judged = dict(zip(EVERY, judge_talk(EVERY), strict=True))
    assert [text for text, one in judged.items() if not one.is_open] == []
    assert [(text, one.flags) for text, one in judged.items() if one.flags] == []
    assert [text for text in EVERY if Merit.PARTICULAR not in merits(text, is_open=True)] == []


def test_the_check_still_sees_the_note_itself_made_a_question() -> None:
    told = "Don't you hate how the terminal freezes twice a night?"
    assert judge_talk([told])[0].flags != ()


def test_none_says_a_whole_note_over_again() -> None:
    for (_area, text), asked in zip(NOTES, ASKED, strict=True):
        assert len(topic(text).split()) <= 4
        assert len(text.split()) <= 3 or text.casefold() not in asked.casefold()
