from hypothesis import given
from hypothesis import strategies as st

from firsthand.language.phrases import Phrase, repeated


def found(*said: tuple[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    phrases = repeated([text for _, text in said], [who for who, _ in said])
    return [(phrase.words, phrase.owners) for phrase in phrases]


def test_a_phrase_of_two_people_is_found_whatever_its_case_and_punctuation() -> None:
    texts = ["So I write it — on my arm, mostly.", "On my arm! That is where it goes."]
    assert repeated(texts, ["Jo", "Mara"]) == (
        Phrase("On my arm", ((0, 16, 25), (1, 0, 9)), ("Jo", "Mara")),
    )


def test_what_one_person_repeats_is_no_shared_phrase() -> None:
    assert found(("Mara", "paper towel notes"), ("Mara", "paper towel notes")) == []


def test_everyday_talk_is_left_out() -> None:
    small_talk = "You know, I don't know, a lot of the time it was kind of like that."
    assert found(("Mara", small_talk), ("Jo", small_talk.upper())) == []


def test_the_longest_phrase_of_the_same_people_is_kept_alone() -> None:
    assert found(
        ("Mara", "I keep a paper towel in my pocket."), ("Jo", "There's a paper towel in my pocket")
    ) == [("paper towel in my pocket", ("Jo", "Mara"))]


def test_a_shorter_phrase_of_more_people_is_kept_and_comes_first() -> None:
    assert found(
        ("Mara", "a paper towel dispenser"),
        ("Jo", "the paper towel dispenser"),
        ("Lee", "one paper towel"),
    ) == [
        ("paper towel", ("Jo", "Lee", "Mara")),
        ("paper towel dispenser", ("Jo", "Mara")),
    ]


def test_a_passage_too_long_for_chance_is_somebody_quoting() -> None:
    passage = "the ward terminal wants a fresh password every single month from every single nurse"
    assert found(("Mara", passage), ("Jo", f"They wrote that {passage}.")) == []


def test_the_phrase_is_written_as_most_people_said_it() -> None:
    said = [("Mara", "Paper towel"), ("Jo", "paper towel"), ("Lee", "paper towel")]
    assert found(*said) == [("paper towel", ("Jo", "Lee", "Mara"))]


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.text("ab -’'.É\n", max_size=30)), max_size=8))
def test_every_place_holds_the_words_of_the_phrase(said: list[tuple[str, str]]) -> None:
    texts = [text for _, text in said]
    for phrase in repeated(texts, [who for who, _ in said]):
        uses = {texts[row][start:end] for row, start, end in phrase.places}
        assert phrase.words in uses
        assert {said[row][0] for row, _, _ in phrase.places} == set(phrase.owners)
