"""Where each source's text lies beside the dossier, under names that every system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from firsthand.method.sources import Source

FOLDER = "sources"
LONGEST = 50

_UNSAFE = re.compile(r"[^\w.-]+")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def paths(sources: Sequence[Source]) -> Mapping[str, str]:
    """For each source's name the path of its text below the dossier's folder, `sources/….txt`.

    Names that would lie at the same place, capitals aside, get the start of a hash each.
    """
    stems = {source.name: _stem(source.name) for source in sources}
    taken = Counter(stem.casefold() for stem in stems.values())
    return {
        name: f"{FOLDER}/{stem if taken[stem.casefold()] == 1 else _apart(stem, name)}.txt"
        for name, stem in stems.items()
    }


def _stem(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).removesuffix(".txt")
    stem = _UNSAFE.sub("-", plain.replace("..", "-")).strip(".-")[:LONGEST].strip(".-")
    return f"_{stem}" if not stem or _DEVICES.match(stem) else stem


def _apart(stem: str, name: str) -> str:
    """The stem with a mark that no stem holds, so that it can't meet another name."""
    return f"{stem}~{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
