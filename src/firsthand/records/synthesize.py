"""Synthesize: what the engine found, what people marked and decided, and codes.

Whatever speaks of words holds their place in a source, `text[start:end]`, never a row that the
engine may make again: so a later run undoes no decision.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.records.interview import Source
from firsthand.records.studies import Study


class Place(models.Model):
    """An exact span of a source, counted in Unicode code points."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="%(class)ss")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        abstract = True

    @property
    def exact(self) -> str:
        return self.source.text[self.start : self.end]


class Statement(Place):
    """A participant's sentence as it stands: as a person decided, else as the engine found.

    Derived, and made again whenever the engine runs. `kinds` are kinds and how sure each is;
    `found` keeps the engine's own grade, kinds and telling.
    """

    turn = models.PositiveIntegerField()
    grade = models.CharField(max_length=20)
    telling = models.BooleanField(default=True)
    kinds = models.JSONField(default=dict)
    because = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    decided = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint("source", "start", "end", name="one_statement_at_a_place"),
        )


class Verdict(Place):
    """What a person made of a suggestion: grade and kinds as they are to stand, or refused."""

    grade = models.CharField(max_length=20)
    kinds = models.JSONField(default=list)
    refused = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint("source", "start", "end", name="one_verdict_at_a_place"),
        )


class Pattern(models.Model):
    """What several participants say alike, as people have it: no later run takes it apart.

    `made_of` is the id of the engine's pattern it came from, where it came from one.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="patterns")
    name = models.TextField(_("name"))
    memo = models.TextField(_("memo"), blank=True)
    refused = models.BooleanField(default=False)
    made_of = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class Belonging(Place):
    """Words that a person has in a pattern, for or against it, or has taken out of it."""

    pattern = models.ForeignKey(Pattern, models.CASCADE, related_name="belongings")
    contradicts = models.BooleanField(default=False)
    removed = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint("pattern", "source", "start", "end", name="once_in_a_pattern"),
        )


class Code(models.Model):
    """A name for what quotes have in common; `letter` tells codes apart where colours can't."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="codes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    name = models.CharField(_("name"), max_length=120)
    colour = models.PositiveSmallIntegerField(default=0)
    letter = models.CharField(max_length=2)
    memo = models.TextField(_("memo"), blank=True)

    class Meta:
        constraints = (models.UniqueConstraint("study", "name", name="one_code_of_a_name"),)

    def __str__(self) -> str:
        return self.name


class Highlight(Place):
    """A quote that somebody marked; highlights may overlap."""

    memo = models.TextField(_("memo"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = (models.Index("source", "start", name="highlights_in_order"),)


class Coding(models.Model):
    highlight = models.ForeignKey(Highlight, models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, models.CASCADE, related_name="codings")

    class Meta:
        constraints = (models.UniqueConstraint("highlight", "code", name="a_code_once"),)
