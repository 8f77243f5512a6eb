"""Who is the interviewer, and who is the same person in two files.

A named speaker is one participant across files; a generic one ('Participant', 'Speaker 2') is
new in each file. The interviewer is who asks: inferred from the questions, and shown as such.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.exchange.logs.writing import cast_of_log
from firsthand.language.sentences import Span, sentences, word_count
from firsthand.listen.study import SessionNote, Study
from firsthand.method.sources import (
    Part,
    Participant,
    Role,
    Session,
    Source,
    SourceKind,
)
from firsthand.method.usability import WATCHED, Log
from firsthand.method.words import listed

UNNAMED = "Speakers"
WATCHING = "usability test"

_GENERIC = re.compile(
    r"(?:participant|particpant|interviewee|respondent|user|customer|client|speaker|spk|guest|"
    r"subject|person|patient|caller|male|female|unknown|voice|row|teilnehmer\w*|[psrua])"
    r"[ _.#-]*(?:\d+|[a-z])?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:interviewer|moderator|researcher|facilitator|host|question|q|int|me|you|doctor)"
    r"[ _.#-]*\d*",
    re.IGNORECASE,
)
_LITTLE_WORDS = 0.02
_LITTLE_TURNS = 5


@dataclass(frozen=True, slots=True)
class Cast:
    """Sessions with who is who, and the participants in order of name."""

    sessions: tuple[Session, ...]
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class _People:
    """Who is known from the study file, and how every name is shown."""

    study: Study
    spellings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Talk:
    """How one speaker talks in one source."""

    words: int
    turns: int
    sentences: int
    questions: int

    @property
    def asking(self) -> float:
        return self.questions / self.sentences if self.sentences else 0.0


def cast(
    sources: Sequence[Source],
    study: Study,
    interviewers: Sequence[str] = (),
    split: Callable[[str, int, int], Sequence[Span]] = sentences,
) -> Cast:
    """Casts every source; `interviewers` and the study's own go before what can be inferred.

    `split` gives the sentences of `text[start:end]`, for whoever needs them again.
    """
    talks = {
        source.name: {} if source.kind is SourceKind.LOG else _talks(source, split)
        for source in sources
    }
    told = [*interviewers, *study.interviewers]
    usual = _usual_askers(talks.values())
    known = _People(study, _spellings(name for one in talks.values() for name in one))
    sessions = tuple(_session(source, talks[source.name], known, told, usual) for source in sources)
    return Cast(sessions, _participants(sessions, study))


def is_generic(name: str) -> bool:
    return bool(_GENERIC.fullmatch(name.strip()))


def _talks(source: Source, split: Callable[[str, int, int], Sequence[Span]]) -> Mapping[str, _Talk]:
    counts: dict[str, list[int]] = {}
    for turn in source.turns:
        count = counts.setdefault(turn.speaker or "", [0, 0, 0, 0])
        spans = split(source.text, turn.start, turn.end)
        count[0] += word_count(source.words_of(turn))
        count[1] += 1
        count[2] += len(spans)
        count[3] += sum(source.text[a:b].rstrip("\"”’' )").endswith("?") for a, b in spans)
    return {name: _Talk(*count) for name, count in counts.items()}


def _usual_askers(talks: Iterable[Mapping[str, _Talk]]) -> frozenset[str]:
    """Who meets different people in several sources, and asks: the study's interviewers."""
    sources: Counter[str] = Counter()
    met: dict[str, set[str]] = {}
    asked: dict[str, float] = {}
    for one in talks:
        little = _little(one)
        names = {_folded(name) for name in one if name and name not in little}
        for name, talk in one.items():
            own = _folded(name)
            if own in names and not is_generic(name):
                sources[own] += 1
                met.setdefault(own, set()).update(names - {own})
                asked[own] = asked.get(own, 0.0) + talk.asking
    rate = {name: asked[name] / sources[name] for name in sources}
    most = max(rate.values(), default=0.0)
    return frozenset(
        name
        for name in sources
        if sources[name] > 1 and len(met[name]) > 1 and rate[name] >= most / 2 > 0
    )


def _session(
    source: Source,
    talks: Mapping[str, _Talk],
    known: _People,
    told: Sequence[str],
    usual: frozenset[str],
) -> Session:
    note = known.study.note_of(source.name)
    if source.kind is SourceKind.LOG:
        return _watched(source, note, known)
    asking, because = _interviewers(source, talks, [*note.interviewers, *told], usual)
    little = _little(talks)
    roles = {}
    for name in talks:
        if name in asking:
            roles[name] = Role(Part.INTERVIEWER)
        elif name in little and not _person(name, source, note, known).speakers:
            roles[name] = Role(Part.OTHER)
        else:
            roles[name] = Role(Part.PARTICIPANT, _person(name, source, note, known).id)
    return Session(
        source=source.name,
        cast=note.cast or roles,
        on=note.on,
        kind="feedback" if source.kind is SourceKind.FEEDBACK else note.kind,
        attended=note.attended,
        inferred=bool(because),
        because=because,
        asking_is_attending=note.asking_is_attending,
    )


