"""Empathy maps: whose world is drawn, through which lenses, and what each note rests on.

The map after Gray, Brown and Macanufo, 'Gamestorming' (2010). Its classic lenses are named by
senses; the usual ones here are not, so that they fit somebody who does not see or hear too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firsthand.method.evidence import Grade


class Centre(StrEnum):
    """Whose world a map draws."""

    PARTICIPANT = "participant"
    PROBLEM = "problem"  # the users of a problem
    ROLE = "role"  # a role inside the organisation


class Area(StrEnum):
    """What a lens looks at, however it is worded; a lens of a team's own may look at none."""

    REACHES = "reaches"
    EXPRESSES = "expresses"
    DOES = "does"
    WEIGHS = "weighs"
    DRAINS = "drains"
    HELPS = "helps"
    OTHER = "other"


class Wording(StrEnum):
    """How a map's lenses are named when it is made."""

    NEUTRAL = "neutral"
    CLASSIC = "classic"


class Basis(StrEnum):
    """What a note rests on, as whoever wrote it says."""

    QUOTE = "quote"  # words of a participant, at their place in a source
    OBSERVATION = "observation"  # an act that was watched and logged
    SEEN = "seen"  # own experience: seen, on a day that is given
    OWN_ONCE = "own_once"  # own work, at a particular time
    OWN_USUALLY = "own_usually"  # own work, as it usually goes
    HEARD = "heard"  # from somebody else
    NOTHING = "nothing"


class Phase(StrEnum):
    """What a room does; a facilitator leads from one to the next, in any order."""

    LOBBY = "lobby"
    OPEN = "open"  # everybody adds and sees: before a meeting, or alone
    COLLECT = "collect"  # everybody adds, nobody sees what others add
    GROUP = "group"
    VOTE = "vote"
    CHALLENGE = "challenge"
    REFLECT = "reflect"


class Came(StrEnum):
    """What came of asking how we know."""

    EVIDENCE = "evidence"  # it was said what the note rests on
    ASK = "ask"  # somebody is to be asked
    STANDS = "stands"  # it stays an assumption, knowingly


SILENT = frozenset({Phase.COLLECT})
SOLID = frozenset({Grade.OBSERVED, Grade.PAST_BEHAVIOUR, Grade.GENERAL})
"""What counts as resting on evidence: neither hearsay, nor a wish, nor what nobody said."""

_GRADES: Mapping[Basis, Grade] = {
    Basis.OBSERVATION: Grade.OBSERVED,
    Basis.OWN_ONCE: Grade.PAST_BEHAVIOUR,
    Basis.OWN_USUALLY: Grade.GENERAL,
    Basis.HEARD: Grade.SECOND_HAND,
    Basis.NOTHING: Grade.ASSUMPTION,
}


def grade_of(basis: Basis, seen_on: date | None = None, quoted: Grade | None = None) -> Grade:
    """How strong a note is.

    `quoted` is the grade of the words that a quote stands on, None where they are gone or do not
    match: then it supports nothing. What somebody saw counts as observed only with its day.
    """
    if basis is Basis.QUOTE:
        return quoted or Grade.ASSUMPTION
    if basis is Basis.SEEN:
        return Grade.OBSERVED if seen_on else Grade.SECOND_HAND
    return _GRADES[basis]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Exact words, or an act in the words of whoever logged it, and where they stand."""

    exact: str
    who: str = ""
    on: date | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """`spoken`: its text is meant as words of whoever stands at the centre.

    `number` is the lens it is in and `group` the key of its group, empty where it stands alone.
    `votes` are counted once voting is over. `ask` is what to ask `whom` about an assumption.
    """

    key: str
    lens: int
    text: str
    grade: Grade = Grade.ASSUMPTION
    basis: Basis = Basis.NOTHING
    seen_on: date | None = None
    quoted: Quoted | None = None
    spoken: bool = False
    group: str = ""
    by: str = ""
    role: str = ""
    votes: int = 0
    ask: str = ""
    whom: str = ""

    @property
    def is_assumed_quote(self) -> bool:
        """Words put into somebody's mouth: drawn as such, and never a quote."""
        return self.spoken and self.basis is not Basis.QUOTE


@dataclass(frozen=True, slots=True)
class Lens:
    """One area of a map; `ask` is the question that fills it."""

    number: int
    name: str
    ask: str = ""
    area: Area = Area.OTHER


@dataclass(frozen=True, slots=True)
class Group:
    """Notes of one lens that say the same, named from their words; `votes` as of a note."""

    key: str
    lens: int
    name: str
    votes: int = 0


@dataclass(frozen=True, slots=True)
class EmpathyMap:
    """A map as it stands: what is shown, drawn, exported and compared.

    `role` is the role at the centre, empty where a participant or users stand there.
    """

    title: str
    centre: Centre
    of: str
    lenses: tuple[Lens, ...]
    notes: tuple[Note, ...] = ()
    groups: tuple[Group, ...] = ()
    on: date | None = None
    contributors: int = 0
    invented: bool = False

    def in_lens(self, number: int) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.lens == number)


@dataclass(frozen=True, slots=True)
class Resting:
    """How many of so many notes rest on evidence, and how many are of each grade."""

    solid: int
    of: int
    grades: Mapping[Grade, int]


def resting(notes: Sequence[Note]) -> Resting:
    grades = Counter(note.grade for note in notes)
    return Resting(sum(grades[one] for one in SOLID), len(notes), dict(grades))


NEUTRAL: tuple[Lens, ...] = (
    Lens(1, "What reaches them", "What do they come upon, from whom, by what means?", Area.REACHES),
    Lens(2, "What they express", "What do they say, write, sign or show?", Area.EXPRESSES),
    Lens(3, "What they do", "What do they do, step by step, and with which tools?", Area.DOES),
    Lens(
        4, "What they weigh", "What matters to them, and what do they set against it?", Area.WEIGHS
    ),
    Lens(5, "What drains them", "What costs them time, money, strength or standing?", Area.DRAINS),
    Lens(
        6,
        "What helps them",
        "What do they want to get done, and what brings it nearer?",
        Area.HELPS,
    ),
)
CLASSIC: tuple[Lens, ...] = (
    Lens(1, "Sees", "What do they see around them?", Area.REACHES),
    Lens(2, "Hears", "What do they hear, and from whom?", Area.REACHES),
    Lens(3, "Says", "What do they say?", Area.EXPRESSES),
    Lens(4, "Does", "What do they do?", Area.DOES),
    Lens(5, "Thinks and feels", "What is on their mind, and what do they weigh?", Area.WEIGHS),
    Lens(6, "Pains", "What stands in their way?", Area.DRAINS),
    Lens(7, "Gains", "What do they want to get done?", Area.HELPS),
)


def lenses(wording: Wording) -> tuple[Lens, ...]:
    return CLASSIC if wording is Wording.CLASSIC else NEUTRAL
