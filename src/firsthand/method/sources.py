"""What everything else speaks of: sources, turns, sessions and participants."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property


class SourceKind(StrEnum):
    TRANSCRIPT = "transcript"
    FEEDBACK = "feedback"
    DOCUMENT = "document"
    LOG = "log"  # events that were seen, a line each


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted words: `text[start:end]` of the source.

    Offsets count Unicode code points. `began` and `ended` are seconds from the start of the
    recording, where known.
    """

    speaker: str | None
    start: int
    end: int
    began: float | None = None
    ended: float | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """The text from offset `at` on was spoken from `seconds` after the recording's start."""

    at: int
    seconds: float


@dataclass(frozen=True)
class Source:
    """A document that a session left, with a text that never changes.

    `name` is the file's path relative to the study's folder, with `/`. `moments` are in order of
    `at`, finer than turns where the format is (a cue, a word). `note` says what a reader of the
    source should know about how it was read.
    """

    name: str
    text: str
    kind: SourceKind = SourceKind.TRANSCRIPT
    turns: tuple[Turn, ...] = ()
    moments: tuple[Moment, ...] = ()
    format: str = "text"
    note: str = ""

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def words_of(self, turn: Turn) -> str:
        return self.text[turn.start : turn.end]

    def moment_of(self, at: int) -> float | None:
        """Seconds from the recording's start at offset `at`; None where no time is known."""
        index = bisect_right(self.moments, at, key=lambda moment: moment.at)
        return self.moments[index - 1].seconds if index else None

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers' names as they stand in the source, in order of first appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


class Part(StrEnum):
    """What a speaker is in a session; OTHER said too little to be either.

    An OBSERVER of the team wrote down what a participant was seen to do.
    """

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    OBSERVER = "observer"
    OTHER = "other"


class Purpose(StrEnum):
    """What a participant's words may be used for."""

    ANALYSIS = "analysis"
    QUOTES = "quotes in reports"
    RECORDINGS = "recordings in reports"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a participant agreed to. `purposes` are a `Purpose`, or in a team's own words."""

    given: date | None = None
    expires: date | None = None
    withdrawn: date | None = None
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody whose words or acts are evidence.

    `id` is the pseudonym, or the name as spoken of in the files; it is unique in a study and
    is shown. `generic` is true where no name or pseudonym is known ('Participant', 'Speaker 2').
    """

    id: str
    generic: bool = False
    speakers: tuple[str, ...] = ()
    role: str = ""
    workflow: str = ""
    tool: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    access_needs: str = ""
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A speaker's part in one session; `participant` is an id, empty for an interviewer.

    For an observer it is whose acts were seen.
    """

    part: Part
    participant: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """An interview, test or observation, and who was there.

    `cast` maps a speaker's name in the source to the part played and, for a participant, to the
    participant's id; `inferred` is true where nobody said who the interviewer was, and `because`
    then says why. `asking_is_attending` is false where attendance is written down by itself, so
    that who asks is not taken for a team-mate.
    """

    source: str
    cast: Mapping[str, Role]
    on: date | None = None
    kind: str = "interview"
    attended: tuple[str, ...] = ()
    inferred: bool = True
    because: str = ""
    asking_is_attending: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of the folder that gave no source, or was set aside, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence-sized piece of a turn: `text[start:end]` of its source.

    `seen` where it is no speech, but an act that somebody watched and wrote down.
    """

    source: str
    turn: int
    start: int
    end: int
    seen: bool = False
