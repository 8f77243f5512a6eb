from datetime import date

from firsthand.method.cerqual import Component, Held, facts
from firsthand.method.evidence import Grade
from firsthand.method.finding import Piece, standing

MARA = Piece("1:0-9", "1", "1", Grade.GENERAL, on=date(2026, 11, 3))
AGAINST = Piece("1:9-12", "1", "1", Grade.GENERAL, contradicts=True)
GONE = Piece("2:0-9", "2", "2", Grade.PAST_BEHAVIOUR, void="consent was withdrawn")


def test_what_is_known_stands_beside_each_component() -> None:
    pieces = [MARA, AGAINST, GONE]
    found = facts(pieces, standing(pieces, 4), [Held(dated=False, attended=False)], "")
    assert found == {
        Component.METHODS: (
            "1 session behind it",
            "1 of them without a date",
            "1 of them without a team-mate noted as there",
        ),
        Component.COHERENCE: ("1 quote of 1 participant against it",),
        Component.ADEQUACY: (
            "1 of 4 (3–71 %) participants",
            "A single participant stands behind it",
            "1 quote from 1 session",
            "● general statement 1",
            "Nothing observed and no past behaviour among it",
        ),
        Component.RELEVANCE: (
            "The study has no question written down",
            "Last heard on 3 November 2026",
        ),
    }
