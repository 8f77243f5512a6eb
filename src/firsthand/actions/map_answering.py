"""A question in plain words, answered from the notes of a map and the quotes under them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set

from firsthand.language.nearness import WordVectors
from firsthand.language.words import content_words
from firsthand.method.asking import LEAST, Candidate, answering
from firsthand.method.empathy_map import EmpathyMap, Note

MOST_KEPT = 20_000
SHARED = 0.3  # what having the question's words adds; see tests/actions/test_map_answering.py
VECTORS = WordVectors(MOST_KEPT)  # of whole notes: each is computed once


def notes_answering(question: str, drawn: EmpathyMap) -> list[Note]:
    """The notes that answer, the nearest first and of those the strongest; none is an answer too.

    A note is as near in meaning as its text or the words it stands on, and nearer for each of the
    question's own words that it has; with all of them it is near in any case.
    Raises ModelMissing where meaning can't be told.
    """
    asked = _stems(question)
    if not drawn.notes or not asked:
        return []
    said = {note.key: _stems(" ".join(_texts(note))) for note in drawn.notes}
    weight = _rarity(asked, list(said.values()))
    near = _nearness(question, drawn.notes)
    found = []
    for note in drawn.notes:
        nearness = near[note.key] + SHARED * _share(asked & said[note.key], weight)
        least = LEAST if asked <= said[note.key] else 0.0
        found.append(Candidate(note, max(nearness, least), note.grade))
    known: Set[str] = asked & set().union(*said.values())
    return answering(found, _share(known, weight))


def _nearness(question: str, notes: Sequence[Note]) -> Mapping[str, float]:
    """How near each note is to the question: a cosine."""
    texts = [text for note in notes for text in _texts(note)]
    rows = VECTORS([question, *texts])
    cosines = iter((rows[1:] @ rows[0]).tolist())
    return {note.key: max(next(cosines) for _text in _texts(note)) for note in notes}


def _texts(note: Note) -> list[str]:
    return [note.text, note.quoted.exact] if note.quoted else [note.text]


def _stems(text: str) -> Set[str]:
    return {stem for stem, *_ in content_words(text)}


def _rarity(asked: Set[str], said: Sequence[Set[str]]) -> Mapping[str, float]:
    """How much each word of the question tells: the more, the fewer notes have it."""
    many = Counter(stem for stems in said for stem in stems)
    return {stem: math.log(1 + len(said) / (1 + many[stem])) for stem in asked}


def _share(held: Set[str], weight: Mapping[str, float]) -> float:
    """The share of the question's words that are held, by weight."""
    total = sum(weight.values())
    return sum(weight[stem] for stem in held) / total if total else 1.0
