from datetime import date

from firsthand.method.locate import coverage, gate, locate
from firsthand.method.sources import Part, Participant, Role, Session

MARA = Participant("Mara", role="ward nurse", workflow="types at five", tool="folded sheet")
JO = Participant("Jo", role="agency nurse")
KIM = Participant("Kim", role="ward clerk")
SOMEBODY = Participant("Speaker 2 in a.txt", generic=True, role="nurse", workflow="w", tool="t")


def session(name: str, who: Participant, on: date | None = None) -> Session:
    cast = {"INES": Role(Part.INTERVIEWER), who.id: Role(Part.PARTICIPANT, who.id)}
    return Session(name, cast, on=on)


def test_a_participant_with_a_role_a_workflow_and_a_tool_is_located() -> None:
    [mara, jo] = locate([MARA, JO], [session("m.txt", MARA), session("j.txt", JO)])
    assert (mara.is_located, mara.missing) == (True, ())
    assert (jo.is_located, jo.missing) == (False, ("workflow", "tool"))


def test_whoever_was_not_spoken_to_is_a_hypothesis_however_much_is_known() -> None:
    [mara] = locate([MARA], [])
    assert (mara.missing, mara.spoken_to, mara.is_located) == ((), False, False)
    closed = gate([mara], [])
    assert [line.text for line in closed.missing] == ["Mara: not spoken to yet"]
    assert closed.next_act == "Talk to Mara, and add the conversation"


def test_without_a_name_nobody_is_located_whatever_else_is_known() -> None:
    [somebody] = locate([SOMEBODY], [])
    assert (somebody.named, somebody.missing) == (False, ("name or pseudonym",))


def test_the_last_contact_is_the_newest_dated_session_of_that_person() -> None:
    held = [
        session("one.txt", MARA, date(2026, 11, 3)),
        session("two.txt", MARA, date(2026, 11, 17)),
        session("three.txt", MARA),
        session("four.txt", JO, date(2026, 12, 1)),
    ]
    [mara] = locate([MARA], held)
    assert mara.last_contact == date(2026, 11, 17)
    assert mara.sessions == ("one.txt", "two.txt", "three.txt")


def test_the_gate_opens_with_one_located_participant() -> None:
    opened = gate(locate([JO, MARA], [session("m.txt", MARA, date(2026, 11, 3))]), [])
    assert opened.is_open
    assert [line.text for line in opened.has] == [
        "Mara: ward nurse; types at five; uses folded sheet, last spoken to on 3 November 2026"
    ]


def test_a_closed_gate_says_what_of_whom_is_missing_and_asks_for_the_nearest() -> None:
    held = [session("a.txt", SOMEBODY), session("j.txt", JO)]
    closed = gate(locate([KIM, SOMEBODY, JO], held), [])
    assert not closed.is_open
    assert [line.text for line in closed.missing] == [
        "Kim: workflow and tool not known yet, not spoken to yet",
        "Speaker 2 in a.txt: name or pseudonym not known yet",
        "Jo: workflow and tool not known yet",
    ]
    assert closed.next_act == "Write Speaker 2 in a.txt's name or pseudonym down"
    assert closed.about == "Speaker 2 in a.txt"


def test_without_anybody_all_that_is_said_of_users_is_a_hypothesis() -> None:
    closed = gate([], [])
    assert closed.missing[0].text.endswith("everything said of users is a hypothesis")
    assert closed.next_act.startswith("Talk to one person")
    assert closed.about == ""


def test_coverage_counts_each_value_of_an_attribute_and_access_needs() -> None:
    people = [
        Participant("Mara", attributes={"ward": "surgical"}),
        Participant("Jo", attributes={"ward": "surgical"}, access_needs="large text"),
        Participant("Lee", attributes={"ward": "medical"}),
    ]
    assert coverage(people) == {
        "ward": {"surgical": 2, "medical": 1},
        "access needs": {"large text": 1},
    }
