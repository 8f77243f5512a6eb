"""Which quotes are offered as evidence for a finding."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict

from firsthand.actions.quoting import Quoted, quoted
from firsthand.language.words import content_words
from firsthand.method.evidence import Grade, Kind
from firsthand.method.sources import Part
from firsthand.records.models import Belonging, Finding, Highlight, Source, Statement, Turn

MOST = 60


@dataclass(frozen=True, slots=True)
class Filter:
    """What the candidates are narrowed to; empty where they are not.

    `code` is a code's key, or `any` for whatever was marked; `pattern` is a pattern's key.
    """

    words: str = ""
    grade: str = ""
    kind: str = ""
    who: str = ""
    code: str = ""
    pattern: str = ""

    @classmethod
    def of(cls, sent: QueryDict) -> Filter:
        code, pattern = sent.get("code", ""), sent.get("pattern", "")
        return cls(
            words=" ".join(sent.get("words", "").split())[:200],
            grade=_known(sent.get("grade", ""), Grade),
            kind=_known(sent.get("kind", ""), Kind),
            who=_number(sent.get("who", "")),
            code=code if code == "any" else _number(code),
            pattern=_number(pattern),
        )


def candidates_for(finding: Finding, chosen: Filter) -> tuple[list[Quoted], int]:
    """The quotes that may be ticked, nearest to the claim first, and how many there are in all.

    Those that stand under the finding already are not among them.
    """
    rows = _narrowed(_rows(finding, chosen), finding, chosen)
    places = list(rows.values_list("source", "start", "end").order_by("source__name", "start"))
    texts = dict(Source.objects.filter(study=finding.study).values_list("pk", "text"))
    said = {place: texts[place[0]][place[1] : place[2]].casefold() for place in places}
    wanted = chosen.words.casefold()
    there = [place for place in said if wanted in said[place]]
    claimed = {stem for stem, *_ in content_words(finding.claim)}
    first = sorted(there, key=lambda place: -_shared(claimed, said[place]))[:MOST]
    words = quoted(finding.study, first)
    return [words[place] for place in first if place in words], len(there)


def _shared(stems: Collection[str], said: str) -> int:
    """How many words of the claim, more or less inflected, stand in what was said."""
    return sum(stem in said for stem in stems)


def _rows(finding: Finding, chosen: Filter) -> QuerySet[Any]:
    study = finding.study
    if chosen.pattern:
        return Belonging.objects.filter(
            source__study=study, pattern=int(chosen.pattern), pattern__study=study, removed=False
        )
    if chosen.code:
        marked = Highlight.objects.filter(source__study=study)
        return marked if chosen.code == "any" else marked.filter(codings__code=int(chosen.code))
    return Statement.objects.filter(source__study=study, telling=True)


def _narrowed(rows: QuerySet[Any], finding: Finding, chosen: Filter) -> QuerySet[Any]:
    place = {"source": OuterRef("source"), "start": OuterRef("start"), "end": OuterRef("end")}
    rows = rows.exclude(Exists(finding.evidence.filter(**place)))
    holding = Turn.objects.filter(
        source=OuterRef("source"), start__lte=OuterRef("start"), end__gte=OuterRef("end")
    ).filter(speaker__part=Part.PARTICIPANT, speaker__participant__isnull=False)
    if chosen.who:
        holding = holding.filter(speaker__participant=int(chosen.who))
    if rows.model is Statement:
        holding = holding.filter(number=OuterRef("turn"))  # the quick way to its turn
    rows = rows.filter(Exists(holding))
    if chosen.grade or chosen.kind:
        rows = rows.filter(Exists(_labelled(chosen)))
    return rows


def _labelled(chosen: Filter) -> QuerySet[Statement]:
    """A statement of that grade and kind that shares words with the row."""
    sharing = Statement.objects.filter(
        source=OuterRef("source"), start__lt=OuterRef("end"), end__gt=OuterRef("start")
    )
    if chosen.grade:
        sharing = sharing.filter(grade=chosen.grade)
    return sharing.filter(kinds__has_key=chosen.kind) if chosen.kind else sharing


def _known(name: str, of: type[Grade] | type[Kind]) -> str:
    return name if name in set(of) else ""


def _number(sent: str) -> str:
    return sent if sent.isascii() and sent.isdigit() and len(sent) < 19 else ""
