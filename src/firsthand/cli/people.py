"""`people`: the accounts of a team's workspace, for whoever runs it. No mail is sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from firsthand.cli.errors import clear_errors
from firsthand.cli.serving import HOME, ORIGIN_FILE, set_up
from firsthand.method.errors import RuleBroken

if TYPE_CHECKING:
    from firsthand.records.models import Person


@click.group()
def people() -> None:
    """List the people of a team's workspace, give links for new passwords, close accounts."""


@people.command("list")
@HOME
def list_(home: Path) -> None:
    """One line for each: user name, name, studies, and whether the account is closed."""
    with clear_errors():
        _open(home)
        from django.db.models import Count

        from firsthand.records.models import Person

        found = Person.objects.annotate(studies=Count("memberships")).order_by("username")
        for one in found:
            closed = "" if one.is_active else "\tclosed"
            click.echo(f"{one.username}\t{one.name}\t{_studies(one.studies)}{closed}")


@people.command()
@HOME
@click.argument("username")
def reset(home: Path, username: str) -> None:
    """Print a link by which USERNAME chooses a new password: once, within a day."""
    with clear_errors():
        person = _found(home, username)
        if not person.is_active:
            raise RuleBroken(
                f"The account of {username} is closed. `firsthand people activate` opens it again."
            )
        _give_link(home, person)


@people.command()
@HOME
@click.argument("username")
def deactivate(home: Path, username: str) -> None:
    """Close the account of USERNAME: they are logged out at once and can't log in again."""
    with clear_errors():
        person = _found(home, username)
        from firsthand.actions.accounts import deactivate

        deactivate(person)
    click.echo(f"The account of {username} is closed. What they did stays.")


@people.command()
@HOME
@click.argument("username")
def activate(home: Path, username: str) -> None:
    """Open the closed account of USERNAME again, and print a link for a new password."""
    with clear_errors():
        person = _found(home, username)
        from firsthand.actions.accounts import activate

        activate(person)
        _give_link(home, person)


def _open(home: Path) -> None:
    if not (home / "firsthand.sqlite").exists():
        raise RuleBroken(f"There is no workspace in {home}. Name its folder with --home.")
    set_up(home, "local")
    import django

    django.setup()


def _found(home: Path, username: str) -> Person:
    _open(home)
    from firsthand.records.models import Person

    person = Person.objects.filter(username=username.lower()).first()
    if person is None:
        raise RuleBroken(f"Nobody here has the user name {username}. `firsthand people list` says.")
    return person


def _give_link(home: Path, person: Person) -> None:
    """The address is the one that the workspace was last served at."""
    from firsthand.actions.accounts import token_for

    kept = home / ORIGIN_FILE
    if not kept.exists():
        raise RuleBroken("This workspace was never started with --team. Start it once.")
    click.echo(f"{kept.read_text(encoding='utf-8')}/enter/{token_for(person)}/")
    click.echo("The link works once, for a day. Give it to nobody else.", err=True)


def _studies(number: int) -> str:
    return "1 study" if number == 1 else f"{number} studies"
