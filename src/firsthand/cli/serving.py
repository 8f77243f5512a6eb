"""`serve`: the workspace on this machine, with its worker beside it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from firsthand.cli.errors import clear_errors

HOME = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path.home() / ".firsthand",
    envvar="FIRSTHAND_HOME",
    show_default="~/.firsthand",
    help="Where the workspace keeps everything.",
)

GIVE_UP = 10  # seconds for what is still being answered when Firsthand is ended


@click.command()
@HOME
@click.option("--port", default=8123, show_default=True, help="The port on this machine.")
@click.option("--no-browser", is_flag=True, help="Print the link and open nothing.")
@click.option(
    "--sample",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of interviews to begin with, where there is no study yet.",
)
def serve(home: Path, port: int, no_browser: bool, sample: Path | None) -> None:
    """Open the workspace in the browser. Only this machine can reach it."""
    _refuse_a_taken(port)
    _set_up(home, "local")
    from firsthand.cli.preparing import begin_with, prepare

    with clear_errors():
        prepare(home)
        if sample:
            begin_with(sample)
        from firsthand.actions.entering import new_link

        link = f"http://127.0.0.1:{port}/enter/{new_link()}/"
    click.echo(f"Firsthand is at {link}\nThe link works once. Ctrl+C ends Firsthand.")
    sys.stdout.flush()
    if not no_browser:
        threading.Timer(1.0, webbrowser.open, [link]).start()
    with _worker(home):
        _serve(port)


def _refuse_a_taken(port: int) -> None:
    with socket.socket() as asked:
        if asked.connect_ex(("127.0.0.1", port)) == 0:
            raise click.ClickException(
                f"Port {port} is taken, perhaps by Firsthand itself. Give another with --port."
            )


@contextmanager
def _worker(home: Path) -> Iterator[None]:
    """A worker beside the server, and another one whenever it ended before its time."""
    command = [sys.executable, "-m", "firsthand.cli", "work", "--home", str(home)]
    over = threading.Event()

    def keep() -> None:
        while not over.is_set():
            with subprocess.Popen(command) as worker:
                while worker.poll() is None and not over.wait(0.5):
                    pass
                worker.terminate()
            over.wait(1.0)

    keeper = threading.Thread(target=keep)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


@click.command(hidden=True)
@HOME
def work(home: Path) -> None:
    """Read files and label them in the background; `serve` starts it."""
    _set_up(home, "local")
    import django

    django.setup()
    from firsthand.actions.working import work as go_on

    # Every job can go on where it was, so the worker ends at once when it is told to. Ctrl+C
    # reaches it too, and is left to the server.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    go_on(threading.Event())


def _end_with_parent(parent: int) -> None:
    """A worker whose server was killed ends too."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(0)


def _set_up(home: Path, settings: str) -> None:
    os.umask(0o077)  # what is written here is its owner's alone
    os.environ["FIRSTHAND_HOME"] = str(home.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = f"firsthand.settings.{settings}"


def _serve(port: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "firsthand.web.asgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGINL,
        log_level=LogLevels.warning,
        workers_kill_timeout=GIVE_UP,
    ).serve()
