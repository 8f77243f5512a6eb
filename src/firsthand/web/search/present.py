"""Hits as shown: the exact words out of the source, who said them, and the way to their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.urls import NoReverseMatch, reverse

from firsthand.language.query import WORD, Query
from firsthand.method.evidence import Grade, Kind
from firsthand.records.index.finding import Hit
from firsthand.records.index.items import PLACES, What
from firsthand.records.index.words import plain, stem
from firsthand.records.models import Code, Finding, Highlight, Note, Participant, Source, Study

CONTEXT = 90
_LABEL = re.compile(r"^[\W_]*[^\W\d_][^:\n]{0,40}:[*_]*\s*")  # who speaks is told below

type Parts = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Shown:
    """`parts` are the exact words, in pieces, each with whether it matched."""

    what: What
    parts: Parts
    before: str
    after: str
    who: str
    source: str
    study: str
    on: date | None
    grade: Grade | None
    kinds: Sequence[Kind]
    codes: Sequence[Code]
    address: str
    near: bool

    @property
    def words(self) -> str:
        return "".join(text for text, _matched in self.parts)

    @property
    def is_quote(self) -> bool:
        return self.what in (What.STATEMENT, What.HIGHLIGHT)


def shown(hits: Sequence[Hit], query: Query, studies: Mapping[int, Study]) -> list[Shown]:
    """The hits in their order, without what is no longer there; a few queries in all."""
    said = _said([hit for hit in hits if hit.what in PLACES])
    written = _written(hits)
    whereabouts = Source.objects.filter(pk__in={hit.source for hit in hits})
    where = {
        key: (name, on) for key, name, on in whereabouts.values_list("pk", "name", "session__on")
    }
    people = Participant.objects.in_bulk({hit.participant for hit in hits} - {0})
    codes = Code.objects.in_bulk({code for hit in hits for code in hit.codes})
    stems = _stems(query)
    found = []
    for hit in hits:
        words, before, after = said.get(hit.key) or (written.get(hit.key, ""), "", "")
        if words:
            name, on = where.get(hit.source, ("", None))
            found.append(
                Shown(
                    what=hit.what,
                    parts=marked(words, stems, query.growing),
                    before=_from_a_word(before),
                    after=_to_a_word(after),
                    who=str(people.get(hit.participant, "")),
                    source=name,
                    study=studies[hit.study].title,
                    on=on,
                    grade=Grade(hit.grade) if hit.grade else None,
                    kinds=[Kind(one) for one in hit.kinds],
                    codes=[codes[one] for one in hit.codes if one in codes],
                    address=_address(hit),
                    near=not hit.by_word,
                )
            )
    return found


def marked(words: str, stems: frozenset[str], growing: str = "") -> list[tuple[str, bool]]:
    """The words in pieces; a piece is marked where it is one of these stems."""
    parts: list[tuple[str, bool]] = []
    end = 0
    begins = plain(growing)
    for match in WORD.finditer(words):
        word = match.group()
        if stem(word) in stems or (begins and plain(word).startswith(begins)):
            parts += [(words[end : match.start()], False), (word, True)]
            end = match.end()
    return [part for part in (*parts, (words[end:], False)) if part[0]]


def _stems(query: Query) -> frozenset[str]:
    every = (*query.words, *(word for phrase in query.phrases for word in phrase), query.growing)
    return frozenset(found for word in every if (found := stem(word)))


def _said(hits: Sequence[Hit]) -> dict[int, tuple[str, str, str]]:
    """Each hit's words with what stands before and after them.

    One query that is written out: Django took 12 ms to put twenty parts of it together.
    """
    if not hits:
        return {}
    values: list[int] = []
    for number, hit in enumerate(hits):
        begin = max(0, hit.start - CONTEXT)
        values += [number, hit.start + 1, hit.end - hit.start, begin + 1, hit.start - begin]
        values += [hit.end + 1, CONTEXT, hit.source, hit.study]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([_SLICE] * len(hits)), values)
        return {hits[number].key: (words, *around) for number, words, *around in cursor.fetchall()}


_SLICE = (
    "SELECT %s, substr(text, %s, %s), substr(text, %s, %s), substr(text, %s, %s) "
    "FROM records_source WHERE id = %s AND study_id = %s"
)


def _written(hits: Sequence[Hit]) -> dict[int, str]:
    found: dict[int, str] = {}
    for what, model, column in (
        (What.MEMO, Highlight, "memo"),
        (What.NOTE, Note, "text"),
        (What.FINDING, Finding, "claim"),
    ):
        rows = {hit.row: hit.key for hit in hits if hit.what is what}
        if rows:
            pairs = model._default_manager.filter(pk__in=rows).values_list("pk", column)
            found |= {rows[key]: text for key, text in pairs}
    return found


def _from_a_word(text: str) -> str:
    """The end of what stands before, on the same line, from a whole word on."""
    line = text.rsplit("\n", 1)[-1]
    return _LABEL.sub("", line) if len(line) < CONTEXT else line.partition(" ")[2]


def _to_a_word(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) < CONTEXT else line.rpartition(" ")[0]


def _address(hit: Hit) -> str:
    if hit.what is What.FINDING:
        return next(_reversed(("finding", (hit.study, hit.row)), ("synthesize", (hit.study,))))
    if hit.what is What.NOTE:
        return reverse("interview", args=(hit.study,))
    anchor = f"h{hit.row}" if hit.what in (What.HIGHLIGHT, What.MEMO) else f"s{hit.start}"
    page = reverse("transcript", args=(hit.study, hit.source))
    return f"{page}?at={hit.start}#{anchor}"


def _reversed(*pages: tuple[str, tuple[int, ...]]) -> Iterator[str]:
    """The addresses of those pages that there are."""
    for name, args in pages:
        try:
            yield reverse(name, args=args)
        except NoReverseMatch:
            continue
