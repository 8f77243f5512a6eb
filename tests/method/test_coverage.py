"""Whom the study has heard, against whom it looks for."""

from firsthand.method.coverage import Covered, covered, values_of
from firsthand.method.locate import Located, locate
from firsthand.method.sources import Part, Participant, Role, Session

MARA = Participant("Mara", attributes={"ward": "surgical"}, access_needs="tremor; large text")
JO = Participant("Jo", attributes={"Ward": "Surgical "})
KIM = Participant("Kim", attributes={"ward": "medical"})


def located() -> tuple[Located, ...]:
    """Mara and Jo were spoken to, Kim was not."""
    held = [
        Session(f"{one.id}.txt", {one.id: Role(Part.PARTICIPANT, one.id)}) for one in (MARA, JO)
    ]
    return locate([MARA, JO, KIM], held)


def test_whoever_was_heard_counts_and_whoever_is_to_be_asked_stands_apart() -> None:
    assert covered(located(), {}) == (
        Covered("access needs", "large text", heard=("Mara",)),
        Covered("access needs", "tremor", heard=("Mara",)),
        Covered("ward", "medical", to_ask=("Kim",)),
        Covered("ward", "surgical", heard=("Mara", "Jo")),
    )


def test_what_is_sought_and_not_there_stands_first() -> None:
    rows = covered(located(), {("ward", "paediatric"): 2, ("ward", "medical"): 1})
    assert [(one.value, one.is_nobody_yet) for one in rows[:3]] == [
        ("medical", True),
        ("paediatric", True),
        ("large text", False),
    ]


def test_how_many_are_still_wanted() -> None:
    [row] = [one for one in covered(located(), {("Ward", "SURGICAL"): 3}) if one.wanted]
    assert (row.heard, row.wanted, row.lacks) == (("Mara", "Jo"), 3, 1)
    assert not row.is_nobody_yet


def test_more_than_wanted_lack_nobody() -> None:
    assert Covered("ward", "surgical", heard=("Mara", "Jo"), wanted=1).lacks == 0


def test_a_value_that_is_blank_or_said_twice_is_none() -> None:
    one = Participant("Lee", attributes={"ward": " ", "shift": "night"}, access_needs="a;; A ")
    assert list(values_of(one)) == [("shift", "night"), ("access needs", "a")]


def test_numbers_stand_in_their_order_and_people_s_spelling_before_what_is_sought() -> None:
    people = [Participant(n, attributes={"Years": n}) for n in ("11", "9", "100")]
    rows = covered(locate(people, []), {("years", "9"): 1, ("years", "x"): 1})
    assert [(one.attribute, one.value) for one in rows] == [
        ("years", "x"),
        ("Years", "9"),
        ("Years", "11"),
        ("Years", "100"),
    ]
