"""Where a quote stands: which statement holds it, who said it when, and how to get there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from urllib.parse import quote as percent_encoded

from firsthand.exchange.report.display import moment
from firsthand.exchange.report.files import paths
from firsthand.method.dossier import Dossier
from firsthand.method.evidence import Quote
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked

_WORDS_TO_FIND = 3


class Places:
    """Looks up places in one dossier; `at` says where its sources are, if not beside it."""

    def __init__(self, dossier: Dossier, at: Mapping[str, str] | None = None) -> None:
        self.paths: Mapping[str, str] = at or paths(dossier.sources)
        self.statements: Mapping[str, Marked] = statements(dossier)
        self._sources = {source.name: source for source in dossier.sources}
        self._holding = _by_source(self.statements.values())

    def statement(self, quote: Quote) -> Marked | None:
        """The statement that holds the quote's words, None where it lies in none."""
        held = self._holding.get(quote.source, [])
        index = bisect_right(held, quote.start, key=lambda one: one.quote.start)
        one = held[index - 1] if index else None
        return one if one and quote.end <= one.quote.end else None

    def when(self, quote: Quote) -> str:
        """`12:04` or `turn 7`."""
        source = self._sources[quote.source]
        return moment(source, quote.start, source.moment_of(quote.start))

    def link(self, quote: Quote) -> str:
        """To the statement on the same page, else to the words in the source's file."""
        one = self.statement(quote)
        return f"#s-{one.id}" if one else self.file(quote)

    def file(self, quote: Quote) -> str:
        """To the source's file; a browser that knows text fragments goes to the words."""
        words = quote.exact.split()
        first, last = words[:_WORDS_TO_FIND], words[_WORDS_TO_FIND:][-_WORDS_TO_FIND:]
        ends = [_fragment(" ".join(part)) for part in (first, last) if part]
        return f"{self.source_file(quote.source)}#:~:text={','.join(ends)}"

    def source_file(self, name: str) -> str:
        return percent_encoded(self.paths[name], safe="/:")

    def length(self, name: str) -> int:
        return len(self._sources[name].text)

    def source(self, name: str) -> Source:
        return self._sources[name]


def statements(dossier: Dossier) -> Mapping[str, Marked]:
    """Every statement by its id: those of the findings first, then others spoken of."""
    found = {one.id: one for one in dossier.findings.statements}
    for one in _marked(dossier.findings):
        found.setdefault(one.id, one)
    return found


def _marked(value: object) -> Iterator[Marked]:
    if isinstance(value, Marked):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _marked(one)
    elif is_dataclass(value) and not isinstance(value, Quote):
        for field in fields(value):
            yield from _marked(getattr(value, field.name))


def _by_source(statements: Iterable[Marked]) -> Mapping[str, list[Marked]]:
    held: dict[str, list[Marked]] = {}
    for one in sorted(statements, key=lambda one: one.quote.start):
        held.setdefault(one.quote.source, []).append(one)
    return held


def _fragment(text: str) -> str:
    return percent_encoded(text, safe="", errors="replace").replace("-", "%2D")
