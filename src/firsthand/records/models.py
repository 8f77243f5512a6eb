"""Where Django looks for models: one file for each step holds them."""

from firsthand.records.dossiers import Dossier, Publication
from firsthand.records.empathize import Behaviour, Constraint, Stage
from firsthand.records.findings import Comment, Decision, Evidence, Finding, Ground, Judgement
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
from firsthand.records.problem import (
    Measurement,
    Metric,
    Problem,
    Solution,
    Trial,
    TrialTask,
    Version,
)
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
from firsthand.records.usability import (
    Answer,
    Event,
    Prototype,
    PrototypeFile,
    Replay,
    Task,
    TaskStep,
)

__all__ = [
    "Answer",
    "Behaviour",
    "Belonging",
    "Code",
    "Coding",
    "Comment",
    "Consent",
    "Constraint",
    "Decision",
    "Dossier",
    "Entry",
    "Event",
    "Evidence",
    "Finding",
    "Ground",
    "Held",
    "Highlight",
    "Identity",
    "Invitation",
    "Job",
    "Judgement",
    "Measurement",
    "Membership",
    "Metric",
    "Note",
    "Participant",
    "Passage",
    "Pattern",
    "Person",
    "Problem",
    "Prototype",
    "PrototypeFile",
    "Publication",
    "Question",
    "Recording",
    "Replay",
    "Session",
    "Solution",
    "Sought",
    "Source",
    "Speaker",
    "Stage",
    "Statement",
    "Study",
    "Task",
    "TaskStep",
    "Trial",
    "TrialTask",
    "Turn",
    "Verdict",
    "Version",
]
