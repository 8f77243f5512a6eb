"""The clip of a quote: when its words are spoken, and the link that plays them from any page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from firsthand.method.clips import Stop, clip, stops
from firsthand.method.sources import Moment, Turn
from firsthand.method.words import clock
from firsthand.records.models import Source


@dataclass(frozen=True, slots=True)
class Played:
    """What `components/clip.html` shows: where the clip is and when it begins."""

    address: str
    when: str


def stops_of(source: Source) -> list[Stop]:
    """The places of the source's text whose time is known; two queries, none of them its text."""
    rows = source.turns.values_list("start", "end", "began", "ended")
    moments = Source.objects.filter(pk=source.pk).values_list("moments", flat=True).get()
    return stops(
        [Turn(None, *row) for row in rows], [Moment(at, seconds) for at, seconds in moments]
    )


def clips_of(source: Source, places: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], Played]:
    """The clips of words at these places; none where there is no recording or no time is known."""
    if not source.session.recordings.exists():
        return {}
    known = stops_of(source)
    page = reverse("transcript", args=(source.study_id, source.pk))
    found = {place: clip(known, *place) for place in places}
    return {
        (start, end): Played(_address(page, one.start, one.end, start), clock(one.start))
        for (start, end), one in found.items()
        if one is not None
    }


def _address(page: str, began: float, ended: float | None, start: int) -> str:
    to = f"&to={ended:.2f}" if ended is not None else ""
    return f"{page}?from={began:.2f}{to}&at={start}#s{start}"
