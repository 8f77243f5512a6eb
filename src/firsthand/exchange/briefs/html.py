"""A brief as one page that stands alone and asks for nothing from outside."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment

from firsthand.exchange.briefs.told import (
    CHECKED,
    INVENTED,
    TITLES,
    by_line,
    graded,
    notes_of,
    numbers_of,
    runs,
    whose,
)
from firsthand.exchange.report.display import shown
from firsthand.exchange.report.standalone import styled, templates
from firsthand.method.briefs import Brief

_STYLES = ("tokens", "base", "words", "print")


def html(brief: Brief, address: str) -> str:
    style = _style()
    return (
        _environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            drawn=brief.drawn,
            address=address,
            numbers=numbers_of(brief),
            notes=notes_of(brief),
            **styled(style),
        )
    )


def _finalized(value: Any) -> Any:
    return shown(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    environment = templates(
        "firsthand.exchange.briefs", lambda value: shown(value) if type(value) is str else value
    )
    environment.filters["number_in"] = lambda key, numbers: numbers[key]
    environment.globals |= {
        "TITLES": TITLES,
        "CHECKED": CHECKED,
        "INVENTED": INVENTED,
        "by_line": by_line,
        "graded": graded,
        "runs": runs,
        "whose": whose,
    }
    return environment


@cache
def _style() -> str:
    report = files("firsthand.exchange.report").joinpath("styles")
    own = files("firsthand.exchange.briefs").joinpath("brief.css").read_text(encoding="utf-8")
    parts = [report.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in _STYLES]
    return "\n".join(part.strip() for part in (*parts, own))
