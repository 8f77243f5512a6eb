"""The main job: a corpus through language and method to a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from firsthand.language import phrases
from firsthand.language.embedding import Embedder
from firsthand.language.own_words import vocabulary
from firsthand.language.patterns import Granularity
from firsthand.listen import (
    holding,
    keeping,
    marking,
    measuring,
    patterning,
    pressing,
    sentence,
)
from firsthand.listen.cast import Cast, cast
from firsthand.listen.checking import warnings, with_consent
from firsthand.listen.contradicting import contradictions, takes_a_side
from firsthand.listen.corpus import Corpus, Progress
from firsthand.listen.keeping import Before
from firsthand.listen.marking import Decided, as_decided
from firsthand.listen.patterning import Earlier, Patterns
from firsthand.listen.sentence import Heard
from firsthand.measures.questionnaires import Partly
from firsthand.measures.saturation import Saturation, saturation
from firsthand.method.board import Kept, Taken
from firsthand.method.dossier import About, Dossier, Findings, compose
from firsthand.method.empathize import Did, Press, still_suggested
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, quote
from firsthand.method.interview import Hygiene
from firsthand.method.locate import locate
from firsthand.method.measured import Measured
from firsthand.method.sources import Source, SourceKind
from firsthand.method.synthesize import Marked, Pattern, Phrase

Vector = NDArray[np.float32]

MOST_PHRASES = 30


def listen(
    corpus: Corpus,
    *,
    interviewers: Sequence[str] = (),
    granularity: Granularity = Granularity.FINE,
    earlier: Earlier | None = None,
    decided: Mapping[str, Decided] | None = None,
    patterns: Sequence[Kept] = (),
    pressed: Sequence[Did] = (),
    stages: Sequence[str] = (),
    before: Before | None = None,
    problems: Sequence[sentence.Kept] = (),
    on_progress: Progress | None = None,
) -> Dossier:
    """The dossier of a corpus.

    `interviewers` names who asks, where that should not be inferred. `earlier` are the patterns
    of an earlier dossier to keep. `decided` is what people decided of statements, by id, and
    `patterns` what they decided of patterns: those stand as they are, and what is suggested beside
    them stays as it was `before`. `pressed` is what they decided of behaviours and of what shapes
    them, `stages` the users' day in its order, and `problems` the sentences that they keep: those
    alone open the gate of Name. Raises RuleBroken where nothing could be read.
    """
    corpus = with_consent(corpus, interviewers)
    if not corpus.sources:
        raise RuleBroken(_nothing(corpus))
    people = cast(corpus.sources, corpus.study, interviewers)
    statements = [
        as_decided(one, decided[one.id]) if decided and one.id in decided else one
        for one in _statements(corpus.sources, people)
    ]
    embedder = Embedder()
    standing = keeping.held(patterns, statements, corpus.sources)
    placed = [one for pattern in standing for one in pattern.supports]
    vectors = _vectors(embedder, statements, on_progress, placed)
    everybody = max(1, len({one.participant for one in statements}))
    if patterns:
        found = keeping.beside(
            patterns, standing, before or Before(), statements, vectors, everybody, granularity
        )
    elif earlier is None:
        found = patterning.afresh(statements, vectors, everybody, granularity)
    else:
        found = _onto(embedder, earlier, statements, vectors, everybody, granularity)
    findings = _findings(corpus, people, statements, vectors, found, pressed, problems)
    spoken = keeping.Spoken(statements, corpus.sources)
    findings = replace(findings, world=pressing.world(stages, pressed, spoken))
    return compose(
        about=About(
            title=corpus.study.title,
            question=corpus.study.question,
            invented=corpus.study.invented,
            settings=_settings(granularity, _how(earlier, patterns), interviewers),
        ),
        sources=corpus.sources,
        sessions=people.sessions,
        located=locate(people.participants, people.sessions),
        findings=findings,
        refused=corpus.refused,
        set_aside=corpus.set_aside,
        warnings=warnings(corpus, people, interviewers),
    )


def heard_in(corpus: Corpus, interviewers: Sequence[str] = ()) -> Heard:
    """What the participants of the corpus said, ready to check sentences against."""
    corpus = with_consent(corpus, interviewers)
    if not corpus.sources:
        raise RuleBroken(_nothing(corpus))
    people = cast(corpus.sources, corpus.study, interviewers)
    statements = _statements(corpus.sources, people)
    return sentence.heard(
        vocabulary(_spoken(corpus.sources, statements)),
        locate(people.participants, people.sessions),
        _presses(corpus.sources, statements),
    )


def measure(
    corpus: Corpus, interviewers: Sequence[str] = (), partly: Partly = Partly.REFUSE
) -> Measured | None:
    """The figures of the corpus' tests alone; None where nobody was watched nor answered a form."""
    corpus = with_consent(corpus, interviewers)
    people = cast(corpus.sources, corpus.study, interviewers)
    statements = _statements(corpus.sources, people)
    return measuring.measured(corpus, people, statements, partly)


def _nothing(corpus: Corpus) -> str:
    if corpus.refused:
        return f"Nothing here could be read. {corpus.refused[0].name}: {corpus.refused[0].reason}"
    if corpus.set_aside:
        return "No file here is a session with speakers; all were set aside. Add transcripts."
    return "There is no file here to read. Add transcripts to the folder."


def _statements(sources: Sequence[Source], people: Cast) -> list[Marked]:
    found: list[Marked] = []
    for source, session in zip(sources, people.sessions, strict=True):
        spans = marking.statements_of(source, session)
        texts = [source.text[one.start : one.end] for one, _ in spans]
        found += marking.mark(source, spans, marking.judge(texts))
    return found


