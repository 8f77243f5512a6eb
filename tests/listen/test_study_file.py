"""`study.toml`: what is taken from it, and how it is refused."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from firsthand.listen.study import Study, read_study
from firsthand.method.errors import RuleBroken

Folder = Callable[[Mapping[str, str | bytes]], Path]

WHOLE = """
title = "Charting  at night"
question = "How?"
invented = true
leave_out = ["old/draft.docx"]
interviewers = ["Ines"]

[[participant]]
pseudonym = "Mara"
speakers = ["MARA", "Mara K."]
role = "ward nurse"
workflow = "types at five"
tool = "folded sheet"
attributes = { ward = "surgical", years = 7 }
access_needs = "large text"
consent = { given = 2026-10-01, expires = 2027-10-01T00:00:00, purposes = ["analysis"] }

[[session]]
file = "mara.txt"
date = 2026-11-03
kind = "observation"
attended = ["Ines (product)"]
interviewers = ["Tom"]
speakers = { "Participant" = "Mara" }
"""


def test_everything_in_it_is_taken(folder: Folder) -> None:
    study = read_study(folder({"study.toml": WHOLE}))
    assert (study.title, study.question, study.invented) == ("Charting at night", "How?", True)
    assert (study.leave_out, study.interviewers) == (("old/draft.docx",), ("Ines",))
    [mara] = study.participants
    assert (mara.id, mara.speakers, mara.role) == ("Mara", ("MARA", "Mara K."), "ward nurse")
    assert (mara.workflow, mara.tool) == ("types at five", "folded sheet")
    assert (mara.attributes, mara.access_needs) == (
        {"ward": "surgical", "years": "7"},
        "large text",
    )
    assert mara.consent is not None
    assert (mara.consent.given, mara.consent.expires) == (date(2026, 10, 1), date(2027, 10, 1))
    assert mara.consent.purposes == ("analysis",)
    note = study.note_of("mara.txt")
    assert (note.on, note.kind, note.attended) == (
        date(2026, 11, 3),
        "observation",
        ("Ines (product)",),
    )
    assert (note.interviewers, note.speakers) == (("Tom",), {"Participant": "Mara"})


def test_all_of_it_is_optional(folder: Folder) -> None:
    root = folder({})
    assert read_study(root) == Study()
    assert read_study(folder({"study.toml": ""})) == Study()
    assert read_study(root).note_of("any.txt").kind == "interview"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(folder: Folder) -> None:
    text = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert read_study(folder({"study.toml": text})).invented


PERSON = '[[participant]]\npseudonym = "Mara"\n'
SESSION = '[[session]]\nfile = "mara.txt"\n'

REFUSED = {
    'titel = "x"': "study.toml: “titel” is not known. Known are: interviewers, invented, "
    "leave_out, participant, question, session, task, title.",
    PERSON + PERSON + 'rolle = "x"': "study.toml, participant 2: “rolle” is not known. Known are: "
    "access_needs, attributes, consent, pseudonym, role, speakers, tool, workflow.",
    SESSION + 'who = "x"': "study.toml, session 1: “who” is not known. Known are: attended, date, "
    "file, interviewers, kind, log, offset, speakers.",
    PERSON + "consent = { given = 2026-01-01, by = 3 }": "study.toml, participant 1 consent: "
    "“by” is not known. Known are: expires, given, purposes, withdrawn.",
    "title = ['x']": "study.toml: “title” has to be text in quotes.",
    "title = true": "study.toml: “title” has to be text in quotes.",
    "invented = 'yes'": "study.toml: “invented” has to be true or false.",
    "interviewers = 'Ines'": 'study.toml: “interviewers” has to be a list such as ["one", "two"].',
    "leave_out = [1]": 'study.toml: “leave_out” has to be a list such as ["one", "two"].',
    "participant = 'Mara'": "study.toml: “participant” has to be tables, each headed "
    "[[participant]].",
    "[[participant]]\nrole = 'nurse'": "study.toml, participant 1: “pseudonym” has to be text in "
    "quotes.",
    "[[participant]]\npseudonym = ' '": "study.toml, participant 1: “pseudonym” has to be text in "
    "quotes.",
    PERSON + "attributes = 'surgical'": "study.toml, participant 1: “attributes” has to be a "
    'table such as { ward = "surgical" }.',
    PERSON + "consent = true": "study.toml, participant 1: “consent” has to be a table such as "
    '{ ward = "surgical" }.',
    SESSION + "date = '3 November'": "study.toml, session 1: “date” has to be a date such as "
    "2026-11-03, without quotes.",
    "[[session]]\ndate = 2026-11-03": "study.toml, session 1: “file” has to be text in quotes.",
    PERSON + PERSON: "study.toml: two participants are called Mara. Rename one.",
}


@pytest.mark.parametrize(("text", "reason"), REFUSED.items(), ids=list(REFUSED.values()))
def test_what_is_wrong_is_said_in_one_line_with_its_place(
    folder: Folder, text: str, reason: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_study(folder({"study.toml": text}))
    assert str(refused.value) == reason


@pytest.mark.parametrize("text", [b"title = ", b"title = '\xff'", b"[a]\n[a]", b"= 3"])
def test_what_is_no_toml_is_said_in_one_line(folder: Folder, text: bytes) -> None:
    with pytest.raises(RuleBroken, match=r"^study\.toml can't be read: .*Mend that line\.$"):
        read_study(folder({"study.toml": text}))
