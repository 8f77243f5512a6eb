"""Search over 100,000 quotes: by word, by meaning, with filters, rebuilt, and beside SQLite FTS5.

    python benchmarks/search.py [QUOTES]

The quotes are cut from the real interviews (`data.py`): sentences as they stand, then runs of
one to three of them until there are enough; so many are alike in part. Such a run's vector is the
mean of its sentences' own.
They lie in a workspace in a folder of its own. Run it on a machine that does nothing else; the page
is asked over HTTP of `firsthand serve`.
"""

from __future__ import annotations

import http.client
import os
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import batched
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))
import numpy as np
from tests.serving import Served, served

from data import FOLDERS, data_or_exit, gold_text

QUOTES = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
SENTENCES = 10_000  # of these the quotes are made
STUDIES, PER_SOURCE, QUERIES, RECALLED = 10, 300, 300, 500
dice = random.Random(20261122)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _set_up(home)
        texts, parts = quotes()
        embed_by_sentence(parts)
        put_in(texts)
        index()
        words, found = by_word(texts)
        fts(texts, words, found)
        by_meaning(texts)
        marking(home)
        over_http(home, words)
        rebuild()


def _set_up(home: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "firsthand.settings.local"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def quotes() -> tuple[list[str], dict[str, list[str]]]:
    """So many texts of one to three sentences of the real interviews, and each one's sentences."""
    from firsthand.language.sentences import sentences

    runs: list[list[str]] = []
    for folder in FOLDERS:
        for path in sorted((data_or_exit() / folder).iterdir()):
            if path.suffix in {".md", ".txt", ".pdf"}:
                text = gold_text(path)
                spans = sentences(text, 0, len(text))
                said = [" ".join(text[a:b].split()) for a, b in spans]
                runs.append([one for one in said if 12 <= len(one) <= 600])
    runs = [run[: SENTENCES // len(runs)] for run in runs if run]
    found = [one for run in runs for one in run][:QUOTES]
    parts = {one: [one] for one in found}
    own = len(found)
    while len(found) < QUOTES:
        run = dice.choice(runs)
        place, long = dice.randrange(len(run)), dice.choice((1, 2, 3))
        found.append(" ".join(some := run[place : place + long]))
        parts.setdefault(found[-1], some)
    print(f"quotes: {QUOTES:,}, of which {own:,} sentences as they stand, the others runs of them")
    return found, parts


def embed_by_sentence(parts: dict[str, list[str]]) -> None:
    """Has the index take the mean of its sentences' vectors for a quote of several.

    Embedding 100,000 quotes takes minutes of nothing new: what a text costs is told by itself.
    """
    from firsthand.records.index import keeping
    from firsthand.records.index.meaning import EMBEDDER

    said = sorted({one for some in parts.values() for one in some})
    before = _cpu()
    vectors = EMBEDDER.embed(said)
    print(f"embedding: {(_cpu() - before) / len(said) * 1000:.2f} s of CPU for 1,000 sentences")
    place = {one: n for n, one in enumerate(said)}

    class ByItsSentences:
        def embed(self, texts: Sequence[str]) -> Any:
            means = np.stack(
                [vectors[[place[p] for p in parts[one]]].mean(axis=0) for one in texts]
            )
            return means / np.linalg.norm(means, axis=1, keepdims=True)

    keeping.EMBEDDER = ByItsSentences()  # type: ignore[assignment]


def _cpu() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def put_in(texts: Sequence[str]) -> None:
    """As labelled statements of sources in ten studies, written straight into the tables."""
    from django.db import transaction

    from firsthand.actions.entering import the_person
    from firsthand.actions.studies import start_study
    from firsthand.method.evidence import Grade, Kind
    from firsthand.records.models import Participant, Session, Source, Speaker, Statement, Turn

    me = the_person()
    grades, kinds = [str(one) for one in list(Grade)[1:5]], [str(one) for one in Kind]
    studies = [start_study(me, f"Study {n}") for n in range(STUDIES)]
    with transaction.atomic():
        for n in range(0, len(texts), PER_SOURCE):
            study = studies[n // PER_SOURCE % STUDIES]
            some = texts[n : n + PER_SOURCE]
            starts = np.cumsum([0, *(len(one) + 1 for one in some)]).tolist()
            when = Session.objects.create(study=study)
            who = Participant.objects.create(study=study, pseudonym=f"P{n}")
            text = "\n".join(some)
            source = Source.objects.create(
                study=study, session=when, name=f"{n}.txt", text=text, sha256=str(n)
            )
            speaker = Speaker.objects.create(source=source, name="P", participant=who)
            Turn.objects.create(source=source, number=0, speaker=speaker, start=0, end=len(text))
            Statement.objects.bulk_create(
                Statement(
                    source=source,
                    turn=0,
                    start=start,
                    end=start + len(one),
                    grade=dice.choice(grades),
                    kinds={dice.choice(kinds): 1.0} if dice.random() < 0.3 else {},
                )
                for start, one in zip(starts, some, strict=False)
            )


def index() -> None:
    from firsthand.records.index.keeping import Keeper
    from firsthand.records.index.reading import folder

    began = time.perf_counter()
    with Keeper(folder()) as keeper:
        while keeper.tracker.touched(keeper.state) or keeper.todo:
            keeper._update(list(keeper.todo)[:40] or keeper.tracker.all_units())
        keeper.state.whole = True
        keeper._commit()
        by_word_after = time.perf_counter() - began
        keeper.settle()
    took = time.perf_counter() - began
    size = sum(path.stat().st_size for path in folder().rglob("*") if path.is_file())
    print(
        f"build without embedding: by word after {by_word_after:.1f} s, by meaning too after "
        f"{took:.0f} s; {size / 1e6:.0f} MB"
    )


def rebuild() -> None:
    """Followed through changes, then made anew from the database: the same answers."""
    import shutil

    from firsthand.records.index.keeping import Keeper
    from firsthand.records.index.reading import folder

    before = answers()
    from firsthand.records.models import Source

    some = list(Source.objects.order_by("pk")[:5])
    for one in some:
        one.statements.update(telling=False)
        Source.objects.filter(pk=one.pk).update(study=(one.study_id % STUDIES) + 1)
    with Keeper(folder()) as keeper:
        keeper.settle()
    for one in some:
        one.statements.update(telling=True)
        Source.objects.filter(pk=one.pk).update(study=one.study_id)
    with Keeper(folder()) as keeper:
        keeper.settle()
    moved = answers()
    for path in folder().iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    began = time.perf_counter()
    with Keeper(folder()) as keeper:
        keeper.settle()
    print(
        f"rebuilt from the database in {time.perf_counter() - began:.0f} s: "
        f"{sum(a == b == c for a, b, c in zip(before, moved, answers(), strict=True))} of "
        f"{len(before)} questions answered with the same quotes in the same order"
    )


def answers() -> list[list[tuple[int, float, float]]]:
    from firsthand.language.query import query_of
    from firsthand.records.index.finding import Wanted, find

    told = []
    for n, text in enumerate(_QUESTIONS * 2):
        found = find(query_of(text, any=n >= len(_QUESTIONS)), Wanted(range(1, STUDIES + 1)))
        assert found is not None
        told.append([(one.key, one.score, one.cosine) for one in found.hits[:200]])
    return told


_QUESTIONS = [
    "open source",
    "time work",
    "people community",
    "release package",
    "game team",
    '"a lot of"',
    "maintainer burnout",
    "how do people get paid for their work",
    "what makes a project healthy",
    "new contributors need help",
]


def timed(name: str, act: Callable[[Any], Any], over: Sequence[Any]) -> list[Any]:
    found, times, spent = [], [], []
    for one in over[:10]:
        act(one)
    for one in over:
        began, before = time.perf_counter(), time.process_time()
        found.append(act(one))
        times.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - before) * 1000)
    p50, p95 = np.percentile(times, (50, 95))
    cpu50, cpu95 = np.percentile(spent, (50, 95))
    own = f"; CPU p50 {cpu50:.1f}, p95 {cpu95:.1f} ms" if "page" not in name else ""
    print(f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms{own} ({len(over)} queries)", flush=True)
    return found


def by_word(texts: Sequence[str]) -> tuple[list[tuple[str, str]], list[Any]]:
    from datetime import date

    from firsthand.language.query import WORD, query_of
    from firsthand.language.words import is_function_word
    from firsthand.records.index.finding import Wanted, find

    everything = Wanted(range(1, STUDIES + 1))
    pairs: list[tuple[str, str]] = []
    phrases: list[str] = []
    while len(pairs) < QUERIES:
        said = [one for one in WORD.findall(dice.choice(texts)) if len(one) > 2]
        full = [one for one in said if not is_function_word(one)]
        if len(full) > 1:
            place = dice.randrange(len(full) - 1)
            pairs.append((full[place], full[place + 1]))
            at = dice.randrange(len(said) - 1)
            phrases.append(f'"{said[at]} {said[at + 1]}"')

    def ask(any_: bool, wanted: Wanted = everything) -> Callable[[Any], Any]:
        def asking(one: tuple[str, str]) -> Any:
            return find(query_of(" ".join(one), any=any_), wanted, near=False, counted=True)

        return asking

    found = timed("two words, all of them", ask(False), pairs)
    timed("two words, any of them", ask(True), pairs)
    timed(
        "a phrase", lambda one: find(query_of(one), everything, near=False, counted=True), phrases
    )
    narrow = Wanted(range(1, STUDIES + 1), kinds=["complaint"], grades=["general"])
    timed("two words, any, with label and grade", ask(True, narrow), pairs)
    dated = Wanted([1, 2, 3], until=date(2027, 1, 1), participants=range(1, 60))
    timed("two words, any, with studies, people, date", ask(True, dated), pairs)
    timed("two words, any of them, in one study", ask(True, Wanted([1])), pairs)
    timed(
        "words and meaning as one list, embedding included",
        lambda one: find(query_of(" ".join(one)), everything, counted=True),
        pairs,
    )
    common = [("the", "and"), ("it", "is"), ("you", "know"), ("of", "a")] * 10
    timed("two of the commonest words, any of them", ask(True), common)
    return pairs, found


def fts(texts: Sequence[str], pairs: Sequence[tuple[str, str]], found: Sequence[Any]) -> None:
    """The peer: the same quotes in SQLite FTS5 with its stemmer, 20 best by its BM25."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE VIRTUAL TABLE q USING fts5(said, content='', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    began = time.perf_counter()
    base.executemany("INSERT INTO q(rowid, said) VALUES (?, ?)", enumerate(texts))
    print(f"FTS5 (in memory): built in {time.perf_counter() - began:.1f} s")

    def ask(between: str) -> Callable[[Any], Any]:
        def asking(one: tuple[str, str]) -> Any:
            words = f'"{one[0]}" {between} "{one[1]}"'
            best = base.execute(
                "SELECT rowid FROM q WHERE q MATCH ? ORDER BY rank LIMIT 20", [words]
            ).fetchall()
            return best, base.execute("SELECT count(*) FROM q WHERE q MATCH ?", [words]).fetchone()

        return asking

    peers = timed("FTS5, two words, all of them", ask("AND"), pairs)
    timed("FTS5, two words, any of them", ask("OR"), pairs)
    same = sum(abs(one.by_word - peer[1][0]) <= 2 for one, peer in zip(found, peers, strict=True))
    print(f"as many hits as FTS5, two more or fewer: {same} of {len(found)} (other stemmers)")


def by_meaning(texts: Sequence[str]) -> None:
    from firsthand.language.query import query_of
    from firsthand.records.index import keeping
    from firsthand.records.index.finding import Wanted, find
    from firsthand.records.index.meaning import nearest, vector_of
    from firsthand.records.index.reading import reader

    asked = dice.sample(list(texts), RECALLED)
    asked = [" ".join(one.split()[:12]) for one in asked]
    timed(
        "by meaning, embedding the question included",
        lambda one: find(query_of(one), Wanted(range(1, STUDIES + 1)), counted=True),
        asked[:QUERIES],
    )
    snapshot = reader().snapshot()
    assert snapshot is not None
    rows = np.flatnonzero(snapshot.vectors.there)
    vectors = [vector_of(one) for one in asked]
    near = timed(
        "by meaning, the question embedded already",
        lambda vector: nearest(snapshot.vectors, vector, rows, 10)[0],
        vectors,
    )
    said = _texts_of(snapshot, rows)
    exact = np.concatenate([keeping.EMBEDDER.embed(some) for some in batched(said, 5_000)])
    hits, like = 0, 0
    for vector, found in zip(vectors, near, strict=True):
        cosines = exact @ vector
        best = np.partition(cosines, -10)[-10]
        place = dict(zip(rows.tolist(), range(len(rows)), strict=True))
        got = [cosines[place[row]] for row in found.tolist()]
        hits += sum(one >= best - 1e-6 for one in got)
        like += len(got)
    print(f"recall@10 against exact float32: {hits / like:.4f} on {len(asked)} questions")


def _texts_of(snapshot: Any, rows: Any) -> list[str]:
    from firsthand.records.models import Source

    texts = dict(Source.objects.values_list("pk", "text"))
    items = snapshot.items[rows]
    return [texts[int(one["source"])][one["start"] : one["end"]] for one in items]


def marking(home: Path) -> None:
    """From a mark to the answer that holds it, with a worker that follows."""
    import threading

    from firsthand.actions.entering import the_person
    from firsthand.actions.indexing import follow
    from firsthand.actions.marking import mark
    from firsthand.language.query import WORD, query_of
    from firsthand.records.index.finding import Wanted, find
    from firsthand.records.models import Source

    until = threading.Event()
    thread = threading.Thread(target=follow, args=(until,))
    thread.start()
    time.sleep(15)  # it looks at all units once when it begins
    times = []
    for n, source in enumerate(Source.objects.select_related("study").order_by("pk")[:20]):
        one = source.statements.order_by("pk")[n]
        began = time.perf_counter()
        made = mark(source, the_person(), one.start, one.end, [f"code {n}"])
        word = max(WORD.findall(source.words(one.start, one.end)), key=len)
        wanted = Wanted([source.study_id], codes=[made.codes[0].pk])
        while not (found := find(query_of(word), wanted)) or not found.hits:
            time.sleep(0.01)
            if time.perf_counter() - began > 30:
                break
        times.append(time.perf_counter() - began)
    until.set()
    thread.join()
    p50, most = np.median(times), max(times)
    print(f"from a mark to the search that finds it: p50 {p50:.2f} s, most {most:.2f} s")


def over_http(home: Path, pairs: Sequence[tuple[str, str]]) -> None:
    with served(home) as running:
        cookie = _enter(running)
        net = urlsplit(running.link).netloc

        def ask(path: str) -> Callable[[Any], Any]:
            connection = http.client.HTTPConnection(net, timeout=60)

            def asking(one: tuple[str, str]) -> int:
                address = f"{path}?q={quote(' '.join(one))}&words=any"
                connection.request("GET", address, headers={"Cookie": cookie})
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200
                return answer.status

            return asking

        timed("the page, all studies, two words, any", ask("/search/"), pairs)
        timed("the page, one study, two words, any", ask("/studies/1/search/"), pairs)
        timed("the page of Ask, one study", ask("/studies/1/ask/"), pairs)


def _enter(running: Served) -> str:
    parts = urlsplit(running.link)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    answer.read()
    return "; ".join(_cookies(answer))


def _cookies(answer: http.client.HTTPResponse) -> Iterator[str]:
    for name, value in answer.getheaders():
        if name.lower() == "set-cookie":
            yield value.split(";")[0]


if __name__ == "__main__":
    main()
