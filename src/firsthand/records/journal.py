"""The journal: what was done, by whom, and every row as it was before and after.

Append-only. Undo, redo, what others see live, and the audit are all read from it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from firsthand.records.empathy_map import Contributor, EmpathyMap
from firsthand.records.studies import Study


class Entry(models.Model):
    """One thing a person did. `changes` are rows: model, id, before, after (null: no row).

    `about` names what pages show it, one or more: `source:12 source:14`. What was done on a map is
    of that `map`, by a `contributor`; `act` is the id under which it was sent, so that what is sent
    twice is done once.
    """

    id = models.BigAutoField(primary_key=True)
    study = models.ForeignKey(Study, models.CASCADE, related_name="journal")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=40)
    about = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    map = models.ForeignKey(EmpathyMap, models.CASCADE, null=True, related_name="journal")
    contributor = models.ForeignKey(Contributor, models.SET_NULL, null=True, related_name="+")
    act = models.CharField(max_length=36, blank=True)
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index("study", "id", name="journal_of_a_study"),
            models.Index("map", "id", name="journal_of_a_map"),
        )
        constraints = (
            models.UniqueConstraint("map", "act", condition=~models.Q(act=""), name="an_act_once"),
        )
