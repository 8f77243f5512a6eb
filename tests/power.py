"""What a disk may hold when the power goes, and whether the workspace is whole on it.

A writer runs under `strace`, which records every write and every sync. From the record disks are
made as they may stand at a cut: what was synced is there; of what was not, any part may be, in any
order, down to single sectors. A name in a folder is there for sure once the folder was synced.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
CALLS = (
    "openat,write,pwrite64,fsync,fdatasync,ftruncate,"
    "unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat"
)
FILES = 3  # of an upload


# --- the writer ---------------------------------------------------------------------------------


def write(home: Path, synchronous: str, marks: int, checkpoint: int) -> None:
    """Marks words and uploads files; says on `acknowledged` what was told to be saved."""
    os.environ["FIRSTHAND_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "firsthand.settings.local"
    import django

    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import connection

    from firsthand.actions.entering import the_person
    from firsthand.actions.importing import add_files
    from firsthand.actions.marking import mark
    from firsthand.records.models import Source

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous = {synchronous}")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {checkpoint}")
    source, you = Source.objects.select_related("study").earliest("pk"), the_person()
    told = os.open(home.parent / "acknowledged", os.O_WRONLY | os.O_CREAT)
    for n in range(marks):
        made = mark(source, you, 0, 5, [f"c{n % 7}"])
        os.write(told, b"mark %d\n" % made.highlight.pk)
        if n % 20 == 10:
            files = {f"{n}-{k}.txt": b"JO: By hand %d %d.\n" % (n, k) * 90 for k in range(FILES)}
            sent = [SimpleUploadedFile(name, content) for name, content in files.items()]
            job = add_files(source.study, you, sent)
            for k, content in enumerate(files.values()):
                digest = sha256(content).hexdigest()
                os.write(told, f"file {job.about['folder']}/{k:04}.txt {digest}\n".encode())
    os.close(told)
    connection.close()


# --- the record ---------------------------------------------------------------------------------


class Event(NamedTuple):
    what: str  # write, truncate, create, folder, remove, rename, sync, told
    path: str
    at: int = 0
    data: bytes = b""
    to: str = ""


def record(
    sample: Path, work: Path, synchronous: str, marks: int, checkpoint: int = 1000
) -> tuple[Path, list[Event]]:
    """The home as it was when the writer began, and all that the writer did to the disk."""
    home = work / "home"
    _prepared(home, sample)
    before = work / "before"
    shutil.copytree(home, before)
    log = work / "log"
    traced = ["strace", "-f", "-y", "-xx", "-s", "9999999", "-e", f"trace={CALLS}", "-o", str(log)]
    this = [sys.executable, str(Path(__file__)), str(home), synchronous, str(marks)]
    subprocess.run([*traced, *this, str(checkpoint)], check=True, cwd=Path(__file__).parents[1])
    return before, list(_events(log, str(home), str(work / "acknowledged")))


def _prepared(home: Path, sample: Path) -> None:
    script = (
        "import sys, pathlib; from firsthand.cli.serving import set_up; "
        "home, sample = map(pathlib.Path, sys.argv[1:]); set_up(home, 'local'); "
        "from firsthand.cli.preparing import begin_with, close, prepare; "
        "prepare(home); from firsthand.actions.entering import the_person; "
        "begin_with(sample, the_person()); close()"
    )
    subprocess.run([sys.executable, "-c", script, str(home), str(sample)], check=True)


_CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)")
_FD = re.compile(r"^(\d+)<([^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def _events(log: Path, home: str, acknowledged: str) -> Iterator[Event]:
    places: dict[str, int] = {}
    for call, given, result in _calls(log):
        if result < 0:
            continue
        texts = [_bytes(one) for one in _TEXT.findall(given)]
        opened = _FD.match(given)
        path = _plain(opened[2]) if opened else (texts[0].decode() if texts else "")
        if call == "openat":
            path = texts[0].decode()
            if path.startswith(home):
                if "O_CREAT" in given:
                    yield Event("create", path)
                if "O_TRUNC" in given:
                    yield Event("truncate", path, 0)
                places[path] = 0
        elif path == acknowledged and call == "write":
            yield Event("told", path, data=texts[0])
        elif not path.startswith(home):
            continue
        elif call == "pwrite64":
            yield Event("write", path, int(given.rsplit(", ", 1)[1]), texts[0][:result])
        elif call == "write":
            yield Event("write", path, places.get(path, 0), texts[0][:result])
            places[path] = places.get(path, 0) + result
        elif call == "ftruncate":
            yield Event("truncate", path, int(given.rsplit(", ", 1)[1]))
        elif call in ("fsync", "fdatasync"):
            yield Event("sync", path)
        elif call.startswith("mkdir"):
            yield Event("folder", path)
        elif call.startswith("unlink"):
            yield Event("remove", path)
        elif call.startswith("rename"):
            yield Event("rename", path, to=texts[1].decode())


def _calls(log: Path) -> Iterator[tuple[str, str, int]]:
    """Calls in the order in which they ended; those that were cut in two are put together."""
    begun: dict[str, str] = {}
    with log.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            pid = line.split(" ", 1)[0]
            if line.rstrip().endswith("<unfinished ...>"):
                begun[pid] = line.rsplit("<unfinished", 1)[0]
                continue
            if "resumed>" in line:
                line = begun.pop(pid) + line.split("resumed>", 1)[1]
            if found := _CALL.match(line):
                yield found[2], found[3], int(found[4])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _plain(path: str) -> str:
    return _bytes(path).decode() if path.startswith("\\x") else path


# --- the disk -----------------------------------------------------------------------------------


@dataclass
class Disk:
    """What is there for sure, and what was done since and may be lost."""

    files: dict[str, bytearray]
    pending: list[Event] = field(default_factory=list)

    def take(self, event: Event) -> None:
        if event.what == "sync":
            mine = [one for one in self.pending if _settles(event.path, one)]
            for one in mine:
                apply(self.files, one)
            self.pending = [one for one in self.pending if one not in mine]
        elif event.what != "told":
            self.pending.append(event)


def _settles(path: str, one: Event) -> bool:
    """Whether a sync of that file or folder settles what was done."""
    if one.what in ("write", "truncate"):
        return one.path == path
    return str(Path(one.path).parent) == path


def apply(files: dict[str, bytearray], one: Event) -> None:
    if one.what == "folder":
        files[f"{one.path}/"] = bytearray()
    elif one.what == "create":
        files.setdefault(one.path, bytearray())
    elif one.what == "remove":
        files.pop(one.path, None)
    elif one.what == "rename" and one.path in files:
        files[one.to] = files.pop(one.path)
    elif one.what == "truncate" and one.path in files:
        content = files[one.path]
        del content[one.at :]
        content.extend(bytes(one.at - len(content)))
    elif one.what == "write":
        # A file whose name is not settled yet has its content all the same.
        content = files.setdefault(one.path, bytearray())
        content.extend(bytes(max(0, one.at - len(content))))
        content[one.at : one.at + len(one.data)] = one.data


def _none(pending: list[Event], dice: random.Random) -> Iterator[Event]:
    return iter(())


def _all(pending: list[Event], dice: random.Random) -> Iterator[Event]:
    return iter(pending)


def _some(pending: list[Event], dice: random.Random) -> Iterator[Event]:
    """Some of the writes, whichever came first."""
    return (one for one in pending if dice.random() < 0.5)


def _torn(pending: list[Event], dice: random.Random) -> Iterator[Event]:
    """Some sectors of the writes."""
    for one in pending:
        if one.what != "write":
            if dice.random() < 0.5:
                yield one
            continue
        for begin in range(0, len(one.data), SECTOR):
            if dice.random() < 0.5:
                yield one._replace(at=one.at + begin, data=one.data[begin : begin + SECTOR])


WAYS: dict[str, Callable[[list[Event], random.Random], Iterator[Event]]] = {
    "nothing unsynced": _none,
    "all of it": _all,
    "some writes": _some,
    "torn sectors": _torn,
}


# --- the cuts -----------------------------------------------------------------------------------


@dataclass
class Tally:
    cuts: int = 0
    acknowledged: int = 0
    lost: set[str] = field(default_factory=set)
    lost_in: Counter[str] = field(default_factory=Counter)
    broken: int = 0


def cut(before: Path, events: list[Event], home: Path, every: int = 1, seed: int = 1) -> Tally:
    """Cuts the power at each sync and each acknowledgement, in every way; looks what is left."""
    dice = random.Random(seed)
    files = {
        f"{home / path.relative_to(before)}{'/' * path.is_dir()}": bytearray(
            path.read_bytes() if path.is_file() else b""
        )
        for path in before.rglob("*")
    }
    disk, told, tally, moment = Disk(files), [], Tally(), 0
    for event in events:
        if event.what in ("sync", "told"):
            if event.what == "told":
                told += event.data.decode().splitlines()
            moment += 1
            if moment % every == 0:
                for name, way in WAYS.items():
                    _look(disk, told, tally, name, way, dice, home)
        disk.take(event)
    tally.acknowledged = len(told)
    return tally


def _look(
    disk: Disk,
    told: list[str],
    tally: Tally,
    name: str,
    way: Callable[[list[Event], random.Random], Iterator[Event]],
    dice: random.Random,
    home: Path,
) -> None:
    files = {path: bytearray(content) for path, content in disk.files.items()}
    for one in way(disk.pending, dice):
        apply(files, one)
    database = str(home / "firsthand.sqlite")
    with tempfile.TemporaryDirectory(dir=_quick()) as folder:
        for suffix in ("", "-wal", "-journal"):
            if database + suffix in files:
                Path(folder, f"d{suffix}").write_bytes(files[database + suffix])
        there, whole = _kept(Path(folder, "d"))
    there |= {
        f"file {Path(path).relative_to(home / 'uploads').as_posix()} {sha256(content).hexdigest()}"
        for path, content in files.items()
        if path.startswith(str(home / "uploads")) and f"{Path(path).parent}/" in files
    }
    tally.cuts += 1
    tally.broken += not whole
    if lost := set(told) - there:
        tally.lost |= lost
        tally.lost_in[name] += 1


def _quick() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _kept(database: Path) -> tuple[set[str], bool]:
    """The marks that are there, and whether the database is whole: each mark with its entry."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(database))
    try:
        marks = {f"mark {key}" for (key,) in connection.execute("SELECT id FROM records_highlight")}
        [(entries,)] = connection.execute(
            "SELECT count(*) FROM records_entry WHERE verb = 'marked'"
        ).fetchall()
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return marks, whole and entries == len(marks)
    except dbapi2.DatabaseError:
        return set(), False
    finally:
        connection.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
