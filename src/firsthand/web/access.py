"""Access is the way an object is loaded: a page has no other.

What is not there and what is not yours answer alike: 404.
"""

from __future__ import annotations

from typing import cast

from django.contrib.auth import get_user
from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest

from firsthand.actions.mapped import notes_shown
from firsthand.actions.permissions import May, allowed, require
from firsthand.records.models import (
    Answer,
    Behaviour,
    Code,
    Comment,
    Consent,
    Constraint,
    Decision,
    EmpathyMap,
    Entry,
    Event,
    Evidence,
    Finding,
    Invitation,
    Job,
    MapNote,
    Measurement,
    Membership,
    Metric,
    Participant,
    Pattern,
    Person,
    Problem,
    Prototype,
    PrototypeFile,
    Question,
    Recording,
    Replay,
    Session,
    Solution,
    Sought,
    Source,
    Stage,
    Study,
    Task,
    TaskStep,
    Trial,
    Version,
)

# Read before anything that a page shows: live updates go on from there, and miss nothing.
_LAST_ENTRY = Subquery(
    Entry.objects.filter(study=OuterRef("study")).order_by("-pk").values("pk")[:1]
)


def person(request: HttpRequest) -> Person:
    """Who asks; pages behind the log-in only."""
    return cast(Person, request.user)


def studies(request: HttpRequest) -> list[Study]:
    mine = Study.objects.filter(memberships__person=person(request))
    return list(mine.order_by("-created"))


def study(request: HttpRequest, key: int, may: May = May.READ) -> Study:
    """The study; raises Http404 for a stranger and NotAllowed for a role that is not enough."""
    mine = Membership.objects.filter(study=key, person=person(request)).select_related("study")
    membership = mine.annotate(cursor=_LAST_ENTRY).first()
    if membership is None:
        raise Http404
    found = membership.study
    found.membership_of[person(request).pk] = membership
    found.cursor = membership.cursor or 0
    require(person(request), found, may)
    return found


