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
VECTORS = WordVectors(MOST_KEPT)  # of whole notes: each is computed once


def notes_answering(question: str, drawn: EmpathyMap) -> list[Note]:
    """The notes that answer, the nearest first and of those the strongest; none is an answer too.

    A note is as near as its text or as the words it stands on; one that has all of the question's
    own words is near whatever else it means. Raises ModelMissing where meaning can't be told.
    """
    asked = _stems(question)
    if not drawn.notes or not asked:
        return []
    said = {note.key: _stems(_all_words(note)) for note in drawn.notes}
    near = _nearness(question, drawn.notes)
    known = _share_known(asked, list(said.values()))
    found = []
    for note in drawn.notes:
        has_all = asked <= said[note.key]
        nearness = max(near[note.key], LEAST) if has_all else near[note.key]
        found.append(Candidate(note, nearness, note.grade))
    return answering(found, known)


def _nearness(question: str, notes: Sequence[Note]) -> Mapping[str, float]:
    """How near each note is to the question: a cosine."""
    texts = [text for note in notes for text in _texts(note)]
    rows = VECTORS([question, *texts])
    cosines = iter((rows[1:] @ rows[0]).tolist())
    return {note.key: max(next(cosines) for _text in _texts(note)) for note in notes}


def _texts(note: Note) -> list[str]:
    return [note.text, note.quoted.exact] if note.quoted else [note.text]


def _all_words(note: Note) -> str:
    return " ".join(_texts(note))


def _stems(text: str) -> Set[str]:
    return {stem for stem, *_ in content_words(text)}


def _share_known(asked: Set[str], said: Sequence[Set[str]]) -> float:
    """The share of the question's words, weighed by rarity, that the notes hold at all."""
    many = Counter(stem for stems in said for stem in stems)
    weight = {stem: math.log(1 + len(said) / (1 + many[stem])) for stem in asked}
    total = sum(weight.values())
    return sum(weight[stem] for stem in asked if many[stem]) / total if total else 1.0
