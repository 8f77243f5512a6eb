"""Interview: how the questions were asked, and who did the talking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firsthand.method.evidence import Flag, Grade, Label, Quote
from firsthand.method.steps import Gate, Line, Step
from firsthand.method.synthesize import Marked
from firsthand.method.words import counted, listed

RULES: Mapping[Flag, str] = {
    Flag.LEADING: "It puts the answer into their mouth; people agree to be kind.",
    Flag.HYPOTHETICAL: "It asks for a guess about what is not so; people guess badly.",
    Flag.DOUBLE_BARRELLED: "It asks two things; only one gets an answer, and you don't know which.",
    Flag.CLOSED: "It can be answered with yes, no or a figure, and the story stays untold.",
    Flag.ANSWER_LIST: "It offers answers to choose from; the true one may not be among them.",
    Flag.COMPLIMENT_SEEKING: "It asks for praise, and gets it, whatever they do later.",
    Flag.PITCHING: "It sells; from here on they judge your idea instead of telling their day.",
    Flag.MAGNITUDE_PRESUMING: "It takes for granted that there is a problem, and how big it is.",
    Flag.ACCUSING_WHY: "It sounds like blame; people defend themselves instead of telling.",
}


class Merit(StrEnum):
    """What is good about how a question is asked."""

    OPEN = "open"
    PARTICULAR = "particular"
    DONE = "done"


MERITS: Mapping[Merit, str] = {
    Merit.OPEN: "It is open: they choose where to begin.",
    Merit.PARTICULAR: "It asks about a particular time, so they remember instead of guessing.",
    Merit.DONE: "It asks for what was done, not for an opinion.",
}

CONVERSATIONS = 5
PARTICIPANT_TALK = 0.8
LEAST_TALK = 0.5
FEWEST_PITCHES = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an interviewer: open or closed, what is wrong with it, and a rewrite.

    A pitch that asks for nothing stands here too, with `asks` false.
    """

    quote: Quote
    session: str
    speaker: str
    is_open: bool
    flags: tuple[Label[Flag], ...] = ()
    rewrite: str = ""
    asks: bool = True
    at: float | None = None

    def has(self, flag: Flag) -> bool:
        return any(label.value is flag for label in self.flags)


@dataclass(frozen=True, slots=True)
class Hygiene:
    """How one interview was held.

    Talk is the participants' share between 0 and 1, by words and by time; None where there is
    nobody to compare or no time is known. `longest` is the interviewer's longest turn. `words` and
    `seconds` are the participants' and the interviewers'.
    """

    session: str
    on: date | None
    participants: tuple[str, ...]
    interviewers: tuple[str, ...]
    attended: tuple[str, ...]
    talk_by_words: float | None
    talk_by_time: float | None
    longest: Quote | None
    longest_words: int
    questions: tuple[Asked, ...]
    grades: Mapping[Grade, int]
    note: str = ""
    asking_is_attending: bool = True
    words: tuple[int, int] = (0, 0)
    seconds: tuple[float, float] = (0.0, 0.0)

    @property
    def is_direct(self) -> bool:
        """Whether a team-mate was there: somebody wrote it down, or asked the questions.

        Who asks need be no team-mate where attendance is written down by itself.
        """
        return bool(self.attended or (self.asking_is_attending and self.interviewers))

    @property
    def is_unsaid(self) -> bool:
        """Whether somebody asked, and nobody has said yet who of the team was there."""
        return bool(self.interviewers) and not self.is_direct

    @property
    def pitches(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.questions if one.has(Flag.PITCHING))

    @property
    def flagged(self) -> tuple[Asked, ...]:
        """Questions with something to mend; being closed alone is no fault."""
        return tuple(
            one for one in self.questions if any(f.value is not Flag.CLOSED for f in one.flags)
        )

    @property
    def flags(self) -> Mapping[Flag, int]:
        count = Counter(label.value for one in self.questions for label in one.flags)
        return {flag: count[flag] for flag in Flag if count[flag]}

    @property
    def open_share(self) -> float | None:
        asking = [one for one in self.questions if one.asks]
        return sum(one.is_open for one in asking) / len(asking) if asking else None

    @property
    def past_share(self) -> float | None:
        """The share of telling statements that are accounts of a particular time."""
        total = sum(self.grades.values())
        return self.grades.get(Grade.PAST_BEHAVIOUR, 0) / total if total else None

    @property
    def is_pitch(self) -> bool:
        """Whether the session sold more than it listened.

        Three pitches at least, and they are a fifth of what was asked, or the participants had
        less than half of the words.
        """
        sold, heard = len(self.pitches), self.talk_by_words
        outtalked = heard is not None and heard < LEAST_TALK
        return sold >= FEWEST_PITCHES and (outtalked or sold >= len(self.questions) / 5)


def grades_of(statements: Sequence[Marked]) -> Mapping[Grade, int]:
    count = Counter(one.grade.value for one in statements if one.telling)
    return {grade: count[grade] for grade in Grade if count[grade]}


def gate(held: Sequence[Hygiene]) -> Gate:
    direct = [one for one in held if one.is_direct and not one.is_pitch]
    has = tuple(Line(_summary(one)) for one in direct)
    missing = []
    if len(direct) < CONVERSATIONS:
        missing.append(
            Line(
                f"{counted(len(direct), 'conversation')} so far, of {CONVERSATIONS} "
                "that a team-mate was in"
            )
        )
    unsaid = [one for one in held if one.is_unsaid and not one.is_pitch]
    if missing and unsaid:
        missing.append(
            Line(f"Who of the team was in {listed([one.session for one in unsaid])}: nobody said")
        )
    pitched = [one for one in held if one.is_pitch]
    next_act = ""
    if missing and len(direct) + len(unsaid) >= CONVERSATIONS:
        next_act = f"Say who of the team was in {unsaid[0].session}"
    elif missing:
        next_act = f"Hold {counted(CONVERSATIONS - len(direct), 'more conversation')}"
        if pitched:
            next_act += f"; {pitched[0].session} was a pitch and counts as none"
    return Gate(Step.INTERVIEW, has, tuple(missing), next_act)


def _summary(one: Hygiene) -> str:
    talk = ""
    if one.talk_by_words is not None:
        talk = f", {100 * one.talk_by_words:.0f} % of the words theirs"
    return f"{listed(one.participants) or 'Nobody named'} in {one.session}{talk}"
