"""Empathize: what people do, what shapes it, and the day or workflow in which it happens."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.method import empathize
from firsthand.records.interview import Question
from firsthand.records.studies import Study
from firsthand.records.synthesize import Place


class Stage(models.Model):
    """A stretch of the users' day or workflow, in its place."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="stages")
    number = models.PositiveIntegerField()
    name = models.CharField(_("what happens then"), max_length=200)

    class Meta:
        ordering = ("number", "id")

    def __str__(self) -> str:
        return self.name


class Behaviour(Place):
    """Something a participant did, as a person has it; refused where it is none.

    `question` is the one in the guide that asks what was in the way.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="behaviours")
    stage = models.ForeignKey(
        Stage, models.SET_NULL, null=True, blank=True, related_name="behaviours"
    )
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="behaviours"
    )
    refused = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint("source", "start", "end", name="one_behaviour_at_a_place"),
        )


class Constraint(Place):
    """The words that say what shaped a behaviour, confirmed by a person, or refused."""

    behaviour = models.ForeignKey(Behaviour, models.CASCADE, related_name="constraints")
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=[(one.value, one.words) for one in empathize.ConstraintKind],
    )
    refused = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "behaviour", "source", "start", "end", name="one_constraint_at_a_place"
            ),
        )
