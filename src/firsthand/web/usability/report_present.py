"""What the pages of the report show: figures in words with a drawing beside, and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.exchange.report import watched
from firsthand.exchange.report.watched import Plot
from firsthand.measures.intervals import Share
from firsthand.method.measured import Measured, Problem, Scored, TaskFigures, name_of
from firsthand.method.usability import Form
from firsthand.records.models import Study
from firsthand.web.usability.traces import COMPLETION, LATER, SEQ, TIME


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
