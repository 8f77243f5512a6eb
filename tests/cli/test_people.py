"""Accounts from the command line, and addresses that are safe to serve."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.serving import free_port

from firsthand.cli.reaching import reached
from firsthand.method.errors import RuleBroken

Ran = subprocess.CompletedProcess[str]

TEAM_OF_TWO = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from firsthand.actions.accounts import Account, make_account
from firsthand.actions.studies import start_study
for name in ("Ann", "Ben"):
    one = make_account(Account(name, name.lower(), "seven grey herons", "seven grey herons"))
    if name == "Ann":
        start_study(one, "Charting at night")
"""


def in_team(home: Path, code: str, origin: str = "https://firsthand.example") -> str:
    """What that code prints under the settings of a team."""
    given = {
        "FIRSTHAND_HOME": str(home),
        "FIRSTHAND_ORIGIN": origin,
        "DJANGO_SETTINGS_MODULE": "firsthand.settings.team",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (home := tmp_path / "home").mkdir()
    in_team(home, TEAM_OF_TWO)
    (home / "origin").write_text("https://firsthand.example")
    return home


def test_people_are_listed_closed_and_opened_again(
    firsthand: Callable[..., Ran], home: Path
) -> None:
    def people(*words: str) -> Ran:
        return firsthand("people", *words, "--home", home)

    assert people("list").stdout == "ann\tAnn\t1 study\nben\tBen\t0 studies\n"
    link = people("reset", "Ben").stdout
    assert link.startswith("https://firsthand.example/enter/")
    assert people("deactivate", "ben").returncode == 0
    assert people("list").stdout.endswith("ben\tBen\t0 studies\tclosed\n")
    refused = people("reset", "ben")
    assert (refused.returncode, "is closed" in refused.stderr) == (1, True)
    assert people("activate", "ben").stdout.startswith("https://firsthand.example/enter/")
    assert people("list").stdout.endswith("ben\tBen\t0 studies\n")
    alone = people("deactivate", "ann")
    assert (alone.returncode, "alone owns" in alone.stderr) == (1, True)
    nobody = people("reset", "cleo")
    assert (nobody.returncode, "Nobody here" in nobody.stderr) == (1, True)


def test_a_folder_without_a_workspace_is_told(
    firsthand: Callable[..., Ran], tmp_path: Path
) -> None:
    done = firsthand("people", "list", "--home", tmp_path / "none")
    assert (done.returncode, "There is no workspace" in done.stderr) == (1, True)
    assert not (tmp_path / "none").exists()


def test_a_team_s_workspace_does_not_open_without_its_log_in(
    firsthand: Callable[..., Ran], home: Path
) -> None:
    done = firsthand("serve", "--no-browser", "--home", home, "--port", str(free_port()))
    assert (done.returncode, "Start it with --team" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"host": "0.0.0.0"}, "for this machine only"),
        ({"origin": "https://firsthand.example"}, "for this machine only"),
        ({"team": True, "host": "0.0.0.0"}, "readable"),
        ({"team": True, "host": "192.0.2.7", "origin": "http://a.example"}, "readable"),
        ({"team": True, "host": "::"}, "readable"),
        ({"team": True, "host": "a.example"}, "number of a network address"),
        ({"team": True, "origin": "http://a.example"}, "https://"),
        ({"team": True, "origin": "a.example"}, "https://"),
        ({"team": True, "origin": "https://"}, "https://"),
        ({"team": True, "origin": "https://a.example/firsthand"}, "without a path"),
        ({"team": True, "origin": "https://me@a.example"}, "without a path"),
        ({"team": True, "origin": "https://a.example:many"}, "no address"),
    ],
)
def test_what_is_not_safe_is_refused_in_words(options: Mapping[str, str], why: str) -> None:
    given = {"team": False, "host": "127.0.0.1", "port": 8123, "origin": None} | options
    with pytest.raises(RuleBroken, match=why):
        reached(**given)


@pytest.mark.parametrize(
    ("host", "origin", "shown"),
    [
        ("127.0.0.1", None, "http://127.0.0.1:8123"),
        ("localhost", None, "http://127.0.0.1:8123"),
        ("::1", None, "http://[::1]:8123"),
        ("127.0.0.1", "https://Firsthand.example/", "https://firsthand.example"),
        ("0.0.0.0", "https://firsthand.example:8443", "https://firsthand.example:8443"),
        ("0.0.0.0", "https://firsthand.example:443", "https://firsthand.example"),
    ],
)
def test_what_is_safe_has_one_address(host: str, origin: str | None, shown: str) -> None:
    assert reached(team=True, host=host, port=8123, origin=origin).origin == shown


@pytest.mark.parametrize("encrypted", [True, False])
def test_cookies_are_for_encrypted_addresses_only_where_there_is_one(
    tmp_path: Path, encrypted: bool
) -> None:
    origin = "https://firsthand.example" if encrypted else "http://127.0.0.1:8123"
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY")
    code = (
        "import json; from django.conf import settings as s;"
        f"print(json.dumps([getattr(s, name) for name in {names}]))"
    )
    assert json.loads(in_team(tmp_path, code, origin)) == [encrypted, encrypted, True]


def test_whoever_says_another_host_is_refused(home: Path) -> None:
    code = (
        "import django, logging; django.setup(); logging.disable();"
        "from django.test import Client; get = Client().get;"
        "print(*(get('/log-in/', headers={'host': name}).status_code"
        " for name in ('firsthand.example', '127.0.0.1:8123', 'elsewhere.example')))"
    )
    assert in_team(home, code).split() == ["200", "200", "400"]
