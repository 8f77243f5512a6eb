"""The one-time link of single-person mode: a file beside the database holds its digest."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path

from django.conf import settings

from firsthand.records.models import Person

USERNAME = "you"


def new_link() -> str:
    """A token that lets one person in, once; an earlier one no longer does."""
    token = secrets.token_urlsafe(24)
    path = _path()
    path.touch(mode=0o600)
    path.write_text(_digest(token), encoding="ascii")
    return token


def enter_by(token: str) -> Person | None:
    """The person of this machine; None for a token that is not the latest, or was used."""
    path = _path()
    try:
        right = hmac.compare_digest(path.read_text(encoding="ascii"), _digest(token))
        if right:
            path.unlink()  # of two who come at once, one finds it gone
    except FileNotFoundError:
        return None
    return the_person() if right else None


def the_person() -> Person:
    """Whose machine this is."""
    return Person.objects.get_or_create(username=USERNAME, defaults={"name": "You"})[0]


def _path() -> Path:
    return Path(settings.DATA) / "entrance"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
