"""Studies, who works on them or is invited to, and the gates that were passed while closed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Study(models.Model):
    title = models.CharField(_("title"), max_length=200)
    question = models.TextField(_("what you want to find out"), blank=True)
    invented = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership_of: dict[int, Membership] = {}
        self.cursor = 0  # the last entry of its journal, where a page was loaded with it

    def __str__(self) -> str:
        return self.title


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    RESEARCHER = "researcher", _("researcher")
    CONTRIBUTOR = "contributor", _("contributor")
    VIEWER = "viewer", _("viewer")


class Membership(models.Model):
    study = models.ForeignKey(Study, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    identities = models.BooleanField(_("may see who participants are"), default=False)

    class Meta:
        constraints = (models.UniqueConstraint("study", "person", name="one_role_in_a_study"),)


class Invitation(models.Model):
    """A link that makes whoever opens it a member, once; only its digest is kept."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role)
    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    not_in_journal = ("digest",)


class Passage(models.Model):
    """A team went on past a closed gate, and why; the reason stays an assumption."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="passages")
    step = models.CharField(max_length=12)
    reason = models.TextField(_("why you go on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
