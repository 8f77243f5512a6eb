"""The answer to a question, out of the studies that are given."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from firsthand.language.query import WORD, query_of
from firsthand.language.words import content_words
from firsthand.method.asking import Candidate, answering
from firsthand.method.errors import ModelMissing
from firsthand.method.evidence import Grade
from firsthand.records.index.finding import Hit, Wanted, find
from firsthand.records.index.items import What
from firsthand.records.index.meaning import SHORTEST, vector_of
from firsthand.records.index.reading import reader
from firsthand.records.index.words import STEM, stem
from firsthand.records.jobs import State
from firsthand.records.models import Job, Participant, Study
from firsthand.web.search.present import Shown, shown

FEW = 4
LEAST_LIKE = 0.2  # cosine from which a participant's work has to do with the question


@dataclass(frozen=True, slots=True)
class Answer:
    """Findings and quotes, in order. `whom` are participants to ask where there are none."""

    findings: Sequence[Shown] = ()
    quotes: Sequence[Shown] = ()
    whom: Sequence[Participant] = ()
    is_being_made: bool = False
    is_unfinished: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.findings or self.quotes)


def answer_to(question: str, studies: Sequence[Study], *, few: bool = False) -> Answer:
    """Raises ModelMissing where meaning can't be told: words alone answer no question."""
    vector_of(question)
    by_key = {one.pk: one for one in studies}
    query = query_of(question, any=True)
    said = find(query, Wanted(by_key.keys(), among=("quotes",), telling=True))
    claimed = find(query, Wanted(by_key.keys(), among=("findings",)))
    if said is None or claimed is None:
        return Answer(is_being_made=True)
    known = share_known(question, by_key.keys())
    looked_for = query_of(" ".join(question[a:b] for _stem, a, b in content_words(question)))
    most = FEW if few else None
    quotes = answering([_candidate(hit) for hit in said.hits if hit.cosine], known)[:most]
    findings = answering([_candidate(hit) for hit in claimed.hits if hit.cosine], known)[:most]
    return Answer(
        findings=shown(findings, looked_for, by_key),
        quotes=shown(quotes, looked_for, by_key),
        is_unfinished=_is_unfinished(by_key.keys()),
        whom=() if quotes or findings or few else whom_to_ask(question, by_key.keys()),
    )


def _is_unfinished(studies: Collection[int]) -> bool:
    """Whether interviews are still being read, or words that were read are not compared yet."""
    going = Job.objects.filter(study__in=list(studies), kind__in=("import", "label"))
    if going.filter(state__in=(State.WAITING, State.RUNNING)).exists():
        return True
    snapshot = reader().snapshot()
    if snapshot is None:
        return True
    items = snapshot.columns
    mine = np.isin(items["study"], list(studies)) & (items["what"] == What.STATEMENT)
    long = items["end"] - items["start"] >= SHORTEST
    return bool((mine & long & ~snapshot.vectors.there).any())


def known_of(question: str, studies: Sequence[Study]) -> Answer | None:
    """What studies hold that were there before; None where meaning can't be told."""
    try:
        return answer_to(question, studies, few=True)
    except ModelMissing:
        return None


def share_known(question: str, studies: Collection[int]) -> float:
    """The share of the question's words, weighed by rarity, that these studies hold at all."""
    words = {
        found
        for _stem, start, end in content_words(question)
        for word in WORD.findall(question[start:end])
        if (found := stem(word))
    }
    snapshot = reader().snapshot()
    if not words or snapshot is None:
        return 1.0
    searchers = [snapshot.words[one].searcher() for one in studies if one in snapshot.words]
    everything = sum(one.num_docs for one in searchers)
    many = {word: sum(one.doc_freq(STEM, word) for one in searchers) for word in words}
    weight = {word: math.log(1 + everything / (1 + n)) for word, n in many.items()}
    total = sum(weight.values())
    return sum(weight[word] for word, n in many.items() if n) / total if total else 1.0


def whom_to_ask(question: str, studies: Collection[int]) -> list[Participant]:
    """Located participants whose role, workflow and tool are near the question, nearest first."""
    located = Participant.objects.filter(study__in=list(studies), generic=False).exclude(role="")
    people = list(located.exclude(workflow="").exclude(tool="").select_related("study"))
    asked = vector_of(question)
    like = [
        float(np.dot(vector_of(f"{one.role}. {one.workflow}. {one.tool}"), asked)) for one in people
    ]
    ranked = sorted(zip(like, range(len(people)), strict=True), reverse=True)
    return [people[n] for likeness, n in ranked if likeness >= LEAST_LIKE][:3]


def _candidate(hit: Hit) -> Candidate[Hit]:
    grade = Grade(hit.grade) if hit.what is What.STATEMENT and hit.grade else None
    return Candidate(hit, hit.cosine, grade)
