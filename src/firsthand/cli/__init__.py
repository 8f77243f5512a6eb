"""The command line: `firsthand COMMAND`. Each command is imported when it is called."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click

_COMMANDS: Mapping[str, str] = {
    "serve": "serving",
    "people": "people",
    "listen": "listening",
    "init": "listening",
    "gates": "listening",
    "test": "testing",
    "problem": "naming",
    "map": "mapping",
    "convert": "lines",
    "statements": "lines",
    "questions": "lines",
    "patterns": "lines",
    "wording": "lines",
}
_UNLISTED: Mapping[str, str] = {"work": "serving", "answer": "serving"}


class _OnDemand(click.Group):
    """Commands found by name, so that a small one does not wait for what it never uses."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        place = {**_COMMANDS, **_UNLISTED}.get(cmd_name)
        if place is None:
            return None
        module = importlib.import_module(f"firsthand.cli.{place}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.command(cls=_OnDemand, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="firsthand")
def main() -> None:
    """Turns what customers said and did into claims that a team can defend."""
