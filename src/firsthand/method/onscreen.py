"""Test: what a recording of somebody's screen shows without anybody having watched.

A recording knows what was pressed and what changed, and nothing of what was meant. So each rule
says what it takes for granted, and what it finds is where to look, not what it means. A click
beside what a task asks for can't be known from a recording; WRONG_CLICK here is one on something
that only looks as if it did something, or one that is taken back at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import hypot

from firsthand.method.usability import Act

RAGE_CLICKS, RAGE_GAP, RAGE_REACH = 3, 1.0, 30.0
"""Clicks, seconds from one to the next, pixels: what product analytics have settled on
(PostHog: 3 within 1 s and 30 px; Mixpanel: 4)."""
DEAD_AFTER = 3.0
"""Seconds without an answer. Sentry calls a click slow from 3 s and dead from 7; people notice 1 s
(Miller 1968; Nielsen 1993), so the shorter is taken."""
SCROLLED_BY_IT = 0.3
"""A page that scrolls later than this after a click was scrolled by hand (Sentry's choice too)."""
UNDONE_WITHIN = 3.0
"""Seconds to the click that takes back all that a click did: too short to have read it. Ours."""
BACK_WITHIN, LEFT_WITHIN = 10.0, 4.0
"""Seconds on a page before the return from it. Many visits end within 10 to 20 s (Liu, White and
Dumais 2010); whoever is gone after 4 saw at once that it was the wrong page. Ours."""
PAUSE, AWAY = 10.0, 120.0
"""Seconds without any act. After 10 attention goes elsewhere (Nielsen 1993); after 120 so may the
person have done, of which a recording knows nothing. Ours."""
HOVER = 4.0
"""Seconds of pointing before the press. To decide, point and press takes some 2.7 s (M, P, B and B
of the keystroke-level model; Card, Moran and Newell 1980); this is half as much again. Ours."""
ON_ITS_OWN, SOON = 5, 1.0
"""What changed so often with nothing done in the second before, a clock or an advertisement,
answers nobody. Ours."""


class Did(StrEnum):
    CLICK = "click"
    INPUT = "input"
    FOCUS = "focus"
    SELECT = "select"
    SCROLL = "scroll"
    MOVE = "move"
    TOUCH = "touch"
    GO = "go"  # to a page, or to a section of one
    CHANGE = "change"  # of what is shown


class Looks(StrEnum):
    """What the thing that was clicked promises."""

    CONTROL = "control"  # it can be pressed, and the page should answer
    FIELD = "field"  # it is written into, or opens a list that no recording shows
    LEADS_OUT = "leads out"  # to a file, a mail, another tab: the page need not answer
    LIKE_ONE = "like a control"  # it looks so, and is none
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing of a node that changed; whether it is there is the change of its name ''."""

    node: int
    within: int  # where it came or went, else the node itself
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing a recording holds, `seconds` after its beginning.

    `node` is what was pressed, written into or pointed at, `on` the same in words; `waits` what
    waited for an answer just before. `where` is the page or section gone to, `group` the sections
    among which, 0 for pages.
    """

    did: Did
    seconds: float
    node: int = 0
    on: str = ""
    looks: Looks = Looks.PLAIN
    x: float = 0.0
    y: float = 0.0
    waits: str = ""
    where: str = ""
    group: int = 0
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    act: Act
    seconds: float
    on: str
    why: str


_BY_HAND = frozenset(Did) - {Did.CHANGE}


def found(signs: Sequence[Sign]) -> list[Found]:
    """What the recording shows, in order of time; `signs` are in order."""
    seen = _Screen(signs)
    rages = list(_rages(seen))
    taken = {id(click) for some in rages for click in some}
    alone = [one for one in seen.clicks if id(one) not in taken]
    everything = [
        *map(_rage, rages),
        *_unanswered(seen, alone),
        *_taken_back(seen, alone),
        *_returns(seen),
        *_pauses(seen),
    ]
    once = {(one.act, one.seconds): one for one in reversed(everything)}
    return sorted(once.values(), key=lambda one: (one.seconds, one.act))


class _Screen:
    """The signs by what they are, without what changed on its own."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self.signs = signs
        self.times = [one.seconds for one in signs]
        self.end = max((one.seconds for one in signs), default=0.0)
        self.clicks = [one for one in signs if one.did is Did.CLICK]
        self.acts = [one for one in signs if one.did in _BY_HAND]
        self.own = _on_their_own(signs)

    def between(self, since: float, until: float) -> Sequence[Sign]:
        return self.signs[bisect_left(self.times, since) : bisect_right(self.times, until)]

    def effects(self, since: float, until: float) -> list[Effect]:
        return [
            effect
            for one in self.between(since, until)
            if one.did is Did.CHANGE
            for effect in one.effects
            if effect.within not in self.own
        ]

    def answered(self, click: Sign, until: float) -> bool:
        """Whether anything came of the click up to that moment."""
        after = self.between(click.seconds, until)
        return any(self._answers(one, click) for one in after) or bool(
            self.effects(click.seconds, until)
        )

    def _answers(self, one: Sign, click: Sign) -> bool:
        if one.did is Did.SCROLL:
            return one.seconds - click.seconds <= SCROLLED_BY_IT
        if one.did is Did.FOCUS:
            return one.node != click.node
        return one.did in (Did.GO, Did.INPUT, Did.SELECT)


def _on_their_own(signs: Sequence[Sign]) -> frozenset[int]:
    """Nodes that go on changing though nobody does anything."""
    alone: Counter[int] = Counter()
    last = -SOON - 1
    for one in signs:
        if one.did is Did.CHANGE and one.seconds - last > SOON:
            alone.update({effect.within for effect in one.effects})
        elif one.did in _BY_HAND and one.did is not Did.MOVE:
            last = one.seconds
    return frozenset(node for node, times in alone.items() if times >= ON_ITS_OWN)


def _rages(seen: _Screen) -> Iterator[list[Sign]]:
    """Runs of clicks close in place and time, but for those of which each did something."""
    run: list[Sign] = []
    for click in [*seen.clicks, None]:
        if click and run and _close(run, click):
            run.append(click)
            continue
        if len(run) >= RAGE_CLICKS and not _is_use(seen, run):
            yield run
        run = [click] if click else []


def _close(run: Sequence[Sign], click: Sign) -> bool:
    near = hypot(click.x - run[0].x, click.y - run[0].y) <= RAGE_REACH
    return near and click.seconds - run[-1].seconds <= RAGE_GAP


def _is_use(seen: _Screen, run: Sequence[Sign]) -> bool:
    """Marking words by several clicks, or a control that answered each: a stepper, a gallery."""
    marking = seen.between(run[0].seconds, run[-1].seconds + SOON)
    if any(one.did is Did.SELECT for one in marking):
        return True
    ends = [*(one.seconds for one in run[1:]), run[-1].seconds + DEAD_AFTER]
    pressed = all(one.looks in (Looks.CONTROL, Looks.LEADS_OUT) for one in run)
    return pressed and all(seen.answered(one, end) for one, end in zip(run, ends, strict=True))


def _rage(run: Sequence[Sign]) -> Found:
    seconds = run[-1].seconds - run[0].seconds
    why = f"{len(run)} clicks within {seconds:.1f} s at one place"
    return Found(Act.RAGE_CLICK, run[0].seconds, run[0].on, why)


def _unanswered(seen: _Screen, clicks: Sequence[Sign]) -> Iterator[Found]:
    for click in clicks:
        if click.seconds + DEAD_AFTER > seen.end or seen.answered(
            click, click.seconds + DEAD_AFTER
        ):
            continue
        if click.looks is Looks.CONTROL:
            why = f"nothing changed within {DEAD_AFTER:g} s"
            yield Found(Act.DEAD_CLICK, click.seconds, click.on, why)
        elif click.looks is Looks.LIKE_ONE:
            why = "it looks as if it could be pressed, and nothing came of it"
            yield Found(Act.WRONG_CLICK, click.seconds, click.on, why)


def _taken_back(seen: _Screen, clicks: Sequence[Sign]) -> Iterator[Found]:
    """Clicks all of whose effect the next click undid at once."""
    for first, second in pairwise(clicks):
        if second.seconds - first.seconds > UNDONE_WITHIN:
            continue
        did = _summed(seen.effects(first.seconds, second.seconds - 0.001))
        undid = _summed(seen.effects(second.seconds, second.seconds + DEAD_AFTER))
        if did and undid == {key: (after, before) for key, (before, after) in did.items()}:
            why = f"what it did was taken back after {second.seconds - first.seconds:.1f} s"
            yield Found(Act.WRONG_CLICK, first.seconds, first.on, why)


def _summed(effects: Sequence[Effect]) -> Mapping[tuple[int, str], tuple[str, str]]:
    """What is other than before: by node and name, from what to what; what came with a node
    that came is part of it."""
    came = {one.node for one in effects if not one.name and one.after}
    summed: dict[tuple[int, str], tuple[str, str]] = {}
    for one in effects:
        if one.within in came or (one.name and one.node in came):
            continue
        before, _ = summed.get((one.node, one.name), (one.before, ""))
        summed[one.node, one.name] = (before, one.after)
    return {key: both for key, both in summed.items() if both[0] != both[1]}


def _returns(seen: _Screen) -> Iterator[Found]:
    """Returns to the page or section just left, from one in which nothing was written."""
    by_group: dict[int, list[Sign]] = defaultdict(list)
    for one in seen.signs:
        visits = by_group[one.group] if one.did is Did.GO else None
        if visits is not None and (not visits or visits[-1].where != one.where):
            visits.append(one)
    for group, visits in by_group.items():
        for origin, there, back in zip(visits, visits[1:], visits[2:], strict=False):
            stayed = back.seconds - there.seconds
            if back.where == origin.where and stayed <= BACK_WITHIN:
                if _written(seen, there.seconds, back.seconds):
                    continue
                why = f"came back after {stayed:.1f} s"
                yield Found(Act.BACKTRACK, back.seconds, back.on, why)
                if not group and stayed <= LEFT_WITHIN and (by := _led(seen, there)):
                    why = f"the page it led to was left after {stayed:.1f} s"
                    yield Found(Act.WRONG_CLICK, by.seconds, by.on, why)


def _written(seen: _Screen, since: float, until: float) -> bool:
    return any(one.did is Did.INPUT for one in seen.between(since, until))


def _led(seen: _Screen, to: Sign) -> Sign | None:
    """The click that led to a page."""
    before = [
        one for one in seen.between(to.seconds - DEAD_AFTER, to.seconds) if one.did is Did.CLICK
    ]
    return before[-1] if before else None


def _pauses(seen: _Screen) -> Iterator[Found]:
    """Where somebody did nothing though something waited, or pointed long before they pressed."""
    pointed: Sign | None = None
    for before, now in pairwise(seen.acts):
        paused = now.seconds - before.seconds
        if now.waits and PAUSE <= paused <= AWAY:
            why = f"nothing was done for {paused:.0f} s while {now.waits} waited"
            yield Found(Act.HESITATION, before.seconds, now.waits, why)
        if before.did is not Did.MOVE:
            pointed = None
        elif pointed is None or pointed.node != before.node:
            pointed = before
        if now.did is Did.CLICK and now.looks is not Looks.PLAIN and pointed is not None:
            rested = now.seconds - pointed.seconds
            if pointed.node == now.node and HOVER <= rested <= AWAY:
                why = f"pointed at it for {rested:.1f} s before pressing"
                yield Found(Act.HESITATION, pointed.seconds, now.on, why)
