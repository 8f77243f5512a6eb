"""Locate: the people whose words are evidence, and what they agreed to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from firsthand.method import sources
from firsthand.method.consent import standing
from firsthand.records.studies import Study


class Participant(models.Model):
    """Shown by pseudonym everywhere; `generic` where no name or pseudonym is known."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="participants")
    pseudonym = models.CharField(_("pseudonym"), max_length=120)
    generic = models.BooleanField(default=False)
    role = models.CharField(_("role"), max_length=200, blank=True)
    workflow = models.TextField(_("workflow"), blank=True)
    tool = models.CharField(_("tool relied on"), max_length=200, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    access_needs = models.TextField(_("access needs"), blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("study", "pseudonym", name="one_pseudonym_in_a_study"),
        )

    def __str__(self) -> str:
        return self.pseudonym

    def value(self) -> sources.Participant:
        """As the method speaks of a participant."""
        return sources.Participant(
            id=self.pseudonym,
            generic=self.generic,
            role=self.role,
            workflow=self.workflow,
            tool=self.tool,
            attributes=self.attributes,
            access_needs=self.access_needs,
        )

    def consent(self) -> sources.Consent | None:
        """What the participant agreed to, as it stands; None where nothing is recorded."""
        recorded = sorted(self.consents.all(), key=lambda one: one.pk)
        return standing([one.value() for one in recorded])


class Identity(models.Model):
    """Who a participant is: read under its own permission, in no export and in no search."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="identity")
    name = models.CharField(_("name"), max_length=200, blank=True)
    contact = models.CharField(_("how to reach them"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    not_in_journal = ("name", "contact", "note")  # the journal is read by the whole study


class Sought(models.Model):
    """Whom the study looks for: how many participants with this value of an attribute."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="sought")
    attribute = models.CharField(_("attribute"), max_length=80)
    value = models.CharField(_("value"), max_length=120)
    wanted = models.PositiveSmallIntegerField(_("how many"), default=1)

    class Meta:
        constraints = (models.UniqueConstraint("study", "attribute", "value", name="sought_once"),)


class Consent(models.Model):
    """What a participant agreed to: which text was shown, for what, and until when."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="consents")
    version = models.CharField(_("version of the text"), max_length=60, blank=True)
    text = models.TextField(_("the text that was shown"), blank=True)
    purposes = models.JSONField(default=list)
    given = models.DateField(_("given on"), null=True, blank=True)
    expires = models.DateField(_("expires on"), null=True, blank=True)
    withdrawn = models.DateField(_("withdrawn on"), null=True, blank=True)

    def value(self) -> sources.Consent:
        """As the method speaks of consent."""
        return sources.Consent(self.given, self.expires, self.withdrawn, tuple(self.purposes))
