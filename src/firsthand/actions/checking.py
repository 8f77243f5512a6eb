"""A sentence checked against a study as it stands, as fast as somebody types."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence

from firsthand.actions.background import in_background
from firsthand.actions.hearing import heard_in
from firsthand.language.nearness import WordVectors, closest_words, listed_words
from firsthand.listen.sentence import Heard, check
from firsthand.method.problem import Verdict
from firsthand.records.models import Study

LONGEST = 1000

_words = WordVectors()
_preparing: set[int] = set()
_lock = threading.Lock()


def checked(study: Study, sentence: str) -> Verdict:
    """The sentence with the mark of each word, and what it rests on.

    Words of like meaning are those of the list alone until the study's own words are compared: that
    goes on beside the page and takes a few seconds, once.
    """
    study_heard = heard_in(study)
    prepare(study_heard)
    return check(sentence[:LONGEST], study_heard, _closest)


def compares(study: Study) -> bool:
    """Whether words of like meaning are looked for in full already."""
    return _words.is_ready(heard_in(study).said.words)


def make_ready(study: Study) -> None:
    """Reads what a check needs, and has words compared, before anything is typed."""
    prepare(heard_in(study))


def prepare(study: Heard) -> threading.Thread | None:
    """Has the study's words compared beside the page; None where that is done, or goes on."""
    words = study.said.words
    with _lock:
        if _words.is_ready(words) or not words or hash(words) in _preparing:
            return None
        _preparing.add(hash(words))
    thread = threading.Thread(target=_prepare, args=(words,), daemon=True)
    thread.start()
    return thread


def _prepare(words: tuple[str, ...]) -> None:
    try:
        in_background(lambda: _words.prepare(words))
    finally:
        _preparing.discard(hash(words))


def _closest(words: Sequence[str], vocabulary: Sequence[str]) -> Mapping[str, str]:
    if not isinstance(vocabulary, tuple) or not _words.is_ready(vocabulary):
        return listed_words(words, vocabulary)
    return closest_words(words, vocabulary, _words)
