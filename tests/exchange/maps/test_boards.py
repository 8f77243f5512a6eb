"""Notes of other tools' boards: Mural's, Miro's, a spreadsheet's and our own."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.maps.areas import lens_of
from firsthand.exchange.maps.boards import (
    Layout,
    Shape,
    areas_in,
    doubles_in,
    guessed,
    in_text,
    notes_in,
    read,
    too_long,
)
from firsthand.exchange.maps.rows import to_csv
from firsthand.method.empathy_map import (
    CLASSIC,
    NEUTRAL,
    Basis,
    Centre,
    EmpathyMap,
    Group,
    Lens,
    Note,
)

MURAL = """ID,Text,BG Color,Sticky type,Border line,Position X,Position Y,Area,Link to,Last Updated By,Last Updated,Last Content Edited By,Last Content Edited,Tags,Integration Labels
0-1,Writes on her arm &amp; types later,#FCF281,square,false,10,20,Does,,Ann,2026-11-03,Ann,2026-11-03,night,
0-2,Types at five,#FCF281,square,false,10,60,Does,,Ben,2026-11-03,Ben,2026-11-03,,
0-3,Alarms without end,#FEBBBE,square,false,90,20,Pain points,,Ann,2026-11-03,Ann,2026-11-03,,
0-4,Legend,#FEBBBE,square,false,90,20,,,Ann,2026-11-03,Ann,2026-11-03,,
"""  # noqa: E501
MIRO = """Empathy map of a night nurse
Says
"I'll type it later"
Does
Writes on her arm
"Keeps a sheet, folded"
Pains
Alarms without end
"""
COLUMNS = """Says;Does;Pains
I'll type it later;Writes on her arm;Alarms without end
;Keeps a sheet;
"""


def test_a_mural_export_is_read_by_its_heads() -> None:
    rows = in_text(MURAL)
    layout = guessed(rows, CLASSIC)
    assert layout == Layout(Shape.ROWS, True, text=1, lens=7, author=9)
    notes = notes_in(rows, layout, CLASSIC)
    assert [(one.row, one.text, one.area, one.author) for one in notes] == [
        (2, "Writes on her arm & types later", "Does", "Ann"),
        (3, "Types at five", "Does", "Ben"),
        (4, "Alarms without end", "Pain points", "Ann"),
        (5, "Legend", "", "Ann"),
    ]
    assert areas_in(notes) == {"Does": 2, "Pain points": 1, "": 1}


def test_a_miro_export_is_read_by_the_names_of_its_frames() -> None:
    rows = in_text(MIRO)
    layout = guessed(rows, CLASSIC)
    assert layout.shape is Shape.LIST
    assert [(one.text, one.area) for one in notes_in(rows, layout, CLASSIC)] == [
        ("Empathy map of a night nurse", ""),
        ("I'll type it later", "Says"),
        ("Writes on her arm", "Does"),
        ("Keeps a sheet, folded", "Does"),
        ("Alarms without end", "Pains"),
    ]


def test_a_table_with_a_column_for_each_area_is_read_by_column() -> None:
    rows = in_text(COLUMNS)
    layout = guessed(rows, CLASSIC)
    assert layout.shape is Shape.COLUMNS
    assert [(one.row, one.text, one.area) for one in notes_in(rows, layout, CLASSIC)] == [
        (2, "I'll type it later", "Says"),
        (2, "Writes on her arm", "Does"),
        (2, "Alarms without end", "Pains"),
        (3, "Keeps a sheet", "Does"),
    ]


def test_our_own_rows_come_back_with_what_they_rest_on() -> None:
    notes = (
        Note("1", 3, "=1+1", basis=Basis.HEARD, group="g"),
        Note("2", 2, "I hate this", spoken=True),
    )
    drawn = EmpathyMap("T", Centre.ROLE, "nurse", NEUTRAL, notes, (Group("g", 3, "sums"),))
    rows = in_text(to_csv(drawn).decode("utf-8-sig"))
    layout = guessed(rows, NEUTRAL)
    assert layout == Layout(Shape.ROWS, True, text=2, lens=0, author=15)
    assert [
        (one.text, one.area, one.basis, one.spoken) for one in notes_in(rows, layout, NEUTRAL)
    ] == [
        ("I hate this", "What they express", Basis.NOTHING, True),
        ("=1+1", "What they do", Basis.HEARD, False),
    ]


def test_rows_without_heads_are_guessed_by_their_cells() -> None:
    rows = in_text("red,She types it in at five every morning\nred,She counts\nblue,She waits\n")
    assert guessed(rows, NEUTRAL) == Layout(Shape.ROWS, False, text=1, lens=0)


def test_a_quote_of_a_file_is_no_quote_here() -> None:
    rows = in_text("note,lens,rests on\nI hate this,Says,quote\n")
    (note,) = notes_in(rows, guessed(rows, CLASSIC), CLASSIC)
    assert note.basis is Basis.NOTHING


def test_a_day_that_is_none_is_refused_with_its_row() -> None:
    rows = in_text("note,lens,rests on,seen on\na,Says,seen,2026-11-03\nb,Says,seen,last May\n")
    with pytest.raises(UnreadableFile, match="Row 3 says it was seen on 'last May'"):
        notes_in(rows, guessed(rows, CLASSIC), CLASSIC)


def test_doubles_are_found_but_for_capitals() -> None:
    rows = in_text("note,lens\nIt is slow,Says\nit  is SLOW,Says\nIt is slow,Does\n")
    notes = notes_in(rows, guessed(rows, CLASSIC), CLASSIC)
    assert [one.row for one in doubles_in(notes)] == [3]


def test_the_same_file_gives_the_same_digests_and_doubles_their_own() -> None:
    rows = in_text("note,lens\nIt is slow,Says\nIt is slow,Says\n")
    once, again = (notes_in(rows, guessed(rows, CLASSIC), CLASSIC) for _ in range(2))
    assert [one.digest for one in once] == [one.digest for one in again]
    assert len({one.digest for one in once}) == 2


def test_what_is_longer_than_a_note_is_named() -> None:
    rows = in_text(f"note,lens\n{'x' * 1001},Says\nshort,Says\n")
    assert [one.row for one in too_long(notes_in(rows, guessed(rows, CLASSIC), CLASSIC))] == [2]


@pytest.mark.parametrize(
    ("name", "lenses", "number"),
    [
        ("Says", CLASSIC, 3),
        ("says & does", CLASSIC, None),
        ("SAY:", CLASSIC, 3),
        ("What do they hear?", CLASSIC, 2),
        ("See", CLASSIC, 1),
        ("Think & Feel", CLASSIC, 5),
        ("Pain points", CLASSIC, 6),
        ("Goals", CLASSIC, 7),
        ("Say", NEUTRAL, 2),
        ("What drains them", NEUTRAL, 5),
        ("See", NEUTRAL, 1),
        ("#FCF281", NEUTRAL, None),
        ("", NEUTRAL, None),
        ("She says she does not see what they feel", CLASSIC, None),
        ("Own", [Lens(1, "Own")], 1),
    ],
)
def test_names_of_areas_are_matched_with_lenses(
    name: str, lenses: tuple[Lens, ...], number: int | None
) -> None:
    assert lens_of(name, lenses) == number


def test_a_spreadsheet_is_read_like_rows(tmp_path: Path) -> None:
    path = tmp_path / "board.xlsx"
    book = Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Text", "Area"))
    sheet.write_row(1, 0, ("Types at five", "Does"))
    book.close()
    assert read(path) == [["Text", "Area"], ["Types at five", "Does"]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "It is empty"),
        (b" \n \n", "It is empty"),
        (b",,\n,,\n", "no rows with words"),
        (b'{"a": 1}', "It is JSON, not rows"),
        (b"\x00\x01\x02\xff" * 50, "binary data"),
        (b"a,b\n" * 2001, "at most 2,000 are read"),
        (b"PK\x03\x04nothing", "."),
    ],
)
def test_what_is_no_table_is_refused_with_why(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "board.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=said):
        read(path)
