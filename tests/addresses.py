"""Every address of the workspace: what one must be allowed for it, and an example of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.watching import a_prototype, a_task, an_answer, an_event
from tests.workspace import a_line, a_recording, a_replay, the_source

from firsthand.actions.commenting import remark
from firsthand.actions.finding import Cites, claim
from firsthand.actions.judging import Judged, judge
from firsthand.actions.marking import mark
from firsthand.actions.naming import name
from firsthand.actions.outcomes import Measured, measure, write_down
from firsthand.actions.permissions import May
from firsthand.actions.resolving import Resolved, decide
from firsthand.actions.solving import Trying, propose, put_to_test
from firsthand.records.models import (
    Behaviour,
    Constraint,
    Dossier,
    EmpathyMap,
    Invitation,
    Pattern,
    Person,
    Reflection,
    Source,
    Study,
    WorkingAgreement,
)
from firsthand.records.studies import Role

READS = {
    "study": May.READ,
    "test": May.READ,
    "empathize": May.READ,
    "name": May.READ,
    "dossier": May.READ,
    "about": May.DECIDE,
    "locate": May.READ,
    "participant": May.READ,
    "interview": May.READ,
    "job": May.READ,
    "transcript": May.READ,
    "speakers": May.DECIDE,
    "marking": May.MARK,
    "synthesize": May.READ,
    "statement": May.MARK,
    "members": May.READ,
    "new-participant": May.DECIDE,
    "participant-description": May.DECIDE,
    "participant-attributes": May.DECIDE,
    "participant-merging": May.DECIDE,
    "identity": May.IDENTIFY,
    "consents": May.DECIDE,
    "withdrawal": May.DECIDE,
    "consents-of-several": May.DECIDE,
    "sought": May.DECIDE,
    "one-sought": May.DECIDE,
    "findings": May.READ,
    "new-finding": May.MARK,
    "finding": May.READ,
    "candidates": May.MARK,
    "finding-ticket": May.EXPORT,
    "pattern-ticket": May.EXPORT,
    "suggested-ticket": May.EXPORT,
    "quote": May.READ,
    "quote-ticket": May.EXPORT,
    "comment": May.MARK,
    "decisions": May.READ,
    "new-decision": May.DECIDE,
    "decision": May.DECIDE,
    "dossier-state": May.READ,
    "dossier-file": May.EXPORT,
    "hygiene": May.READ,
    "recordings": May.READ,
    "moments": May.READ,
    "media": May.READ,
    "removing": May.DECIDE,
    "guide": May.READ,
    "guide-checking": May.READ,
    "question": May.MARK,
    "new-session": May.MARK,
    "notes": May.READ,
    "line": May.MARK,
    "live": May.READ,
    "search": May.READ,
    "ask": May.READ,
    "patterns": May.READ,
    "pattern": May.MARK,
    "placing": May.MARK,
    "statements": May.READ,
    "codes": May.READ,
    "code": May.READ,
    "code-removal": May.MARK,
    "quotes": May.READ,
    "stage": May.MARK,
    "behaviours": May.READ,
    "behaviour": May.READ,
    "wording": May.READ,
    "test-report": May.READ,
    "test-events": May.READ,
    "test-contradictions": May.READ,
    "replays": May.READ,
    "replay": May.READ,
    "replay-stage": May.READ,
    "replay-events": May.READ,
    "problem-checking": May.READ,
    "new-problem": May.MARK,
    "problem": May.READ,
    "problem-ticket": May.EXPORT,
    "version": May.READ,
    "judgements": May.READ,
    "tasks": May.READ,
    "task": May.MARK,
    "step": May.MARK,
    "prototypes": May.READ,
    "prototype": May.IMPORT,
    "prototype-opening": May.READ,
    "observing": May.READ,
    "events": May.READ,
    "event": May.MARK,
    "session-clock": May.READ,
    "new-answer": May.MARK,
    "thanks": May.MARK,
    "answer": May.MARK,
    "maps": May.READ,
    "map": May.READ,
    "reflections": May.READ,
    "new-reflection": May.MARK,
    "pause": May.READ,
    "reflection": May.READ,
    "reflection-changing": May.MARK,
    "reflection-markdown": May.EXPORT,
    "reflection-html": May.EXPORT,
    "agreements": May.MARK,
    "agreement": May.MARK,
    "working": May.READ,
    "working-step": May.MARK,
    "working-text": May.EXPORT,
    "map-files": May.EXPORT,
    "map-import": May.MARK,
    "map-brief": May.READ,
    "map-brief-file": May.EXPORT,
    "map-assumptions": May.READ,
    "map-note-asking": May.MARK,
    "map-note-evidence": May.READ,
    "map-changing": May.MARK,
    "map-removal": May.DECIDE,
    "map-poster": May.DECIDE,
}
WRITES = {
    "passages": May.DECIDE,
    "erasing": May.MANAGE,
    "undoing": May.MARK,
    "files": May.IMPORT,
    "cancelling": May.IMPORT,
    "highlights": May.MARK,
    "removals": May.MARK,
    "verdicts": May.MARK,
    "labelling": May.IMPORT,
    "membership": May.MANAGE,
    "member-removal": May.MANAGE,
    "leaving": May.READ,
    "invitations": May.MANAGE,
    "revocation": May.MANAGE,
    "participant-removal": May.DECIDE,
    "identity-erasure": May.IDENTIFY,
    "sought-removal": May.DECIDE,
    "claim": May.MARK,
    "finding-removal": May.MARK,
    "evidence": May.MARK,
    "evidence-turning": May.MARK,
    "evidence-removal": May.MARK,
    "comments": May.MARK,
    "comment-removal": May.MARK,
    "decision-removal": May.DECIDE,
    "dossier-files": May.EXPORT,
    "attendance": May.DECIDE,
    "swapping": May.DECIDE,
    "merging": May.DECIDE,
    "recording-shift": May.IMPORT,
    "recording-removal": May.IMPORT,
    "question-rewriting": May.MARK,
    "question-moving": May.MARK,
    "question-removal": May.MARK,
    "lines": May.MARK,
    "line-removal": May.MARK,
    "asked": May.MARK,
    "ending": May.IMPORT,
    "asked-question": May.MARK,
    "letting-go": May.MARK,
    "acceptances": May.MARK,
    "refusals": May.MARK,
    "mergers": May.MARK,
    "moves": May.MARK,
    "belongings": May.MARK,
    "verdicts-of-several": May.MARK,
    "code-merging": May.MARK,
    "code-splitting": May.MARK,
    "codings": May.MARK,
    "stages": May.MARK,
    "stage-moving": May.MARK,
    "stage-removal": May.MARK,
    "links": May.MARK,
    "behaviour-questions": May.MARK,
    "behaviour-placing": May.MARK,
    "behaviour-removal": May.MARK,
    "constraints": May.MARK,
    "constraint": May.MARK,
    "constraint-removal": May.MARK,
    "contradiction-findings": May.MARK,
    "joining": May.DECIDE,
    "replay-shift": May.IMPORT,
    "replay-removal": May.IMPORT,
    "problem-removal": May.MARK,
    "versions": May.MARK,
    "version-retaking": May.MARK,
    "solutions": May.DECIDE,
    "solution-removal": May.DECIDE,
    "trials": May.DECIDE,
    "trial-outcome": May.DECIDE,
    "trial-removal": May.DECIDE,
    "metrics": May.DECIDE,
    "metric-removal": May.DECIDE,
    "measurements": May.DECIDE,
    "measurement-removal": May.DECIDE,
    "task-moving": May.MARK,
    "task-removal": May.MARK,
    "steps": May.MARK,
    "step-moving": May.MARK,
    "step-removal": May.MARK,
    "prototype-files": May.IMPORT,
    "prototype-file-removal": May.IMPORT,
    "prototype-removal": May.IMPORT,
    "event-removal": May.MARK,
    "recording-start": May.MARK,
    "test-ending": May.IMPORT,
    "late-events": May.IMPORT,
    "answer-removal": May.MARK,
    "map-room": May.DECIDE,
    "map-room-closure": May.DECIDE,
    "reflection-removal": May.DECIDE,
    "pairs": May.MARK,
    "reflected-roles": May.MARK,
    "pause-sharing": May.READ,
    "pause-withdrawal": May.READ,
    "pause-erasure": May.READ,
    "agreement-looking-back": May.MARK,
    "agreement-removal": May.MARK,
    "working-outcome": May.MARK,
    "map-question": May.MARK,
    "map-parts": May.MARK,
    "map-room-term": May.DECIDE,
    "map-room-code": May.DECIDE,
    "map-room-rules": May.DECIDE,
    "map-room-reopening": May.DECIDE,
}
NEEDS = READS | WRITES
MINE = {"studies", "new-study", "begun", "account", "search-all", "ask-all", "known"}
MINE |= {"observing-keys"}
OPEN = MINE | {"entrance", "enter", "prototype-file"}
# Rooms let in guests too: tests/web/test_rooms.py says whom.
OPEN |= {"room-form", "room-group", "room-offers", "room-votes"}
OPEN |= {"join", "join-by-link", "room", "room-notes", "room-acts", "room-live"}
OPEN |= {"room-leading", "room-people", "room-clock"}

# What the number after a word of an address stands for, in the study that is looked at.
ROWS: Mapping[str, Callable[[Study], int]] = {
    "sources": lambda study: the_source(study).pk,
    "participants": lambda study: study.participants.all()[0].pk,
    "jobs": lambda study: study.jobs.all()[0].pk,
    "turns": lambda study: 1,
    "statements": lambda study: the_source(study).statements.all()[0].start,
    "members": lambda study: study.memberships.order_by("pk")[0].pk,
    "invitations": lambda study: an_invitation(study).pk,
    "consents": lambda study: study.participants.all()[0].consents.get_or_create()[0].pk,
    "sought": lambda study: study.sought.get_or_create(attribute="ward", value="night")[0].pk,
    "findings": lambda study: study.findings.all()[0].pk,
    "evidence": lambda study: study.findings.all()[0].evidence.all()[0].pk,
    "patterns": lambda study: study.patterns.all()[0].pk,
    "suggested": lambda study: study.dossier.suggested[0]["key"],
    "quotes": lambda study: study.findings.all()[0].evidence.all()[0].start,
    "to": lambda study: study.findings.all()[0].evidence.all()[0].end,
    "comments": lambda study: study.comments.all()[0].pk,
    "decisions": lambda study: study.decisions.all()[0].pk,
    "recordings": lambda study: a_recording(study).pk,
    "questions": lambda study: study.questions.get_or_create(number=1, text="Would you?")[0].pk,
    "sessions": lambda study: the_source(study).session.pk,
    "lines": lambda study: a_line(study).pk,
    "codes": lambda study: study.codes.get_or_create(name="arm", letter="A")[0].pk,
    "places": lambda study: study.findings.all()[0].evidence.all()[0].start,
    "stages": lambda study: study.stages.get_or_create(name="the round", number=1)[0].pk,
    "behaviours": lambda study: a_behaviour(study).pk,
    "constraints": lambda study: a_constraint(study).pk,
    "replays": lambda study: a_replay(study).pk,
    "problems": lambda study: study.problems.all()[0].pk,
    "versions": lambda study: study.problems.all()[0].versions.all()[0].pk,
    "solutions": lambda study: study.problems.all()[0].solutions.all()[0].pk,
    "trials": lambda study: study.problems.all()[0].solutions.all()[0].trials.all()[0].pk,
    "metrics": lambda study: study.problems.all()[0].metrics.all()[0].pk,
    "measurements": lambda study: study.problems.all()[0].metrics.all()[0].measurements.all()[0].pk,
    "tasks": lambda study: a_task(study).pk,
    "steps": lambda study: a_task(study).steps.all()[0].pk,
    "prototypes": lambda study: a_prototype(study).pk,
    "files": lambda study: a_prototype(study).files.all()[0].pk,
    "events": lambda study: an_event(study).pk,
    "answers": lambda study: an_answer(study).pk,
    "maps": lambda study: a_map(study).pk,
    "reflections": lambda study: a_reflection(study).pk,
    "reflected": lambda study: a_reflection(study).reflected.all()[0].pk,
    "agreements": lambda study: a_reflection(study).agreements.all()[0].pk,
    "letters": lambda study: 1,
    "notes": lambda study: a_map(study).notes.all()[0].pk,
}
PLACE = re.compile(r"(\w+)/<key:(\w+)>")  # a word, and what the number after it is called


def routes(of: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """The name of every address, and how it is written."""
    for one in (of or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        elif isinstance(one, URLPattern) and one.name:
            yield one.name, route


ROUTES = dict(routes())


def address(name: str, study: Study, key: int | None = None) -> str:
    """The page of that name; with `key`, its rows under another study."""
    places = PLACE.findall(ROUTES[name])
    given = {place: ROWS[word](study) for word, place in places if word != "studies"}
    return reverse(name, kwargs=given | {"key": key or study.pk})


def an_invitation(study: Study) -> Invitation:
    """One that the study has, open, whoever made it."""
    return Invitation.objects.get_or_create(
        study=study,
        digest=f"of study {study.pk}",
        defaults={"role": Role.VIEWER, "expires": timezone.now() + timedelta(days=7)},
    )[0]


def a_behaviour(study: Study) -> Behaviour:
    """What the study's first statement tells."""
    source = the_source(study)
    one = source.statements.order_by("start")[0]
    place = {"source": source, "start": one.start, "end": one.end}
    return study.behaviours.get_or_create(**place)[0]