def _watched(source: Source, note: SessionNote, known: _People) -> Session:
    """A session that left a log: whose acts are in it stands in its lines, so nobody is inferred.

    A name of its own is one person in all logs of a study, however general it sounds.
    """
    roles = cast_of_log(source) if isinstance(source, Log) else {}
    return Session(
        source=source.name,
        cast=note.cast
        or {
            name: Role(role.part, _told(role.participant, note, known).id)
            for name, role in roles.items()
        },
        on=note.on,
        kind=note.kind if note.kind in WATCHED else WATCHING,
        attended=note.attended,
        inferred=False,
        asking_is_attending=note.asking_is_attending,
    )


def _told(name: str, note: SessionNote, known: _People) -> Participant:
    return _written(name, note, known) or Participant(id=name)


def _interviewers(
    source: Source, talks: Mapping[str, _Talk], told: Sequence[str], usual: frozenset[str]
) -> tuple[frozenset[str], str]:
    """The names of who asks in the source, and why that is thought; no reason if it was told."""
    wanted = {_folded(name) for name in told}
    named = frozenset(name for name in talks if name and _folded(name) in wanted)
    if named or source.kind is SourceKind.FEEDBACK:
        return named, ""
    speaking = {name: talk for name, talk in talks.items() if name}
    by_word = frozenset(name for name in speaking if _ASKS.fullmatch(name))
    if by_word and (len(speaking) == 1 or by_word != set(speaking)):
        return by_word, f"called {', '.join(sorted(by_word))} in the file"
    if len(speaking) < 2:
        return frozenset(), "only one speaker is named" if speaking else "no speakers are named"
    asking = {name for name in speaking if _folded(name) in usual}
    if asking and asking != set(speaking):
        return frozenset(asking), f"{listed(sorted(asking))} asked in other files too"
    if not any(talk.questions for talk in speaking.values()):
        return frozenset(), "nobody asks a question"
    top = max(speaking, key=lambda name: _leads(speaking, name))
    return frozenset({top}), _because(speaking, {top})


def _leads(talks: Mapping[str, _Talk], name: str) -> tuple[float, str]:
    """How much a speaker leads: asks often, asks most of what is asked, and talks less."""
    talk = talks[name]
    rate = talk.asking / max(one.asking for one in talks.values())
    asked = talk.questions / sum(one.questions for one in talks.values())
    words = talk.words / sum(one.words for one in talks.values())
    return rate + asked - words, name


def _because(talks: Mapping[str, _Talk], asking: set[str]) -> str:
    asked = sum(talks[name].questions for name in asking)
    everything = sum(talk.questions for talk in talks.values())
    return f"{' and '.join(sorted(asking))} asked {asked} of the {everything} questions"


def _little(talks: Mapping[str, _Talk]) -> frozenset[str]:
    """Who said next to nothing beside others: captioners, a name read by mistake."""
    words = sum(talk.words for talk in talks.values())
    return frozenset(
        name
        for name, talk in talks.items()
        if talk.words < _LITTLE_WORDS * words and talk.turns < _LITTLE_TURNS and len(talks) > 2
    )


def _person(name: str, source: Source, note: SessionNote, known: _People) -> Participant:
    if person := _written(name, note, known):
        return person
    if not name:
        return Participant(id=f"{UNNAMED} in {source.name}", generic=True)
    if is_generic(name):
        return Participant(id=f"{name} in {source.name}", generic=True)
    return Participant(id=known.spellings[_folded(name)])


def _written(name: str, note: SessionNote, known: _People) -> Participant | None:
    """Who that is by what somebody wrote down; None where nobody did."""
    pseudonym = note.speakers.get(name, "")
    for person in known.study.participants:
        names = {_folded(person.id), *(_folded(one) for one in person.speakers)}
        if person.id == pseudonym or (not pseudonym and _folded(name) in names):
            return person
    return Participant(id=pseudonym, speakers=(name,)) if pseudonym else None


def _participants(sessions: Sequence[Session], study: Study) -> tuple[Participant, ...]:
    known = {person.id: person for person in study.participants}
    for session in sessions:
        for name, role in session.cast.items():
            if role.participant and role.participant not in known:
                nameless = role.participant.endswith(f" in {session.source}")
                spoken = (name,) if name and role.part is Part.PARTICIPANT else ()
                known[role.participant] = Participant(
                    id=role.participant, generic=nameless, speakers=spoken
                )
    return tuple(known[name] for name in sorted(known))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _spellings(names: Iterable[str]) -> Mapping[str, str]:
    """How a name is shown, whatever its capitals in a file: as one that mixes them has it."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda one: (one.isupper() or one.islower(), one.islower(), one)):
        found.setdefault(_folded(name), shown(name))
    return found


def shown(name: str) -> str:
    """A name for people: `MARA` reads as `Mara`; other spellings stay."""
    return name.title() if name.isupper() and len(name) > 2 else name
