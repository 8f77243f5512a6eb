"""Small values of the method, made by hand: Mara and Jo work nights, Ines asks."""

from collections.abc import Callable

import pytest

from firsthand.method.evidence import Grade, Kind, Label, quote
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked


@pytest.fixture
def said() -> Callable[..., Marked]:
    """A statement: who said what, in a file of their own."""

    def marked(
        who: str,
        words: str,
        grade: Grade = Grade.PAST_BEHAVIOUR,
        *kinds: Kind,
        telling: bool = True,
        session: str = "",
    ) -> Marked:
        source = Source(session or f"{who.lower()}.txt", words)
        return Marked(
            id=f"{who}: {words}",
            quote=quote(source, 0, len(words)),
            participant=who,
            session=source.name,
            grade=Label(grade, 0.9),
            kinds=tuple(Label(kind, 1.0) for kind in kinds),
            telling=telling,
        )

    return marked
