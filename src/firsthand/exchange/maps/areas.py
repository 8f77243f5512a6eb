"""Names of areas on boards, matched with a map's lenses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from firsthand.method.empathy_map import Area, Lens

_WORDS: Mapping[str, Area] = {
    word: area
    for area, words in {
        Area.REACHES: "see sees seeing saw hear hears hearing heard reaches environment notice "
        "notices around",
        Area.EXPRESSES: "say says saying said express expresses writes tells quote quotes",
        Area.DOES: "do does doing did act acts actions behaviour behaviours behavior behaviors "
        "tasks steps",
        Area.WEIGHS: "think thinks thinking thoughts feel feels feeling feelings weigh weighs "
        "believes values worries",
        Area.DRAINS: "pain pains drains frustrations obstacles fears problems challenges barriers "
        "pain-points",
        Area.HELPS: "gain gains helps goals goal wants needs benefits hopes wishes",
    }.items()
    for word in words.split()
}
_SENSES = {"see": "see", "saw": "see", "seeing": "see", "sees": "see",
           "hear": "hear", "hears": "hear", "hearing": "hear", "heard": "hear"}  # fmt: skip
_LINKS = ("and", "or", "their", "they", "the", "user", "users", "points", "point", "what")
_KNOWN = {*_WORDS, *_LINKS}
_PLAIN = re.compile(r"[^\w\s-]")
_ASKED = re.compile(r"^what (?:do|does) (?:they|the \w+|our \w+) ")


def lens_of(name: str, lenses: Sequence[Lens]) -> int | None:
    """The number of the lens that the name means; None where it means none, or more than one."""
    words = _words(name)
    if not words:
        return None
    same = [one.number for one in lenses if _words(one.name) == words]
    if len(same) == 1:
        return same[0]
    if not _KNOWN.issuperset(words):
        return None
    sense = next((_SENSES[one] for one in words if one in _SENSES), "")
    near = [one.number for one in lenses if sense and sense in map(_SENSES.get, _words(one.name))]
    if len(near) == 1:
        return near[0]
    areas = {_WORDS[one] for one in words if one in _WORDS}
    meant = [one.number for one in lenses if one.area in areas]
    return meant[0] if len(areas) == 1 and len(meant) == 1 else None


def _words(name: str) -> list[str]:
    return _ASKED.sub("", _PLAIN.sub(" ", name.casefold()).strip()).split()
