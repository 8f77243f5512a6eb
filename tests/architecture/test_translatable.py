"""Every string of the interface can be translated."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

SRC = Path(__file__).parents[2] / "src" / "firsthand"
TEMPLATES = sorted((SRC / "web" / "templates").rglob("*.html"))
READ_ALOUD = {"aria-label", "alt", "title", "placeholder"}
NAMES = {"Firsthand", "Jira", "Markdown"}  # and keys of a keyboard, which are their own names


class Shown(HTMLParser):
    """Gathers the letters of a page that somebody reads or hears."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("kbd", "code", "script", "style"):
            self.inside.append(tag)
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.found.append(data)


def as_written(template: str) -> str:
    """The template without what it looks up and without what it translates."""
    text, translated = [], False
    for token in Lexer(template).tokenize():
        words = token.split_contents() if token.token_type == TokenType.BLOCK else [""]
        if words[0] in ("blocktranslate", "endblocktranslate"):
            translated = words[0] == "blocktranslate"
        elif token.token_type == TokenType.TEXT and not translated:
            text.append(token.contents)
    return "".join(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SRC).as_posix())
def test_a_template_s_words_are_marked_for_translation(path: Path) -> None:
    shown = Shown()
    shown.feed(as_written(path.read_text(encoding="utf-8")))
    words = {word for text in shown.found for word in re.findall(r"[^\W\d_]{2,}", text)}
    assert words - NAMES == set()


def refusals() -> Iterator[tuple[str, ast.expr]]:
    for path in [*(SRC / "actions").rglob("*.py"), *(SRC / "web").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RuleBroken":
                yield f"{path.name}:{node.lineno}", node.args[0]


def test_what_people_are_told_is_marked_for_translation() -> None:
    told = list(refusals())
    assert told
    bare = [at for at, words in told if isinstance(words, ast.JoinedStr | ast.Constant)]
    assert bare == []
