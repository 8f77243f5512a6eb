"""Questions in plain words to a map of sixty notes: what answers is found, and nothing is made up.

The weight of shared words was chosen on these same questions, so this is a floor and no estimate.
"""

from dataclasses import replace

from tests.language.sixty_notes import NOTES

from firsthand.actions.map_answering import notes_answering
from firsthand.method.empathy_map import NEUTRAL, Basis, Centre, EmpathyMap, Note, Quoted
from firsthand.method.evidence import Grade

MAP = EmpathyMap(
    "A ward and an office",
    Centre.ROLE,
    "nurse",
    NEUTRAL,
    tuple(Note(str(number), 1, text) for number, (_area, text) in enumerate(NOTES)),
)
ANSWERED = {
    "What do they write numbers on?": "Writes the vitals on her arm",
    "How do they share logins?": "Shares one password with the whole team",
    "What is slow?": "Slow VPN from home",
    "What happens with the terminal?": "The terminal freezes twice a night",
    "Who tells them about changes?": "Their manager tells them about changes on Friday afternoon",
    "How do they deal with passwords?": "Password resets",
    "What do they say about the dashboard?": "Says the dashboard is useless",
    "Why do they work on paper?": "Never admits to using the paper sheet",
    "What do deaf colleagues use?": "A vibrating pager, as they are deaf",
    "Are there too many meetings?": "Endless meetings",
    "What would make handover easier?": "A template for the handover",
    "Where do they wait?": "Waiting for the pharmacy to call back",
    "Do they enter data twice?": "Types everything twice",
    "What do engineers read before they build?": "Reads the spec once, in the lift",
    "When do they call a doctor?": "Whether to wake the doctor",
    "What about accessibility with a screen reader?": "The screen reader says nothing about errors",
    "How do they forecast sales?": "They copy the forecast from Salesforce into slides",
}
UNANSWERED = (
    "Who pays for parking?",
    "What do they eat at night?",
    "How much do they earn?",
    "Do they like the new logo?",
    "How old are the patients?",
    "Which database do we use?",
    "What do competitors charge?",
    "How is training organised?",
    "Do they have children?",
)


def answers(question: str, drawn: EmpathyMap = MAP) -> list[str]:
    return [note.text for note in notes_answering(question, drawn)]


def test_most_questions_find_the_note_that_answers_them_among_the_first_three() -> None:
    missed = [asked for asked, text in ANSWERED.items() if text not in answers(asked)[:3]]
    assert len(missed) <= 4, missed


def test_where_nobody_wrote_of_it_no_note_is_given() -> None:
    assert {asked: answers(asked) for asked in UNANSWERED if answers(asked)} == {}


def test_a_note_is_found_by_the_words_of_its_quote() -> None:
    words = Quoted("I put the blood pressure on the back of my glove", "Mara")
    note = Note("q", 3, "Glove", Grade.PAST_BEHAVIOUR, Basis.QUOTE, quoted=words)
    drawn = replace(MAP, notes=(*MAP.notes, note))
    assert answers("Where do they put the blood pressure?", drawn)[0] == "Glove"


def test_a_question_without_a_telling_word_and_a_map_without_notes_answer_nothing() -> None:
    assert answers("What?") == []
    assert answers("What drains them?", replace(MAP, notes=())) == []
