"""Test: what somebody was seen to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.method.evidence import Grade, Kind, Quote
from firsthand.method.sources import Session, Source
from firsthand.method.steps import Gate, Line, Step
from firsthand.method.synthesize import Marked

WATCHED = frozenset({"usability test", "test", "observation"})
SAW = " saw "  # between who saw and whom, where a log names who speaks
RECORDER = "The recording"  # who says what a recording of a screen shows


class Act(StrEnum):
    """What an observer logs with one key, and what a recording of the screen shows."""

    START = "start"
    SUCCESS = "success"
    FAILURE = "failure"
    WRONG_CLICK = "wrong_click"
    HESITATION = "hesitation"
    BACKTRACK = "backtrack"
    HELP = "help"
    ERROR = "error"
    QUOTE = "quote"
    RAGE_CLICK = "rage_click"
    DEAD_CLICK = "dead_click"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


ENDS = frozenset({Act.SUCCESS, Act.FAILURE})
TROUBLE = (
    Act.FAILURE,
    Act.ERROR,
    Act.HELP,
    Act.WRONG_CLICK,
    Act.RAGE_CLICK,
    Act.DEAD_CLICK,
    Act.HESITATION,
    Act.BACKTRACK,
)
"""What went otherwise than it should, the heaviest first."""


class Form(StrEnum):
    """A questionnaire: after a task, or after the session."""

    SEQ = "seq"
    SUS = "sus"
    UMUX_LITE = "umux_lite"

    @property
    def words(self) -> str:
        return {"seq": "SEQ", "sus": "SUS", "umux_lite": "UMUX-Lite"}[self.value]


@dataclass(frozen=True, slots=True)
class Task:
    """What a participant is asked to do; `success` says when it counts as done."""

    id: str
    text: str
    success: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One act that was seen, `seconds` after its session began.

    `task` is a task's id and `step` one of its steps, empty where neither was said. `text` is
    what the observer wrote, or for a QUOTE what the participant said. `by` is who saw it, or what
    found it in a recording. `quote` is its line in the session's log, once that is a source.
    """

    act: Act
    seconds: float
    participant: str
    session: str
    task: str = ""
    step: str = ""
    text: str = ""
    by: str = ""
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A form that a participant filled in: `items` in order, None where one was left out.

    `quote` is its line in the source that holds it, where it stands in one.
    """

    form: Form
    participant: str
    session: str
    items: tuple[int | None, ...]
    task: str = ""
    quote: Quote | None = None


@dataclass(frozen=True)
class Log(Source):
    """A source of what was seen and answered, with the values that its lines stand for.

    `refused` says of every row that could not be taken where it is, and why.
    """

    events: tuple[Event, ...] = ()
    answers: tuple[Answer, ...] = ()
    refused: tuple[str, ...] = ()


def gate(
    sessions: Sequence[Session], statements: Sequence[Marked], figures: Sequence[Line] = ()
) -> Gate:
    """Open once an act was watched: a statement graded observed, or a session that watched.

    `figures` are what was measured there, a line for each task.
    """
    if figures:
        return Gate(Step.TEST, tuple(figures), ())
    seen = tuple(one.quote for one in statements if one.grade.value is Grade.OBSERVED)
    watched = tuple(session.source for session in sessions if session.kind in WATCHED)
    if seen or watched:
        has = [Line(f"Watched in {name}") for name in watched]
        if seen:
            has.append(Line("Acts that somebody saw", seen[:3]))
        return Gate(Step.TEST, tuple(has), ())
    weight: Counter[str] = Counter()
    for one in statements:
        made_do = one.grade.value is Grade.PAST_BEHAVIOUR and one.is_a(Kind.WORKAROUND)
        weight[one.participant] += made_do
    who = min(weight, key=lambda name: (-weight[name], name), default="one participant")
    return Gate(
        Step.TEST,
        (),
        (Line("Nobody was watched doing it: all of this is what people say"),),
        f"Watch {who} do the task once, with a rough version or the real thing",
    )
