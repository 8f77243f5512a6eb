"""`test`: the figures of a study's tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.errors import clear_errors
from firsthand.cli.listening import FOLDERS, INTERVIEWER, QUIET

if TYPE_CHECKING:
    from firsthand.method.measured import Measured, TaskFigures


@click.command()
@FOLDERS
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@click.option("--impute", is_flag=True, help="Count a SUS with one missing answer, too.")
@INTERVIEWER
@QUIET
def test(
    folders: tuple[Path, ...],
    as_json: bool,
    impute: bool,
    interviewers: tuple[str, ...],
    quiet: bool,
) -> None:
    """Measure what was seen in tests: completion, times, errors, SEQ, SUS, with intervals."""
    from firsthand.exchange.report import measured as data
    from firsthand.listen import corpus, run
    from firsthand.measures.questionnaires import Partly

    with clear_errors():
        read = corpus.read(*folders)
        found = run.measure(read, interviewers, Partly.IMPUTE if impute else Partly.REFUSE)
    for one in read.refused:
        click.echo(f"Not read: {one.name}: {one.reason}", err=True)
    if not quiet:
        for one in read.set_aside:
            click.echo(f"Set aside: {one.name}: {one.reason}", err=True)
    if found is None:
        raise click.ClickException(
            "No file here is a log of what was seen, or holds answers. A log is a table with the "
            "columns participant, time and event."
        )
    if as_json:
        click.echo(json.dumps(data.measured(found), ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(found)))


def _lines(found: Measured) -> Iterator[str]:
    from firsthand.exchange.report.watched import by_task, form_words
    from firsthand.method.say_do import trouble_in_words
    from firsthand.method.words import counted

    yield f"{counted(len(found.people), 'person', 'people')} watched, first attempts only"
    for task in found.tasks:
        yield from _task(task)
    for name, form in (("SUS", found.sus), ("UMUX-Lite", found.umux_lite)):
        if form:
            yield f"\n{name}: {form_words(form)}"
    for several in found.problems:
        at = ", ".join(part for part in (f"task {several.task.id}", several.step) if part)
        yield f"\nSeveral people, {at}: {several.act.words}, {several.people}"
    for task_said, pairs in by_task(found):
        yield f"\nSaid and seen, task {task_said.id}: {counted(len(pairs), 'contradiction')}"
        for one in pairs:
            words = one.says.words if one.says.answer else f"“{one.says.words}”"
            yield f"  {one.participant}: {words}, beside {trouble_in_words(one.did)}"
    for likely in found.discovery:
        people = counted(likely.needed, "person", "people")
        yield (
            f"\nProblems met by {100 * likely.p:.0f} %: {100 * likely.share:.1f} % probably seen "
            f"with n = {likely.people}; 85 % take {people}"
        )


def _task(one: TaskFigures) -> Iterator[str]:
    from firsthand.exchange.report.watched import count_words, counts, mean_words, time_words
    from firsthand.method.measured import name_of

    yield f"\n{name_of(one.task)}"
    yield f"  completed    {one.completion.people}"
    if one.times:
        yield f"  typical time {time_words(one.times.typical)}"
    for count in counts(one):
        yield f"  seen         {count_words(count)}"
    if one.seq:
        yield f"  SEQ          {mean_words(one.seq.mean)}"
