"""A map as text, rows and data: all of it is there, and none of it acts."""

import csv
import json
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import jsonschema
import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.maps.data import from_json, json_text
from firsthand.exchange.maps.rows import HEAD, to_csv, to_xlsx
from firsthand.exchange.maps.text import html, markdown
from firsthand.method.empathy_map import (
    Area,
    Basis,
    Centre,
    EmpathyMap,
    Group,
    Lens,
    Note,
    Quoted,
    Wording,
    lenses,
)
from firsthand.method.evidence import Grade

SCHEMA = json.loads(Path("docs/map.schema.json").read_text())
ARM = Quoted(
    "I wrote the vitals on my arm.", "Mara", date(2026, 11, 3), "https://ward.example/studies/1/#s5"
)
MAP = EmpathyMap(
    title="The ward at night",
    centre=Centre.ROLE,
    of="night nurse",
    lenses=lenses(Wording.NEUTRAL),
    notes=(
        Note("1", 3, ARM.exact, Grade.PAST_BEHAVIOUR, Basis.QUOTE, quoted=ARM, group="g", votes=4),
        Note("2", 3, "Writes on an arm", Grade.OBSERVED, Basis.SEEN, date(2026, 11, 1), group="g"),
        Note("3", 2, "I hate this", spoken=True, by="Ann", role="designer"),
        Note("4", 5, "=1+1 <b>| `x`", ask="What happened?", whom="Mara"),
    ),
    groups=(Group("g", 3, "On the arm", 2),),
    on=date(2026, 11, 22),
    contributors=3,
    invented=True,
)

# What a file can hold: no lone halves of pairs.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LENSES = st.lists(
    st.builds(Lens, st.integers(1, 9), TEXT, TEXT, st.sampled_from(Area)),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.number,
)


@st.composite
def maps(draw: st.DrawFn) -> EmpathyMap:
    of = draw(LENSES)
    number = st.sampled_from([one.number for one in of])
    quoted = st.builds(Quoted, TEXT, TEXT, st.none() | st.dates(), TEXT)
    note = st.builds(
        Note,
        key=TEXT,
        lens=number,
        text=TEXT,
        grade=st.sampled_from(Grade),
        basis=st.sampled_from(Basis),
        seen_on=st.none() | st.dates(),
        quoted=st.none() | quoted,
        spoken=st.booleans(),
        group=TEXT,
        by=TEXT,
        role=TEXT,
        votes=st.integers(0, 99),
        ask=TEXT,
        whom=TEXT,
    )
    group = st.builds(Group, TEXT, number, TEXT, st.integers(0, 99))
    return EmpathyMap(
        title=draw(TEXT),
        centre=draw(st.sampled_from(Centre)),
        of=draw(TEXT),
        lenses=tuple(of),
        notes=tuple(draw(st.lists(note, max_size=6))),
        groups=tuple(draw(st.lists(group, max_size=3))),
        on=draw(st.none() | st.dates()),
        contributors=draw(st.integers(0, 999)),
        invented=draw(st.booleans()),
        withheld=draw(st.integers(0, 99)),
    )


@settings(deadline=None)
@given(maps())
def test_a_map_read_back_from_its_data_is_equal(drawn: EmpathyMap) -> None:
    text = json_text(drawn)
    assert from_json(text) == drawn
    jsonschema.validate(json.loads(text), SCHEMA)


