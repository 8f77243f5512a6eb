"""Observing live: which key logs what, and how a task stands while it is watched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from firsthand.method.errors import RuleBroken
from firsthand.method.usability import Act

BY_HAND = (
    *(Act.START, Act.SUCCESS, Act.FAILURE, Act.WRONG_CLICK, Act.HESITATION),
    *(Act.BACKTRACK, Act.HELP, Act.ERROR, Act.QUOTE),
)
MOVES: Mapping[str, str] = {
    "next": "next task",
    "previous": "previous task",
    "undo": "undo your last event",
    "note": "note on your last event",
    "recording": "the recording begins now",
}
USUAL: Mapping[str, str] = {
    "start": "s",
    "success": "d",
    "failure": "f",
    "wrong_click": "w",
    "hesitation": "h",
    "backtrack": "b",
    "help": "a",
    "error": "e",
    "quote": "q",
    "next": "j",
    "previous": "k",
    "undo": "u",
    "note": "n",
    "recording": "r",
}
TAKEN: Mapping[str, str] = {
    "?": "the list of keys",
    "/": "the search",
    **dict.fromkeys("0123456789", "the steps of a task"),
}


def name_of(command: str) -> str:
    return MOVES.get(command) or Act(command).words


def keys_of(own: Mapping[str, str]) -> dict[str, str]:
    """The key of every act and move: one's own, else the usual."""
    return {command: own.get(command, usual) for command, usual in USUAL.items()}


def checked(typed: Mapping[str, str]) -> dict[str, str]:
    """The keys that are not the usual; raises RuleBroken where they can't be told apart."""
    keys = {command: typed.get(command, "").strip().lower() for command in USUAL}
    given: dict[str, str] = {}
    for command, key in keys.items():
        name = name_of(command)
        if len(key) != 1 or not key.isprintable():
            raise RuleBroken(f"Give one key for “{name}”: a letter or a sign.")
        if key in TAKEN:
            raise RuleBroken(f"“{key}” is the key for {TAKEN[key]}. Choose another for “{name}”.")
        if key in given:
            both = f"“{name_of(given[key])}” and “{name}”"
            raise RuleBroken(f"“{key}” stands for {both}. Give each a key of its own.")
        given[key] = command
    return {command: key for command, key in keys.items() if key != USUAL[command]}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands: `began` while it runs, `ended` and `took` once it was ended.

    `took` is unknown where nobody logged the start.
    """

    began: float | None = None
    ended: Act | None = None
    took: float | None = None


def standing(events: Iterable[tuple[Act, float]]) -> Standing:
    """How the task of these acts and seconds, in order of time, stands after the last.

    What several observers logged counts once: a second start changes nothing while it runs, a
    second end nothing once it ended.
    """
    now = Standing()
    for act, seconds in events:
        if act is Act.START and now.began is None:
            now = Standing(began=seconds)
        elif act in (Act.SUCCESS, Act.FAILURE) and (now.began is not None or now.ended is None):
            now = Standing(None, act, None if now.began is None else seconds - now.began)
    return now
