"""Who asks, and who is the same person in two files."""

from collections.abc import Mapping

import pytest

from firsthand.exchange.reading import from_text
from firsthand.listen.cast import Cast, cast, is_generic
from firsthand.listen.study import SessionNote, Study
from firsthand.method.sources import Part, Participant

Told = Mapping[str, list[tuple[str, str]]]

ASKS = [
    "What did you do then?",
    "When was the last time that happened?",
    "How did it go on after that?",
]
ANSWERS = [
    "I wrote the numbers on my glove and went on to the next bed.",
    "On Sunday night, around four, the trolley was dead again.",
    "I sat down at five and typed the lot from the glove.",
]


def talk(asking: str, answering: str) -> str:
    return "".join(
        f"{asking}: {question}\n\n{answering}: {answer}\n\n"
        for question, answer in zip(ASKS, ANSWERS, strict=True)
    )


def cast_of(
    texts: Mapping[str, str], study: Study | None = None, interviewers: tuple[str, ...] = ()
) -> Cast:
    sources = [from_text(text, name) for name, text in texts.items()]
    return cast(sources, study or Study(), interviewers)


def asking(found: Cast, file: str) -> list[str]:
    [session] = [one for one in found.sessions if one.source == file]
    return [name for name, role in session.cast.items() if role.part is Part.INTERVIEWER]


def people(found: Cast) -> list[str]:
    return [one.id for one in found.participants]


def test_who_asks_is_the_interviewer_and_it_says_why() -> None:
    found = cast_of({"a.txt": talk("INES", "MARA")})
    assert asking(found, "a.txt") == ["INES"]
    assert people(found) == ["Mara"]
    [session] = found.sessions
    assert (session.inferred, session.because) == (True, "INES asked 3 of the 3 questions")


def test_who_asks_in_other_files_is_the_interviewer_where_the_other_asks_more() -> None:
    curious = (
        "INES: Tell me about the night.\n\nSAM: Which one? The last? Or the bad one?\n\n"
        "INES: The bad one. What happened?\n\nSAM: Who told you of it? Was it Mara?\n\n"
    )
    files = {"a.txt": talk("INES", "MARA"), "b.txt": talk("INES", "JO"), "c.txt": curious}
    found = cast_of(files)
    assert asking(found, "c.txt") == ["INES"]
    assert people(found) == ["JO", "Mara", "Sam"]


@pytest.mark.parametrize("name", ["Interviewer", "Moderator 2", "Q", "RESEARCHER", "Me"])
def test_a_name_that_says_so_is_the_interviewer_without_any_question(name: str) -> None:
    text = (
        f"{name}: Go on.\n\nMara: I wrote it down.\n\n{name}: Right.\n\nMara: And that is all.\n\n"
    )
    assert asking(cast_of({"a.txt": text}), "a.txt") == [name]


def test_two_names_that_both_say_so_do_not_leave_the_file_without_a_participant() -> None:
    found = cast_of({"a.txt": talk("Host", "Doctor")})
    assert asking(found, "a.txt") == ["Host"]
    assert people(found) == ["Doctor"]


@pytest.mark.parametrize("name", ["MARA", "mara", " Mara "])
def test_who_is_told_to_ask_asks_whatever_the_capitals_and_nothing_is_inferred(name: str) -> None:
    found = cast_of({"a.txt": talk("INES", "MARA")}, interviewers=(name,))
    assert asking(found, "a.txt") == ["MARA"]
    assert not found.sessions[0].inferred


def test_the_study_file_tells_who_asks_in_every_file_and_in_one() -> None:
    files = {"a.txt": talk("INES", "MARA"), "b.txt": talk("TOM", "JO")}
    everywhere = cast_of(files, Study(interviewers=("mara",)))
    assert [asking(everywhere, name) for name in files] == [["MARA"], ["TOM"]]
    here = Study(sessions=(SessionNote("b.txt", interviewers=("jo",)),))
    assert [asking(cast_of(files, here), name) for name in files] == [["INES"], ["JO"]]


def test_one_named_speaker_alone_is_a_participant() -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Mara>I wrote it down. What else? Nothing.\n"
    found = cast_of({"a.vtt": cues})
    assert (asking(found, "a.vtt"), people(found)) == ([], ["Mara"])


