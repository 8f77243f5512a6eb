"""Findings, what people remark on them and on quotes, and what was decided on their ground."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.records.interview import Source
from firsthand.records.studies import Study
from firsthand.records.synthesize import Pattern, Place


class Finding(models.Model):
    """A claim that somebody makes, and its `evidence`; `pattern` is what it was made of."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="findings")
    claim = models.TextField(_("claim"))
    pattern = models.ForeignKey(Pattern, models.SET_NULL, null=True, related_name="findings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.claim


class Evidence(Place):
    """Exact words that speak for a finding, or against it."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence")
    contradicts = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint("finding", "source", "start", "end", name="evidence_once"),
        )


class Comment(models.Model):
    """A remark on a finding, or on a quote: `text[start:end]` of the source."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="comments")
    finding = models.ForeignKey(Finding, models.CASCADE, null=True, related_name="comments")
    source = models.ForeignKey(Source, models.CASCADE, null=True, related_name="comments")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)


class Decision(models.Model):
    """What was decided, by whom and when, on which findings."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="decisions")
    what = models.TextField(_("what was decided"))
    who = models.CharField(_("who decided"), max_length=200)
    on = models.DateField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-on", "-id")


class Ground(models.Model):
    """A finding that a decision was made on, and how it stood then.

    `stood` has the people and places for it and against it by key, to compare, and the figures.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="grounds")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="decided")
    stood = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint("decision", "finding", name="a_ground_once"),)


class Confidence(models.TextChoices):
    HIGH = "high", _("high")
    MODERATE = "moderate", _("moderate")
    LOW = "low", _("low")
    VERY_LOW = "very_low", _("very low")


class Judgement(models.Model):
    """The GRADE-CERQual judgement of a finding, signed by whoever made it.

    `concerns` has for each of the four components how serious concerns are, and why. `stood` is
    what the finding rested on then, as in a `Ground`.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="judgements")
    concerns = models.JSONField(default=dict)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence)
    reason = models.TextField(_("why"))
    stood = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
