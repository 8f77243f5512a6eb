"""Every kind of fault: functions of a scene, and of how many notes are written in it meanwhile."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from tests.cutting import Pipe
from tests.faults.rooms_clients import Looker
from tests.faults.rooms_ground import SOON, Scene
from tests.faults.rooms_history import Act
from tests.faults.test_full_disk import fill

type Fault = Callable[[Scene, int], None]

FAULTS: dict[str, Fault] = {}


def fault(function: Fault) -> Fault:
    FAULTS[function.__name__] = function
    return function


def watched(scene: Scene, many: int = 2, **given: object) -> list[Looker]:
    return [scene.looker(seat, **given) for seat in range(many)]


# --- the server ends ---


@fault
def killed(scene: Scene, many: int) -> None:
    """All of the server is killed with -9, and started again."""
    _again_and_again(scene, many, scene.ground.kill)


@fault
def one_process_killed(scene: Scene, many: int) -> None:
    """The process that answers is killed with -9; the server starts another."""
    watched(scene)
    with scene.writing(many, patience=3.0):
        scene.acknowledged_after(many // 2)
        with scene.unheard():
            scene.ground.kill_one()


@fault
def restarted(scene: Scene, many: int) -> None:
    """The server is told to end, ends, and is started again."""
    _again_and_again(scene, many, scene.ground.stop)


def _again_and_again(scene: Scene, many: int, end: Callable[[], None], times: int = 1) -> None:
    watched(scene)
    with scene.writing(many):
        for part in range(1, times + 1):
            scene.acknowledged_after(many * part // (times + 1))
            with scene.unheard():
                end()
                scene.ground.start()


# --- the network ---


@fault
def cut_before_the_answer(scene: Scene, many: int) -> None:
    """What was sent arrives; the answer does not."""
    dice = random.Random(scene.history.fault)
    watched(scene, direct=True)

    def judge(pipe: Pipe, data: bytes) -> int | None:
        return None if pipe.up or dice.random() < 0.7 else 0

    with judged(scene, judge), scene.writing(many):
        pass


@fault
def cut_inside_a_request(scene: Scene, many: int) -> None:
    """Half of what was sent arrives."""
    dice = random.Random(scene.history.fault)
    watched(scene, direct=True)

    def judge(pipe: Pipe, data: bytes) -> int | None:
        return dice.randrange(len(data)) if pipe.up and dice.random() < 0.3 else None

    with judged(scene, judge), scene.writing(many):
        pass


@fault
def cut_inside_a_frame(scene: Scene, many: int) -> None:
    """An event, or an answer, ends in its middle."""
    dice = random.Random(scene.history.fault)

    def judge(pipe: Pipe, data: bytes) -> int | None:
        return dice.randrange(len(data)) if not pipe.up and dice.random() < 0.15 else None

    watched(scene, 3)
    with judged(scene, judge), scene.writing(many):
        pass


@fault
def cut_for_a_while(scene: Scene, many: int) -> None:
    """All connections end and nobody gets in; others, who are nearer, go on."""
    watched(scene, 3)
    with scene.writing(many // 2, direct=True), scene.writing(many - many // 2):
        scene.acknowledged_after(many // 4)
        scene.ground.network.refuse()
        scene.ground.network.cut()
        time.sleep(1.5)
        scene.ground.network.allow()


@fault
def half_open(scene: Scene, many: int) -> None:
    """Nothing passes any more, and neither side is told."""
    watched(scene, 2, patience=1.5)
    with scene.writing(many, patience=1.0):
        scene.acknowledged_after(many // 3)
        scene.ground.network.freeze()
        time.sleep(0.7)
        scene.ground.network.thaw()
    for one in scene.ground.lookers:
        one.patience = 40.0  # as the page has: a beat comes every 10 to 15 s
        one.cut()  # those of other faults have more patience


@fault
def slow_reader(scene: Scene, many: int) -> None:
    """Somebody takes little at a time: nobody else waits, and they get all of it in the end."""
    slow = scene.looker(0, slow=True, direct=True)
    watched(scene)
    with scene.writing(many):
        pass
    quick = [one for one in scene.history.witnesses if one is not slow.witness]
    end = time.monotonic() + SOON
    while len({one.last for one in quick}) > 1 and time.monotonic() < end:
        time.sleep(0.02)
    slow.slow = False


@contextmanager
def judged(scene: Scene, judge: Callable[[Pipe, bytes], int | None]) -> Iterator[None]:
    scene.ground.network.judge = judge
    try:
        yield
    finally:
        scene.ground.network.judge = None


# --- the machine ---


@fault
def clock_jumps(scene: Scene, many: int) -> None:
    """The server's clock goes on by days and back by hours; phones have a day of their own."""
    watched(scene)
    moved = scene.ground.clock
    if moved is None:
        scene.history.remarks.append("there is no compiler for the clock: not shown")
        return
    phone = scene.writer(9)
    try:
        with scene.writing(many):
            for part, jump in enumerate((3 * 86400, -7200, -400 * 86400, 86400), 1):
                scene.acknowledged_after(many * part // 5)
                moved.jump(jump)
                day = datetime.now(UTC) + timedelta(seconds=jump)
                phone.note(basis="seen", seen_on=day.date().isoformat())
        scene.looker(8, after=0)
    finally:
        moved.jump(0)


@fault
def database_busy(scene: Scene, many: int) -> None:
    """Somebody else writes, for longer than anybody waits."""
    watched(scene)
    with scene.writing(many, patience=4.0):
        scene.acknowledged_after(many // 3)
        with scene.ground.locked():
            time.sleep(1.0)
        scene.acknowledged_after(many * 2 // 3)
        with scene.ground.locked():
            time.sleep(0.5)


@fault
def disk_full(scene: Scene, many: int) -> None:
    """There is no room left on the disk, for a while."""
    if scene.ground.disk is None:
        scene.history.remarks.append("no disk of its own could be made: not shown")
        return
    watched(scene)
    with scene.writing(many):
        scene.acknowledged_after(many // 3)
        filler = fill(scene.ground.disk)
        time.sleep(1.5)
        filler.unlink()


# --- people and their pages ---


@fault
def two_tabs(scene: Scene, many: int) -> None:
    """One person changes and takes away the same notes in two tabs at the same time."""
    watched(scene)
    tabs = [scene.writer(0), scene.writer(0)]
    for _ in range(max(1, many // 4)):
        note = tabs[0].note()
        _both(
            lambda note=note: tabs[0].edit(note, 1),
            lambda note=note: tabs[1].edit(note, 1),
        )
        _both(
            lambda note=note: tabs[0].remove(note, 2),
            lambda note=note: tabs[1].edit(note, 2),
        )
    with scene.writing(many // 2):
        pass


@fault
def reloaded_while_unsent(scene: Scene, many: int) -> None:
    """The page goes while answers are under way; the next one sends what was kept, as it was."""
    watched(scene)
    dice = random.Random(scene.history.fault)
    writers = [scene.writer(seat) for seat in range(4)]
    for _ in range(max(1, many // 16)):
        for place, writer in enumerate(writers):
            for _ in range(4):
                told = writer.kept_note()
                if dice.random() < 0.5:
                    scene.send_and_go(writer.wire(told))
            writers[place] = fresh = writer.reloaded()
            fresh.send_kept()


@fault
def sent_twice(scene: Scene, many: int) -> None:
    """The same act comes several times, at the same time."""
    watched(scene)
    tabs = [scene.writer(1) for _ in range(3)]
    for number in range(max(1, many)):
        told = tabs[0].kept_note()
        sent = [told] * 3
        if number % 5 == 4:
            note = tabs[0].until_answered(told)
            sent = [tabs[0].keep("remove", key=note.key)] * 3
        pairs = zip(tabs, sent, strict=True)
        _both(*(lambda tab=tab, one=one: tab.until_answered(one) for tab, one in pairs))


@fault
def stale(scene: Scene, many: int) -> None:
    """Somebody comes back from long ago, somebody from within, somebody from what never was."""
    first = scene.looker(0)
    with scene.writing(many):
        scene.acknowledged_after(many // 2)
        middle = first.witness.last, dict(first.witness.rows)
    for after, shown in ((0, {}), middle, (10**12, {}), (10**17, {})):
        scene.looker(1, after=after, shown=shown)
    with scene.writing(max(2, many // 10)):
        pass


@fault
def removal_races(scene: Scene, many: int) -> None:
    """A note is taken away by the leader while its writer changes it, and sent again after."""
    watched(scene)
    writer, leader = scene.writer(2), scene.writer(-1)
    for _ in range(max(1, many // 3)):
        note = writer.note()
        _both(
            lambda note=note: writer.edit(note, 1),
            lambda note=note: leader.remove(note),
        )
        writer.once(_as_sent(scene, note))
    with scene.writing(many // 3):
        pass


@fault
def spoiled(scene: Scene, many: int) -> None:
    """Acts that can't be done come together with ones that can."""
    watched(scene)
    others = [scene.writer(seat) for seat in (8, 9, 10)]
    with scene.writing(many) as going_on:
        for number in range(1000):
            spoil = SPOILED[number % len(SPOILED)]
            told = others[number % 3].kept_note(sound=False) | {
                "text": f"not to be there {uuid.uuid4()}"
            }
            others[number % 3].until_answered({**told, **spoil}, 5.0)
            if number >= len(SPOILED) and not going_on():
                break
            time.sleep(0.005)


SPOILED: tuple[dict[str, object], ...] = (
    {"lens": 10**17},
    {"lens": "none"},
    {"text": ""},
    {"text": "long " * 400},
    {"text": 7},
    {"text": "half a sign \ud800"},
    {"text": "a zero \0 in it"},
    {"basis": "certainty"},
    {"basis": "seen", "seen_on": "2026-02-30"},
    {"basis": "seen", "seen_on": "yesterday"},
    {"do": "edit", "key": "nobody's", "version": 1},
    {"do": "remove", "key": ["a", "list"]},
    {"do": "fly"},
    {"lens": [1]},
    {"basis": {"a": "b"}},
    {"do": "edit", "key": "\udfff", "version": -1},
)


@fault
def stolen(scene: Scene, many: int) -> None:
    """Somebody sends under an id that is somebody else's, and changes what is not theirs."""
    watched(scene)
    writer, thief = scene.writer(3), scene.writer(4)
    for _ in range(max(1, many // 2)):
        note = writer.note()
        taken = Act(note.id, "note", note.key, "", thief.name)
        answer = thief.line.ask(thief.wire(_as_sent(scene, note) | {"text": "mine"}))
        if answer[0] == 200:
            scene.history.remarks.append(f"the id of {taken.id} was taken by somebody else")
        if thief.edit(note, 1).done or thief.remove(note).done:
            scene.history.remarks.append(f"{note.key} was changed by somebody else")
    with scene.writing(many // 2):
        pass


@fault
def silent(scene: Scene, many: int) -> None:
    """Phases change while notes are written: what is hidden is told to nobody before its time."""
    lookers = watched(scene, 3)
    leader = scene.writer(-1)
    for _ in range(2):
        with scene.writing(many // 4):
            pass
        hush = leader.do("phase", phase="collect")
        if not hush.done:
            scene.history.remarks.append("no silent phase began: not shown")
        with scene.writing(many // 4):
            pass
        time.sleep(0.5)
        entries = {act.key for act in scene.history.acts.values() if _hidden(act, hush)}
        for one in lookers:
            one.witness.leaked |= entries & one.witness.rows.keys()
        with scene.writing(max(2, many // 20)):
            leader.do("phase", phase="open")


def _hidden(act: Act, since: Act) -> bool:
    begun = since.done[0].entry if since.done else 10**18
    return act.do == "note" and bool(act.done) and act.done[0].entry > begun


# --- what several of them do ---


def _both(*works: Callable[[], object]) -> None:
    threads = [threading.Thread(target=one) for one in works]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def _as_sent(scene: Scene, note: Act) -> dict[str, object]:
    return {"act": note.id, "do": "note", "lens": scene.room.lenses[0], "text": note.text}
