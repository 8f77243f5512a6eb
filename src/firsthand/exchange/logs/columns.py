"""What the columns of a table of events or answers hold, by their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.method.usability import Act, Form

_PARTICIPANT = re.compile(
    r"(?:participant|user|respondent|person|subject|tester|pseudonym)s?(?: ?(?:id|name|no|nr|#))?"
    r"|pid|who|name|id"
)
_TIME = re.compile(
    r"(?:time ?(?:stamp|code)?|seconds?|sec|s|clock|at|moment|when|elapsed|offset|start(?: time)?)"
    r"(?: ?\([a-z: ]+\))?"
)
_TASK = re.compile(r"task(?: ?(?:id|no|nr|number|name|#))?|scenario")
_STEP = re.compile(r"(?:task )?step(?: ?(?:id|no|nr|number|name))?|screen|page")
_EVENT = re.compile(r"events?(?: ?(?:type|name|code))?|act|action|code|behaviou?r")
_NOTE = re.compile(
    r"notes?|text|comments?|details?|remarks?|description|quote|verbatim|observations?"
)
_BY = re.compile(
    r"(?:observer|observed by|logged by|logger|seen by|by|note ?taker|researcher|moderator)"
    r"(?: ?(?:name|id))?"
)


@dataclass(frozen=True, slots=True)
class EventColumns:
    """Where a table of events has what."""

    participant: int
    time: int
    event: int
    task: int | None = None
    step: int | None = None
    note: int | None = None
    by: int | None = None


def event_columns(head: Sequence[str]) -> EventColumns | None:
    """The columns of a log; None for a table without participant, time and event."""
    heads = [plain(title) for title in head]
    event = _first(heads, _EVENT)
    participant, time = _first(heads, _PARTICIPANT), _first(heads, _TIME)
    if event is None or participant is None or time is None:
        return None
    return EventColumns(
        participant,
        time,
        event,
        *(_first(heads, one) for one in (_TASK, _STEP, _NOTE, _BY)),
    )


def plain(title: str) -> str:
    """A head without capitals, signs around it and double spaces."""
    return " ".join(title.casefold().replace("_", " ").split()).strip(":*. ")


def _first(heads: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((i for i, head in enumerate(heads) if pattern.fullmatch(head)), None)


_ACTS: dict[str, Act] = {
    **{one.words: one for one in Act},
    **dict.fromkeys(("begin", "began", "begins", "started", "task start", "starts"), Act.START),
    **dict.fromkeys(
        ("done", "completed", "complete", "succeeded", "pass", "passed", "task success", "ok"),
        Act.SUCCESS,
    ),
    **dict.fromkeys(
        ("fail", "failed", "gave up", "give up", "abandoned", "abandon", "not completed"),
        Act.FAILURE,
    ),
    **dict.fromkeys(("misclick", "mis-click", "wrong tap", "wrong path", "click"), Act.WRONG_CLICK),
    **dict.fromkeys(("hesitates", "hesitated", "pause", "paused", "long pause"), Act.HESITATION),
    **dict.fromkeys(("back", "went back", "backtracked", "backtracks", "goes back"), Act.BACKTRACK),
    **dict.fromkeys(
        ("assist", "assistance", "assisted", "helped", "prompt", "prompted", "hint"), Act.HELP
    ),
    **dict.fromkeys(("slip", "mistake", "errors", "user error"), Act.ERROR),
    **dict.fromkeys(("said", "says", "verbatim", "comment", "quotes", "think aloud"), Act.QUOTE),
    **dict.fromkeys(("rage clicks", "rage tap", "rage"), Act.RAGE_CLICK),
    **dict.fromkeys(("dead clicks", "dead tap"), Act.DEAD_CLICK),
}
del _ACTS["click"]


SAYS_SO = re.compile(r"events?(?: ?(?:type|name|code))?|act")
"""Heads that a table has only where it is a log."""


def act_of(cell: str) -> Act | None:
    """The act that a cell names, by its own word or one that means the same; None for none."""
    return _ACTS.get(plain(cell).replace("-", " ")) or _ACTS.get(plain(cell))


_STATEMENTS = (
    "like to use this system frequently",
    "unnecessarily complex",
    "easy to use",
    "need the support of a technical person",
    "functions in this system were well integrated",
    "too much inconsistency",
    "learn to use this system very quickly",
    "cumbersome",
    "very confident using",
    "learn a lot of things before",
)
_UMUX = ("capabilities meet my requirements", "easy to use")
_SUS_NUMBER = re.compile(r"sus ?(?:q|item|question)? ?0?(\d+)")
_NUMBER = re.compile(r"(?:q|item|question) ?0?(\d+)")
_UMUX_NUMBER = re.compile(r"umux(?:[ -]?lite)? ?(?:q|item|question)? ?0?(\d)")
_SEQ = re.compile(r"(?:seq|single ease question|ease)(?: ?(?:score|answer|rating))?")
_SEQ_AT = re.compile(r"(?:seq|single ease question|ease)[ :,-]*(?:after |of |for )?(?:task )?(.+)")
_AT_SEQ = re.compile(r"task (.+?)[ :,-]*(?:seq|single ease question|ease)")


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """Where a table of answers has what: of each form its items in order, of the SEQ by task."""

    participant: int | None
    task: int | None
    forms: tuple[tuple[Form, str, tuple[int, ...]], ...]


def answer_columns(head: Sequence[str], is_sus: bool = False) -> AnswerColumns | None:
    """The columns of filled-in forms; None for a table without any.

    Ten columns that are only numbered are the SUS where somebody calls the table that, `is_sus`.
    """
    heads = [plain(title) for title in head]
    forms: list[tuple[Form, str, tuple[int, ...]]] = []
    sus = _numbered(heads, _SUS_NUMBER, 10) or _worded(heads, _STATEMENTS)
    if not sus and is_sus:
        sus = _numbered(heads, _NUMBER, 10)
    umux = _numbered(heads, _UMUX_NUMBER, 2) or ([] if sus else _worded(heads, _UMUX))
    task = _first(heads, _TASK)
    if sus:
        forms.append((Form.SUS, "", tuple(sus)))
    if umux:
        forms.append((Form.UMUX_LITE, "", tuple(umux)))
    for place, title in enumerate(heads):
        if _SEQ.fullmatch(title) and task is not None:
            forms.append((Form.SEQ, "", (place,)))
        elif found := _SEQ_AT.fullmatch(title) or _AT_SEQ.fullmatch(title):
            forms.append((Form.SEQ, found.group(1).strip(), (place,)))
    return AnswerColumns(_first(heads, _PARTICIPANT), task, tuple(forms)) if forms else None


def _numbered(heads: Sequence[str], pattern: re.Pattern[str], many: int) -> list[int]:
    """The places of columns numbered 1 to `many`, none of them twice; none where one lacks."""
    places = {
        int(found.group(1)): place
        for place, title in reversed(list(enumerate(heads)))
        if (found := pattern.fullmatch(title))
    }
    whole = sorted(places) == list(range(1, many + 1))
    return [places[number] for number in sorted(places)] if whole else []


def _worded(heads: Sequence[str], statements: Sequence[str]) -> list[int]:
    places = [
        next((place for place, title in enumerate(heads) if words in title), None)
        for words in statements
    ]
    return [place for place in places if place is not None] if None not in places else []
