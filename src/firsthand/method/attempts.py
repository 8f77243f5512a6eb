"""Attempts: what one person did from the start of a task to its first success or failure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from firsthand.method.usability import ENDS, Act, Event

SAME = 5.0
"""Seconds within which two observers of one session have seen the same act."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An act that counts once: as it was logged first, and as other observers logged it too."""

    event: Event
    also: tuple[Event, ...] = ()

    @property
    def act(self) -> Act:
        return self.event.act

    @property
    def events(self) -> tuple[Event, ...]:
        return (self.event, *self.also)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One person at one task, `number` 1 for the first time.

    `seen` are the acts from the start to the first success or failure, both among them; `around`
    those before the start and after the end, which belong to it and count in no figure.
    """

    session: str
    participant: str
    task: str
    number: int
    seen: tuple[Seen, ...]
    around: tuple[Seen, ...] = ()

    @property
    def start(self) -> Event | None:
        first = self.seen[0].event
        return first if first.act is Act.START else None

    @property
    def end(self) -> Event | None:
        last = self.seen[-1].event
        return last if last.act in ENDS else None

    @property
    def completed(self) -> bool:
        return self.end is not None and self.end.act is Act.SUCCESS

    @property
    def seconds(self) -> float | None:
        """How long it took; None without a start and an end, or where no time passed."""
        if self.start is None or self.end is None:
            return None
        took = self.end.seconds - self.start.seconds
        return took if took > 0 else None

    def of(self, act: Act) -> tuple[Seen, ...]:
        return tuple(one for one in self.seen if one.act is act)


def attempts(events: Sequence[Event]) -> tuple[Attempt, ...]:
    """Every attempt at a task, in the order of the sessions given and of time in them.

    What was logged without its task belongs to the one that its participant was at; before any
    was begun it belongs to none.
    """
    found: list[Attempt] = []
    begun: dict[tuple[str, str], int] = {}
    for person in _by_person(events):
        for one in _of_person(once(person)):
            number = begun[one.participant, one.task] = (
                begun.get((one.participant, one.task), 0) + 1
            )
            found.append(replace(one, number=number))
    return tuple(found)


def once(events: Iterable[Event]) -> list[Seen]:
    """Acts of one session in order of time, those that several observers logged as one."""
    kept: list[Seen] = []
    for event in sorted(events, key=lambda one: one.seconds):
        place = _same_in(kept, event)
        if place is None:
            kept.append(Seen(event))
        else:
            kept[place] = replace(kept[place], also=(*kept[place].also, event))
    return kept


def _same_in(kept: Sequence[Seen], event: Event) -> int | None:
    """The place of the act that the event is, where somebody else has logged it just before."""
    for place in range(len(kept) - 1, -1, -1):
        if event.seconds - kept[place].event.seconds > SAME:
            return None
        if _is_same(event, kept[place]):
            return place
    return None


def _is_same(event: Event, seen: Seen) -> bool:
    """Whether somebody who has not logged that act yet has now logged it."""
    one = seen.event
    if any(event.by == other.by for other in seen.events):
        return False
    alike = (one.act, one.task) == (event.act, event.task)
    where = not one.step or not event.step or one.step == event.step
    said = one.act is not Act.QUOTE or one.text.casefold() == event.text.casefold()
    return alike and where and said


def _by_person(events: Sequence[Event]) -> Iterable[list[Event]]:
    people: dict[tuple[str, str], list[Event]] = {}
    for one in events:
        people.setdefault((one.session, one.participant), []).append(one)
    return people.values()


@dataclass(slots=True)
class _Open:
    """An attempt in the making."""

    task: str
    seen: list[Seen]
    around: list[Seen]
    ended: bool = False

    @property
    def is_begun(self) -> bool:
        return self.ended or self.seen[0].act is Act.START


def _of_person(seen: Sequence[Seen]) -> list[Attempt]:
    found: list[_Open] = []
    for one in seen:
        at = _at(found, one)
        if at is None:
            if one.event.task:
                found.append(_Open(one.event.task, [one], [], one.act in ENDS))
        elif one.act is Act.START:
            at.around, at.seen = at.seen, [one]
        elif at.ended:
            at.around.append(one)
        else:
            at.seen.append(one)
            at.ended = one.act in ENDS
    return [
        Attempt(
            session=one.seen[0].event.session,
            participant=one.seen[0].event.participant,
            task=one.task,
            number=1,
            seen=tuple(one.seen),
            around=tuple(one.around),
        )
        for one in found
    ]


def _at(found: Sequence[_Open], one: Seen) -> _Open | None:
    """The attempt that an act belongs to; None where it begins one, or is at no task."""
    task = one.event.task
    if not task:
        return found[-1] if found and one.act is not Act.START else None
    last = next((at for at in reversed(found) if at.task == task), None)
    if one.act is Act.START and last and last.is_begun:
        return None
    return last
