"""The patterns board between the records and the engine: as people decided, and as was found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from firsthand.language.times import times_of_day
from firsthand.listen.keeping import Before, place_of
from firsthand.listen.patterning import is_groupable
from firsthand.method import dossier
from firsthand.method.board import Kept, Place
from firsthand.method.changing import Group, Stood
from firsthand.method.evidence import Quote
from firsthand.method.synthesize import Offer, Pattern, Why
from firsthand.records.models import Belonging, Study

type Board = dict[str, Any]
type Keys = Mapping[str, int]


def kept_in(study: Study) -> list[Kept]:
    """The patterns that people decided, by source keys; two queries."""
    rows: dict[int, list[Belonging]] = {}
    for one in Belonging.objects.filter(pattern__study=study).order_by("pk"):
        rows.setdefault(one.pattern_id, []).append(one)
    return [
        Kept(
            id=kept_id(pattern.pk),
            name=pattern.name,
            supports=_places(one for one in rows.get(pattern.pk, ()) if _is_for(one)),
            against=_places(
                one for one in rows.get(pattern.pk, ()) if one.contradicts and not one.removed
            ),
            removed=_places(one for one in rows.get(pattern.pk, ()) if one.removed),
            refused=pattern.refused,
        )
        for pattern in study.patterns.order_by("pk")
    ]


def kept_id(pattern: int) -> str:
    return f"k{pattern}"


def named(kept: Kept, names: Mapping[int, str]) -> Kept:
    """The same pattern, with sources by their names, as the engine knows them."""

    def by_name(places: frozenset[Place]) -> frozenset[Place]:
        return frozenset((names[int(key)], start, end) for key, start, end in places)

    return Kept(
        kept.id,
        kept.name,
        by_name(kept.supports),
        by_name(kept.against),
        by_name(kept.removed),
        kept.refused,
    )


def suggestions(board: Board, kept: Collection[str]) -> list[dict[str, Any]]:
    """What the board suggests; a pattern that was decided, and is let go since, is one again."""
    found: Sequence[dict[str, Any]] = board.get("patterns", ())
    return [
        {**one, "id": f"g{one['id']}"} if one["decided"] else one
        for one in found
        if one["id"] not in kept
    ]


def before_of(board: Board, kept: Collection[str], names: Mapping[int, str]) -> Before:
    """What was suggested when the study was last put together."""
    suggested = suggestions(board, kept)

    def places(rows: Any) -> frozenset[Place]:
        return frozenset((names[key], start, end) for key, start, end in rows if key in names)

    return Before(
        groups={one["id"]: places(one["places"]) for one in suggested},
        names={one["id"]: one["name"] for one in suggested},
        compared=places(board.get("compared", ())),
    )


def board_of(found: dossier.Dossier, keys: Keys) -> Board:
    """What was found, as it is stored: words by their places only."""
    compared = [place_of(one) for one in found.findings.statements if is_groupable(one)]
    return {
        "patterns": [_pattern(one, keys) for one in found.findings.patterns],
        "offers": [_offer(one, keys) for one in found.findings.offers],
        "contradictions": [
            {"says": _at(one.says.quote, keys), "but": _at(one.but.quote, keys), "why": one.why}
            for one in found.findings.contradictions
        ],
        "presses": [
            {
                "behaviour": _at(one.behaviour.quote, keys),
                "words": _at(one.words, keys),
                "kind": one.kind.value,
            }
            for one in found.findings.presses
            if not one.decided
        ],
        "times": times_of_day(_told_by_each(found)),
        "open": [_at(one.behaviour.quote, keys) for one in found.findings.open_questions],
        "compared": [[keys[str(name)], start, end] for name, start, end in compared],
    }


def _told_by_each(found: dossier.Dossier) -> list[str]:
    """All that each participant said, so that what several of them name is found."""
    told: dict[str, list[str]] = {}
    for one in found.findings.statements:
        if one.telling:
            told.setdefault(one.participant, []).append(one.quote.exact)
    return ["\n".join(said) for said in told.values()]


def stood(board: Board, gates: list[dict[str, Any]]) -> Stood:
    """A stored state, to be compared with another."""
    return Stood(
        patterns=[
            Group(
                one["id"],
                one["called"] or one["name"],
                dict(zip(map(_place, one["places"]), one["who"], strict=True)),
                one["decided"],
            )
            for one in board.get("patterns", ())
        ],
        offered={_place(one["place"]): one["pattern"] for one in board.get("offers", ())},
        contradictions=frozenset(
            (_place(one["says"]), _place(one["but"])) for one in board.get("contradictions", ())
        ),
        open_gates=frozenset(one["title"] for one in gates if one["open"]),
        compared=frozenset(map(_place, board.get("compared", ()))),
    )


def _is_for(one: Belonging) -> bool:
    return not one.contradicts and not one.removed


def _places(rows: Any) -> frozenset[Place]:
    return frozenset((one.source_id, one.start, one.end) for one in rows)


def _place(row: Any) -> Place:
    source, start, end = row
    return source, start, end


def _pattern(one: Pattern, keys: Keys) -> dict[str, Any]:
    return {
        "id": one.id,
        "decided": one.decided,
        "name": one.name.exact,
        "called": one.called,
        "places": [_at(s.quote, keys) for s in one.statements],
        "who": [s.participant for s in one.statements],
        "against": [_at(s.quote, keys) for s in one.against],
        "why": _why(one.why, keys) if one.why else None,
    }


def _why(why: Why, keys: Keys) -> dict[str, Any]:
    return {
        "words": why.words,
        "closest": [_at(one, keys) for one in why.closest],
        "likeness": why.likeness,
    }


def _offer(one: Offer, keys: Keys) -> dict[str, Any]:
    return {
        "pattern": one.pattern,
        "place": _at(one.statement.quote, keys),
        "near": _at(one.near.quote, keys),
        "likeness": one.likeness,
        "contradicts": one.contradicts,
    }


def _at(quote: Quote, keys: Keys) -> list[int]:
    return [keys[quote.source], quote.start, quote.end]
