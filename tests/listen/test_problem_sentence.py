"""One sentence, checked word by word against what participants said."""

from collections.abc import Callable
from datetime import date

import pytest

from firsthand.language.nearness import closest_words
from firsthand.language.own_words import vocabulary
from firsthand.listen.corpus import Corpus, read
from firsthand.listen.pressing import presses
from firsthand.listen.run import heard_in
from firsthand.listen.sentence import check, heard
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind, Label, quote
from firsthand.method.locate import locate
from firsthand.method.problem import Support, Verdict
from firsthand.method.sources import Part, Participant, Role, Session, Source
from firsthand.method.synthesize import Marked

TEXT = (
    "I wrote the numbers on my glove because there is no light in the bay. "
    "It takes a minute to wake the trolley. "
    "The screen is slow."
)
SOURCE = Source("mara.txt", TEXT)
MARA = Participant("Mara", role="ward nurse", workflow="types at five", tool="folded sheet")
HELD = Session("mara.txt", {"MARA": Role(Part.PARTICIPANT, "Mara")}, on=date(2026, 11, 3))
GLOVE = "I wrote the numbers on my glove because there is no light in the bay."


def statement(words: str, grade: Grade, *kinds: Kind) -> Marked:
    at = TEXT.index(words)
    return Marked(
        id=words,
        quote=quote(SOURCE, at, at + len(words)),
        participant="Mara",
        session=SOURCE.name,
        grade=Label(grade, 1.0),
        kinds=tuple(Label(kind, 1.0) for kind in kinds),
    )


SAID = [
    statement(GLOVE, Grade.PAST_BEHAVIOUR, Kind.WORKAROUND),
    statement("It takes a minute to wake the trolley.", Grade.GENERAL, Kind.COMPLAINT),
    statement("The screen is slow.", Grade.GENERAL, Kind.COMPLAINT),
]


def verdict(sentence: str, who: Participant = MARA, held: Session = HELD) -> Verdict:
    return check(
        sentence,
        heard(vocabulary(SAID), locate([who], [held]), presses(SOURCE, SAID)),
        closest_words,
    )


def support(found: Verdict) -> dict[str, Support]:
    return {word.text: word.support for word in found.words if word.support is not Support.PLAIN}


def met(found: Verdict) -> list[str]:
    return [rest.what for rest in found.rests_on if rest.met]


def test_a_sentence_said_word_for_word_passes_with_its_quote_behind_every_word() -> None:
    found = verdict(GLOVE)
    assert (found.refusals, found.passes) == ((), True)
    assert set(support(found).values()) == {Support.SUPPORTED}
    assert {q.exact for word in found.words for q in word.quotes} == {GLOVE}
    assert len(met(found)) == len(found.rests_on) == 5


@pytest.mark.parametrize("word", ["write", "writes", "wrote", "writing", "written"])
def test_inflections_of_a_word_that_was_said_count_as_said(word: str) -> None:
    assert support(verdict(f"Nurses {word} numbers."))[word] is Support.SUPPORTED


def test_a_word_nobody_said_is_marked_and_refused() -> None:
    found = verdict("I wrote the numbers on my glove because of the governance.")
    assert support(found)["governance"] is Support.UNSUPPORTED
    assert "Nobody said “governance”" in found.refusals


def test_a_word_of_like_meaning_is_shown_and_never_counted_as_said() -> None:
    found = verdict("I wrote the numerals on my glove because there is no light in the bay.")
    [word] = [one for one in found.words if one.text == "numerals"]
    assert (word.support, word.close_to, word.quotes) == (Support.CLOSE, "numbers", ())
    assert not found.passes


def test_words_of_the_study_file_are_entered_and_not_said() -> None:
    found = verdict("The ward nurse wrote the numbers on her glove because there is no light.")
    assert support(found)["ward"] is support(found)["nurse"] is Support.ENTERED
    assert found.passes


@pytest.mark.parametrize("word", ["app", "dashboard"])
def test_a_word_of_a_solution_is_refused(word: str) -> None:
    found = verdict(f"I wrote the numbers on my glove because there is no {word} in the bay.")
    assert support(found)[word] is Support.SOLUTION
    assert f"Words of a solution: “{word}”" in found.refusals


def test_a_judging_word_stands_only_where_it_was_said() -> None:
    assert support(verdict("The screen is slow."))["slow"] in {Support.ADJECTIVE, Support.SUPPORTED}
    assert not any("“slow”" in reason for reason in verdict("The screen is slow.").refusals)
    refused = verdict("The frustrating screen is slow.")
    assert support(refused)["frustrating"] is Support.ADJECTIVE
    assert "Judging words, put what happened in their place: “frustrating”" in refused.refusals


@pytest.mark.parametrize("sentence", ["", "   ", "\n\t"])
def test_nothing_is_refused(sentence: str) -> None:
    assert verdict(sentence).refusals[0] == "There is no sentence. Write one, in the user's words"


def test_two_sentences_are_refused() -> None:
    assert "This is 2 sentences. A problem is one" in verdict(f"{GLOVE} {GLOVE}").refusals


def test_line_breaks_in_a_sentence_are_spaces() -> None:
    assert verdict(GLOVE.replace(" ", "\n")).sentence == GLOVE


def test_it_rests_on_a_located_participant() -> None:
    found = verdict(GLOVE, Participant("Mara", role="ward nurse"))
    [refusal] = found.refusals
    assert refusal.startswith("It does not rest on a located participant: ")
    assert "Mara" in refusal
    assert "workflow and tool" in refusal


def test_it_rests_on_a_dated_contact() -> None:
    undated = Session("mara.txt", HELD.cast)
    assert "a dated contact" not in met(verdict(GLOVE, held=undated))
    assert "a dated contact" in met(verdict(GLOVE))


def test_it_rests_on_words_taken_as_they_were_said() -> None:
    assert "a verbatim quote" not in met(verdict("My glove held numbers, wrote I."))
    assert "a verbatim quote" in met(verdict("I wrote the numbers on paper."))


def test_it_rests_on_behaviour_and_its_constraint() -> None:
    general = verdict("It takes a minute to wake the trolley.")
    assert "an observed or past behaviour" not in met(general)
    assert "its constraint" in met(verdict(GLOVE))
    assert "its constraint" not in met(verdict("The screen is slow."))


def test_the_words_of_an_interviewer_support_nothing(
    folder: Callable[[dict[str, str]], object],
) -> None:
    talk = (
        "INES: What did you do with the zebra?\n\nMARA: I wrote it on the glove.\n\n"
        "INES: And where was the zebra then?\n\nMARA: In bay two, on Sunday.\n\n"
    )
    root = folder({"a.txt": talk})
    found = check("I wrote the zebra on the glove.", heard_in(read(str(root))), closest_words)
    assert support(found)["zebra"] in {Support.UNSUPPORTED, Support.CLOSE}
    assert support(found)["glove"] is Support.SUPPORTED


def test_an_empty_corpus_can_support_nothing() -> None:
    with pytest.raises(RuleBroken, match="There is no file here to read"):
        check(GLOVE, heard_in(Corpus(())), closest_words)
