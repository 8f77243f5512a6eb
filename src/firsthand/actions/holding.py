"""How interviews were held: kept beside their labels, so that a page need not judge anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import Count

from firsthand.measures.intervals import Share, share
from firsthand.method.evidence import Flag, Grade, Label, Reason, quote
from firsthand.method.interview import Asked, Hygiene
from firsthand.method.sources import Source as Text
from firsthand.records.models import Held, Source

type Row = dict[str, Any]


def hold(source: Source, found: Hygiene) -> Held:
    """Keeps how the source's session was held, in place of what was kept before."""
    longest = found.longest
    values = {
        "by_words": found.talk_by_words,
        "by_time": found.talk_by_time,
        "talk": {"words": found.words, "seconds": found.seconds},
        "longest": [longest.start, longest.end, found.longest_words] if longest else [],
        "questions": [_row(one) for one in found.questions],
        "asked": sum(one.asks for one in found.questions),
        "flagged": sum(one.asks for one in found.flagged),
        "pitches": len(found.pitches),
        "sold": found.is_pitch,
    }
    return Held.objects.update_or_create(source=source, defaults=values)[0]


def asked_in(held: Held, text: Text) -> list[Asked]:
    """The questions as the method speaks of them, each quote taken from the text itself."""
    return [_asked(row, text) for row in held.questions]


def past_behaviour(source: Source) -> Share | None:
    """How many of the telling statements are accounts of a particular time, as they stand now."""
    telling = source.statements.filter(telling=True).values_list("grade")
    count = dict(telling.annotate(n=Count("pk")))
    total = sum(count.values())
    return share(count.get(Grade.PAST_BEHAVIOUR, 0), total) if total else None


def _row(one: Asked) -> Row:
    return {
        "start": one.quote.start,
        "end": one.quote.end,
        "speaker": one.speaker,
        "open": one.is_open,
        "asks": one.asks,
        "at": one.at,
        "rewrite": one.rewrite,
        "flags": [
            [label.value.value, round(label.probability, 3), [asdict(r) for r in label.because]]
            for label in one.flags
        ],
    }


def _asked(row: Row, text: Text) -> Asked:
    return Asked(
        quote=quote(text, row["start"], row["end"]),
        session=text.name,
        speaker=row["speaker"],
        is_open=row["open"],
        flags=tuple(_flag(*one) for one in row["flags"]),
        rewrite=row["rewrite"],
        asks=row["asks"],
        at=row["at"],
    )


def _flag(name: str, probability: float, because: Sequence[Row]) -> Label[Flag]:
    return Label(Flag(name), probability, tuple(Reason(**one) for one in because))
