"""What a test of a study needs: a task with a step, a prototype, an event, a filled-in form."""

from pathlib import Path

from django.conf import settings
from tests.workspace import the_source, upload

from firsthand.actions.prototyping import add_prototype
from firsthand.records.models import Answer, Event, Prototype, Study, Task

PAGE = "<!doctype html><title>Sketch</title><h1>Orders</h1>"


def a_task(study: Study) -> Task:
    """The study's first task, with a step."""
    task, _new = study.tasks.get_or_create(number=1, defaults={"text": "Have the order signed"})
    if not task.steps.exists():
        task.steps.create(number=1, text="Open the list of orders")
    return task


def a_prototype(study: Study) -> Prototype:
    """The study's first prototype, a page."""
    there = study.prototypes.first()
    owner = study.memberships.order_by("pk")[0].person
    Path(settings.DATA).mkdir(exist_ok=True)
    page = upload("index.html", PAGE)
    return there or add_prototype(study, owner, "Sketch", "", "", [page])


def an_event(study: Study) -> Event:
    """An event in the session of the study's only source."""
    session = the_source(study).session
    return Event.objects.get_or_create(
        session=session,
        line="00000000-0000-4000-8000-000000000001",
        defaults={"act": "hesitation", "seconds": 2, "task": a_task(study)},
    )[0]


def an_answer(study: Study) -> Answer:
    session = the_source(study).session
    return Answer.objects.get_or_create(
        session=session, form="umux_lite", defaults={"items": [6, None]}
    )[0]
