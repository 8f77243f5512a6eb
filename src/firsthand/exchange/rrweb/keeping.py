"""A cleaned recording as the JSON that is kept, and that a replay is given.

It is a recording by itself, with what was left out of it:

    {"rules": 1, "left": {"script": 9}, "events": [{"type": 4, "data": {…}, "timestamp": 0}, …]}
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping

from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.rrweb.cleaning import RULES, cleaned
from firsthand.exchange.rrweb.reading import Kind, Recording, read

_RULES = re.compile(rb'\{"rules":(\d{1,9}),')
_LEFT = re.compile(rb'\{"rules":\d{1,9},"left":(\{[^{}]*\})')


def as_json(recording: Recording, before: Mapping[str, int] | None = None) -> bytes:
    """The recording cleaned; `before` is what was left out of it earlier.

    Raises UnreadableFile where nothing is left that could be shown.
    """
    made = cleaned(recording)
    if not any(kind == Kind.PICTURE for _at, kind, _data in made.events):
        raise UnreadableFile("Its picture of the page is broken, so there is nothing to show.")
    left = Counter(before or {}) | made.left
    events = [
        {"type": kind, "data": data, "timestamp": round(recording.began + seconds * 1000)}
        for seconds, kind, data in made.events
    ]
    whole = {"rules": RULES, "left": dict(left.most_common()), "events": events}
    return json.dumps(whole, separators=(",", ":"), allow_nan=False).encode("ascii")


def is_current(content: bytes) -> bool:
    """Whether it was cleaned by the rules of today."""
    found = _RULES.match(content)
    return found is not None and int(found[1]) >= RULES


def recleaned(content: bytes) -> bytes:
    return as_json(read(content.decode("ascii")), left_of(content))


def left_of(content: bytes) -> dict[str, int]:
    """What was left out, and how often; the beginning of the content is enough."""
    found = _LEFT.match(content)
    told: dict[str, int] = json.loads(found[1]) if found else {}
    return told
