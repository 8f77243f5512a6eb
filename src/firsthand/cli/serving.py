"""`serve`: the workspace, for one person or for a team, with its worker beside it."""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import sys
import threading
import webbrowser
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click

from firsthand.cli.alone import end_with, hold
from firsthand.cli.errors import clear_errors
from firsthand.cli.keeping import kept, until_told_to_end
from firsthand.cli.reaching import Reach, reached
from firsthand.method.errors import RuleBroken

ORIGIN_FILE = "origin"  # what address a team's workspace was last served at

HOME = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path.home() / ".firsthand",
    envvar="FIRSTHAND_HOME",
    show_default="~/.firsthand",
    help="Where the workspace keeps everything.",
)

PARENT = click.option("--parent", type=int, required=True, help="The process that it ends with.")

OPEN = 4096  # connections that a worker holds, rooms of hundreds among them


@click.command()
@HOME
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8123,
    show_default=True,
    help="The port on this machine.",
)
@click.option("--no-browser", is_flag=True, help="Print the link and open nothing.")
@click.option(
    "--sample",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of interviews to begin with, where there is no study yet.",
)
@click.option("--team", is_flag=True, help="Accounts with passwords, and invitations.")
@click.option("--host", default="127.0.0.1", show_default=True, help="A team's: where to listen.")
@click.option(
    "--workers",
    type=click.IntRange(1, 8),
    default=1,
    show_default=True,
    help="A team's: how many processes answer, for rooms of many hundreds.",
)
@click.option("--origin", metavar="URL", help="A team's: its address in the browser, https://…")
def serve(
    home: Path,
    port: int,
    no_browser: bool,
    sample: Path | None,
    team: bool,
    host: str,
    origin: str | None,
    workers: int,
) -> None:
    """Open the workspace in the browser: for one person on this machine, or for a team."""
    with clear_errors():
        reach = reached(team=team, host=host, port=port, origin=origin)
        listening = _listening(reach)
        set_up(home, "team" if team else "local", reach.origin, workers)
        from firsthand.cli.preparing import close, prepare

        held = _alone(home)
        prepare(home)
        told = _open_to_a_team(home, reach, sample) if team else _open_to_one(reach, sample)
    click.echo(told.words)
    sys.stdout.flush()
    if not no_browser:
        threading.Timer(1.0, webbrowser.open, [told.link]).start()
    close()
    work = ["work", "--home", str(home)]
    answer = ["answer", "--socket", str(listening.fileno())]
    with held, listening, ExitStack() as beside:
        beside.enter_context(kept(work))
        for _ in range(workers):
            beside.enter_context(kept(answer, hands=[listening.fileno()]))
        until_told_to_end()


def _alone(home: Path) -> IO[str]:
    """Makes sure that nobody else serves the folder: two would do each other's work."""
    held = hold(home / "serving.lock")
    if held is None:
        raise RuleBroken(
            f"Firsthand serves {home} already. Use the link it printed, or end it first; for "
            "another workspace give another folder with --home."
        )
    return held


@dataclass(frozen=True, slots=True)
class _Told:
    link: str
    words: str


def _open_to_one(reach: Reach, sample: Path | None) -> _Told:
    from firsthand.actions.accounts import has_accounts
    from firsthand.actions.entering import new_link, the_person
    from firsthand.cli.preparing import begin_with

    if has_accounts():
        raise RuleBroken(
            "This workspace is a team's: its people log in with passwords. Start it with --team."
        )
    if sample:
        begin_with(sample, the_person())
    link = f"{reach.origin}/enter/{new_link()}/"
    return _Told(link, f"Firsthand is at {link}\nThe link works once. Ctrl+C ends Firsthand.")


def _open_to_a_team(home: Path, reach: Reach, sample: Path | None) -> _Told:
    from firsthand.actions.accounts import first_person, token_for
    from firsthand.cli.preparing import begin_with

    (home / ORIGIN_FILE).write_text(reach.origin, encoding="utf-8")
    first = first_person()
    if first is None:
        return _Told(reach.origin, f"Firsthand is at {reach.origin}\nCtrl+C ends Firsthand.")
    if sample:
        begin_with(sample, first)
    link = f"{reach.origin}/enter/{token_for(first)}/"
    return _Told(
        link,
        f"Make the first account at {link}\nThe link works once, for a day. Ctrl+C ends Firsthand.",
    )


def _listening(reach: Reach) -> socket.socket:
    """The socket that all who answer share: whoever asks while one of them is gone waits a little.

    Raises RuleBroken where somebody listens there already.
    """
    try:
        return socket.create_server((reach.host, reach.port), family=reach.family, backlog=OPEN)
    except OSError as problem:
        raise RuleBroken(_why_not(reach, problem)) from problem


def _why_not(reach: Reach, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {reach.port} is taken, perhaps by Firsthand itself. Give another with --port."
    if problem.errno == errno.EADDRNOTAVAIL:
        return f"{reach.host} is no address of this machine. Give one that is with --host."
    return f"Port {reach.port} of {reach.host} can't be used: {problem.strerror}."


@click.command(hidden=True)
@HOME
@PARENT
def work(home: Path, parent: int) -> None:
    """Read files and label them in the background; `serve` starts it."""
    # Every job can go on where it was, so the worker ends at once when it is told to. Ctrl+C
    # reaches it too, and is left to the server.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)
    set_up(home, "local")
    import django

    django.setup()
    from firsthand.actions.working import set_free
    from firsthand.actions.working import work as go_on

    with hold(home / "working.lock", wait=True) or nullcontext():
        set_free()
        go_on(threading.Event())


def set_up(home: Path, settings: str, origin: str = "", workers: int = 1) -> None:
    os.umask(0o077)  # what is written here is its owner's alone
    os.environ["FIRSTHAND_HOME"] = str(home.resolve())
    os.environ["FIRSTHAND_ORIGIN"] = origin
    os.environ["FIRSTHAND_WORKERS"] = str(workers)
    os.environ["DJANGO_SETTINGS_MODULE"] = f"firsthand.settings.{settings}"


@click.command(hidden=True)
@click.option("--socket", "listening", type=int, required=True, help="The socket, as a number.")
@PARENT
def answer(listening: int, parent: int) -> None:
    """Answer what browsers ask on a socket that `serve` opened; `serve` starts it."""
    end_with(parent)
    from firsthand.web.answering import answer_on

    _hold_many_open()
    answer_on(socket.socket(fileno=listening), OPEN)


def _hold_many_open() -> None:
    """Lets as many files be open as the system allows: each connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * OPEN if hard == resource.RLIM_INFINITY else min(hard, 4 * OPEN)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