def _vectors(
    embedder: Embedder,
    statements: Sequence[Marked],
    on_progress: Progress | None,
    placed: Sequence[Marked] = (),
) -> dict[str, Vector]:
    """Vectors by statement id, of those that patterns and contradictions need."""
    needed = [one for one in statements if patterning.is_groupable(one) or takes_a_side(one)]
    wanted = list({one.id: one for one in (*needed, *placed)}.values())
    texts = [" ".join(one.quote.exact.split()) for one in wanted]

    def progress(done: int, total: int) -> None:
        if on_progress:
            on_progress("comparing", done, total)

    rows = embedder.embed(texts, progress)
    return {one.id: row for one, row in zip(wanted, rows, strict=True)}


def _onto(
    embedder: Embedder,
    earlier: Earlier,
    statements: Sequence[Marked],
    vectors: Mapping[str, Vector],
    everybody: int,
    granularity: Granularity,
) -> Patterns:
    words = {
        id: " ".join(text.split())
        for old in earlier.patterns
        for id, text in old.statements.items()
    }
    rows = embedder.embed(list(words.values()))
    earlier_vectors = dict(zip(words, rows, strict=True))
    every = {**earlier_vectors, **vectors}
    return patterning.onto(earlier, earlier_vectors, statements, every, everybody, granularity)


def _findings(
    corpus: Corpus,
    people: Cast,
    statements: Sequence[Marked],
    vectors: Mapping[str, Vector],
    found: Patterns,
    pressed: Sequence[Did] = (),
    problems: Sequence[sentence.Kept] = (),
) -> Findings:
    sources = corpus.sources
    by_session = _by_session(sources, statements)
    held = [
        holding.hygiene(source, session, by_session[source.name])
        for source, session in zip(sources, people.sessions, strict=True)
        if source.kind not in (SourceKind.FEEDBACK, SourceKind.LOG)
    ]
    interviews = tuple(sorted(held, key=lambda one: (one.on or date.max, one.session)))
    words = keeping.Spoken(statements, sources)
    presses = (
        *pressing.decided(pressed, words),
        *still_suggested(_presses(sources, statements), pressed),
    )
    standing = [one for did in pressed if not did.refused and (one := words.at(did.place))]
    refused = Taken(did.place for did in pressed if did.refused)
    located = locate(people.participants, people.sessions)
    spoken = _spoken(sources, statements)
    study = sentence.heard(vocabulary(spoken), located, presses)
    return Findings(
        statements=tuple(statements),
        patterns=found.patterns,
        phrases=_phrases(sources, spoken),
        contradictions=contradictions(statements, vectors),
        interviews=interviews,
        presses=tuple(sorted(presses, key=_weakness)),
        open_questions=pressing.open_questions(statements, presses, standing, refused),
        problems=sentence.candidates(found.patterns, study, presses),
        named=sentence.named(problems, study),
        saturation=_saturation(interviews, found.patterns),
        changes=found.changes,
        offers=found.offers,
        measured=measuring.measured(corpus, people, statements),
    )


def _weakness(press: Press) -> tuple[bool, bool, int, str, int]:
    """What people confirmed first, then links between two statements, strong before weak."""
    behaviour = press.behaviour
    same = behaviour.id == press.constraint.id
    return (
        not press.decided,
        same,
        behaviour.grade.value.rank,
        behaviour.session,
        behaviour.quote.start,
    )


def _by_session(sources: Sequence[Source], statements: Sequence[Marked]) -> dict[str, list[Marked]]:
    sessions: dict[str, list[Marked]] = {source.name: [] for source in sources}
    for one in statements:
        sessions[one.session].append(one)
    return sessions


def _presses(sources: Sequence[Source], statements: Sequence[Marked]) -> tuple[Press, ...]:
    """Links that the words suggest, for whatever somebody did."""
    sessions = _by_session(sources, statements)
    return tuple(
        press
        for source in sources
        for press in pressing.presses(source, sessions[source.name], troubled=False)
    )


def _spoken(sources: Sequence[Source], statements: Sequence[Marked]) -> list[Marked]:
    """The statements that are words of participants, and not lines in which an act was logged."""
    logs = {source.name for source in sources if source.kind is SourceKind.LOG}
    return [
        one
        for one in statements
        if one.session not in logs or one.grade.value is not Grade.OBSERVED
    ]


def _phrases(sources: Sequence[Source], statements: Sequence[Marked]) -> tuple[Phrase, ...]:
    texts = {source.name: source for source in sources}
    telling = [one for one in statements if one.telling]
    found = phrases.repeated(
        [one.quote.exact for one in telling], [one.participant for one in telling]
    )
    return tuple(
        Phrase(
            words=phrase.words,
            participants=tuple(sorted(phrase.owners)),
            quotes=tuple(
                quote(
                    texts[telling[row].session],
                    telling[row].quote.start + start,
                    telling[row].quote.start + end,
                )
                for row, start, end in phrase.places
            ),
        )
        for phrase in found[:MOST_PHRASES]
    )


def _saturation(interviews: Sequence[Hygiene], patterns: Sequence[Pattern]) -> Saturation:
    return saturation([[p.id for p in patterns if one.session in p.sessions] for one in interviews])


def _how(earlier: Earlier | None, patterns: Sequence[Kept]) -> str:
    if patterns:
        return "as people decided, suggestions beside them"
    return "afresh" if earlier is None else "kept from an earlier dossier"


def _settings(
    granularity: Granularity,
    how: str,
    interviewers: Sequence[str],
) -> dict[str, str]:
    return {
        "granularity": granularity.value,
        "patterns": how,
        "interviewers": ", ".join(interviewers) or "as written down, else inferred",
    }
