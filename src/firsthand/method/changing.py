"""What adding interviews changed: two states of one study, compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from firsthand.method.board import Place


@dataclass(frozen=True, slots=True)
class Group:
    """A pattern as it stood: its name, and who speaks at each of its places."""

    id: str
    name: str
    who: Mapping[Place, str]
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Stood:
    """How a study stood; `compared` are all statements that patterns were sought among."""

    patterns: Sequence[Group] = ()
    offered: Mapping[Place, str] = field(default_factory=dict)
    contradictions: frozenset[tuple[Place, Place]] = frozenset()
    open_gates: frozenset[str] = frozenset()
    compared: frozenset[Place] = frozenset()


class What(StrEnum):
    OPENED = "opened"
    CLOSED = "closed"
    NEW = "new"
    GROWN = "grown"
    SHRUNK = "shrunk"
    OFFERED = "offered"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Difference:
    """One line: what happened to which pattern or gate, how many statements, from whom."""

    what: What
    name: str = ""
    pattern: str = ""
    count: int = 0
    who: tuple[str, ...] = ()


def differences(before: Stood, after: Stood) -> tuple[Difference, ...]:
    """What is new in the second state, and not by what people themselves decided of patterns."""
    return (*_gates(before, after), *_patterns(before, after), *_contradictions(before, after))


def _gates(before: Stood, after: Stood) -> Iterator[Difference]:
    for name in sorted(after.open_gates - before.open_gates):
        yield Difference(What.OPENED, name)
    for name in sorted(before.open_gates - after.open_gates):
        yield Difference(What.CLOSED, name)


def _patterns(before: Stood, after: Stood) -> Iterator[Difference]:
    new = after.compared - before.compared
    gone = before.compared - after.compared
    for one in after.patterns:
        was = earlier(one, before.patterns)
        added = sorted({one.who[place] for place in one.who if place in new})
        if was is None and not one.decided:
            yield _line(What.NEW, one, len(one.who), sorted(set(one.who.values())))
        elif was is not None and added:
            count = sum(place in new for place in one.who)
            yield _line(What.GROWN, one, count, added)
        if was is not None and (lost := gone & was.who.keys()):
            yield _line(What.SHRUNK, one, len(lost), sorted({was.who[p] for p in lost}))
        if offered := [p for p, id in after.offered.items() if id == one.id and p in new]:
            yield _line(What.OFFERED, one, len(offered), [])


def earlier(one: Group, patterns: Sequence[Group]) -> Group | None:
    """The pattern that this one was before: of the same id, else the one it shares most with."""
    same = next((was for was in patterns if was.id == one.id), None)
    if same is not None:
        return same
    shared = [(len(was.who.keys() & one.who.keys()), was.id, was) for was in patterns]
    most, _id, was = max(shared, key=lambda entry: entry[:2], default=(0, "", None))
    return was if was is not None and 2 * most >= min(len(was.who), len(one.who)) else None


def _contradictions(before: Stood, after: Stood) -> Iterator[Difference]:
    if new := after.contradictions - before.contradictions:
        yield Difference(What.CONTRADICTS, count=len(new))


def _line(what: What, one: Group, count: int, who: Sequence[str]) -> Difference:
    return Difference(what, one.name, one.id, count, tuple(who))
