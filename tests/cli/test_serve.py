"""What `serve` says where it can't listen."""

import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

type Firsthand = Callable[..., subprocess.CompletedProcess[str]]


def test_a_port_that_somebody_has_is_named(firsthand: Firsthand, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as theirs:
        port = theirs.getsockname()[1]
        done = firsthand("serve", "--home", tmp_path / "home", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"Error: Port {port} is taken, perhaps by Firsthand itself. Give another with --port.\n"
    )


def test_an_address_of_another_machine_is_refused(firsthand: Firsthand, tmp_path: Path) -> None:
    where = ("--team", "--host", "203.0.113.9", "--origin", "https://firsthand.example")
    done = firsthand("serve", "--home", tmp_path / "home", *where)
    assert done.returncode == 1
    assert done.stderr == (
        "Error: 203.0.113.9 is no address of this machine. Give one that is with --host.\n"
    )


def test_a_port_that_is_none_is_refused(firsthand: Firsthand, tmp_path: Path) -> None:
    done = firsthand("serve", "--home", tmp_path / "home", "--port", "80000")
    assert done.returncode == 2
    assert "80000 is not in the range 1<=x<=65535" in done.stderr
