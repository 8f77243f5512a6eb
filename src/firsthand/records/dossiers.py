"""The dossier of a study as it was last put together; derived, and made again at will."""

from __future__ import annotations

from django.db import models

from firsthand.records.studies import Study


class Dossier(models.Model):
    """`gates` are the six, in order: letter, title, open, has, missing, next act.

    `page` is what the renderer made, to stand in a page of the workspace. `suggested` are the
    engine's patterns and problem sentences with the places they rest on, each under its `key`.
    `questions` are behaviours with no constraint under them yet: whom to ask, and their words.
    `board` holds patterns, offers and contradictions by their places; `changes` what was last new
    in them, and since when.
    """

    study = models.OneToOneField(Study, models.CASCADE, related_name="dossier")
    made = models.DateTimeField()
    gates = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    board = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    page = models.TextField()
    suggested = models.JSONField(default=list)


class Publication(models.Model):
    """A study's dossier as it may leave the team: without those in `left_out`, by their key."""

    study = models.OneToOneField(Study, models.CASCADE, related_name="publication")
    made = models.DateTimeField()
    left_out = models.JSONField(default=dict)
    html = models.TextField()
    markdown = models.TextField()
    data = models.TextField()
