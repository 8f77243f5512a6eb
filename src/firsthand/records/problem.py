"""Name: the problem sentence through its versions, what is to solve it, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.records.interview import Session
from firsthand.records.studies import Study
from firsthand.records.usability import Task


class Problem(models.Model):
    """A problem that a study names; its sentence is that of its newest version."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="problems")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)


class Version(models.Model):
    """The sentence as it stood, and what it rested on when it was saved.

    `verdict` holds the refusals, the marks of the words, and what it rests on: places in sources,
    never words of people, which must go when their source does.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    sentence = models.TextField(_("problem"))
    passes = models.BooleanField(default=False)
    verdict = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number", "id")
        constraints = (
            models.UniqueConstraint("problem", "number", name="one_version_of_a_number"),
        )

    def __str__(self) -> str:
        return self.sentence


class Solution(models.Model):
    """What is to solve a problem; `reason` says why, where the sentence did not pass."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="solutions")
    text = models.TextField(_("solution"))
    reason = models.TextField(_("why you go on without a sentence that passes"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)


class Trial(models.Model):
    """A solution put to the test in the same users' real workflow, and what came of it."""

    solution = models.ForeignKey(Solution, models.CASCADE, related_name="trials")
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="trials"
    )
    workflow = models.TextField(_("whose workflow, and where in it"))
    outcome = models.TextField(_("what came of it"), blank=True)
    on = models.DateField(_("when"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)


class TrialTask(models.Model):
    trial = models.ForeignKey(Trial, models.CASCADE, related_name="tasks")
    task = models.ForeignKey(Task, models.CASCADE, related_name="trials")

    class Meta:
        constraints = (models.UniqueConstraint("trial", "task", name="a_task_once_in_a_trial"),)


class Whose(models.TextChoices):
    USER = "user", _("the user's")
    TEAM = "team", _("the team's")


class Metric(models.Model):
    """What is measured of a problem: the user's own metric, or the team's beside it."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="metrics")
    whose = models.CharField(max_length=4, choices=Whose, default=Whose.USER)
    name = models.CharField(_("what is measured"), max_length=200)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    less_is_better = models.BooleanField(_("less is better"), default=True)

    class Meta:
        ordering = ("-whose", "id")


class Moment(models.TextChoices):
    BEFORE = "before", _("before")
    AFTER = "after", _("after")


class Measurement(models.Model):
    """A value of a metric on a day, and where it comes from."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="measurements")
    moment = models.CharField(max_length=6, choices=Moment)
    value = models.FloatField(_("value"))
    n = models.PositiveIntegerField(_("of how many"), null=True, blank=True)
    on = models.DateField(_("when"))
    source = models.CharField(_("where it comes from"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("on", "id")
