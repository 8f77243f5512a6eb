"""What the pages of the report show: figures in words with a drawing beside, and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.exchange.logs.writing import answer_line
from firsthand.exchange.report import watched
from firsthand.exchange.report.watched import Plot
from firsthand.measures.intervals import Share
from firsthand.method.attempts import Attempt, Seen
from firsthand.method.evidence import Quote
from firsthand.method.measured import Measured, Problem, Scored, TaskFigures, name_of
from firsthand.method.usability import Act, Form
from firsthand.method.words import clock
from firsthand.records.models import Source, Study

COMPLETION, TIME, SEQ, LATER = "completion", "time", "seq", "later"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in words, its drawing, and the page of what it was counted from."""

    words: str
    address: str
    plot: Plot | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One task of the report."""

    name: str
    success: str
    completion: Figure
    time: Figure | None
    counts: Sequence[Figure]
    seq: Figure | None
    later: Figure | None
    contradictions: int


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


def page_of(study: Study, found: Measured | None) -> dict[str, Any]:
    if found is None:
        return {"study": study, "measured": None}
    most = watched.times_scale(found)
    return {
        "study": study,
        "measured": found,
        "rows": [_row(study, found, one, most) for one in found.tasks],
        "problems": [_problem(study, one) for one in found.problems],
        "forms": list(_forms(study, found)),
        "contradictions": len(found.say_do),
        "discovery": [
            (f"{one.p:.2f}", f"{100 * one.share:.1f} %", str(one.needed)) for one in found.discovery
        ],
    }


def _row(study: Study, found: Measured, one: TaskFigures, most: float) -> Row:
    task = one.task.id

    def at(of: str) -> str:
        return _address(study, task=task, of=of)

    return Row(
        name=name_of(one.task),
        success=one.task.success,
        completion=Figure(
            str(one.completion.people), at(COMPLETION), _share_plot(one.completion.people)
        ),
        time=Figure(
            watched.time_words(one.times.typical),
            at(TIME),
            watched.time_plot(one.times.typical, most),
        )
        if one.times
        else None,
        counts=[
            Figure(watched.count_words(each), at(each.act.value)) for each in watched.counts(one)
        ],
        seq=Figure(watched.form_words(one.seq), at(SEQ), watched.form_plot(one.seq))
        if one.seq
        else None,
        later=Figure(str(len(one.later)), at(LATER)) if one.later else None,
        contradictions=len(found.contradictions_at(task)),
    )


def _share_plot(share: Share) -> Plot:
    return watched.plot(share.count / share.total, share.low, share.high, 0.0, 1.0)


def _problem(study: Study, one: Problem) -> tuple[str, Figure]:
    address = _address(study, task=one.task.id, of=one.act.value, step=one.step)
    at = ", ".join(part for part in (name_of(one.task), one.step) if part)
    return f"{one.act.words.capitalize()}: {at}", Figure(
        str(one.people), address, _share_plot(one.people)
    )


def _forms(study: Study, found: Measured) -> Iterator[tuple[str, Figure, str]]:
    if found.sus:
        graded = _("Grade %s on the curve of Sauro and Lewis (2016).") % found.grade
        yield (
            Form.SUS.words,
            _form(study, found.sus),
            graded if found.grade else "",
        )
    if found.umux_lite and found.umux_lite_as_sus is not None:
        as_sus = _("As a SUS, by the regression of Lewis, Utesch and Maher (2013): %s.")
        yield (
            Form.UMUX_LITE.words,
            _form(study, found.umux_lite),
            as_sus % f"{found.umux_lite_as_sus:.1f}",
        )


def _form(study: Study, scored: Scored) -> Figure:
    address = _address(study, of=scored.form.value)
    return Figure(watched.form_words(scored), address, watched.form_plot(scored))


def _address(study: Study, **asked: str) -> str:
    page = reverse("test-events", args=(study.pk,))
    return f"{page}?{urlencode({name: value for name, value in asked.items() if value})}"


def trace(found: Measured, places: Places, *, task: str, of: str, step: str) -> Trace | None:
    """What a figure was counted from; None for one that is not there."""
    if not task:
        form = {Form.SUS: found.sus, Form.UMUX_LITE: found.umux_lite}.get(of)  # type: ignore[call-overload]
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
    seen = [
        each
        for attempt in one.completion.attempts
        for each in attempt.of(Act(of))
        if not step or each.event.step == step
    ]
    people = dict.fromkeys(each.event.participant for each in seen)
    counted = [
        Counted(
            who,
            "",
            [
                line
                for each in seen
                if each.event.participant == who
                for line in _lines(each, places)
            ],
        )
        for who in people
    ]
    words = f"{Act(of).words}, {step}" if step else Act(of).words
    return Trace(name_of(one.task), words, counted)


def _attempt(one: Attempt, places: Places) -> Counted:
    lines = [line for seen in one.seen for line in _lines(seen, places)]
    return Counted(one.participant, watched.outcome(one), lines)


def _lines(seen: Seen, places: Places) -> Iterator[Line]:
    """The act as it was logged first, then as other observers logged it."""
    for number, event in enumerate(seen.events):
        words = watched.act_words(seen) if number == 0 else _("the same, logged once more")
        yield Line(clock(event.seconds), words, places.address(event.quote), event.by)


def _answers(title: str, scored: Scored, places: Places) -> Trace:
    def row(note: str) -> Any:
        return lambda one: Counted(
            one.participant, note, [Line("", answer_line(one), places.address(one.quote))]
        )

    counted = [
        row(_("one gap was filled in") if one in scored.imputed else "")(one)
        for one in scored.answers
    ]
    left = [row(_("not filled in wholly, and left out"))(one) for one in scored.refused]
    return Trace(title, watched.form_words(scored), [*counted, *left])
