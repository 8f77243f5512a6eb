"""A map as Markdown, and as one page that stands alone."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from firsthand.exchange.maps import telling
from firsthand.exchange.maps.picture import svg
from firsthand.exchange.maps.wrapping import plain
from firsthand.exchange.report.html import style_of
from firsthand.exchange.report.markdown import escaped
from firsthand.exchange.report.standalone import styled, templates
from firsthand.method.empathy_map import EmpathyMap
from firsthand.method.words import counted

_TOLD = ("about", "bare", "grades", "grouped", "is_quote", "name", "repeats_quote", "rests")


def markdown(drawn: EmpathyMap) -> str:
    """The whole map as a list: every note, what it rests on, and what to ask."""
    text = _environment("md").get_template("map.md").render(drawn=drawn)
    lines = text.splitlines()
    kept = [
        line
        for at, line in enumerate(lines)
        if line.strip() or (at and lines[at - 1].strip() and not _in_list(lines, at))
    ]
    return "\n".join(kept).strip() + "\n"


def html(drawn: EmpathyMap) -> str:
    """The picture, and under it the whole map as a list; it asks for nothing from outside."""
    own = files("firsthand.exchange.maps").joinpath("map.css").read_text(encoding="utf-8")
    style = f"{style_of('tokens', 'base', 'words')}\n{own}"
    return (
        _environment("html")
        .get_template("map.html")
        .render(
            drawn=drawn,
            picture=Markup(svg(drawn)),
            **styled(style),
        )
    )


def _in_list(lines: list[str], at: int) -> bool:
    """Whether an empty line stands within a list, which it would make a loose one."""
    after = next((line for line in lines[at:] if line.strip()), "")
    return lines[at - 1].startswith(("- ", "  ")) and after.startswith(("- ", "  "))


@cache
def _environment(form: str) -> Environment:
    environment = templates("firsthand.exchange.maps", _in_markdown if form == "md" else _in_html)
    environment.filters |= {"sentence": _sentence, "linked": _linked}
    environment.globals |= {one: getattr(telling, one) for one in (*_TOLD, "under", "whose")}
    environment.globals["counted"] = counted
    return environment


def _in_markdown(value: Any) -> Any:
    return Markup(escaped(plain(value))) if type(value) is str else value


def _in_html(value: Any) -> Any:
    return plain(value) if type(value) is str else value


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _linked(address: str) -> bool:
    """Whether it leads anywhere from a file: to the web, and to nothing that acts."""
    return address.startswith(("https://", "http://"))
