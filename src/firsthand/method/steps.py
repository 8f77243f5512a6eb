"""The six steps of LISTEN, and what a gate is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from firsthand.method.evidence import Quote


class Step(Enum):
    """A step: its letter, its title for people, and what its gate needs."""

    LOCATE = ("L", "Locate", "somebody named, with a role, a workflow and a tool in use")
    INTERVIEW = ("I", "Interview", "five conversations that a team-mate was in")
    SYNTHESIZE = ("S", "Synthesize", "a pattern of what several people did, in their own words")
    TEST = ("T", "Test", "somebody watched while doing the task")
    EMPATHIZE = ("E", "Empathize", "a behaviour tied to the constraint that shapes it")
    NAME = ("N", "Name", "one sentence in the user's words that rests on all of the above")

    def __init__(self, letter: str, title: str, needs: str) -> None:
        self.letter = letter
        self.title = title
        self.needs = needs


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a gate with the evidence it stands on; a missing thing has none.

    `about` names the participant it speaks of, where it is one.
    """

    text: str
    evidence: tuple[Quote, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """What a step has and lacks. `next_act` is the one thing to do next, empty when open.

    `about` names the participant whom the next act is about, where it is one.
    """

    step: Step
    has: tuple[Line, ...]
    missing: tuple[Line, ...]
    next_act: str = ""
    about: str = ""

    @property
    def is_open(self) -> bool:
        return not self.missing
