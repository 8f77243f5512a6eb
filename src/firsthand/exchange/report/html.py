"""The dossier as one page that stands alone: an annotated transcript."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from firsthand.exchange.report import figures, watched
from firsthand.exchange.report.display import distinct, percent, pieces, shown, trimmed
from firsthand.exchange.report.lessons import LESSONS
from firsthand.exchange.report.places import Places
from firsthand.exchange.report.standalone import REPORT, styled, templates
from firsthand.method.dossier import Dossier, verify
from firsthand.method.evidence import Grade, Label, Quote, Reason
from firsthand.method.interview import CONVERSATIONS, PARTICIPANT_TALK
from firsthand.method.problem import Verdict, Word
from firsthand.method.synthesize import Pattern
from firsthand.method.words import counted, day, listed

_STYLES = ("tokens", "base", "words", "first", "steps", "tables", "watched", "print")


type Claimed = Pattern | Verdict


def html(dossier: Dossier, at: Mapping[str, str] | None = None) -> str:
    """One page with everything in it; it asks for nothing from outside.

    `at` gives the address of each source by name, where they do not lie beside the page.
    Raises BrokenQuote where a quote does not match its source.
    """
    style = style_of(*_STYLES)
    return _rendered(
        "page.html",
        dossier,
        at,
        **styled(style),
    )


def inner(
    dossier: Dossier, at: Mapping[str, str], ticket: Callable[[Claimed], str] | None = None
) -> str:
    """The same, to stand in a page that has a head of its own and the same styles.

    `ticket` says where the ticket text of a pattern or a problem sentence is.
    Raises BrokenQuote where a quote does not match its source.
    """
    return _rendered("inner.html", dossier, at, ticket)


def _rendered(
    template: str,
    dossier: Dossier,
    at: Mapping[str, str] | None,
    ticket: Callable[[Claimed], str] | None = None,
    **more: Any,
) -> str:
    verify(dossier)
    places = Places(dossier, at)
    return (
        _environment()
        .get_template(template)
        .render(
            dossier=dossier,
            findings=dossier.findings,
            places=places,
            ticket=ticket,
            lessons=LESSONS,
            shelves=figures.shelves(dossier),
            matrix=figures.matrix_people(dossier),
            tallest=figures.TALLEST_MATRIX,
            observed=figures.observed(places),
            curve=figures.curve(dossier.findings.saturation),
            people=list(figures.by_participant(dossier, places)),
            **more,
        )
    )


@cache
def _environment() -> Environment:
    environment = templates(REPORT, _finalized)
    environment.filters |= {"percent": percent, "day": day, "listed": listed}
    environment.globals |= {
        "counted": counted,
        "distinct": distinct,
        "fired": _fired,
        "trimmed": trimmed,
        "ticks": figures.ticks,
        "segments": _segments,
        "within": _within,
        "Grade": Grade,
        "watched": watched,
        "CONVERSATIONS": CONVERSATIONS,
        "PARTICIPANT_TALK": PARTICIPANT_TALK,
    }
    return environment


def _finalized(value: Any) -> Any:
    """Every text that a template prints, but for markup, as it may be shown."""
    return shown(value) if type(value) is str else value


@cache
def style_of(*names: str) -> str:
    """The styles of these names, one after the other."""
    folder = files("firsthand.exchange.report").joinpath("styles")
    return "\n".join(
        folder.joinpath(f"{name}.css").read_text(encoding="utf-8").strip() for name in names
    )


def _fired(quote: Quote, *labels: Label[Any]) -> Markup:
    """The quote's words, those that a judgement rests on marked."""
    return _marked(quote, [reason for label in labels for reason in label.because])


def _within(whole: Quote, part: Quote) -> Markup:
    """The words of a quote, those of another that lies in it marked."""
    start, end = part.start - whole.start, part.end - whole.start
    return _marked(whole, [Reason(start, end, part.exact, "")])


def _marked(quote: Quote, reasons: Sequence[Reason]) -> Markup:
    return Markup("").join(
        Markup("<mark>{}</mark>").format(shown(text)) if fired else shown(text)
        for text, fired in pieces(quote, reasons)
    )


def _segments(verdict: Verdict) -> list[tuple[str, Word | None]]:
    """The sentence cut into the words that were checked and what stands between them."""
    cut: list[tuple[str, Word | None]] = []
    here = 0
    for word in sorted(verdict.words, key=lambda one: one.start):
        cut += [(verdict.sentence[here : word.start], None), (word.text, word)]
        here = word.end
    cut.append((verdict.sentence[here:], None))
    return [(text, word) for text, word in cut if text]
