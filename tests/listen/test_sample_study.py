"""The sample study against what a careful reader should find in it.

`sample/expected-findings.toml` was written with the transcripts, before any engine had read them.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from firsthand.exchange.report.markdown import markdown
from firsthand.method.dossier import Dossier
from firsthand.method.evidence import Flag, Grade, Kind
from firsthand.method.interview import Asked
from firsthand.method.sources import Source
from firsthand.method.steps import Gate, Step
from firsthand.method.synthesize import Marked

FLOORS = {
    # The share of expected findings that has to be found: raise it as the engine gets better.
    "workaround": 0.15,
    "complaint": 0.1,
    "constraint": 0.25,
    "request": 0.3,
    "feeling": 0.8,
    "tool": 0.5,
    "grade": 0.65,
    "cost": 0.5,
    "phrase": 0.5,
    "flagged question": 0.65,
    "contradiction": 0.1,
    "pattern": 0.15,
    "sound question left unflagged": 0.5,
}

Expected = dict[str, Any]


@pytest.fixture(scope="module")
def expected(sample: Any) -> Expected:
    path = sample.parent / "expected-findings.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def findings(expected: Expected, *kinds: str) -> list[Expected]:
    return [one for one in expected["finding"] if one["kind"] in kinds]


def place(source: Source, exact: str) -> tuple[int, int]:
    """Where the words stand in the source, whatever white space lies between them."""
    found = re.search(r"\s+".join(map(re.escape, exact.split())), source.text)
    assert found, f"{exact!r} does not stand in {source.name}"
    return found.span()


def statements_at(heard: Dossier, quote: Expected) -> list[Marked]:
    start, end = place(heard.source(quote["file"]), quote["exact"])
    return [
        one
        for one in heard.findings.statements
        if one.session == quote["file"] and one.quote.start < end and start < one.quote.end
    ]


def questions_at(heard: Dossier, quote: Expected) -> list[Asked]:
    start, end = place(heard.source(quote["file"]), quote["exact"])
    return [
        one
        for held in heard.findings.interviews
        if held.session == quote["file"]
        for one in held.questions
        if one.quote.start < end and start < one.quote.end
    ]


def assert_reached(name: str, found: Sequence[bool]) -> None:
    share = sum(found) / len(found)
    assert share >= FLOORS[name], f"{name}: {sum(found)} of {len(found)}"


def quotes_of_kind(expected: Expected, kind: Kind) -> Iterator[Expected]:
    for one in findings(expected, kind.value):
        yield from one["quotes"]
    yield from (one for one in expected["statement_kind"] if one["kind"] == kind.value)


@pytest.mark.parametrize("kind", list(Kind))
def test_statements_of_each_kind_are_found(heard: Dossier, expected: Expected, kind: Kind) -> None:
    assert_reached(
        kind.value,
        [
            any(one.is_a(kind) for one in statements_at(heard, quote))
            for quote in quotes_of_kind(expected, kind)
        ],
    )


def test_statements_have_the_grade_a_careful_reader_gives(
    heard: Dossier, expected: Expected
) -> None:
    grades = {grade.value: grade for grade in Grade} | {"general_statement": Grade.GENERAL}
    assert_reached(
        "grade",
        [
            any(one.grade.value is grades[row["grade"]] for one in statements_at(heard, row))
            for row in expected["grade"]
        ],
    )


def test_costs_are_found_as_they_were_said(heard: Dossier, expected: Expected) -> None:
    found = []
    for row in expected["cost"]:
        start, end = place(heard.source(row["file"]), row["exact"])
        found.append(
            any(
                cost.kind.value == row["sort"] and cost.quote.start < end and start < cost.quote.end
                for one in statements_at(heard, row)
                for cost in one.costs
            )
        )
    assert_reached("cost", found)


def test_words_that_went_from_mouth_to_mouth_are_found(heard: Dossier, expected: Expected) -> None:
    found = []
    for row in expected["phrase"]:
        if row.get("exactly", True):
            said = row["words"].replace("it's ", "")
            found.append(
                any(
                    (said in one.words or one.words in said)
                    and set(row["participants"]) <= set(one.participants)
                    for one in heard.findings.phrases
                )
            )
    assert_reached("phrase", found)


def test_questions_asked_badly_are_flagged(heard: Dossier, expected: Expected) -> None:
    assert_reached(
        "flagged question",
        [
            any(
                label.value is not Flag.CLOSED
                for one in questions_at(heard, row["quotes"][0])
                for label in one.flags
            )
            for row in findings(expected, "question_flag")
        ],
    )


def test_sound_questions_are_seen_and_left_unflagged(heard: Dossier, expected: Expected) -> None:
    asked = [questions_at(heard, row) for row in expected["sound_question"]]
    assert all(asked)
    assert_reached(
        "sound question left unflagged",
        [all(label.value is Flag.CLOSED for one in many for label in one.flags) for many in asked],
    )


def test_what_pulls_the_other_way_is_found(heard: Dossier, expected: Expected) -> None:
    found = []
    for row in findings(expected, "contradiction"):
        places = [{one.id for one in statements_at(heard, quote)} for quote in row["quotes"]]
        found.append(
            any(
                any(pair.says.id in ids for ids in places)
                and any(pair.but.id in ids for ids in places)
                for pair in heard.findings.contradictions
            )
        )
    assert_reached("contradiction", found)


def test_what_several_people_do_lies_in_one_pattern(heard: Dossier, expected: Expected) -> None:
    """A finding counts where one pattern holds quotes of it from two files."""
    found = []
    for row in findings(expected, "workaround", "pattern"):
        if len({quote["file"] for quote in row["quotes"]}) > 1:
            ids = [(q["file"], {s.id for s in statements_at(heard, q)}) for q in row["quotes"]]
            files = [
                {file for file, own in ids if own & {s.id for s in pattern.statements}}
                for pattern in heard.findings.patterns
            ]
            found.append(any(len(names) > 1 for names in files))
    assert_reached("pattern", found)


def test_every_expected_quote_of_a_participant_is_one_of_theirs(
    heard: Dossier, expected: Expected
) -> None:
    for row in findings(expected, "workaround", "pattern", "complaint", "constraint"):
        for quote in row["quotes"]:
            who = {one.participant for one in statements_at(heard, quote)}
            assert len(who) == 1
            assert who <= {*row["participants"], *row.get("second_hand", ())}


def test_the_red_herring_is_not_the_first_pattern(heard: Dossier, expected: Expected) -> None:
    beside = {
        one.id
        for row in findings(expected, "red_herring")
        for quote in row["quotes"]
        for one in statements_at(heard, quote)
    }
    first = heard.findings.patterns[0]
    assert not beside & {one.id for one in first.statements}


def test_the_first_pattern_is_something_people_built_for_themselves(heard: Dossier) -> None:
    first = heard.findings.patterns[0]
    assert first.is_workaround
    assert first.is_shared


def held(heard: Dossier, file: str) -> Any:
    [one] = [one for one in heard.findings.interviews if one.session == file]
    return one


def gate(heard: Dossier, step: Step) -> Gate:
    [one] = [one for one in heard.gates if one.step is step]
    return one


def test_the_session_that_sells_is_a_pitch_and_the_others_are_none(heard: Dossier) -> None:
    assert [one.session for one in heard.findings.interviews if one.is_pitch] == ["vince.html"]


def test_the_session_that_sells_counts_as_no_conversation(heard: Dossier) -> None:
    assert not any("Vince" in line.text for line in gate(heard, Step.INTERVIEW).has)


def test_who_sells_talks_more_than_who_listens(heard: Dossier) -> None:
    assert held(heard, "vince.html").talk_by_words < 0.5
    assert all(
        one.talk_by_words > 0.7 for one in heard.findings.interviews if one.session != "vince.html"
    )


def test_everybody_is_cast_as_the_team_wrote_it_down(heard: Dossier) -> None:
    assert {
        one.session: (one.participants, one.interviewers) for one in heard.findings.interviews
    } == {
        "ana.docx": (("Ana",), ("INES R.", "TOM")),
        "jo.md": (("Jo",), ("Ines",)),
        "lee.vtt": (("Lee",), ("Ines R.",)),
        "mara.txt": (("Mara",), ("INES",)),
        "petra.txt": (("Petra",), ("Ines",)),
        "sam.srt": (("Sam",), ("TOM",)),
        "vince.html": (("Vince",), ("Rolf",)),
    }


def test_what_the_study_file_lacks_is_asked_for(heard: Dossier, expected: Expected) -> None:
    assert expected["gap"] == [
        {"gate": "locate", "participant": "Ana", "missing": "tool"},
        {"gate": "locate", "participant": "Jo", "missing": "consent"},
    ]
    lacking = {one.participant.id: one.missing for one in heard.located if one.missing}
    assert lacking == {"Ana": ("tool",)}
    assert [one.participant.id for one in heard.located if not one.participant.consent] == ["Jo"]
    rows = markdown(heard).splitlines()
    [ana] = [row for row in rows if row.startswith("| Ana (hypothesis) |")]
    [jo] = [row for row in rows if row.startswith("| Jo | agency nurse")]
    assert "| not known |" in ana
    assert jo.endswith("| not recorded |")


def test_the_codebook_is_set_aside_and_nothing_is_refused(
    heard: Dossier, expected: Expected
) -> None:
    assert [one.name for one in heard.set_aside] == [row["file"] for row in expected["set_aside"]]
    assert heard.refused == ()


def test_nobody_was_watched_so_test_is_closed_and_hands_out_the_next_act(heard: Dossier) -> None:
    closed = gate(heard, Step.TEST)
    assert not closed.is_open
    assert closed.next_act.startswith("Watch ")


def test_the_sample_says_everywhere_that_it_is_invented(heard: Dossier) -> None:
    assert heard.about.invented
    assert "invented" in markdown(heard).lower()
