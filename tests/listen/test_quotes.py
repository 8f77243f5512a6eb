"""Whatever people say, every quote stands word for word where the dossier says it does."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.reading import from_text
from firsthand.exchange.report.writing import write
from firsthand.listen.corpus import Corpus
from firsthand.listen.run import listen
from firsthand.method.dossier import Dossier, quotes
from firsthand.method.errors import BrokenQuote
from firsthand.method.evidence import matches

PIECES = [
    "I wrote it on the glove", "because there is no light", "on Sunday", "it died on me", "ten",
    "about ten minutes a shift", "What did you do", "we are not allowed", "I'd use it", "they say",
    "🌙", "👩🏽‍⚕️", "e\u0301te\u0301", "n\u0303", "שלום עולם", "مرحبا", "日本語。", "ﬁne", "ß",
    "\u202eright\u202c", "\u00a0", "\u2009", "\u200b", "\u2028", "\u0085", "\u3000", "\t", "  ",
    ". ", "? ", "! ", "… ", "“quoted”", "<b>bold</b>", "&amp;", "[x](y)", "| a |", "`code`", "\\n",
    "{{ x }}", "{% raw %}", "https://a.b", "</script>",
]  # fmt: skip
NAMES = ["MARA", "Jo", "Participant", "Zoë", "李", "Ana-Lu", "مريم", "O'Neil"]

turns = st.lists(
    st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(PIECES), min_size=1, max_size=9)),
    min_size=2,
    max_size=8,
)
corpora = st.lists(turns, min_size=1, max_size=3)


def corpus_of(talks: list[list[tuple[str, list[str]]]]) -> Corpus:
    sources = []
    for number, talk in enumerate(talks):
        text = "".join(f"{name}: {' '.join(words)}\n\n" for name, words in talk)
        try:
            source = from_text("Ines: So? What then?\n\nKim: I did it.\n\n" + text, f"{number}.txt")
        except UnreadableFile:
            continue
        sources.append(source)
    return Corpus(tuple(source for source in sources if source.turns))


def evidence(value: Any) -> Iterator[Mapping[str, Any]]:
    """Everything in the data that has exact words and a place for them."""
    if isinstance(value, dict):
        if "exact" in value:
            yield value
        for one in value.values():
            yield from evidence(one)
    elif isinstance(value, list):
        for one in value:
            yield from evidence(one)


def assert_all_quotes_hold(folder: Path) -> int:
    data = json.loads((folder / "dossier.json").read_bytes())
    texts = {one["name"]: (folder / one["path"]).read_bytes() for one in data["sources"]}
    shown = list(evidence(data))
    for one in shown:
        text = texts[one["source"]]
        assert hashlib.sha256(text).hexdigest() == one["sha256"]
        assert text.decode()[one["start"] : one["end"]] == one["exact"] != ""
    return len(shown)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(corpora)
def test_every_quote_of_any_corpus_equals_its_span_in_the_sources(
    talks: list[list[tuple[str, list[str]]]],
) -> None:
    corpus = corpus_of(talks)
    if not corpus.sources:
        return
    dossier = listen(corpus)
    assert all(matches(one, dossier.source(one.source)) for one in quotes(dossier))
    with TemporaryDirectory() as folder:
        write(dossier, Path(folder))
        assert_all_quotes_hold(Path(folder))


def test_every_quote_of_the_sample_equals_its_span_in_the_sources(
    heard: Dossier, tmp_path: Path
) -> None:
    write(heard, tmp_path)
    assert assert_all_quotes_hold(tmp_path) > len(heard.findings.statements)


def test_every_sentence_of_the_participants_is_a_statement_whole_and_once(heard: Dossier) -> None:
    for session in heard.sessions:
        source = heard.source(session.source)
        theirs = [turn for turn in source.turns if session.cast[turn.speaker or ""].participant]
        words = "".join("".join(source.words_of(turn).split()) for turn in theirs)
        told = "".join(
            "".join(one.quote.exact.split())
            for one in sorted(heard.findings.statements, key=lambda one: one.quote.start)
            if one.session == source.name
        )
        assert told == words


def test_a_broken_quote_is_never_written(heard: Dossier, tmp_path: Path) -> None:
    first, *rest = heard.findings.statements
    lie = replace(first, quote=replace(first.quote, exact=first.quote.exact[::-1]))
    lying = replace(heard, findings=replace(heard.findings, statements=(lie, *rest)))
    with pytest.raises(BrokenQuote, match="no longer matches its text"):
        write(lying, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_quote_on_a_text_that_was_changed_is_never_written(
    heard: Dossier, tmp_path: Path
) -> None:
    [first, *rest] = heard.sources
    revised = replace(first, text=first.text.replace("glove", "glass") + " ")
    with pytest.raises(BrokenQuote):
        write(replace(heard, sources=(revised, *rest)), tmp_path / "out")
    assert not (tmp_path / "out").exists()
