from firsthand.method.evidence import Quote
from firsthand.method.point_of_view import Parts, how_might_we, job_story, point_of_view


def said(words: str) -> Quote:
    return Quote("mara.txt", "0", 0, len(words), words)


def test_each_part_is_somebodys_words_or_a_gap_with_what_to_ask() -> None:
    told = point_of_view(Parts("Mara", "ward nurse", said("I wrote it on my arm")))
    assert [(one.name, one.words, one.ask) for one in told] == [
        ("who", "Mara, ward nurse,", ""),
        ("behaviour", "I wrote it on my arm", ""),
        ("constraint", "", "Ask Mara what was in the way that time"),
    ]


def test_nothing_is_made_up_where_nothing_is_known() -> None:
    told = (*point_of_view(Parts()), *job_story(Parts()))
    assert [one.words for one in told] == [""] * 6
    assert all(one.ask for one in told)


def test_whose_role_nobody_wrote_down_is_a_gap() -> None:
    assert point_of_view(Parts("Mara"))[0].ask == "Write down what Mara's role is"


def test_how_might_we_starts_from_what_was_done_or_not_at_all() -> None:
    assert how_might_we(None) == ""
    assert "“I wrote it”" in how_might_we(said("I wrote it"))
