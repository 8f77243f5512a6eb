"""Accounts of a team: a user name and a password, a link for whoever has none, and an end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _

from firsthand.actions.entering import the_person
from firsthand.actions.pausing import forget_pauses
from firsthand.method.errors import RuleBroken
from firsthand.method.observing import checked
from firsthand.records.models import Membership, Person
from firsthand.records.studies import Role

LONGEST_NAME = 120
LONGEST_USERNAME = 60


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody chose; the password is given twice, as it is typed unseen."""

    name: str
    username: str
    password: str = field(repr=False)
    again: str = field(repr=False)


class _Link(PasswordResetTokenGenerator):
    """Holds until it is used: the password that it gives, or a log-in, makes it another."""

    key_salt = "firsthand.actions.accounts.link"


_link = _Link()


def has_accounts() -> bool:
    """Whether anybody can log in with a password: then the workspace is a team's."""
    return Person.objects.exclude(Q(password="") | Q(password__startswith="!")).exists()


def first_person() -> Person | None:
    """Whoever's the studies are that have no account yet; None where there are accounts."""
    return None if has_accounts() else the_person()


def make_account(account: Account) -> Person:
    with transaction.atomic():
        person = Person()
        _settle(person, account)
        return person


def token_for(person: Person) -> str:
    """The token of a link that lets the person choose a password, once, for a day."""
    return f"{int_to_base36(person.pk)}-{_link.make_token(person)}"


def person_of(token: str) -> Person | None:
    """Whose link it is; None where it was used, ran out, or never was."""
    key, _dash, secret = token.partition("-")
    try:
        person = Person.objects.filter(pk=base36_to_int(key), is_active=True).first()
    except ValueError:
        return None
    return person if person and _link.check_token(person, secret) else None


def settle(token: str, account: Account) -> Person:
    """The person of the link takes a name, a user name and a password; their studies stay."""
    with _held_by(token) as person:
        _settle(person, account)
        return person


def choose_password(token: str, password: str, again: str) -> Person:
    """The person of the link takes a new password; every session of theirs ends."""
    with _held_by(token) as person:
        _set_password(person, password, again)
        person.save(update_fields=["password"])
        return person


def describe_self(person: Person, name: str, *, shortcuts: bool) -> None:
    person.name, person.shortcuts = _named(name), shortcuts
    person.save(update_fields=["name", "shortcuts"])


def choose_keys(person: Person, typed: Mapping[str, str]) -> None:
    """The person's own keys for observing; raises RuleBroken where two are the same."""
    person.observing_keys = checked(typed)
    person.save(update_fields=["observing_keys"])


def deactivate(person: Person) -> None:
    """Ends the account: every session at once, and the password with it."""
    with transaction.atomic():
        mine = Membership.objects.filter(person=person, role=Role.OWNER).select_related("study")
        for one in mine:
            others = one.study.memberships.filter(role=Role.OWNER, person__is_active=True)
            if not others.exclude(person=person).exists():
                raise RuleBroken(
                    _("%(who)s alone owns “%(study)s”. Make somebody else its owner first.")
                    % {"who": person, "study": one.study}
                )
        forget_pauses(person)
        person.is_active = False
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])


def activate(person: Person) -> None:
    """The account is there again; its person chooses a new password by a link."""
    person.is_active = True
    person.save(update_fields=["is_active"])


@contextmanager
def _held_by(token: str) -> Iterator[Person]:
    """The person of the link, and nobody else uses it meanwhile."""
    with transaction.atomic():
        person = person_of(token)
        if person is None:
            raise RuleBroken(_("This link was used already or has run out. Ask for a new one."))
        yield person


def _settle(person: Person, account: Account) -> None:
    person.name = _named(account.name)
    person.username = _username(account.username, person)
    _set_password(person, account.password, account.again)
    person.save()


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RuleBroken(_("Give a name: it stands beside what you do."))
    if len(name) > LONGEST_NAME:
        raise RuleBroken(_("The name is longer than 120 characters. Give a shorter one."))
    return name


def _username(username: str, person: Person) -> str:
    """As it is stored, and looked for at log-in: capitals make no difference."""
    username = Person.normalize_username(username.strip()).lower()
    try:
        Person.username_validator(username[:LONGEST_USERNAME])
        fits = len(username) <= LONGEST_USERNAME
    except ValidationError:
        fits = False
    if not fits:
        raise RuleBroken(_("A user name has 1 to 60 letters, digits or @ . + - _. Choose another."))
    if Person.objects.filter(username=username).exclude(pk=person.pk).exists():
        raise RuleBroken(_("Somebody has that user name already. Choose another."))
    return username


def _set_password(person: Person, password: str, again: str) -> None:
    if password != again:
        raise RuleBroken(_("The two passwords are not the same. Type them again."))
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise RuleBroken(" ".join(problem.messages)) from problem
    person.set_password(password)
