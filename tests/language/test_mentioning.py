"""Which behaviour of a study a text speaks of."""

from firsthand.language.mentioning import spoken_of
from firsthand.method.wording import Known

ARM = Known("Mara", "I wrote the vitals on my arm.", "environment", "the lights are off")
GLOVE = Known("Jo", "I write on the glove.")
STAPLER = Known("Mara", "I put the stapler on the keyboard.")


def test_whom_the_text_names_comes_before_whatever_shares_words() -> None:
    assert spoken_of("Jo is too lazy to write the vitals down.", [ARM, GLOVE]) is GLOVE


def test_one_whose_constraint_is_known_comes_first_of_a_person() -> None:
    assert spoken_of("Mara is careless.", [STAPLER, ARM]) is ARM


def test_the_matter_is_found_by_two_telling_words_however_inflected() -> None:
    assert spoken_of("Nurses lazily write vitals anywhere.", [GLOVE, ARM]) is ARM
    assert spoken_of("Nurses write.", [GLOVE, ARM]) is None


def test_a_text_on_something_else_has_none() -> None:
    assert spoken_of("The car park is full.", [ARM, GLOVE]) is None
    assert spoken_of("Anything.", []) is None
