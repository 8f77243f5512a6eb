"""Where Django looks for models: one file for each step holds them."""

from firsthand.records.dossiers import Dossier, Publication
from firsthand.records.findings import Comment, Decision, Evidence, Finding, Ground
from firsthand.records.interview import (
    Held,
    Note,
    Question,
    Recording,
    Session,
    Source,
    Speaker,
    Turn,
)
from firsthand.records.jobs import Job
from firsthand.records.journal import Entry
from firsthand.records.locate import Consent, Identity, Participant, Sought
from firsthand.records.people import Person
from firsthand.records.studies import Invitation, Membership, Passage, Study
from firsthand.records.synthesize import (
    Belonging,
    Code,
    Coding,
    Highlight,
    Pattern,
    Statement,
    Verdict,
)

__all__ = [
    "Belonging",
    "Code",
    "Coding",
    "Comment",
    "Consent",
    "Decision",
    "Dossier",
    "Entry",
    "Evidence",
    "Finding",
    "Ground",
    "Held",
    "Highlight",
    "Identity",
    "Invitation",
    "Job",
    "Membership",
    "Note",
    "Participant",
    "Passage",
    "Pattern",
    "Person",
    "Publication",
    "Question",
    "Recording",
    "Session",
    "Sought",
    "Source",
    "Speaker",
    "Statement",
    "Study",
    "Turn",
    "Verdict",
]