def test_nobody_named_is_one_generic_participant_for_the_file() -> None:
    captions = "WEBVTT\n\n00:01.000 --> 00:03.000\nI wrote it on the glove.\n"
    found = cast_of({"a.vtt": captions})
    assert people(found) == ["Speakers in a.vtt"]
    assert found.participants[0].generic
    assert found.sessions[0].because == "no speakers are named"


def test_a_named_speaker_is_one_participant_across_files() -> None:
    files = {"a.txt": talk("INES", "Mara"), "b.txt": talk("TOM", "Mara")}
    assert people(cast_of(files)) == ["Mara"]


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [("MARA", "Mara", "Mara"), ("MCKAY", "McKay", "McKay"), ("JO", "Jo", "Jo"), ("jo", "JO", "JO")],
)
def test_the_capitals_of_a_name_do_not_make_two_people_of_one(
    one: str, other: str, shown: str
) -> None:
    files = {"a.txt": talk("Ines", one), "b.txt": talk("Ines", other)}
    assert people(cast_of(files)) == [shown]
    assert people(cast_of(dict(reversed(files.items())))) == [shown]


@pytest.mark.parametrize("name", ["Participant", "P", "Speaker 2", "USER_3", "S1"])
def test_a_generic_speaker_is_somebody_new_in_each_file(name: str) -> None:
    files = {"a.txt": talk("INES", name), "b.txt": talk("INES", name)}
    found = cast_of(files)
    assert people(found) == [f"{name} in a.txt", f"{name} in b.txt"]
    assert all(one.generic for one in found.participants)


@pytest.mark.parametrize("name", ["Petra", "Sam", "Participant Mara", "Userna"])
def test_a_name_is_not_generic(name: str) -> None:
    assert not is_generic(name)


def test_the_study_file_says_who_a_generic_speaker_is() -> None:
    study = Study(
        participants=(Participant("Mara", role="nurse"),),
        sessions=(
            SessionNote("a.txt", speakers={"Participant": "Mara"}),
            SessionNote("b.txt", speakers={"Participant": "Jo"}),
        ),
    )
    files = {"a.txt": talk("INES", "Participant"), "b.txt": talk("INES", "Participant")}
    found = cast_of(files, study)
    assert [(one.id, one.role, one.generic) for one in found.participants] == [
        ("Jo", "", False),
        ("Mara", "nurse", False),
    ]


def test_the_study_file_brings_two_spellings_of_one_person_together() -> None:
    study = Study(participants=(Participant("Mara", speakers=("MARA", "Mara K.")),))
    files = {"a.txt": talk("INES", "MARA"), "b.txt": talk("INES", "mara k.")}
    assert people(cast_of(files, study)) == ["Mara"]


def test_who_said_next_to_nothing_is_neither() -> None:
    found = cast_of({"a.txt": talk("INES", "MARA") * 5 + "Relay: end\n\nINES: Thanks.\n\n" * 2})
    assert found.sessions[0].cast["Relay"].part is Part.OTHER
    assert people(found) == ["Mara"]


def test_who_said_little_and_stands_in_the_study_file_is_a_participant() -> None:
    study = Study(participants=(Participant("Lee", speakers=("LEE",)),))
    text = talk("INES", "MARA") * 5 + "LEE: I did it.\n\nINES: Thanks.\n\n"
    assert people(cast_of({"a.txt": text}, study)) == ["Lee", "Mara"]


def test_rows_of_a_survey_have_no_interviewer() -> None:
    survey = "respondent,What do you do when it fails?\nMara,I write it on my glove\nJo,I ring IT\n"
    found = cast_of({"s.csv": survey})
    assert asking(found, "s.csv") == []
    assert found.sessions[0].kind == "feedback"


def test_the_cast_does_not_depend_on_the_order_of_files() -> None:
    files = {f"{name}.txt": talk("INES", name) for name in ("Mara", "Jo", "Participant")}
    forwards, backwards = cast_of(files), cast_of(dict(reversed(files.items())))
    assert forwards.participants == backwards.participants
    assert set(map(str, forwards.sessions)) == set(map(str, backwards.sessions))
