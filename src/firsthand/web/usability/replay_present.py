"""What the page of a replay shows beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.actions.replaying import file_of
from firsthand.exchange.rrweb.keeping import left_of
from firsthand.method.usability import Act
from firsthand.records.models import Event, Replay, Source, Study
from firsthand.web.interview.present import clock

HEAD = 4096  # bytes in which a kept recording says what was left out of it


@dataclass(frozen=True, slots=True)
class Listed:
    """An event beside a replay, at its moment in it; `line` leads to its words in the log."""

    act: str
    text: str
    at: str
    seconds: float
    line: str
    here: bool


def listed(study: Study) -> list[dict[str, Any]]:
    """The replays of the study, with how many events stand beside each."""
    rows = Replay.objects.filter(session__study=study).select_related("session")
    counted = rows.annotate(found=Count("session__events", distinct=True)).order_by("pk")
    return [{"replay": one, "lasts": clock(one.seconds), "found": one.found} for one in counted]


def page_of(replay: Replay, asked: str) -> dict[str, Any]:
    source = Source.objects.filter(session=replay.session_id).defer(*Source.LARGE).first()
    at = _moment(asked, replay.seconds)
    return {
        "study": replay.session.study,
        "replay": replay,
        "source": source,
        "at": f"{at:.1f}",
        "lasts": clock(replay.seconds),
        "events": list(_events(replay, at if asked else None)),
        "left": _left(replay),
        "is_there": file_of(replay).is_file(),
        "offset": f"{replay.offset:g}",
    }


def _moment(asked: str, longest: float) -> float:
    """The moment that the address asks for, within the recording."""
    try:
        seconds = float(asked)
    except ValueError:
        return 0.0
    return min(max(0.0, seconds), longest) if isfinite(seconds) else 0.0


def _events(replay: Replay, at: float | None) -> Iterator[Listed]:
    for one in Event.objects.filter(session=replay.session_id):
        seconds = max(0.0, one.seconds + replay.offset)
        line = ""
        if one.source_id is not None and one.start is not None:
            page = reverse("transcript", args=(replay.session.study_id, one.source_id))
            line = f"{page}?at={one.start}#s{one.start}"
        here = at is not None and abs(seconds - at) < 0.06
        said = Act(one.act).words.capitalize()
        yield Listed(said, one.text, clock(seconds), round(seconds, 1), line, here)


def _left(replay: Replay) -> list[str]:
    """What was left out of the recording, in words; nothing where its file is gone."""
    try:
        with file_of(replay).open("rb") as file:
            found = left_of(file.read(HEAD))
    except FileNotFoundError:
        return []
    words = _words()
    return [words[what] % {"n": n} for what, n in found.items() if what in words]


def _words() -> dict[str, str]:
    return {
        "script": _("scripts: %(n)d"),
        "script in an attribute": _("scripts in attributes: %(n)d"),
        "address": _("addresses of links: %(n)d"),
        "address in a style": _("addresses in styles: %(n)d"),
        "picture elsewhere": _("pictures that lie elsewhere: %(n)d"),
        "style sheet elsewhere": _("style sheets that lie elsewhere: %(n)d"),
        "style sheet or file elsewhere": _("links to other files: %(n)d"),
        "frame or player": _("frames, players and the like, shown as boxes: %(n)d"),
        "element": _("elements of other kinds: %(n)d"),
        "attribute": _("attributes of other kinds: %(n)d"),
        "page setting": _("settings of the page: %(n)d"),
        "broken node": _("broken parts: %(n)d"),
        "node too many": _("parts beyond what can be shown: %(n)d"),
        "node without a place": _("parts without a place: %(n)d"),
    }
