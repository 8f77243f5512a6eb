"""The main job: a corpus through language and method to a dossier.

The room can be called, because `firsthand.listen(corpus)` is the API and Python gives a package
the name of its subpackage once that is imported.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firsthand.listen.corpus import Corpus
    from firsthand.method.dossier import Dossier


class _Room(ModuleType):
    def __call__(self, corpus: Corpus, **options: Any) -> Dossier:
        from firsthand.listen.run import listen

        return listen(corpus, **options)


sys.modules[__name__].__class__ = _Room
