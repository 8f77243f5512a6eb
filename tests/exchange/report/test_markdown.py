"""The Markdown says the same as the page, and no text of others becomes Markdown."""

from dataclasses import replace

import pytest

from firsthand.exchange.report.markdown import escaped, markdown
from firsthand.method.dossier import Dossier
from firsthand.method.errors import BrokenQuote


def section(text: str, title: str) -> list[str]:
    after = text.split(f"## {title}\n", 1)[1]
    return [line for line in after.split("\n## ", 1)[0].splitlines() if line]


def test_the_first_lines_say_what_can_be_said(bakers: Dossier) -> None:
    lines = section(markdown(bakers), "What we can say so far")
    assert lines[0] == (
        "- “on the flour bag” "
        "([Rosa, 00:42](sources/interviews-rosa.txt#:~:text=on%20the%20flour,bag)): "
        "**3 of 5 (23–88 %)**, workaround, complaint, costs “half an hour” (time), "
        "“ten minutes every night” (time), 1 against; "
        "◆ past behaviour: Emil and Rosa; ◌ second-hand: Per"
    )
    assert len(lines) == 3


def test_each_closed_gate_has_a_line(bakers: Dossier) -> None:
    assert section(markdown(bakers), "What is missing") == [
        "- **Interview**: 4 conversations so far, of 5 that a team-mate was in. "
        "Next: Hold 1 more conversation; per.txt was a pitch and counts as none",
        "- **Test**: Nobody was watched doing it: all of this is what people say. "
        "Next: Watch Rosa do the task once, with a rough version or the real thing",
    ]


def test_words_of_people_are_block_quotes(bakers: Dossier) -> None:
    quotes = [line[2:] for line in markdown(bakers).splitlines() if line.startswith("> ")]
    said = {one.quote.exact for one in bakers.findings.statements}
    assert quotes[0] == "I write it on the flour bag, because the screen is in the office."
    assert set(quotes) - said == set()


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<script>", "\\<script\\>"),
        ("[a](javascript:b)", "\\[a\\](javascript:b)"),
        ("*a* _b_ `c` ~d~ | e # f $g$", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\| e \\# f \\$g\\$"),
        ("a &amp; b", "a \\&amp; b"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("2026 was a year", "2026 was a year"),
        ("one\n\n# two", "one \\# two"),
        ("bell \a", "bell ␇"),
        ("It's 5.30, I think - maybe", "It's 5.30, I think - maybe"),
    ],
)
def test_no_text_acts_as_markdown(text: str, safe: str) -> None:
    assert escaped(text) == safe


def test_a_hostile_table_row_keeps_its_cells(hostile: Dossier) -> None:
    rows = [line for line in markdown(hostile).splitlines() if "script\\>alert(2)" in line]
    table = next(row for row in rows if row.startswith("| "))
    assert table.replace("\\|", "").count("|") == 8


def test_a_quote_that_does_not_match_is_never_printed(bakers: Dossier) -> None:
    changed = replace(bakers.sources[0], text="something else")
    with pytest.raises(BrokenQuote):
        markdown(replace(bakers, sources=(changed, *bakers.sources[1:])))
