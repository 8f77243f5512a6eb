"""What a figure was counted from: people, and the lines of the log that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.exchange.logs.writing import answer_line
from firsthand.exchange.report import watched
from firsthand.method.attempts import Attempt, Seen
from firsthand.method.evidence import Quote
from firsthand.method.measured import Measured, Scored, TaskFigures, name_of
from firsthand.method.usability import Act, Answer
from firsthand.method.words import clock
from firsthand.records.models import Source, Study

COMPLETION, TIME, SEQ, LATER = "completion", "time", "seq", "later"


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was logged: when, in words, and where it stands; `by` who saw it."""

    when: str
    words: str
    address: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One person's part of a figure: what they came to, and the lines that say so."""

    participant: str
    came_to: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure and all that it was counted from."""

    title: str
    figure: str
    counted: Sequence[Counted]


class Places:
    """Where lines of a study's logs stand, as addresses."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._keys = dict(Source.objects.filter(study=study).values_list("name", "pk"))

    def key(self, quote: Quote) -> int:
        return int(self._keys[quote.source])

    def address(self, quote: Quote | None) -> str:
        """The line in its transcript; empty where the session has left no log yet."""
        if quote is None or quote.source not in self._keys:
            return ""
        page = reverse("transcript", args=(self.study.pk, self._keys[quote.source]))
        return f"{page}?at={quote.start}#s{quote.start}"


def trace(found: Measured, places: Places, *, task: str, of: str, step: str) -> Trace | None:
    """What a figure was counted from; None for one that is not there."""
    if not task:
        forms = (one for one in (found.sus, found.umux_lite) if one and one.form == of)
        form = next(forms, None)
        return _answers(form.form.words, form, places) if form else None
    one = next((each for each in found.tasks if each.task.id == task), None)
    if one is None:
        return None
    name = name_of(one.task)
    if of == COMPLETION:
        words = _("%s completed it") % one.completion.people
        return Trace(name, words, [_attempt(each, places) for each in one.completion.attempts])
    if of == TIME and one.times:
        words = _("typical time %s") % watched.time_words(one.times.typical)
        return Trace(name, words, [_attempt(each, places) for each in one.times.attempts])
    if of == LATER:
        words = _("later attempts, in no figure")
        return Trace(name, words, [_attempt(each, places) for each in one.later])
    if of == SEQ and one.seq:
        return _answers(name, one.seq, places)
    return _acts(one, places, of, step) if of in set(Act) else None


def _acts(one: TaskFigures, places: Places, of: str, step: str) -> Trace:
    """The acts of a kind, those at one step only where it is named."""
    lines: dict[str, list[Line]] = {}
    for attempt in one.completion.attempts:
        for seen in attempt.of(Act(of)):
            if not step or seen.event.step == step:
                lines.setdefault(attempt.participant, []).extend(_lines(seen, places))
    words = f"{Act(of).words}, {step}" if step else Act(of).words
    return Trace(name_of(one.task), words, [Counted(who, "", own) for who, own in lines.items()])


def _attempt(one: Attempt, places: Places) -> Counted:
    lines = [line for seen in one.seen for line in _lines(seen, places)]
    return Counted(one.participant, watched.outcome(one), lines)


def _lines(seen: Seen, places: Places) -> Iterator[Line]:
    """The act as it was logged first, then as other observers logged it."""
    for number, event in enumerate(seen.events):
        words = watched.act_words(seen) if number == 0 else _("the same, logged once more")
        yield Line(clock(event.seconds), words, places.address(event.quote), event.by)


def _answers(title: str, scored: Scored, places: Places) -> Trace:
    filled = _("one gap was filled in")
    counted = [
        *(_answer(one, places, filled if one in scored.imputed else "") for one in scored.answers),
        *(_answer(one, places, _("not filled in wholly, and left out")) for one in scored.refused),
    ]
    return Trace(title, watched.form_words(scored), counted)


def _answer(one: Answer, places: Places, note: str) -> Counted:
    line = Line("", answer_line(one), places.address(one.quote))
    return Counted(one.participant, note, [line])
