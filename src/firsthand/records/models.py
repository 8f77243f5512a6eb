"""Where Django looks for models: one file for each step holds them."""

from firsthand.records.dossiers import Dossier
from firsthand.records.interview import Session, Source, Speaker, Turn
from firsthand.records.jobs import Job
from firsthand.records.journal import Entry
from firsthand.records.locate import Consent, Identity, Participant
from firsthand.records.people import Person
from firsthand.records.studies import Invitation, Membership, Passage, Study
from firsthand.records.synthesize import (
    Code,
    Coding,
    Decision,
    Highlight,
    Pattern,
    PatternMember,
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
    "Identity",
    "Invitation",
    "Job",
    "Membership",
    "Participant",
    "Passage",
    "Pattern",
    "PatternMember",
    "Person",
    "Session",
    "Source",
    "Speaker",
    "Statement",
    "Study",
    "Turn",
]