def test_the_map_of_the_docs_is_one() -> None:
    text = Path("docs/map-files/night-ward.json").read_text()
    drawn = from_json(text)
    assert (len(drawn.notes), drawn.invented, json_text(drawn)) == (94, True, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "It is no JSON"),
        ("[]", "It is no map of Firsthand"),
        ('{"schema": "firsthand.map/2"}', "It is no map of Firsthand"),
        ('{"schema": "firsthand.map/1", "title": 3}', "'title' of the map is no text"),
        ('{"schema": "firsthand.map/1", "notes": [{"lens": 4}]}', "Note 1 is in lens 4"),
        ('{"schema": "firsthand.map/1", "groups": [{"lens": 4}]}', "Group 1 is in lens 4"),
        ('{"schema": "firsthand.map/1", "notes": [3]}', "for note 1 is no object"),
        ('{"schema": "firsthand.map/1", "notes": 3}', "'notes' of the map is no list"),
        ('{"schema": "firsthand.map/1", "on": "May"}', "is no day such as 2026-11-22"),
        ('{"schema": "firsthand.map/1", "centre": "x"}', "is none of: participant, problem, role"),
        ('{"schema": "firsthand.map/1", "contributors": -1}', "is no count"),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_data_that_is_no_map_is_refused_with_where(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said.replace("(", r"\(")):
        from_json(text)


def rows_of(drawn: EmpathyMap) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(to_csv(drawn).decode("utf-8-sig"))))


def test_rows_hold_every_note() -> None:
    rows = rows_of(MAP)
    assert [(row["lens"], row["note"], row["grade"]) for row in rows] == [
        ("What they express", "I hate this", "assumption"),
        ("What they do", ARM.exact, "past behaviour"),
        ("What they do", "Writes on an arm", "observed"),
        ("What drains them", "'=1+1 <b>| `x`", "assumption"),
    ]
    assert (rows[0]["assumed words"], rows[0]["noted by"]) == ("assumed", "Ann")
    assert (rows[1]["quote"], rows[1]["who"], rows[1]["votes of group"]) == (ARM.exact, "Mara", "2")


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "  =1", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = rows_of(replace(MAP, notes=(Note("n", 1, text),)))
    assert row["note"].startswith("'")


def test_a_spreadsheet_has_the_notes_and_the_shares() -> None:
    book = python_calamine.load_workbook(BytesIO(to_xlsx(MAP)))
    notes = book.get_sheet_by_name("Notes").to_python()
    assert tuple(notes[0]) == HEAD
    assert [row[2] for row in notes[1:]] == ["I hate this", ARM.exact, "Writes on an arm",
                                             "=1+1 <b>| `x`"]  # fmt: skip
    shares = book.get_sheet_by_name("Lenses").to_python()
    assert shares[3][:4] == ["What they do", MAP.lenses[2].ask, 2.0, 2.0]


def test_markdown_has_every_note_with_its_grade_and_acts_on_none() -> None:
    text = markdown(MAP)
    assert "# The ward at night" in text
    assert "2 of 2 notes rest on evidence (29–100 %). ■ observed 1, ◆ past behaviour 1." in text
    assert "### On the arm" in text
    assert (
        "- ◆ past behaviour: “I wrote the vitals on my arm.” (Mara, 3 November 2026 · 4 votes)"
        in text
    )
    assert "- ◇ assumption: “I hate this” (assumed: nobody said it)" in text
    assert r"- ◇ assumption: \=1+1 \<b\>\| \`x\`" in text
    assert "  - Ask Mara: What happened?" in text


def test_the_page_stands_alone_and_leads_to_the_words() -> None:
    page = html(replace(MAP, title="<script>alert(1)</script>"))
    assert "<script" not in page
    assert f'<blockquote><a href="{ARM.address}">I wrote the vitals on my arm.</a>' in page
    assert '<li class="assumed">' in page
    assert "Invented: no real people." in page
    assert page.count("<svg") == 1


def test_a_page_leads_nowhere_that_acts() -> None:
    bad = replace(MAP.notes[0], quoted=replace(ARM, address="javascript:alert(1)"))
    assert "javascript:" not in html(replace(MAP, notes=(bad,)))


@settings(deadline=None)
@given(maps())
def test_whatever_a_map_says_its_files_are_written(drawn: EmpathyMap) -> None:
    assert len(rows_of(drawn)) == len(drawn.notes)
    assert markdown(drawn).startswith("# ")
    assert "</html>" in html(drawn)
