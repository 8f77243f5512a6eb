"""Work that goes on after the answer: reading files, labelling. It survives a restart."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from firsthand.records.studies import Study


class State(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(models.Model):
    """`done` of `total` steps; `beat` is renewed while it runs, so that a dead one is seen."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="jobs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    about = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    added = models.DateTimeField(auto_now_add=True)
    beat = models.DateTimeField(null=True)
