"""Test: what participants were asked to do, with what, and what they were seen to do."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.method import usability
from firsthand.records.interview import Session, Source
from firsthand.records.locate import Participant
from firsthand.records.studies import Study


class Prototype(models.Model):
    """A rough version that is put before participants: an address, or files of its own."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="prototypes")
    name = models.CharField(_("name"), max_length=200)
    link = models.URLField(_("address"), max_length=1000, blank=True)
    memo = models.TextField(_("what it is, and what it is not yet"), blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name


class PrototypeFile(models.Model):
    """A file of a prototype, kept in the workspace's folder under its own digest."""

    prototype = models.ForeignKey(Prototype, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("name", "id")


class Task(models.Model):
    """What a participant is asked to do, in its place, and when it counts as done."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="tasks")
    number = models.PositiveIntegerField()
    text = models.TextField(_("what they are asked to do"))
    success = models.TextField(_("it is done when"), blank=True)
    prototype = models.ForeignKey(
        Prototype, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )

    class Meta:
        ordering = ("number", "id")

    def __str__(self) -> str:
        return self.text


class TaskStep(models.Model):
    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    text = models.CharField(_("step"), max_length=300)

    class Meta:
        ordering = ("number", "id")

    def __str__(self) -> str:
        return self.text


class Event(models.Model):
    """One thing that was seen, `seconds` after the session began.

    `line` is the observer's own id for it, so that what is sent twice is kept once. `observer`
    names who saw it where that is nobody with an account. Once the session is over, its words
    stand in a source that never changes: `text[start:end]`.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="events")
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="events"
    )
    task = models.ForeignKey(Task, models.RESTRICT, null=True, blank=True, related_name="events")
    step = models.ForeignKey(
        TaskStep, models.SET_NULL, null=True, blank=True, related_name="events"
    )
    line = models.CharField(max_length=36)
    act = models.CharField(max_length=16, choices=[(one.value, one.words) for one in usability.Act])
    text = models.TextField(blank=True)
    seconds = models.FloatField()
    observer = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="events")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("seconds", "id")
        constraints = (models.UniqueConstraint("session", "line", name="an_event_once"),)


class Form(models.TextChoices):
    SEQ = "seq", _("SEQ, after a task")
    SUS = "sus", _("SUS, after the session")
    UMUX_LITE = "umux_lite", _("UMUX-Lite, after the session")


class Answer(models.Model):
    """A questionnaire that a participant filled in: `items` in order, null where left out."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="answers")
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    form = models.CharField(max_length=12, choices=Form)
    task = models.ForeignKey(Task, models.RESTRICT, null=True, blank=True, related_name="answers")
    items = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)


class Replay(models.Model):
    """A recording of a screen as rrweb events: a file in the workspace's folder.

    `offset` is how many seconds the recording runs before the session's first second.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="replays")
    name = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    seconds = models.FloatField(default=0.0)
    offset = models.FloatField(default=0.0)
