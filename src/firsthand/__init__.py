"""Firsthand turns what customers said and did into claims that a team can defend.

corpus = firsthand.read("interviews/")
dossier = firsthand.listen(corpus)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firsthand.listen.corpus import Corpus, read
    from firsthand.listen.run import listen
    from firsthand.method.dossier import Dossier

__all__ = ["Corpus", "Dossier", "listen", "read"]

_HOMES = {
    "Corpus": "firsthand.listen.corpus",
    "read": "firsthand.listen.corpus",
    "Dossier": "firsthand.method.dossier",
}


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first used, so that small commands stay quick."""
    if name == "listen":
        return import_module("firsthand.listen")
    if name not in _HOMES:
        raise AttributeError(f"module 'firsthand' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