def source(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Source:
    """The source without its text, which is read only where the whole of it is wanted.

    One query for the source, its study and the role in it: whoever marks words waits for this.
    """
    who = person(request)
    mine = Source.objects.filter(pk=number, study=key, study__memberships__person=who)
    known = mine.annotate(
        role=F("study__memberships__role"),
        identities=F("study__memberships__identities"),
        cursor=_LAST_ENTRY,
    )
    found = known.select_related("study").defer(*Source.LARGE).first()
    if found is None:
        raise Http404
    membership = Membership(
        study=found.study, person=who, role=found.role, identities=found.identities
    )
    found.study.membership_of[who.pk] = membership
    found.study.cursor = found.cursor or 0
    require(who, found.study, may)
    return found


def empathy_map(request: HttpRequest, key: int, number: int, may: May = May.READ) -> EmpathyMap:
    return _in_study(request, key, may, EmpathyMap.objects.all(), number)


def map_note(
    request: HttpRequest, key: int, number: int, note: int, may: May = May.READ
) -> MapNote:
    """A note of the map, unless a silent phase hides it from everybody yet."""
    of = empathy_map(request, key, number, may)
    found = notes_shown(of).filter(pk=note).first()
    if found is None:
        raise Http404
    found.map = of
    return found


def participant(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Participant:
    return _in_study(request, key, may, Participant.objects.all(), number)


def consent(
    request: HttpRequest, key: int, number: int, record: int, may: May = May.READ
) -> Consent:
    of = participant(request, key, number, may)
    found = Consent.objects.filter(participant=of, pk=record).first()
    if found is None:
        raise Http404
    found.participant = of
    return found


def sought(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Sought:
    return _in_study(request, key, may, Sought.objects.all(), number)


def job(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Job:
    return _in_study(request, key, may, Job.objects.all(), number)


def membership(request: HttpRequest, key: int, number: int, may: May) -> Membership:
    return _in_study(request, key, may, Membership.objects.select_related("person"), number)


def invitation(request: HttpRequest, key: int, number: int, may: May) -> Invitation:
    """One that nobody used yet."""
    return _in_study(request, key, may, Invitation.objects.filter(used=None), number)


def is_member(request: HttpRequest, of: Study) -> bool:
    return Membership.objects.filter(study=of, person=person(request)).exists()


def still(request: HttpRequest, key: int, may: May = May.READ) -> bool:
    """Whether whoever asked may go on seeing the study: for what stays open after the answer.

    Nothing that was loaded with the request counts: the session may have ended, the account been
    closed, the membership been taken. Ask before each thing that is sent, or every few seconds.
    """
    again = HttpRequest()
    again.session = type(request.session)(request.session.session_key)
    who = get_user(again)
    return who.is_authenticated and may in allowed(who, Study(pk=key))


def finding(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Finding:
    return _in_study(request, key, may, Finding.objects.select_related("by"), number)


def evidence(
    request: HttpRequest, key: int, number: int, piece: int, may: May = May.READ
) -> tuple[Finding, Evidence]:
    of = finding(request, key, number, may)
    found = of.evidence.filter(pk=piece).first()
    if found is None:
        raise Http404
    return of, found


def comment(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Comment:
    return _in_study(request, key, may, Comment.objects.all(), number)


def decision(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Decision:
    return _in_study(request, key, may, Decision.objects.all(), number)


def pattern(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Pattern:
    return _in_study(request, key, may, Pattern.objects.all(), number)


def problem(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Problem:
    return _in_study(request, key, may, Problem.objects.select_related("by"), number)


def version(
    request: HttpRequest, key: int, number: int, part: int, may: May = May.READ
) -> tuple[Problem, Version]:
    return _of_problem(request, key, number, may, Version.objects.filter(pk=part))


def solution(
    request: HttpRequest, key: int, number: int, part: int, may: May
) -> tuple[Problem, Solution]:
    return _of_problem(request, key, number, may, Solution.objects.filter(pk=part))


def trial(
    request: HttpRequest, key: int, number: int, part: int, may: May
) -> tuple[Problem, Trial]:
    rows = Trial.objects.filter(pk=part)
    return _of_problem(request, key, number, may, rows, "solution__problem")


def metric(
    request: HttpRequest, key: int, number: int, part: int, may: May
) -> tuple[Problem, Metric]:
    return _of_problem(request, key, number, may, Metric.objects.filter(pk=part))


def measurement(
    request: HttpRequest, key: int, number: int, part: int, may: May
) -> tuple[Problem, Measurement]:
    rows = Measurement.objects.filter(pk=part)
    return _of_problem(request, key, number, may, rows, "metric__problem")


def question(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Question:
    return _in_study(request, key, may, Question.objects.all(), number)


def session(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Session:
    return _in_study(request, key, may, Session.objects.all(), number)


def recording(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Recording:
    of = study(request, key, may)
    found = Recording.objects.filter(session__study=of, pk=number).select_related("session").first()
    if found is None:
        raise Http404
    found.session.study = of
    return found


def stage(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Stage:
    return _in_study(request, key, may, Stage.objects.all(), number)


def behaviour(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Behaviour:
    rows = Behaviour.objects.select_related("question").prefetch_related("constraints")
    return _in_study(request, key, may, rows, number)


def constraint(
    request: HttpRequest, key: int, number: int, may: May = May.READ
) -> tuple[Study, Constraint]:
    of = study(request, key, may)
    found = Constraint.objects.filter(behaviour__study=of, pk=number).first()
    if found is None:
        raise Http404
    return of, found


def replay(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Replay:
    of = study(request, key, may)
    found = Replay.objects.filter(session__study=of, pk=number).select_related("session").first()
    if found is None:
        raise Http404
    found.session.study = of
    return found


def task(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Task:
    return _in_study(request, key, may, Task.objects.all(), number)


def task_step(request: HttpRequest, key: int, number: int, may: May = May.READ) -> TaskStep:
    of = study(request, key, may)
    found = TaskStep.objects.filter(task__study=of, pk=number).select_related("task").first()
    if found is None:
        raise Http404
    found.task.study = of
    return found


def prototype(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Prototype:
    return _in_study(request, key, may, Prototype.objects.all(), number)


def prototype_file(
    request: HttpRequest, key: int, number: int, may: May = May.READ
) -> PrototypeFile:
    of = study(request, key, may)
    files = PrototypeFile.objects.filter(prototype__study=of, pk=number)
    found = files.select_related("prototype").first()
    if found is None:
        raise Http404
    found.prototype.study = of
    return found


def event(request: HttpRequest, key: int, number: int, event: int, may: May = May.READ) -> Event:
    of = session(request, key, number, may)
    found = of.events.filter(pk=event).select_related("by", "task", "step").first()
    if found is None:
        raise Http404
    found.session = of
    return found


def answer(request: HttpRequest, key: int, number: int, answer: int, may: May = May.READ) -> Answer:
    of = session(request, key, number, may)
    found = of.answers.filter(pk=answer).select_related("task").first()
    if found is None:
        raise Http404
    found.session = of
    return found


def code(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Code:
    return _in_study(request, key, may, Code.objects.all(), number)


def _of_problem[R: models.Model](
    request: HttpRequest, key: int, number: int, may: May, rows: QuerySet[R], by: str = "problem"
) -> tuple[Problem, R]:
    of = problem(request, key, number, may)
    found = rows.filter(**{by: of}).first()
    if found is None:
        raise Http404
    return of, found


def _in_study[R: models.Model](
    request: HttpRequest, key: int, may: May, rows: QuerySet[R], number: int
) -> R:
    """The row of the study with that key; its study is the one that was loaded."""
    of = study(request, key, may)
    found = rows.filter(study=of, pk=number).first()
    if found is None:
        raise Http404
    found.study = of  # type: ignore[attr-defined]
    return found
