"""What else of a study a map has to do with: other maps, and interviews and tests."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from firsthand.actions.mapped import notes_shown
from firsthand.language.words import content_words
from firsthand.method.empathy_map import Centre
from firsthand.records.models import EmpathyMap, Source, Statement

MOST = 5
MOST_KEPT = 500
LEAST_SHARED = 2  # words that two have in common, and few others do


@dataclass(frozen=True, slots=True)
class Related:
    """Another map, or a source, with the words that both have; `same` where the centre is one."""

    map: EmpathyMap | None = None
    source: Source | None = None
    words: tuple[str, ...] = ()
    same: bool = False
    quoted: int = 0


type Bag = Mapping[str, str]  # stems, and how each was spelt first


def related(one: EmpathyMap) -> list[Related]:
    """Those of the same centre and those that are quoted first, then the nearest in words."""
    mine = _bag(notes_shown(one).values_list("text", flat=True))
    maps = {
        other: _bag(notes_shown(other).values_list("text", flat=True)) for other in _others(one)
    }
    sources = _sources(one)
    rarity = _rarity([*maps.values(), *sources.values(), mine])
    found = [*_maps(one, mine, maps, rarity), *_near_sources(one, mine, sources, rarity)]
    found.sort(key=lambda pair: (-pair[1].same, -bool(pair[1].quoted), -pair[0]))
    return [each for _score, each in found[:MOST]]


def _others(one: EmpathyMap) -> list[EmpathyMap]:
    rows = EmpathyMap.objects.filter(study=one.study_id).exclude(pk=one.pk)
    return list(rows.prefetch_related("rooms").order_by("-pk")[:50])


def _sources(one: EmpathyMap) -> Mapping[Source, Bag]:
    """What participants said and did in each source that was labelled, as far as it tells."""
    rows = Source.objects.filter(study=one.study_id).exclude(labelled=None)
    rows = rows.select_related("session").defer(*Source.LARGE)
    return {row: _told_in(row.pk, row.labelled) for row in rows}


@lru_cache(MOST_KEPT)
def _told_in(source: int, labelled: datetime) -> Bag:
    """Read once for each labelling: a text never changes."""
    text = Source.objects.values_list("text", flat=True).get(pk=source)
    places = Statement.objects.filter(source=source, telling=True).order_by("start")
    return _bag(text[start:end] for start, end in places.values_list("start", "end"))


def _bag(texts: Iterable[str]) -> Bag:
    found: dict[str, str] = {}
    for text in texts:
        for stem, start, end in content_words(text):
            found.setdefault(stem, text[start:end].lower())
    return found


def _rarity(bags: Sequence[Bag]) -> Mapping[str, float]:
    many = Counter(stem for bag in bags for stem in bag)
    return {stem: math.log(1 + len(bags) / n) for stem, n in many.items()}


def _maps(
    one: EmpathyMap, mine: Bag, maps: Mapping[EmpathyMap, Bag], rarity: Mapping[str, float]
) -> Iterator[tuple[float, Related]]:
    for other, bag in maps.items():
        score, words = _shared(mine, bag, rarity)
        same = _same_centre(one, other)
        if same or len(words) >= LEAST_SHARED:
            yield score, Related(map=other, words=words[:4], same=same)


def _near_sources(
    one: EmpathyMap, mine: Bag, sources: Mapping[Source, Bag], rarity: Mapping[str, float]
) -> Iterator[tuple[float, Related]]:
    quoted = Counter(one.notes.exclude(source=None).values_list("source", flat=True))
    for source, bag in sources.items():
        score, words = _shared(mine, bag, rarity)
        if quoted[source.pk] or len(words) >= LEAST_SHARED:
            yield score, Related(source=source, words=words[:4], quoted=quoted[source.pk])


def _shared(mine: Bag, other: Bag, rarity: Mapping[str, float]) -> tuple[float, tuple[str, ...]]:
    """How near they are, and the words that both have, the rarest first."""
    both: Set[str] = mine.keys() & other.keys()
    ranked = sorted(both, key=lambda stem: (-rarity[stem], stem))
    size = math.sqrt(_weight(mine, rarity) * _weight(other, rarity))
    score = sum(rarity[stem] ** 2 for stem in both) / size if size else 0.0
    return score, tuple(mine[stem] for stem in ranked)


def _weight(bag: Bag, rarity: Mapping[str, float]) -> float:
    return sum(rarity[stem] ** 2 for stem in bag)


def _same_centre(one: EmpathyMap, other: EmpathyMap) -> bool:
    if one.centre != other.centre:
        return False
    if one.centre == Centre.ROLE:
        return one.role.casefold() == other.role.casefold()
    if one.centre == Centre.PARTICIPANT:
        return one.participant_id == other.participant_id
    return one.problem_id is not None and one.problem_id == other.problem_id
