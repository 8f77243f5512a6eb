"""What to ask whom about a note that nobody's words or acts stand behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.method.empathy_map import (
    SOLID,
    Area,
    Basis,
    Centre,
    EmpathyMap,
    Note,
)
from firsthand.method.evidence import Grade
from firsthand.method.words import either

MOST_NAMED = 3

# Each is open, about the last time, and about what was done; none says the note over again.
_ABOUT: Mapping[Area, str] = {
    Area.REACHES: "Tell me about the last time you came upon {}. How did it reach you?",
    Area.EXPRESSES: (
        "Tell me about the last time {} came up between you and somebody else. What happened?"
    ),
    Area.DOES: "Walk me through the last time you had to do with {}, step by step.",
    Area.WEIGHS: (
        "Tell me about the last time you decided something to do with {}. What went into it?"
    ),
    Area.DRAINS: "Walk me through the last time you had to do with {}. What did it take?",
    Area.HELPS: (
        "Walk me through the last time you had to do with {}. What were you trying to get done?"
    ),
    Area.OTHER: "Tell me about the last time you had to do with {}. What happened?",
}
# Where a note names nothing that could be asked about.
_OF_THE_DAY: Mapping[Area, str] = {
    Area.REACHES: (
        "Tell me about the last time something new reached you in your work. How did it reach you?"
    ),
    Area.EXPRESSES: (
        "Tell me about the last time you told somebody how your work was going. What happened?"
    ),
    Area.DOES: "Walk me through the last day you worked, from the beginning.",
    Area.WEIGHS: (
        "Tell me about the last time you chose between two ways of doing your work. "
        "What went into it?"
    ),
    Area.DRAINS: "Walk me through the last day you worked. What took the longest?",
    Area.HELPS: "Walk me through the last thing you got done at work. What did you use for it?",
    Area.OTHER: "Walk me through the last day you worked, from the beginning.",
}
WHEN_SEEN = "Tell me about the last time you saw this happen. What was done, step by step?"


@dataclass(frozen=True, slots=True)
class Assumed:
    """A note that does not rest on evidence, with what to ask whom; `written` by a person."""

    note: Note
    lens: str
    ask: str
    whom: str
    written: bool = False


def is_assumed(note: Note) -> bool:
    """Whether it waits for evidence: nobody said or did it, or the words are put into a mouth."""
    return note.grade not in SOLID or note.is_assumed_quote


def assumed(
    drawn: EmpathyMap, topics: Mapping[str, str], people: Sequence[str] = ()
) -> tuple[Assumed, ...]:
    """Every note that waits for evidence, lens by lens, most voted first.

    `topics` says what each text is about, `people` who of those at the centre were spoken to.
    """
    found = []
    for lens in drawn.lenses:
        waiting = [note for note in drawn.in_lens(lens.number) if is_assumed(note)]
        for note in sorted(waiting, key=lambda one: -one.votes):
            ask = note.ask or question(note, lens.area, topics.get(note.text, ""))
            asked = note.whom or whom(drawn, note, people)
            found.append(Assumed(note, lens.name, ask, asked, bool(note.ask)))
    return tuple(found)


def question(note: Note, area: Area, topic: str) -> str:
    """A question about the last time, on what the note is about and not on what it says of it."""
    if note.basis is Basis.SEEN:
        return WHEN_SEEN
    about = Area.EXPRESSES if note.spoken else area
    return _ABOUT[about].format(topic) if topic else _OF_THE_DAY[about]


def whom(drawn: EmpathyMap, note: Note, people: Sequence[str] = ()) -> str:
    """Who could say: whoever saw it, whoever stands at the centre, or somebody like them."""
    if note.basis is Basis.SEEN:
        return note.by or "whoever wrote this note"
    if drawn.centre is Centre.PARTICIPANT:
        return drawn.of
    if people:
        return either(people[:MOST_NAMED])
    if drawn.centre is Centre.ROLE:
        return f"somebody who works as {drawn.of}"
    return "somebody who has this problem"


def why(note: Note) -> str:
    """Why it waits, in a few words."""
    if note.is_assumed_quote:
        return "words that nobody is quoted with"
    if note.basis is Basis.SEEN and not note.seen_on:
        return "seen, but nobody said on which day"
    if note.basis is Basis.QUOTE:
        return "its quote is gone or counts for nothing" if note.quoted is None else "a wish"
    return "from somebody else" if note.grade is Grade.SECOND_HAND else "nobody said it yet"
