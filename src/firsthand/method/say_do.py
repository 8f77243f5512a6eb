"""Say and do: what somebody said of a task beside what happened on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.method.attempts import Attempt, Seen
from firsthand.method.evidence import Quote
from firsthand.method.usability import TROUBLE, Act, Answer, Task
from firsthand.method.words import counted, listed

EASY = 6
"""An SEQ from which somebody says that the task was easy."""

HEAVY = frozenset({Act.FAILURE, Act.HELP, Act.ERROR, Act.RAGE_CLICK, Act.HESITATION})
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Content:
    """Words by which somebody is content with a task, and which of them say so.

    `answer` is the questionnaire they come from, where they were not spoken; `step` the step
    they speak of, where they speak of one. `how` says how they were matched to the task.
    """

    participant: str
    session: str
    words: str
    because: str
    how: str
    quote: Quote | None = None
    answer: Answer | None = None
    step: str = ""


@dataclass(frozen=True, slots=True)
class SayDo:
    """Content words beside the trouble that was seen on the same task."""

    task: Task
    participant: str
    says: Content
    did: tuple[Seen, ...]

    @property
    def why(self) -> str:
        """`Mara says “It was fine.” of task 2; seen: 3 wrong clicks and help`."""
        said = f"says “{self.says.words}” of" if self.says.answer is None else self._answered
        return f"{self.participant} {said} task {self.task.id}; seen: {trouble_in_words(self.did)}"

    @property
    def _answered(self) -> str:
        return f"answered {self.says.words} on"


def trouble(attempt: Attempt, step: str = "") -> tuple[Seen, ...]:
    """What went otherwise than it should, where that is enough to speak against content words.

    One failure, help, error, hesitation or burst of clicks is enough; of lesser acts it takes
    two. With a step, what happened at that step only, where anything did.
    """
    seen = [one for one in attempt.seen if one.act in TROUBLE]
    there = [one for one in seen if step and one.event.step == step]
    return _enough(there) or _enough(seen)


def _enough(seen: Sequence[Seen]) -> tuple[Seen, ...]:
    heavy = any(one.act in HEAVY for one in seen)
    return tuple(seen) if heavy or len(seen) >= SEVERAL else ()


def contradictions(
    tasks: Sequence[Task], said: Iterable[tuple[Attempt, Content]]
) -> tuple[SayDo, ...]:
    """Content words whose attempt had trouble, in the order of tasks and then of what was said.

    The same words of one person stand once for each task.
    """
    place = {task.id: number for number, task in enumerate(tasks)}
    found: dict[tuple[str, str, str, Quote | None], SayDo] = {}
    for attempt, says in said:
        did = trouble(attempt, says.step)
        if did and attempt.task in place:
            task = tasks[place[attempt.task]]
            key = (task.id, says.participant, says.words, says.quote)
            found.setdefault(key, SayDo(task, says.participant, says, did))
    return tuple(sorted(found.values(), key=lambda one: place[one.task.id]))


def trouble_in_words(did: Sequence[Seen]) -> str:
    """`3 wrong clicks and help`; the heaviest first."""
    often = Counter(one.act for one in did)
    return listed([in_words(act, often[act]) for act in TROUBLE if often[act]])


def in_words(act: Act, often: int) -> str:
    """`2 wrong clicks`, `help twice` reads `help 2 times`."""
    if act is Act.HELP:
        return "help" if often == 1 else f"help {often} times"
    return counted(often, act.words)
