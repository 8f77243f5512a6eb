"""Who uses the workspace. Participants are not here: see `locate`."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(AbstractUser):
    """Somebody with an account; in single-person mode the one on whose machine it runs."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)
    observing_keys = models.JSONField(default=dict, blank=True)  # act: key, where not the usual

    def __str__(self) -> str:
        return self.name or self.username
