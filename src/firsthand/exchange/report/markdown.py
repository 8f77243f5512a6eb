"""The dossier as Markdown: for a ticket, a wiki, a mail, or a terminal."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from firsthand.exchange.report import figures, watched
from firsthand.exchange.report.display import distinct, percent, shown
from firsthand.exchange.report.lessons import LESSONS
from firsthand.exchange.report.places import Places
from firsthand.exchange.report.standalone import REPORT, templates
from firsthand.method.dossier import Dossier, verify
from firsthand.method.evidence import Grade
from firsthand.method.words import counted, day, listed

_ACTS = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
_AT_START = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+=]))")


def markdown(dossier: Dossier) -> str:
    """Everything that is on the page but the list of all statements.

    Raises BrokenQuote where a quote does not match its source.
    """
    verify(dossier)
    places = Places(dossier)
    template = _environment().get_template("dossier.md")
    text = template.render(
        dossier=dossier,
        findings=dossier.findings,
        places=places,
        lessons=LESSONS,
        shelves=figures.shelves(dossier),
        observed=figures.observed(places),
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@cache
def _environment() -> Environment:
    environment = templates(REPORT, _finalized)
    environment.filters |= {"address": Markup, "percent": percent, "day": day, "listed": listed}
    environment.globals |= {
        "counted": counted,
        "distinct": distinct,
        "Grade": Grade,
        "watched": watched,
    }
    return environment


def _finalized(value: Any) -> Any:
    """Every text that the template prints, so that none of it acts as Markdown or HTML."""
    return Markup(escaped(value)) if type(value) is str else value


def escaped(text: str) -> str:
    """The text on one line, each character that Markdown would act on shown as it is."""
    return _AT_START.sub(_start, _ACTS.sub(r"\\\1", shown(text)))


def _start(found: re.Match[str]) -> str:
    """`- ` and `1. ` begin a list, `===` makes a title of the line above."""
    space, number, dot, sign = found.groups("")
    return f"{space}{number}\\{dot}{sign}"
