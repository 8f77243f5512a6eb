"""The dossier of a study as it was last put together; derived, and made again at will."""

from __future__ import annotations

from django.db import models

from firsthand.records.studies import Study


class Dossier(models.Model):
    """`gates` are the six, in order: letter, title, open, has, missing, next act.

    `questions` are behaviours with no constraint under them yet: whom to ask, and their words.
    """

    study = models.OneToOneField(Study, models.CASCADE, related_name="dossier")
    made = models.DateTimeField()
    gates = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    page = models.TextField()
    style_hash = models.CharField(max_length=100)
