"""What is said of a map and of its notes in words, in every file of it."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.exchange.maps.wrapping import plain
from firsthand.measures.intervals import Share, share
from firsthand.method.empathy_map import Centre, EmpathyMap, Note, resting
from firsthand.method.words import counted, day


def whose(drawn: EmpathyMap) -> str:
    """Whose world the map draws."""
    if not drawn.of:
        return "The world of nobody in particular yet"
    if drawn.centre is Centre.PROBLEM:
        return f"The world of those who have this problem: {drawn.of}"
    return (
        f"The world of {drawn.of}, {'a role' if drawn.centre is Centre.ROLE else 'a participant'}"
    )


def about(drawn: EmpathyMap) -> str:
    """By how many it was written, and when."""
    by = f"written by {counted(drawn.contributors, 'person', 'people')}" * bool(drawn.contributors)
    on = f"as of {day(drawn.on)}" if drawn.on else ""
    return ", ".join(part for part in (by, on) if part)


def shared(notes: Sequence[Note]) -> Share | None:
    """The share of the notes that rests on evidence, with its interval; None of no notes."""
    found = resting(notes)
    return share(found.solid, found.of) if found.of else None


def rests(notes: Sequence[Note]) -> str:
    """`3 of 8 notes rest on evidence (14–70 %)`."""
    found = shared(notes)
    if found is None:
        return "no notes yet"
    verb = "rests" if found.total == 1 else "rest"
    whole = counted(found.total, "note")
    low, high = 100 * found.low, 100 * found.high
    return f"{found.count} of {whole} {verb} on evidence ({low:.0f}–{high:.0f} %)"


def described(drawn: EmpathyMap) -> str:
    """The map in a few sentences, for who does not see the picture."""
    parts = [f"Empathy map. {whose(drawn)}.", f"{rests(drawn.notes).capitalize()}."]
    parts += [f"{lens.name}: {rests(drawn.in_lens(lens.number))}." for lens in drawn.lenses]
    parts += ["The people and words in it are invented."] if drawn.invented else []
    return plain(" ".join(parts))