def a_constraint(study: Study) -> Constraint:
    one = a_behaviour(study)
    place = {"source": one.source, "start": one.start, "end": one.start + 9}
    return one.constraints.get_or_create(**place, defaults={"kind": "time"})[0]


def a_map(study: Study) -> EmpathyMap:
    """One of a role, with its lenses, a note, and its room open."""
    made, new = study.maps.get_or_create(title="A night on the ward", centre="role", role="Nurse")
    if new:
        lens = made.lenses.create(number=1, name="What they do", area="does")
        made.notes.create(lens=lens, key="k1", text="Writes the pulse on the glove")
        made.rooms.create(code=f"R{study.pk:07}", expires=timezone.now() + timedelta(days=14))
    return made


def a_reflection(study: Study) -> Reflection:
    """The map above beside another, with an agreement, and what each does in a step."""
    made, new = study.reflections.get_or_create(title="Ward and office")
    if new:
        first = a_map(study)
        other = study.maps.create(title="The office", centre="role", role="Clerk")
        lens = other.lenses.create(number=1, name="What they do", area="does")
        other.notes.create(lens=lens, key="k2", text="Writes the pulse on a glove too")
        for number, one in enumerate((first, other), start=1):
            made.reflected.create(map=one, number=number)
        made.agreements.create(text="Read it aloud.", owner="Ann", due=study.created.date())
        working = WorkingAgreement.objects.create(reflection=made, outcome="No pulse is lost")
        working.duties.create(step="Test", function="design", text="Watches.")
    return made


