"""What the page on how an interview was held shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from firsthand.actions.holding import asked_in, past_behaviour
from firsthand.actions.values import source_value
from firsthand.exchange.report.display import distinct, pieces
from firsthand.measures.intervals import Share, share
from firsthand.method.evidence import Flag, Label
from firsthand.method.interview import PARTICIPANT_TALK, RULES, Asked
from firsthand.method.sources import Part, SourceKind
from firsthand.method.sources import Source as Text
from firsthand.method.words import clock
from firsthand.records.models import Held, Source

LONGEST_WORDS = 40  # that are worth repeating beside the question
FEW = 80  # questions with nothing to mend that are listed unasked
WIDE = 1000  # of the drawing of the whole conversation


@dataclass(frozen=True, slots=True)
class Flagged:
    """What is wrong with a question: its name, the rule in words, and the words that fired."""

    name: str
    rule: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as shown: its words cut where reasons begin and end, where and when it was put."""

    words: Sequence[tuple[str, bool]]
    speaker: str
    kind: str
    start: int
    when: str
    flags: Sequence[Flagged]
    rewrite: str
    is_pitch: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A flagged question along the conversation; `x` is between 0 and `WIDE`."""

    x: int
    question: Question


@dataclass(frozen=True, slots=True)
class Talk:
    """The participants' part of the talk in whole percent, and of how much."""

    percent: int
    theirs: str
    total: str


def page_of(source: Source, *, whole: bool = False) -> dict[str, Any]:
    """All of it; the questions with nothing to mend only where they are few, or with `whole`."""
    held = Held.objects.filter(source=source).first()
    page: dict[str, Any] = {"study": source.study, "source": source, "held": held}
    if held is None:
        return page
    text = source_value(source)
    asked = asked_in(held, text)
    to_mend = [one for one in asked if _is_to_mend(one)]
    flagged = [_question(one, text) for one in to_mend]
    sound = len(asked) - len(to_mend)
    return page | {
        "is_survey": source.kind == SourceKind.FEEDBACK,
        "is_log": source.kind == SourceKind.LOG,
        "participants": _who(source, Part.PARTICIPANT),
        "interviewers": _who(source, Part.INTERVIEWER),
        "words": _talk(held.by_words, held.talk["words"]),
        "time": _talk(held.by_time, held.talk["seconds"], timed=True),
        "guide": round(100 * PARTICIPANT_TALK),
        "longest": _longest(held, text),
        "past": past_behaviour(source),
        "open": _open(asked),
        "flagged": flagged,
        "remarks": len(flagged) - held.flagged,
        "sound": sound,
        "sound_shown": [_question(one, text) for one in asked if not _is_to_mend(one)]
        if whole or sound <= FEW
        else [],
        "ticks": _ticks(to_mend, flagged, text),
        "is_timed": _length(text) is not None,
        "ends": clock(_length(text) or 0),
    }


def why(flags: Sequence[Label[Flag]]) -> list[Flagged]:
    """Every flag with its rule and the words that fired; closed only where nothing else is wrong.

    Being closed alone is no fault, and is said as the kind of the question.
    """
    return [
        Flagged(name_of(one.value), RULES[one.value], _fired(one))
        for one in flags
        if one.value is not Flag.CLOSED
    ]


def _fired(flag: Label[Flag]) -> list[str]:
    """The words that fired, without the marks around them; whole sentences are marked in place."""
    words = (one.strip(" ,.;:") for one in distinct(flag.because))
    return [one for one in words if one and len(one) <= LONGEST_WORDS]


def name_of(flag: Flag) -> str:
    return flag.value.replace("_", "-" if flag is Flag.DOUBLE_BARRELLED else " ")


def _is_to_mend(one: Asked) -> bool:
    return any(flag.value is not Flag.CLOSED for flag in one.flags)


def _question(one: Asked, text: Text) -> Question:
    reasons = [
        reason for flag in one.flags if flag.value is not Flag.CLOSED for reason in flag.because
    ]
    flags = why(one.flags)
    return Question(
        words=pieces(one.quote, reasons),
        speaker=one.speaker,
        kind=(_("open") if one.is_open else _("closed")) if one.asks else _("said, not asked"),
        start=one.quote.start,
        when=clock(one.at) if one.at is not None else "",
        flags=flags,
        rewrite=one.rewrite if flags else "",
        is_pitch=one.has(Flag.PITCHING),
    )


def _ticks(asked: Sequence[Asked], shown: Sequence[Question], text: Text) -> list[Tick]:
    """Along time where any is known, else along the text."""
    length = _length(text)
    found = []
    for one, question in zip(asked, shown, strict=True):
        if length is None:
            found.append(Tick(round(WIDE * one.quote.start / len(text.text)), question))
        elif one.at is not None:
            found.append(Tick(round(WIDE * min(1.0, one.at / length)), question))
    return found


def _length(text: Text) -> float | None:
    """How many seconds the conversation lasted; None where no time is known."""
    times = [turn.ended or turn.began or 0.0 for turn in text.turns]
    times += [text.moments[-1].seconds] if text.moments else []
    return max(times, default=0.0) or None


def _talk(part: float | None, of: Sequence[float], *, timed: bool = False) -> Talk | None:
    if part is None:
        return None
    theirs, total = of[0], sum(of)
    if timed:
        return Talk(round(100 * part), clock(theirs), clock(total))
    return Talk(round(100 * part), f"{theirs:,}", f"{total:,}")


def _longest(held: Held, text: Text) -> Mapping[str, Any] | None:
    if not held.longest:
        return None
    start, end, words = held.longest
    at = text.moment_of(start)
    head = " ".join(text.text[start:end].split()[:12])
    return {
        "start": start,
        "words": words,
        "head": head,
        "when": clock(at) if at is not None else "",
    }


def _open(asked: Sequence[Asked]) -> Share | None:
    asking = [one for one in asked if one.asks]
    return share(sum(one.is_open for one in asking), len(asking)) if asking else None


def _who(source: Source, part: Part) -> list[str]:
    speakers = source.speakers.filter(part=part).select_related("participant").order_by("pk")
    return list(dict.fromkeys(str(one.participant or one.name) for one in speakers))
