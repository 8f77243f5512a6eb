"""A reflection as Markdown and as one page: for a wiki, a mail, or whoever was not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment

from firsthand.exchange.report.display import shown
from firsthand.exchange.report.markdown import escaped
from firsthand.exchange.report.standalone import REPORT, styled, templates
from firsthand.method.agreeing import Agreed, Stands
from firsthand.method.empathy_map import Area, EmpathyMap, Note, resting
from firsthand.method.reflecting import Alone, At, By, Pair, Reason, Shared, Views, spelt
from firsthand.method.sheet import Sheet
from firsthand.method.steps import Step
from firsthand.method.words import counted, day
from firsthand.method.working import WorkingAgreement

AREAS = {
    Area.REACHES: "What reaches them",
    Area.EXPRESSES: "What they express",
    Area.DOES: "What they do",
    Area.WEIGHS: "What they weigh",
    Area.DRAINS: "What drains them",
    Area.HELPS: "What helps them",
    Area.OTHER: "Lenses of the team's own",
}
_BY = {
    By.WORDS: "same words",
    By.MEANING: "close in meaning",
    By.DENIED: "one denies it",
    By.OPPOSITES: "words that exclude each other",
    By.FIGURES: "different figures",
    By.PERSON: "put together by a person",
}
_STYLES = ("tokens", "base", "words", "reflection", "print")


def why(reason: Reason) -> str:
    """What two notes stand together for: `same words: meetings`."""
    words = [" / ".join(f"“{word}”" for word in pair if word) for pair in spelt(reason)]
    return f"{_BY[reason.by]}: {', '.join(words)}" if words else _BY[reason.by]


def centre(one: EmpathyMap) -> str:
    rests = resting(one.notes)
    on = f", as of {day(one.on)}" if one.on else ""
    return f"{one.of}{on}: {rests.solid} of {counted(rests.of, 'note')} on evidence"


def standing(one: Agreed) -> str:
    """An agreement in a line."""
    line = f"{one.text} ({one.owner}, until {day(one.due)})"
    if one.stands is Stands.KEPT and one.kept:
        line += f": kept, {day(one.kept)}"
    elif one.stands is Stands.LET_GO and one.let_go:
        line += f": let go, {day(one.let_go)}"
    return f"{line}. {one.remark}" if one.remark else line


def markdown(sheet: Sheet) -> str:
    return "\n".join(_lines(sheet)).strip() + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"# {escaped(sheet.title)}"
    yield ""
    yield escaped(sheet.study) + (f", {day(sheet.on)}" if sheet.on else "")
    yield ""
    yield from (f"- **{escaped(one.title)}**: {escaped(centre(one))}" for one in sheet.maps)
    yield from _section("Agreed before", [f"- {escaped(standing(one))}" for one in sheet.before])
    found = sheet.found
    yield from _section("Goals both name", _things(sheet, found.goals))
    yield from _section("What they share", _things(sheet, found.shared))
    yield from _section("Where they speak against each other", _pairs(sheet, found.against))
    yield from _section("What only one of them has", _alone(sheet, found.alone))
    for view in found.views:
        if view.agreed or view.against or (view.only_others and view.only_themselves):
            yield from _view(sheet, view)
    yield from _section("Agreements", [f"- {escaped(standing(one))}" for one in sheet.agreements])
    if sheet.working:
        yield from ("", *_working(sheet.working, "## Working agreement", "###"))
    yield from ("", f"*{escaped(footer(sheet))}*")


def footer(sheet: Sheet) -> str:
    """What is not in it, and where it comes from."""
    left = f" {counted(sheet.left_out, 'note')} left out: whoever they quote may not be quoted."
    made = f"Made with Firsthand{f', {day(sheet.made)}' if sheet.made else ''}."
    return made + (left if sheet.left_out else "")


def _section(title: str, lines: Sequence[str] | Iterator[str]) -> Iterator[str]:
    some = list(lines)
    if some:
        yield from ("", f"## {title}", "", *some)


def _things(sheet: Sheet, found: Sequence[Shared]) -> Iterator[str]:
    for one in found:
        yield f"- {_note(sheet, one.note)}"
        for pair in one.pairs:
            yield f"  - {_note(sheet, pair.beside(one.note))} ({escaped(why(pair.reason))})"


def _pairs(sheet: Sheet, found: Sequence[Pair]) -> Iterator[str]:
    for pair in found:
        yield f"- {_note(sheet, pair.one)}"
        yield f"  - {_note(sheet, pair.other)} ({escaped(why(pair.reason))})"


def _alone(sheet: Sheet, found: Sequence[Alone]) -> Iterator[str]:
    for one in found:
        yield f"- **{escaped(AREAS[one.area])}**"
        yield from (f"  - {_note(sheet, at)}" for at in one.notes)
        for place in one.silent:
            yield f"  - {escaped(sheet.maps[place].title)}: nothing noted"


def _view(sheet: Sheet, view: Views) -> Iterator[str]:
    yield from ("", f"## {escaped(view.role)}, as others see it and as it says itself")
    for title, lines in (
        ("Both say", _pairs(sheet, view.agreed)),
        ("Against each other", _pairs(sheet, view.against)),
        ("Only others say", (f"- {_note(sheet, at)}" for at in view.only_others)),
        ("Only they say", (f"- {_note(sheet, at)}" for at in view.only_themselves)),
    ):
        if some := list(lines):
            yield from ("", f"### {title}", "", *some)


def _note(sheet: Sheet, at: At) -> str:
    note = sheet.note(at)
    return f"{escaped(sheet.maps[at[0]].title)}: {escaped(said(note))} ({note.grade.words})"


def said(note: Note) -> str:
    """The note's words; words put into somebody's mouth are called assumed."""
    return f"assumed: “{note.text}”" if note.is_assumed_quote else note.text


def working_markdown(one: WorkingAgreement) -> str:
    return "\n".join(_working(one, f"# Working agreement: {escaped(one.title)}", "##")) + "\n"


def _working(one: WorkingAgreement, title: str, heading: str) -> Iterator[str]:
    yield title
    if one.outcome:
        yield from ("", f"Outcome we share: {escaped(one.outcome)}")
    for step in Step:
        if told := one.of(step):
            yield from ("", f"{heading} {step.title}", "")
            yield from (f"- **{escaped(each.function)}**: {escaped(each.text)}" for each in told)
    if one.look_again:
        yield from ("", f"We look at it again on {day(one.look_again)}.")


def working_text(one: WorkingAgreement) -> str:
    """The same without any markup, for a mail or a chat."""
    lines = [f"Working agreement: {one.title}"]
    if one.outcome:
        lines += ["", f"Outcome we share: {one.outcome}"]
    for step in Step:
        if told := one.of(step):
            lines += ["", step.title, *(f"  {each.function}: {each.text}" for each in told)]
    if one.look_again:
        lines += ["", f"We look at it again on {day(one.look_again)}."]
    return "\n".join(lines) + "\n"


def html(sheet: Sheet) -> str:
    """One page with everything in it; it asks for nothing from outside."""
    style = _style()
    return (
        _environment()
        .get_template("reflection.html")
        .render(
            sheet=sheet,
            areas=AREAS,
            steps=list(Step),
            why=why,
            said=said,
            centre=centre,
            standing=standing,
            footer=footer(sheet),
            day=day,
            **styled(style),
        )
    )


@cache
def _style() -> str:
    folder = files("firsthand.exchange.report").joinpath("styles")
    return "\n".join(
        folder.joinpath(f"{name}.css").read_text(encoding="utf-8").strip() for name in _STYLES
    )


@cache
def _environment() -> Environment:
    return templates(REPORT, lambda value: shown(value) if type(value) is str else value)
