"""Where Django looks for models: one file for each step holds them."""

from firsthand.records.dossiers import Dossier
from firsthand.records.interview import Session, Source, Speaker, Turn
from firsthand.records.jobs import Job
from firsthand.records.journal import Entry
from firsthand.records.locate import Consent, Participant
from firsthand.records.people import Person
from firsthand.records.studies import Membership, Passage, Study
from firsthand.records.synthesize import (
    Code,
    Coding,
    Decision,
    Highlight,
    Statement,
)

__all__ = [
    "Code",
    "Coding",
    "Consent",
    "Decision",
    "Dossier",
    "Entry",
    "Highlight",
    "Job",
    "Membership",
    "Participant",
    "Passage",
    "Person",
    "Session",
    "Source",
    "Speaker",
    "Statement",
    "Study",
    "Turn",
]
