"""A problem told in two more forms: as a point of view, and as a job story.

Both say nothing that the evidence does not: each part is somebody's words, or a gap with what to
ask. The forms are those of Stanford d.school's Bootcamp Bootleg (2010) and of Alan Klement,
Replacing the User Story with the Job Story (2013). 'How might we' starts ideas and is no problem.
"""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.method.evidence import Quote


@dataclass(frozen=True, slots=True)
class Parts:
    """What the evidence under a problem holds; what it does not hold is None or empty."""

    who: str = ""
    role: str = ""
    behaviour: Quote | None = None
    constraint: Quote | None = None
    situation: Quote | None = None
    motivation: Quote | None = None
    outcome: Quote | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One part of a form: `joint` goes before it; `ask` is what to ask where it is a gap."""

    name: str
    joint: str
    words: str
    quote: Quote | None = None
    ask: str = ""

    @property
    def is_gap(self) -> bool:
        return bool(self.ask)


def point_of_view(parts: Parts) -> tuple[Told, ...]:
    """Who, what they do, and what presses on it."""
    whom = parts.who or "somebody who does this work"
    return (
        _who(parts),
        _told("behaviour", "does this:", parts.behaviour, f"Ask {whom} what they did last time"),
        _told(
            "constraint",
            "because of this:",
            parts.constraint,
            f"Ask {whom} what was in the way that time",
        ),
    )


def job_story(parts: Parts) -> tuple[Told, ...]:
    """When it happens, what they are after, and what that is good for."""
    whom = parts.who or "somebody who does this work"
    return (
        _told(
            "situation",
            _when(parts.situation),
            parts.situation,
            f"Ask {whom} what happened just before",
        ),
        _told(
            "motivation",
            "I want to",
            parts.motivation,
            f"Ask {whom} what they were trying to get done",
        ),
        _told("outcome", "so that", parts.outcome, f"Ask {whom} what would have been different"),
    )


def how_might_we(behaviour: Quote | None) -> str:
    """A way to start ideas; empty where there is nothing to start from."""
    return f"How might we help with this: “{behaviour.exact}”?" if behaviour else ""


def _who(parts: Parts) -> Told:
    if not parts.who:
        ask = "Find somebody who says so, and write down who that is"
        return Told("who", "", "", ask=ask)
    if not parts.role:
        return Told("who", "", parts.who, ask=f"Write down what {parts.who}'s role is")
    return Told("who", "", f"{parts.who}, {parts.role},")


def _when(situation: Quote | None) -> str:
    """'When', unless the words say it."""
    return "" if situation and situation.exact.casefold().startswith("when") else "When:"


def _told(name: str, joint: str, quote: Quote | None, ask: str) -> Told:
    if quote is None:
        return Told(name, joint, "", ask=ask)
    return Told(name, joint, quote.exact, quote)
