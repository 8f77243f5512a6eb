"""What holds for every text, whatever it says."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import from_text
from firsthand.method.sources import Source

fragments = st.sampled_from(
    [
        "Ann: ", "**Ben:** ", "[Cleo] ", "Ann  0:22\n", "00:01:02 ", "[00:01:02] ", "\n", "\n\n",
        "> ", "# ", "WEBVTT\n\n", "00:01.000 --> 00:02.000\n", "<v Ann>", "</v>", "- ", ">> ",
        "So?", " word", "\t", " ", ":", "(laughs)\n", "#00:00:12-3#", "1\n", ",", '"', "…", "Ann",
        "0:00:01.0,0:00:02.0\n", "Break: ", "---\n", "é", "\u2028", "Interviewer - ", "P1:\n",
    ]
)  # fmt: skip
texts = st.lists(fragments, max_size=40).map("".join) | st.text(max_size=200)
names = st.sampled_from(["t.txt", "t.md", "t.vtt", "t.srt", "t.sbv", "t.csv", "t.json", "t"])


def attempt(text: str, name: str) -> Source | None:
    try:
        return from_text(text, name)
    except UnreadableFile as refusal:
        if not str(refusal).endswith("."):
            raise
        return None


@given(texts, names)
@example("Ann  0:22\nAnn  0:22\nAnn: ", "t.txt")
def test_turns_stand_in_the_text_in_order_and_hold_words(text, name):
    source = attempt(text, name)
    if source is None:
        return
    for turn in source.turns:
        words = source.words_of(turn)
        assert 0 <= turn.start < turn.end <= len(source.text)
        assert words == words.strip() != ""
        assert turn.speaker is None or turn.speaker == " ".join(turn.speaker.split()) != ""
    assert all(before.end <= after.start for before, after in pairwise(source.turns))
    assert all(before.at <= after.at for before, after in pairwise(source.moments))
    assert all(0 <= moment.at <= len(source.text) for moment in source.moments)
    assert bool(source.turns) == (source.kind != "document")


@given(texts, names)
def test_the_same_text_gives_the_same_source(text, name):
    assert attempt(text, name) == attempt(text, name)


@given(st.lists(st.tuples(st.sampled_from(["Ann", "Ben"]), st.sampled_from(["So?", "Yes."]))))
def test_a_conversation_comes_back_as_it_was_told(turns):
    text = "".join(f"{name}: {words}\n\n" for name, words in [("Ann", "Why?"), ("Ben", "So.")])
    text += "".join(f"{name}: {words}\n\n" for name, words in turns)

    source = attempt(text, "t.md")

    assert source is not None
    assert [(turn.speaker, source.words_of(turn)) for turn in source.turns[2:]] == turns
    assert source.text == text
