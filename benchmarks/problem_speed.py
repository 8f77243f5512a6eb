"""How long a mark takes in a study of a hundred interviews, as the editor asks for it."""

from __future__ import annotations

import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from data import DATA

ROOT = Path(__file__).parents[1]
MIX = re.compile(r"[^\W\d_]{3,}")


def speed(interviews: int, checks: int) -> None:
    """Prints rows: in the process, and over HTTP, p50 and p95."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"FIRSTHAND_HOME": home, "DJANGO_SETTINGS_MODULE": "firsthand.settings.local"}
        from tests.serving import Session, served

        with served(Path(home)) as running:
            study = _study(interviews)
            client = Session(running)
            _report(study, client, checks, running.process.pid)


def _report(study: object, client: object, checks: int, server: int) -> None:
    from urllib.parse import urlencode

    from firsthand.actions import hearing, wording
    from firsthand.records.models import Statement, Study

    of = Study.objects.get(pk=study)
    rows = Statement.objects.filter(source__study=of, telling=True)
    began = time.perf_counter()
    heard = hearing.heard_in(of)
    ready = time.perf_counter() - began
    began = time.perf_counter()
    thread = wording.prepare(heard)
    if thread:
        thread.join()
    compared = time.perf_counter() - began
    print(f"{of.sources.count()} interviews, {rows.count():,} statements that count, "
          f"{len(heard.said.words):,} words; read in {ready:.1f} s, compared in {compared:.1f} s, "
          "once, beside the page")  # fmt: skip
    sentences = _typed([one.quote.exact for one in heard.said.statements], checks)

    def here(sentence: str) -> None:
        wording.checked(of, sentence)

    path = f"/studies/{of.pk}/name/checking/?"

    def over_http(sentence: str) -> None:
        answer = client.ask("GET", path + urlencode({"sentence": sentence}))  # type: ignore[attr-defined]
        assert answer.status == 200
        assert "What it rests on" in answer.text

    def other(sentence: str) -> None:
        guide = f"/studies/{of.pk}/guide/checking/?"
        client.ask("GET", guide + urlencode({"text": sentence}))  # type: ignore[attr-defined]

    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("| as it is typed | p50 | p95 | longest |\n|---|---|---|---|")
    _row("the check alone, CPU", here, sentences[: checks // 2], time.thread_time)
    _row("the check alone", here, sentences[checks // 2 :], time.perf_counter)
    _wait(client, path)
    began = _cpu(server)
    _row("over HTTP, the page's part", over_http, sentences, time.perf_counter)
    each = 1000 * (_cpu(server) - began) / checks
    print(f"| over HTTP, CPU of the server, mean | {each:.1f} ms | | |", flush=True)
    _row("over HTTP, a part that checks no study", other, sentences, time.perf_counter)


def _row(
    name: str, do: Callable[[str], None], sentences: Sequence[str], clock: Callable[[], float]
) -> None:
    times = " | ".join(f"{ms:.1f} ms" for ms in _times(do, sentences, clock))
    print(f"| {name} | {times} |", flush=True)


def _cpu(pid: int) -> float:
    """Seconds of processor time that the server and what it started have taken."""
    from tests.serving import family

    ticks = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _wait(client: object, path: str) -> None:
    """Until the server has compared the study's words too."""
    with suppress(TimeoutError):
        client.ask("GET", path)  # type: ignore[attr-defined]
    for _ in range(240):
        try:
            answer = client.ask("GET", path + "sentence=Nurses+write.")  # type: ignore[attr-defined]
        except TimeoutError:
            continue
        if "still being compared" not in answer.text:
            return
        time.sleep(0.5)
    raise SystemExit("the words were never compared")


def _times(
    do: Callable[[str], None], sentences: Sequence[str], clock: Callable[[], float]
) -> tuple[float, float, float]:
    taken = []
    for sentence in sentences:
        began = clock()
        do(sentence)
        taken.append(1000 * (clock() - began))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1], max(taken)


def _typed(said: Sequence[str], checks: int) -> list[str]:
    """What people type: stretches of what was said, some with words nobody said among them."""
    dice = random.Random(7)
    unsaid = ["governance", "seamless", "dashboard", "empower", "quarterly", "zebra", "clumsy"]
    long_ones = [one for one in said if 8 <= len(one.split()) <= 30]
    typed = []
    for _ in range(checks):
        words = dice.choice(long_ones).split() + dice.choice(long_ones).split()[:8]
        words = words[: dice.randint(6, 30)]
        if dice.random() < 0.7:
            words.insert(dice.randrange(len(words)), dice.choice(unsaid))
            words.insert(dice.randrange(len(words)), f"{dice.choice(unsaid)}{dice.choice('sxyz')}")
        typed.append(" ".join(words))
    return typed


def _study(interviews: int) -> int:
    """A study of so many interviews: real transcripts read in place, in turn; not labelled by the
    worker but put into the records as it does."""
    import django

    django.setup()
    from django.utils import timezone

    from firsthand.actions.entering import the_person
    from firsthand.actions.studies import start_study
    from firsthand.records.models import Participant, Session, Source, Speaker, Statement, Turn

    texts = _transcripts()
    you = the_person()
    study = start_study(you, "A hundred interviews")
    grades = ["past_behaviour", "general", "general", "stated_preference"]
    dice = random.Random(3)
    for number in range(interviews):
        sentences = texts[number % len(texts)]
        text = "\n".join(sentences)
        who = Participant.objects.create(
            study=study, pseudonym=f"P{number}", role="nurse", workflow="rounds", tool="sheet"
        )
        on = date(2026, 1, 1) + timedelta(days=number)
        held = Session.objects.create(study=study, on=on, attended=["Ann"])
        source = Source.objects.create(
            study=study, session=held, name=f"{number}.txt", text=text,
            sha256=f"{number:064}", labelled=timezone.now(),
        )  # fmt: skip
        speaker = Speaker.objects.create(source=source, name=who.pseudonym, participant=who)
        Turn.objects.create(source=source, number=0, speaker=speaker, start=0, end=len(text))
        at, rows = 0, []
        for one in sentences:
            telling = len(one.split()) > 3
            kinds = {"complaint": 0.9} if dice.random() < 0.2 else {}
            place = {"source": source, "turn": 0, "start": at, "end": at + len(one)}
            grade = dice.choice(grades)
            rows.append(Statement(**place, grade=grade, telling=telling, kinds=kinds))
            at += len(one) + 1
        Statement.objects.bulk_create([row for row in rows if row.end > row.start])
    return int(study.pk)


def _transcripts() -> list[list[str]]:
    """The participants' sentences of real transcripts, read where they lie."""
    from firsthand.language.sentences import sentences
    from firsthand.listen.corpus import read

    found = []
    for folder in (
        "A-interviews/fossrit-mismatches",
        "A-interviews/hitsave",
        "A-interviews/pdpilot",
    ):
        if not (DATA / folder).is_dir():
            continue
        for source in read(str(DATA / folder)).sources:
            spans = [span for turn in source.turns
                     for span in sentences(source.text, turn.start, turn.end)]  # fmt: skip
            cut = [source.text[start:end].replace("\n", " ") for start, end in spans]
            if len(cut) > 100:
                found.append(cut)
    if not found:
        raise SystemExit("There are no real transcripts; name their folder in FIRSTHAND_DATA.")
    return found
