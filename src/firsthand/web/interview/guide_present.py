"""Questions of the guide, each with what is good about how it asks and what is to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from firsthand.exchange.report.display import distinct
from firsthand.language.merits import merits
from firsthand.language.questions import QuestionJudgement, judge_talk
from firsthand.method.evidence import Flag, Reason
from firsthand.method.interview import MERITS
from firsthand.records.models import MapNote, Question
from firsthand.web.empathize.asked import Asked
from firsthand.web.interview.hygiene_present import Flagged, why

MOST_AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Checked:
    """A question judged: cut where words fired, its kind, its faults or its merits, a rewrite."""

    text: str
    words: Sequence[tuple[str, bool]]
    kind: str
    flags: Sequence[Flagged]
    merits: Sequence[tuple[str, str]]
    rewrite: str


@dataclass(frozen=True, slots=True)
class Row:
    question: Question
    check: Checked
    about: Asked | None = None
    notes: Sequence[MapNote] = ()  # of maps, that it was taken in to ask about


def rows_of(questions: Sequence[Question], about: Mapping[int, Asked]) -> list[Row]:
    checked = check([one.text for one in questions])
    notes: dict[int, list[MapNote]] = {}
    for note in MapNote.objects.filter(question__in=questions).select_related("map"):
        notes.setdefault(note.question_id or 0, []).append(note)
    return [
        Row(one, told, about.get(one.pk), notes.get(one.pk, ()))
        for one, told in zip(questions, checked, strict=True)
    ]


def check(texts: Sequence[str]) -> list[Checked]:
    """Each text judged as an interviewer's question, whether or not it ends like one."""
    judged = judge_talk([_asked(text) for text in texts])
    return [_checked(text, one) for text, one in zip(texts, judged, strict=True)]


def _asked(text: str) -> str:
    """What is in a guide is asked: one without any mark at its end gets one, to be judged."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}?"


def _checked(text: str, judged: QuestionJudgement) -> Checked:
    flags = why(judged.flags)
    told = [one for one in judged.flags if one.value is not Flag.CLOSED or not flags]
    found = {} if flags else merits(text, is_open=judged.is_open)
    return Checked(
        text=text,
        words=_cut(text, [reason for one in told for reason in one.because]),
        kind=_("open") if judged.is_open else _("closed"),
        flags=flags,
        merits=[(MERITS[merit], words) for merit, words in found.items()],
        rewrite=judged.rewrite if judged.rewrite != text else "",
    )


def _cut(text: str, reasons: Sequence[Reason]) -> list[tuple[str, bool]]:
    """The text cut where words fired; the words of rules on the whole of it are not marked."""
    found = [one for one in reasons if one.words in distinct(reasons) and one.end <= len(text)]
    here, cut = 0, []
    for one in sorted(found, key=lambda reason: reason.start):
        if one.start >= here and one.end - one.start < len(text):
            cut += [(text[here : one.start], False), (text[one.start : one.end], True)]
            here = one.end
    return [(words, fired) for words, fired in [*cut, (text[here:], False)] if words]
