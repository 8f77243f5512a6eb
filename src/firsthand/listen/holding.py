"""How each interview was held: questions, talk, pitches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.language import questions
from firsthand.language.sentences import sentences, word_count
from firsthand.method.evidence import Quote, quote
from firsthand.method.interview import Asked, Hygiene, grades_of
from firsthand.method.sources import Part, Session, Source, Turn
from firsthand.method.synthesize import Marked


def hygiene(source: Source, session: Session, statements: Sequence[Marked]) -> Hygiene:
    """How the session was held; `statements` are those of this session."""
    asking = [turn for turn in source.turns if _part(session, turn) is Part.INTERVIEWER]
    answering = [turn for turn in source.turns if _part(session, turn) is Part.PARTICIPANT]
    longest, longest_words = _longest(source, asking)
    words = _words(source, answering), _words(source, asking)
    seconds = _seconds(answering), _seconds(asking)
    return Hygiene(
        session=source.name,
        on=session.on,
        participants=tuple(dict.fromkeys(one.participant for one in statements)),
        interviewers=tuple(
            name for name, role in session.cast.items() if role.part is Part.INTERVIEWER
        ),
        attended=session.attended,
        talk_by_words=_share(*words),
        talk_by_time=_share(*seconds),
        longest=longest,
        longest_words=longest_words,
        questions=asked(source, session, asking),
        grades=grades_of(statements),
        note=session.because or source.note,
        asking_is_attending=session.asking_is_attending,
        words=words,
        seconds=seconds,
    )


def asked(source: Source, session: Session, turns: Iterable[Turn]) -> tuple[Asked, ...]:
    """The questions and prompts in an interviewer's turns, and sales talk beside them."""
    spans = [
        (turn, start, end)
        for turn in turns
        for start, end in sentences(source.text, turn.start, turn.end)
        if word_count(source.text[start:end]) > 1
    ]
    texts = [source.text[start:end] for _, start, end in spans]
    found = []
    for (turn, start, end), text, judged in zip(
        spans, texts, questions.judge_talk(texts), strict=True
    ):
        asks = questions.is_asked(text)
        if asks or judged.flags:
            found.append(
                Asked(
                    quote=quote(source, start, end),
                    session=source.name,
                    speaker=turn.speaker or "",
                    is_open=judged.is_open,
                    flags=judged.flags,
                    rewrite=judged.rewrite,
                    asks=asks,
                    at=source.moment_of(start),
                )
            )
    return tuple(found)


def _part(session: Session, turn: Turn) -> Part:
    return session.cast[turn.speaker or ""].part


def _words(source: Source, turns: Iterable[Turn]) -> int:
    return sum(word_count(source.words_of(turn)) for turn in turns)


def _seconds(turns: Iterable[Turn]) -> float:
    return sum(
        max(0.0, turn.ended - turn.began)
        for turn in turns
        if turn.began is not None and turn.ended is not None
    )


def _share(theirs: float, ours: float) -> float | None:
    """The participants' share; None where only one side was heard."""
    return theirs / (theirs + ours) if theirs and ours else None


def _longest(source: Source, turns: Sequence[Turn]) -> tuple[Quote | None, int]:
    if not turns:
        return None, 0
    longest = max(turns, key=lambda turn: (word_count(source.words_of(turn)), -turn.start))
    return quote(source, longest.start, longest.end), word_count(source.words_of(longest))
