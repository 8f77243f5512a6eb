"""By word: one tantivy index for each study, of which nothing is ever deleted.

Words that are to go are gone with the folder they were in: the others are written anew. So no
deleted word stays in a file, and none counts in the ranking.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Filter, Occur, Tokenizer

from firsthand.language.query import Query
from firsthand.records.index.store import Broken

STEM, PLAIN, KEY = "stem", "plain", "key"
LONGEST = 60
MOST_ENDINGS = 40
CAP = 5_000
LISTED = 1_000
SMALL, LARGE = 15_000_000, 60_000_000  # bytes that a writer may hold


def _schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    made.add_text_field(STEM, tokenizer_name=STEM, index_option="freq")
    made.add_text_field(PLAIN, tokenizer_name=PLAIN, index_option="position")
    made.add_integer_field(KEY, fast=True)
    return made.build()


def _analyzer(*more: Filter) -> tantivy.TextAnalyzer:
    made = tantivy.TextAnalyzerBuilder(Tokenizer.simple())
    for one in (Filter.lowercase(), Filter.ascii_fold(), Filter.remove_long(LONGEST), *more):
        made = made.filter(one)
    return made.build()


SCHEMA = _schema()
_STEMS, _PLAIN = _analyzer(Filter.stemmer("english")), _analyzer()


@lru_cache(100_000)
def stem(word: str) -> str:
    """What the index holds of a word; empty where it holds nothing."""
    return next(iter(_STEMS.analyze(word)), "")


def plain(word: str) -> str:
    return next(iter(_PLAIN.analyze(word)), "")


def open_words(path: Path, *, new: bool = False) -> tantivy.Index:
    if new:
        path.mkdir(parents=True)
    try:
        index = tantivy.Index(SCHEMA, str(path), reuse=not new)
    except (ValueError, OSError) as odd:
        raise Broken(path.name) from odd
    index.register_tokenizer(STEM, _STEMS)
    index.register_tokenizer(PLAIN, _PLAIN)
    index.config_reader("manual")  # no thread that watches the folder
    return index


def add(index: tantivy.Index, some: Iterable[tuple[int, str]], *, many: bool = False) -> None:
    """Adds words under their keys; all of them or none."""
    try:
        writer = index.writer(LARGE if many else SMALL, 1)
        for key, text in some:
            writer.add_document(tantivy.Document(stem=text, plain=text, key=key))
        writer.commit()
        writer.wait_merging_threads()
    except (ValueError, OSError) as odd:
        raise Broken(str(odd)) from odd


def matches(
    index: tantivy.Index, query: Query, *, every: bool
) -> tuple[NDArray[np.int64], NDArray[np.float64], int]:
    """Keys and scores of what has the words, and how many have them.

    Where more than some thousands have them, only the best come back, unless `every` is wanted.
    """
    searcher = index.searcher()
    asked = _asked(searcher, query)
    if asked is None:
        return np.zeros(0, np.int64), np.zeros(0), 0
    found = searcher.search(asked, CAP, count=True)
    total = getattr(found, "count", None) or len(found.hits)
    hits = found.hits
    if total > CAP and (every or round(hits[-1][0], 3) == round(hits[LISTED - 1][0], 3)):
        hits = searcher.search(asked, total, count=False).hits
    keys = searcher.fast_field_values(KEY, [address for _score, address in hits])
    scores = [score for score, _address in hits]
    return np.array(keys, np.int64), np.round(np.array(scores, np.float64), 3), total


def _asked(searcher: tantivy.Searcher, query: Query) -> tantivy.Query | None:
    parts = [_word(one) for one in query.words if stem(one)]
    parts += [_phrase(one) for one in query.phrases if any(map(plain, one))]
    if query.growing and plain(query.growing):
        parts.append(_growing(searcher, query.growing))
    if not parts:
        return None
    occur = Occur.Should if query.any else Occur.Must
    return tantivy.Query.boolean_query([(occur, one) for one in parts])


def _word(word: str) -> tantivy.Query:
    return tantivy.Query.term_query(SCHEMA, STEM, stem(word), "freq")


def _phrase(words: tuple[str, ...]) -> tantivy.Query:
    exact = [one for word in words if (one := plain(word))]
    if len(exact) == 1:
        return tantivy.Query.term_query(SCHEMA, PLAIN, exact[0])
    return tantivy.Query.phrase_query(SCHEMA, PLAIN, list(exact))


def _growing(searcher: tantivy.Searcher, word: str) -> tantivy.Query:
    """The word itself, or any that begins like it."""
    found = searcher.terms_with_prefix(PLAIN, plain(word), limit=MOST_ENDINGS)
    longer = [tantivy.Query.term_query(SCHEMA, PLAIN, term) for term, _many in found]
    return tantivy.Query.disjunction_max_query([_word(word), *longer])
