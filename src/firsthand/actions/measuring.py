"""What the records hold of tests, as the method's values, and the figures of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Q

from firsthand.exchange.logs.writing import answer_line
from firsthand.listen.measuring import beside
from firsthand.method import usability
from firsthand.method.evidence import Grade, Label, Quote, quote
from firsthand.method.measured import Measured
from firsthand.method.sources import Part, SourceKind
from firsthand.method.sources import Source as Text
from firsthand.method.synthesize import Marked
from firsthand.method.usability import Act, Form
from firsthand.records.models import (
    Answer,
    Event,
    Participant,
    Source,
    Speaker,
    Statement,
    Study,
    Task,
    Turn,
)


def measured_of(study: Study) -> Measured | None:
    """The figures of the study's tests as they stand now, but for who withdrew consent.

    Events of a session that is still going on are counted; they have no line to lead to yet.
    """
    gone = _withdrawn(study)
    closed = _closed(study, gone)

    def counts(one: usability.Event | usability.Answer) -> bool:
        return one.session not in closed and one.participant not in gone.values()

    events = [one for one in events_of(study) if counts(one)]
    answers = [one for one in answers_of(study) if counts(one)]
    if not events and not answers:
        return None
    people = {one.participant for one in events}
    return beside(
        tasks_of(study), events, answers, _spoken(study, people, closed), joined_in(study)
    )


def tasks_of(study: Study) -> list[usability.Task]:
    """The study's tasks; in all logs they go by their number."""
    rows = Task.objects.filter(study=study).prefetch_related("steps")
    return [
        usability.Task(
            str(one.number), one.text, one.success, tuple(step.text for step in one.steps.all())
        )
        for one in rows
    ]


def events_of(study: Study) -> list[usability.Event]:
    """Every event, with its line where it stands in a source."""
    rows = Event.objects.filter(session__study=study).select_related(
        "participant", "task", "step", "by"
    )
    found = list(rows.order_by("session", "seconds", "pk"))
    texts = _texts({one.source_id for one in found if one.source_id})
    return [
        usability.Event(
            act=Act(one.act),
            seconds=one.seconds,
            participant=one.participant.pseudonym if one.participant else "Somebody",
            session=texts[one.source_id].name if one.source_id else _name(one.session_id),
            task=str(one.task.number) if one.task else "",
            step=one.step.text if one.step else "",
            text=one.text,
            by=one.observer or (str(one.by) if one.by else ""),
            quote=_quote(texts, one),
        )
        for one in found
    ]


def answers_of(study: Study) -> list[usability.Answer]:
    """Every questionnaire, with its line where it came from a file of answers."""
    rows = Answer.objects.filter(session__study=study).select_related("participant", "task")
    found = [
        (
            one,
            usability.Answer(
                form=Form(one.form),
                participant=one.participant.pseudonym if one.participant else "Somebody",
                session=_name(one.session_id),
                items=tuple(one.items),
                task=str(one.task.number) if one.task else "",
            ),
        )
        for one in rows
    ]
    lines = _answer_lines(study) if found else {}
    return [_with_line(one, value, lines) for one, value in found]


type Lines = Mapping[tuple[int, int | None, str], tuple[str, Quote]]


def _with_line(row: Answer, value: usability.Answer, lines: Lines) -> usability.Answer:
    known = lines.get((row.session_id, row.participant_id, answer_line(value)))
    if known is None:
        return value
    name, words = known
    return usability.Answer(value.form, value.participant, name, value.items, value.task, words)


def _answer_lines(study: Study) -> Lines:
    """Where the answers of each participant stand in the logs, by session and words."""
    rows = Turn.objects.filter(
        source__study=study, source__kind=SourceKind.LOG, speaker__part=Part.OTHER
    ).select_related("speaker")
    turns = list(rows)
    texts = _texts({one.source_id for one in turns})
    sessions = dict(Source.objects.filter(pk__in=texts).values_list("pk", "session"))
    return {
        (
            sessions[one.source_id],
            one.speaker.participant_id,
            texts[one.source_id].text[one.start : one.end],
        ): (texts[one.source_id].name, quote(texts[one.source_id], one.start, one.end))
        for one in turns
    }


def _texts(keys: Collection[int]) -> Mapping[int, Text]:
    rows = Source.objects.filter(pk__in=keys).values_list("pk", "name", "text")
    return {key: Text(name, text, SourceKind.LOG) for key, name, text in rows}


def _quote(texts: Mapping[int, Text], one: Event) -> Quote | None:
    if one.source_id is None or one.start is None or one.end is None:
        return None
    return quote(texts[one.source_id], one.start, one.end)


def _name(session: int) -> str:
    """What a session is called that left no source."""
    return f"session {session}"


def _withdrawn(study: Study) -> Mapping[int, str]:
    """Who withdrew consent."""
    asked = Participant.objects.filter(study=study, consents__withdrawn__isnull=False).distinct()
    found = ((one, one.consent()) for one in asked.prefetch_related("consents"))
    return {one.pk: one.pseudonym for one, consent in found if consent and consent.withdrawn}


def _closed(study: Study, gone: Mapping[int, str]) -> frozenset[str]:
    """Sources in which somebody stands who withdrew consent: nothing of them is counted."""
    if not gone:
        return frozenset()
    rows = Speaker.objects.filter(source__study=study, participant__in=gone)
    return frozenset(rows.values_list("source__name", flat=True))


def _spoken(study: Study, people: Collection[str], closed: Collection[str]) -> list[Marked]:
    """What those who were watched said elsewhere than in a log."""
    speaking = Speaker.objects.filter(
        source__study=study, part=Part.PARTICIPANT, participant__pseudonym__in=people
    ).exclude(Q(source__kind=SourceKind.LOG) | Q(source__name__in=closed))
    turns = Turn.objects.filter(speaker__in=speaking)
    columns = turns.values_list("source", "number", "speaker__participant__pseudonym")
    who = {(source, number): pseudonym for source, number, pseudonym in columns}
    sources = {source for source, _ in who}
    texts = _texts(sources)
    rows = Statement.objects.filter(source__in=sources).exclude(grade=Grade.OBSERVED)
    places = rows.order_by("source", "start").values_list("source", "turn", "start", "end")
    moments = _moments(sources)
    return [
        _marked(texts[source], start, end, who[source, turn], moments[source])
        for source, turn, start, end in places
        if (source, turn) in who
    ]


def _moments(keys: Collection[int]) -> Mapping[int, Sequence[tuple[int, float]]]:
    return dict(Source.objects.filter(pk__in=keys).values_list("pk", "moments"))


def _marked(
    text: Text, start: int, end: int, who: str, moments: Sequence[tuple[int, float]]
) -> Marked:
    """A statement as far as it is needed here; its grade plays no part."""
    last = bisect_right(moments, start, key=lambda pair: pair[0])
    at = moments[last - 1][1] if last else None
    words = quote(text, start, end)
    return Marked("", words, who, text.name, Label(Grade.GENERAL, 1.0), at=at)


def joined_in(study: Study) -> Mapping[str, tuple[str, float]]:
    """Transcripts whose log is known, and how many seconds the recording runs before that.

    It is the one that somebody joined them to, else the one of the same session, which counts
    from the same second.
    """
    rows = Source.objects.filter(study=study).values_list(
        "session", "kind", "name", "session__log__name", "session__offset"
    )
    logs = {session: name for session, kind, name, *_ in rows if kind == SourceKind.LOG}
    return {
        name: (log, offset) if log else (logs[session], 0.0)
        for session, kind, name, log, offset in rows
        if kind != SourceKind.LOG and (log or session in logs)
    }
