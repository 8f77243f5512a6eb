"""A map as a picture: nothing overlaps, nothing is left out unsaid, and no text breaks it."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.exchange.maps.drawing import Frame, Page, Words
from firsthand.exchange.maps.fonts import Face
from firsthand.exchange.maps.layout import laid_out
from firsthand.exchange.maps.picture import pdf, png, svg
from firsthand.exchange.maps.wrapping import lines, plain
from firsthand.method.empathy_map import (
    Basis,
    Centre,
    EmpathyMap,
    Group,
    Note,
    Quoted,
    Wording,
    lenses,
)
from firsthand.method.evidence import Grade

ARM = Quoted("I wrote the vitals on my arm.", "Mara", date(2026, 11, 3), "/here#s5")
SVG = "{http://www.w3.org/2000/svg}"


def a_map(*notes: Note, wording: Wording = Wording.NEUTRAL, groups: tuple[Group, ...] = ()):
    return EmpathyMap("The ward", Centre.ROLE, "night nurse", lenses(wording), notes, groups)


def many(count: int, wording: Wording, grouped: bool = True) -> EmpathyMap:
    """So many notes of every kind, all over the lenses, some of them in groups."""
    of = lenses(wording)
    groups = [Group(f"g{one.number}{k}", one.number, f"alike {k}", k) for one in of for k in (1, 2)]
    grades = list(Grade)
    notes = []
    for at in range(count):
        lens = of[at % len(of)].number
        note = Note(
            key=f"n{at}",
            lens=lens,
            text=f"Note {at} says {'that it is slow ' * (at % 7)}",
            grade=grades[at % len(grades)],
            basis=Basis.QUOTE if at % 5 == 0 else Basis.NOTHING,
            quoted=ARM if at % 5 == 0 else None,
            spoken=at % 4 == 0,
            group=f"g{lens}{1 + at % 3}" if grouped and at % 3 < 2 else "",
            votes=at % 6,
        )
        notes.append(note)
    return a_map(*notes, wording=wording, groups=tuple(groups))


def rect(one: Words) -> tuple[float, float, float, float]:
    return one.x, one.y - one.size * 0.8, one.x + one.width, one.y + one.size * 0.2


def overlaps(page: Page) -> Iterator[tuple[str, str]]:
    every = [one for piece in page.pieces for one in piece.words]
    for one, other in combinations(every, 2):
        ax, ay, bx, by = rect(one)
        cx, cy, dx, dy = rect(other)
        if ax + 0.01 < dx and cx + 0.01 < bx and ay + 0.01 < dy and cy + 0.01 < by:
            yield one.text, other.text


def said_to_be_left(page: Page) -> int:
    told = [one.text for piece in page.pieces for one in piece.words]
    more = [re.fullmatch(r"and (\d+) (?:notes? )?more(?:, not shown here)?", one) for one in told]
    none = [re.match(r"(\d+) notes?, not shown here", one) for one in told]
    return sum(int(found[1]) for found in (*more, *none) if found)


HARD = [
    "x" * 300,
    "<script>alert(1)</script>",
    "مرحبا بالعالم",
    "שלום לכולם",
    "👩🏽\u200d⚕️ tired 😀",
    "a\x00b\x1b[0m",
    "\u202eevil",
    "\ud800",
    "\ufffe",
    "one " * 120,
]
TEXTS = st.text(max_size=60) | st.sampled_from(HARD)
NOTES = st.builds(
    Note,
    key=st.uuids().map(str),
    lens=st.integers(1, 7),
    text=TEXTS,
    grade=st.sampled_from(Grade),
    basis=st.sampled_from(Basis),
    quoted=st.none() | st.builds(Quoted, TEXTS, TEXTS, st.none() | st.dates(), TEXTS),
    spoken=st.booleans(),
    group=st.sampled_from(["", "a", "b"]),
    votes=st.integers(0, 40),
)
GROUPS = st.tuples(
    st.builds(Group, st.just("a"), st.integers(1, 7), TEXTS, st.integers(0, 99)),
    st.builds(Group, st.just("b"), st.integers(1, 7), TEXTS, st.integers(0, 99)),
)


@pytest.mark.parametrize("count", [0, 1, 10, 100, 400])
@pytest.mark.parametrize("wording", list(Wording))
def test_lines_do_not_overlap_and_stay_on_the_page(count: int, wording: Wording) -> None:
    page = laid_out(many(count, wording))
    assert list(overlaps(page)) == []
    for piece in page.pieces:
        for one in piece.words:
            left, top, right, bottom = rect(one)
            assert min(left, top) >= 0
            assert right <= page.width + 0.01
            assert bottom <= page.height


@pytest.mark.parametrize("count", [1, 10, 100, 400])
@pytest.mark.parametrize("grouped", [True, False])
def test_what_is_not_drawn_is_said_to_be_more(count: int, grouped: bool) -> None:
    page = laid_out(many(count, Wording.CLASSIC, grouped))
    drawn = {piece.key for piece in page.pieces if piece.key}
    assert len(drawn) + said_to_be_left(page) == count


@settings(deadline=None, max_examples=60)
@given(st.lists(NOTES, max_size=40), GROUPS, TEXTS)
def test_whatever_notes_say_the_picture_holds(
    notes: list[Note], groups: tuple[Group, Group], title: str
) -> None:
    drawn = EmpathyMap(
        title, Centre.PROBLEM, title, lenses(Wording.CLASSIC), tuple(notes), tuple(groups)
    )
    page = laid_out(drawn)
    assert list(overlaps(page)) == []
    shown = {piece.key: piece.told for piece in page.pieces if piece.key}
    assert len(shown) + said_to_be_left(page) == len(notes)
    texts = {one.text for one in ET.fromstring(svg(drawn)).iter(f"{SVG}title")}
    for note in notes:
        if note.key in shown:
            assert plain(note.text) in shown[note.key]
            assert " ".join(shown[note.key].split()) in {" ".join((t or "").split()) for t in texts}


@settings(deadline=None, max_examples=15)
@given(st.lists(NOTES, max_size=6), TEXTS)
def test_whatever_notes_say_the_pdf_is_one_page(notes: list[Note], title: str) -> None:
    drawn = EmpathyMap(title, Centre.ROLE, title, lenses(Wording.CLASSIC), tuple(notes))
    document = pypdfium2.PdfDocument(pdf(drawn))
    assert (len(document), document[0].get_size()) == (1, (960.0, 540.0))
    document.close()


@settings(deadline=None)
@given(TEXTS, st.floats(20, 400))
def test_wrapping_keeps_every_letter(text: str, room: float) -> None:
    told = lines(text, Face.SANS, 10, room)
    assert "".join("".join(told).split()) == "".join(plain(text).split())


def test_few_lines_end_in_a_sign_that_there_is_more() -> None:
    told = lines("one two three four five six", Face.SANS, 10, 40, most=2)
    assert len(told) == 2
    assert told[-1].endswith("…")


def test_a_quote_stands_in_the_serif_and_an_assumed_one_is_dashed() -> None:
    quote = Note("q", 2, ARM.exact, Grade.PAST_BEHAVIOUR, Basis.QUOTE, quoted=ARM, spoken=True)
    assumed = Note("a", 2, "I hate this", spoken=True)
    pieces = {one.key: one for one in laid_out(a_map(quote, assumed)).pieces if one.key}
    assert {one.face for one in pieces["q"].words if "arm" in one.text} == {Face.SERIF}
    assert {one.face for one in pieces["a"].words} == {Face.SANS}
    assert [one.frame for one in pieces["a"].boxes] == [Frame.ASSUMED]
    assert "assumed: nobody said it" in [one.text for one in pieces["a"].words]


def test_words_whose_quote_is_gone_are_no_quote() -> None:
    broken = Note("b", 2, "I hate this", basis=Basis.QUOTE, spoken=True)
    piece = next(one for one in laid_out(a_map(broken)).pieces if one.key)
    assert [one.text for one in piece.words] == ["I hate this", "its quote is gone"]


def test_a_note_for_which_nobody_voted_stays_beside_the_voted_ones() -> None:
    voted = [Note(f"v{at}", 3, "Many chose this one " * 4, votes=9) for at in range(80)]
    page = laid_out(a_map(*voted, Note("alone", 3, "Only I saw it")))
    assert "alone" in {piece.key for piece in page.pieces}


def test_a_picture_says_what_it_shows_and_acts_on_nothing() -> None:
    drawn = a_map(Note("n", 1, '<script>alert("1")</script> & more'))
    text = svg(drawn)
    assert "<script" not in text
    told = ET.fromstring(text)
    assert told.find(f"{SVG}title").text == "The ward"  # type: ignore[union-attr]
    assert "What reaches them: 0 of 1 note rests on evidence (0–83 %)." in told.findtext(
        f"{SVG}desc", ""
    )
    assert re.findall(r"(?:href|src|url)\b[^>]*", text) == []


def test_words_that_run_to_the_left_start_at_the_right() -> None:
    piece = next(one for one in laid_out(a_map(Note("n", 1, "שלום לכולם"))).pieces if one.key)
    assert [one.runs_left for one in piece.words] == [True]
    assert 'direction="rtl"' in svg(a_map(Note("n", 1, "שלום לכולם")))


def test_a_pdf_says_how_many_signs_its_fonts_lack() -> None:
    document = pypdfium2.PdfDocument(pdf(a_map(Note("n", 1, "ni 你好 hao"))))
    text = document[0].get_textpage().get_text_bounded()
    assert "ni \ufffd\ufffd hao" in text
    assert "2 signs that the fonts of this file do not have" in text
    document.close()


def test_a_pdf_holds_its_words_as_text_beyond_latin() -> None:
    document = pypdfium2.PdfDocument(pdf(a_map(Note("n", 1, "Žena píše: Ω, Жизнь, “so”"))))
    assert "Žena píše: Ω, Жизнь, “so”" in document[0].get_textpage().get_text_bounded()
    document.close()


def test_a_png_is_as_wide_as_a_slide() -> None:
    head = png(a_map())[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (1920, 1080)
