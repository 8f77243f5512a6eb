"""Access is the way an object is loaded: a page has no other.

What is not there and what is not yours answer alike: 404.
"""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest

from firsthand.actions.permissions import May, require
from firsthand.records.models import (
    Code,
    Job,
    Membership,
    Participant,
    Pattern,
    Person,
    Source,
    Study,
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
    membership = mine.first()
    if membership is None:
        raise Http404
    found = membership.study
    found.role_of[person(request).pk] = membership.role
    require(person(request), found, may)
    return found


def source(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Source:
    """The source without its text, which is read only where the whole of it is wanted."""
    of = study(request, key, may)
    found = Source.objects.filter(study=of, pk=number).defer(*Source.LARGE).first()
    if found is None:
        raise Http404
    found.study = of
    return found


def participant(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Participant:
    of = study(request, key, may)
    found = Participant.objects.filter(study=of, pk=number).first()
    if found is None:
        raise Http404
    found.study = of
    return found


def job(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Job:
    found = Job.objects.filter(study=study(request, key, may), pk=number).first()
    if found is None:
        raise Http404
    return found


def pattern(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Pattern:
    of = study(request, key, may)
    found = Pattern.objects.filter(study=of, pk=number).first()
    if found is None:
        raise Http404
    found.study = of
    return found


def code(request: HttpRequest, key: int, number: int, may: May = May.READ) -> Code:
    of = study(request, key, may)
    found = Code.objects.filter(study=of, pk=number).first()
    if found is None:
        raise Http404
    found.study = of
    return found
