"""What tests showed: figures from events and answers, and what was said beside what was seen.

Words of content are matched to an attempt by being logged in it, by the moment at which they were
said aloud, or by the task's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from firsthand.exchange.logs.writing import speaker_of, who_answered
from firsthand.language import stance
from firsthand.language.words import content_words
from firsthand.listen.cast import Cast
from firsthand.listen.corpus import Corpus
from firsthand.measures.questionnaires import Partly
from firsthand.method.attempts import Attempt, attempts
from firsthand.method.evidence import Grade
from firsthand.method.measured import Measured, measure, tasks_of
from firsthand.method.say_do import EASY, Content, contradictions
from firsthand.method.sources import SourceKind
from firsthand.method.synthesize import Marked
from firsthand.method.usability import Act, Answer, Event, Form, Task

AFTER = 30.0
"""Seconds after the end of an attempt in which words still speak of it."""

SHARED = 2
"""How many words a sentence shares with a task for it to speak of that task."""


def measured(
    corpus: Corpus,
    people: Cast,
    statements: Sequence[Marked],
    partly: Partly = Partly.REFUSE,
) -> Measured | None:
    """The figures of the corpus' tests, with what was said beside them; None without any."""
    names = _names(people)
    return beside(
        corpus.study.tasks,
        [_called(one, names) for one in corpus.events],
        [_called(one, names) for one in corpus.answers],
        _spoken(corpus, statements),
        {one.file: (one.log, one.offset) for one in corpus.study.sessions if one.log},
        partly,
    )


def beside(
    tasks: Sequence[Task],
    events: Sequence[Event],
    answers: Sequence[Answer],
    spoken: Sequence[Marked],
    joined: Mapping[str, tuple[str, float]],
    partly: Partly = Partly.REFUSE,
) -> Measured | None:
    """The figures of events and answers, with what was said beside what was seen.

    `spoken` are statements that stand in no log; `joined` has for a session that was recorded the
    log that belongs to it, and how many seconds the recording runs before that.
    """
    every = [one for one in attempts(events) if one.number == 1]
    named = (*(one.task for one in every), *(one.task for one in answers))
    all_tasks = tasks_of(tasks, named)
    content = [
        (one, reason.words) for one in spoken if (reason := stance.went_well(one.quote.exact))
    ]
    said = [
        *_logged(every),
        *_aloud(joined, every, content),
        *_named(all_tasks, every, content),
        *_rated(every, answers),
    ]
    return measure(all_tasks, events, answers, contradictions(all_tasks, said), partly)


def _names(people: Cast) -> Mapping[tuple[str, str], str]:
    """Who in the study a name in a source stands for."""
    return {
        (session.source, name): role.participant
        for session in people.sessions
        for name, role in session.cast.items()
    }


def _called[T: (Event, Answer)](one: T, names: Mapping[tuple[str, str], str]) -> T:
    """The event or answer under the name that its participant has in the study."""
    spoken = who_answered(one) if isinstance(one, Answer) else speaker_of(one)
    return replace(one, participant=names.get((one.session, spoken), one.participant))


def _logged(every: Sequence[Attempt]) -> Iterator[tuple[Attempt, Content]]:
    """What an observer wrote down of what was said, at a task or right after it."""
    for attempt in every:
        for seen in (*attempt.seen, *attempt.around):
            one = seen.event
            reason = stance.went_well(one.text) if one.act is Act.QUOTE else None
            if reason and _is_of(attempt, one.seconds):
                yield (
                    attempt,
                    Content(
                        one.participant,
                        one.session,
                        one.text,
                        reason.words,
                        "said at the task",
                        quote=one.quote,
                        step=one.step,
                    ),
                )


def _is_of(attempt: Attempt, second: float) -> bool:
    """Whether words said then speak of the attempt: from its start until a little after its end."""
    first = attempt.start or attempt.seen[0].event
    last = attempt.seen[-1].event
    return first.seconds <= second <= last.seconds + AFTER


def _spoken(corpus: Corpus, statements: Sequence[Marked]) -> list[Marked]:
    """What participants said elsewhere than in a log."""
    logs = {one.name for one in corpus.sources if one.kind is SourceKind.LOG}
    return [
        one
        for one in statements
        if one.session not in logs and one.grade.value is not Grade.OBSERVED
    ]


def _aloud(
    joined: Mapping[str, tuple[str, float]],
    every: Sequence[Attempt],
    content: Sequence[tuple[Marked, str]],
) -> Iterator[tuple[Attempt, Content]]:
    """What was said aloud in a session whose log is known, by the moment it was said."""
    for one, because in content:
        if one.session not in joined or one.at is None:
            continue
        log, offset = joined[one.session]
        at = [
            attempt
            for attempt in every
            if (attempt.session, attempt.participant) == (log, one.participant)
            and _is_of(attempt, one.at - offset)
        ]
        if at:
            yield at[-1], _content(one, because, "said aloud at the task")


def _named(
    tasks: Sequence[Task], every: Sequence[Attempt], content: Sequence[tuple[Marked, str]]
) -> Iterator[tuple[Attempt, Content]]:
    """What was said of a task in its own words, whenever it was said.

    A sentence speaks of the task that it shares most words with, where one stands out.
    """
    words = {task.id: _stems(" ".join((task.text, *task.steps))) for task in tasks}
    steps = {(task.id, step): _stems(step) for task in tasks for step in task.steps}
    for one, because in content:
        stems = _stems(one.quote.exact)
        shared = sorted(((len(stems & own), id) for id, own in words.items()), reverse=True)
        if (
            not shared
            or shared[0][0] < SHARED
            or [n for n, _ in shared[:2]].count(shared[0][0]) > 1
        ):
            continue
        task = shared[0][1]
        step = next((s for (id, s), own in steps.items() if id == task and own <= stems), "")
        for attempt in every:
            if (attempt.task, attempt.participant) == (task, one.participant):
                yield attempt, _content(one, because, "said of the task", step)


def _content(one: Marked, because: str, how: str, step: str = "") -> Content:
    return Content(
        one.participant, one.session, one.quote.exact, because, how, quote=one.quote, step=step
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem for stem, _, _ in content_words(text))


def _rated(
    every: Sequence[Attempt], answers: Sequence[Answer]
) -> Iterator[tuple[Attempt, Content]]:
    """Tasks that were rated easy, by who rated them."""
    rated: Mapping[tuple[str, str], Answer] = {
        (one.participant, one.task): one for one in answers if one.form is Form.SEQ
    }
    for attempt in every:
        one = rated.get((attempt.participant, attempt.task))
        ease = one.items[0] if one and one.items else None
        if one and ease is not None and ease >= EASY:
            words = f"{ease} of 7 for ease"
            yield (
                attempt,
                Content(
                    one.participant,
                    one.session,
                    words,
                    words,
                    "answered after the task",
                    quote=one.quote,
                    answer=one,
                ),
            )
