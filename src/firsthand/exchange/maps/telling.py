"""What is said of a map and of its notes in words, in every file of it."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.exchange.maps.wrapping import plain
from firsthand.measures.intervals import Share, share
from firsthand.method.empathy_map import Basis, Centre, EmpathyMap, Group, Note, resting
from firsthand.method.evidence import Grade
from firsthand.method.words import counted, day


def whose(drawn: EmpathyMap) -> str:
    """Whose world the map draws."""
    if not drawn.of:
        return "Whose world: not said yet"
    if drawn.centre is Centre.PROBLEM:
        return f"Whose world: those who have this problem: {drawn.of}"
    kind = "a role" if drawn.centre is Centre.ROLE else "a participant"
    return f"Whose world: {drawn.of}, {kind}"


def about(drawn: EmpathyMap) -> str:
    """By how many it was written, of when it is, and what is not in it."""
    by = f"written by {counted(drawn.contributors, 'person', 'people')}" * bool(drawn.contributors)
    on = f"as of {day(drawn.on)}" if drawn.on else ""
    few = drawn.withheld == 1
    kept = f"{counted(drawn.withheld, 'note')} more {'stays' if few else 'stay'} in the team"
    return ", ".join(part for part in (by, on, kept * bool(drawn.withheld)) if part)


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


def name(grade: Grade) -> str:
    """`■ observed`."""
    return f"{grade.mark} {grade.words}"


def grades(notes: Sequence[Note]) -> str:
    """`■ observed 2, ◇ assumption 5`."""
    found = resting(notes).grades
    return ", ".join(f"{name(one)} {found[one]}" for one in Grade if found.get(one))


def under(note: Note) -> str:
    """What stands under a note besides its grade: that it is assumed, whose it is, its votes."""
    told = ["assumed: nobody said it"] if note.is_assumed_quote else []
    if note.basis is Basis.QUOTE and note.quoted is None:
        told.append("its quote is gone")
    if note.quoted:
        on = day(note.quoted.on) if note.quoted.on else ""
        told.append(", ".join(part for part in (note.quoted.who, on) if part))
    if note.seen_on:
        told.append(f"{'seen on' if note.basis is Basis.SEEN else 'on'} {day(note.seen_on)}")
    told += [counted(note.votes, "vote")] if note.votes else []
    return " · ".join(part for part in told if part)


def is_quote(note: Note) -> bool:
    """Whether somebody's exact words stand in it."""
    return note.basis is Basis.QUOTE and note.quoted is not None


def repeats_quote(note: Note) -> bool:
    """Whether the note is its quote, word for word."""
    return note.quoted is not None and _same(note.text) == _same(note.quoted.exact)


def bare(text: str) -> str:
    """Without the quotation marks around it: a file puts its own."""
    return plain(text).strip('“”"„«»')


def _same(text: str) -> str:
    return bare(text).casefold().rstrip(".")


def _strength(note: Note) -> tuple[int, int, bool]:
    """Orders notes: the most voted, the strongest, and of these somebody's own words first."""
    return -note.votes, note.grade.rank, not is_quote(note)


def grouped(drawn: EmpathyMap, lens: int) -> list[tuple[Group | None, tuple[Note, ...]]]:
    """The notes of a lens by group, most voted and largest first; last those that stand alone."""
    notes = sorted(drawn.in_lens(lens), key=_strength)
    groups = [one for one in drawn.groups if one.lens == lens]
    of = {one.key: tuple(note for note in notes if note.group == one.key) for one in groups}
    told: list[tuple[Group | None, tuple[Note, ...]]] = [
        (one, of[one.key]) for one in groups if of[one.key]
    ]
    told.sort(key=lambda pair: (-(pair[0].votes if pair[0] else 0), -len(pair[1])))
    alone = tuple(one for one in notes if not of.get(one.group))
    return [*told, (None, alone)] if alone else told
