"""The dossier of a study as it was last put together; derived, and made again at will."""

from __future__ import annotations

from django.db import models

from firsthand.records.studies import Study


class Dossier(models.Model):
    """`gates` are the six, in order: letter, title, open, has, missing, next act.

    `board` holds patterns, offers and contradictions by their places; `changes` what was last new
    in them, and since when.
    """

    study = models.OneToOneField(Study, models.CASCADE, related_name="dossier")
    made = models.DateTimeField()
    gates = models.JSONField(default=list)
    board = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    page = models.TextField()
    style_hash = models.CharField(max_length=100)
