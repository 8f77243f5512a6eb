"""Settings and people for tests of a team's workspace, in which people log in with passwords."""

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from firsthand.actions.accounts import Account, make_account
from firsthand.records.models import Person
from firsthand.settings import accounts, base

ORIGIN = "https://firsthand.example"
PASSWORD = "seven grey herons"


@pytest.fixture
def team(settings: LazySettings) -> LazySettings:
    """The workspace as a team's."""
    for name, value in vars(accounts).items():
        if name.isupper() and value != getattr(base, name, None):
            setattr(settings, name, value)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ORIGIN = ORIGIN
    cache.clear()
    return settings


def account(name: str, password: str = PASSWORD) -> Account:
    return Account(name, name.lower(), password, password)


def with_password(name: str) -> Person:
    return make_account(account(name))


def signed_in(someone: Person) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def log_in(client: Client, username: str, password: str = PASSWORD) -> int:
    sent = {"login": username, "password": password}
    return client.post(reverse("account_login"), sent).status_code