def fill(study: Study, by: Person) -> None:
    """A row for every address of a study that is labelled: a mark, a finding, and so on."""
    mark(the_source(study), by, 5, 9)
    claimed(study, by)
    named(study, by)


def named(study: Study, by: Person) -> None:
    """A problem with a solution, its test and a metric, and a judgement of a finding."""
    problem = name(study, by, "The terminal froze twice, so Mara wrote the vitals on her arm.")
    solution = propose(problem, by, "A clip for the sheet.", "The ward asks for it this week.")
    task = study.tasks.get_or_create(number=1, text="Write a pulse down at the bed.")[0]
    trying = Trying("Mara's two o'clock round", [task.pk], study.created.date())
    put_to_test(solution, problem, by, trying)
    metric = measure(problem, by, "user", "minutes of typing a night", "minutes", True)
    measured = Measured("before", 30.0, study.created.date(), "a count by Mara", 1)
    write_down(metric, problem, by, measured)
    concerns = dict.fromkeys(("methods", "coherence", "adequacy", "relevance"), ("none", ""))
    concerns["adequacy"] = ("serious", "One person.")
    judge(study.findings.all()[0], by, Judged(concerns, "low", "One person said so."))


def claimed(study: Study, by: Person) -> None:
    """A finding with a quote and a comment, a decision on it, and something suggested."""
    source = the_source(study)
    start = source.statements.all()[0].start
    finding = claim(study, by, "The terminal freezes.", Cites([(source.pk, start, start + 9)]))
    remark(finding, by, "We saw that too.")
    decide(study, by, Resolved("Look at the terminal.", "Ann", study.created.date()), [finding])
    Pattern.objects.create(study=study, name="It freezes", by=by)
    Dossier.objects.create(study=study, made=study.created, suggested=[a_suggestion(source)])


def a_suggestion(source: Source) -> dict[str, object]:
    """A pattern that the engine suggests, with a quote for it."""
    start = source.statements.all()[0].start
    told = {"key": 7, "kind": "pattern", "claim": "It freezes", "refusals": []}
    return told | {"speaking": [(source.pk, start, start + 9)], "against": []}
