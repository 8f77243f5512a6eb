"""A map as a value, with notes of every kind: what night nurses live through, invented."""

from datetime import date
from typing import Any

from firsthand.method.empathy_map import (
    NEUTRAL,
    Basis,
    Centre,
    EmpathyMap,
    Group,
    Note,
    Quoted,
    grade_of,
)
from firsthand.method.evidence import Grade

DRAINS, HELPS, DOES, EXPRESSES = 5, 6, 3, 2
SAID = Quoted("I type it twice", "Mara", date(2026, 11, 3), "/mara/#s5")
ALSO = Quoted("I type it again at five", "Jo", date(2026, 11, 4), "/jo/#s9")


def said(key: str, lens: int, text: str, quoted: Quoted | None, **more: Any) -> Note:
    return Note(key, lens, text, Grade.PAST_BEHAVIOUR, Basis.QUOTE, quoted=quoted, **more)


def note(key: str, lens: int, text: str, basis: Basis = Basis.NOTHING, **more: Any) -> Note:
    return Note(key, lens, text, grade_of(basis, more.get("seen_on")), basis, **more)


MAP = EmpathyMap(
    "Night nurses",
    Centre.ROLE,
    "night nurse",
    NEUTRAL,
    notes=(
        said("a", DRAINS, "Types it twice", SAID, group="twice", by="Ann"),
        said("b", DRAINS, "Types it again", ALSO, group="twice", by="Ben"),
        note("c", DRAINS, "Double entry", group="twice", by="Ann"),
        note("d", DRAINS, "Waits for the pharmacy", by="Ben", votes=3),
        note("e", DOES, "Writes on her arm", Basis.SEEN, seen_on=date(2026, 11, 2), by="Ann"),
        note("f", EXPRESSES, "It's fine", spoken=True, by="Cleo"),
        note("g", HELPS, "A quiet hour", Basis.HEARD, by="Cleo"),
    ),
    groups=(Group("twice", DRAINS, "types it twice", votes=2),),
    on=date(2026, 11, 5),
    contributors=3,
)
