"""What people should be told of a corpus before they trust it, and whose words may not be used."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from firsthand.listen.cast import Cast, cast
from firsthand.listen.corpus import Corpus
from firsthand.method.sources import Part, Session, Unread

WITHDRAWN = "the consent of somebody in it was withdrawn"


def with_consent(corpus: Corpus, interviewers: Sequence[str] = ()) -> Corpus:
    """The corpus without those whose consent was withdrawn, and the sources they speak in."""
    gone = {one.id for one in corpus.study.participants if one.consent and one.consent.withdrawn}
    kept, closed = without(corpus, gone, interviewers)
    return replace(
        kept,
        set_aside=(*kept.set_aside, *(Unread(name, WITHDRAWN) for name in closed)),
    )


def without(
    corpus: Corpus, gone: Collection[str], interviewers: Sequence[str] = ()
) -> tuple[Corpus, Sequence[str]]:
    """The corpus without these participants and the sources they speak in, and those' names."""
    if not gone:
        return corpus, ()
    sessions = cast(corpus.sources, corpus.study, interviewers).sessions
    closed = {
        session.source
        for session in sessions
        if any(role.participant in gone for role in session.cast.values())
    }
    kept = replace(
        corpus,
        study=replace(
            corpus.study,
            participants=tuple(one for one in corpus.study.participants if one.id not in gone),
            sessions=tuple(one for one in corpus.study.sessions if one.file not in closed),
        ),
        sources=tuple(one for one in corpus.sources if one.name not in closed),
        events=tuple(one for one in corpus.events if one.session not in closed),
        answers=tuple(one for one in corpus.answers if one.session not in closed),
    )
    return kept, sorted(closed)


def warnings(corpus: Corpus, people: Cast, interviewers: Sequence[str]) -> tuple[str, ...]:
    """What was written down and fits nothing, and sessions in which nobody can be told apart."""
    return (
        *_nobody_of_that_name(corpus, [*interviewers, *corpus.study.interviewers]),
        *_no_such_file(corpus),
        *(
            f"{session.source}: {session.because}, so nobody can be told apart"
            for session in people.sessions
            if _is_unattributed(session)
        ),
    )


def _nobody_of_that_name(corpus: Corpus, names: Sequence[str]) -> Iterator[str]:
    speaking = {name.casefold() for source in corpus.sources for name in source.speakers}
    for name in dict.fromkeys(names):
        if " ".join(name.split()).casefold() not in speaking:
            yield f"Nobody in these files is called {name}, who was named as an interviewer"


def _no_such_file(corpus: Corpus) -> Iterator[str]:
    known = {source.name for source in corpus.sources}
    known |= {one.name for one in (*corpus.set_aside, *corpus.refused)}
    for note in corpus.study.sessions:
        for file in (note.file, note.log):
            if file and file not in known:
                yield f"study.toml has a session of {file}, which is not in the folder"


def _is_unattributed(session: Session) -> bool:
    parts = {role.part for role in session.cast.values()}
    return Part.INTERVIEWER not in parts and "" in session.cast
