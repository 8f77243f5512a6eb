"""Small commands that compose: a file or standard input in, one JSON object a line out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from firsthand.cli.errors import clear_errors

if TYPE_CHECKING:
    from firsthand.method.evidence import Flag, Grade, Kind, Label
    from firsthand.method.sources import Source

FILE = click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))


@click.command()
@FILE
def convert(file: str) -> None:
    """Read a transcript; write one turn a line.

    Each has speaker, start, end (offsets in the text), began, ended (seconds) and text.
    """
    with clear_errors():
        source = _source(file)
        if not source.turns:
            raise click.ClickException(f"{source.name}: {source.note or 'it holds no speech'}.")
        if source.note:
            click.echo(f"{source.name}: {source.note}", err=True)
        _write(
            {
                "speaker": turn.speaker,
                "start": turn.start,
                "end": turn.end,
                "began": turn.began,
                "ended": turn.ended,
                "text": source.words_of(turn),
            }
            for turn in source.turns
        )


@click.command()
@FILE
def statements(file: str) -> None:
    """Grade participants' statements, one a line.

    Each gets a grade, kinds, and for both how sure that is and the words that fired.
    """
    from firsthand.language import statements as engine

    with clear_errors():
        texts = _lines(file)
        _write(
            {
                "text": text,
                "grade": judged.grade.value.value,
                "kinds": [label.value.value for label in judged.kinds],
                "telling": judged.telling,
                "why": [_label(judged.grade), *(_label(label) for label in judged.kinds)],
            }
            for text, judged in zip(texts, engine.judge(texts), strict=True)
        )


@click.command()
@FILE
def questions(file: str) -> None:
    """Check interviewers' questions, one a line: flags with reasons, and a rewrite."""
    from firsthand.language import questions as engine

    with clear_errors():
        texts = _lines(file)
        _write(
            {
                "text": text,
                "form": "open" if judged.is_open else "closed",
                "flags": [label.value.value for label in judged.flags],
                "why": [_label(label) for label in judged.flags],
                "rewrite": judged.rewrite,
            }
            for text, judged in zip(texts, engine.judge(texts), strict=True)
        )


@click.command()
@FILE
@click.option(
    "--granularity",
    type=click.Choice(["coarse", "medium", "fine"]),
    default="medium",
    show_default=True,
    help="How finely texts are divided.",
)
@click.option("--names", is_flag=True, help="Write one line a group instead: its name and size.")
def patterns(file: str, granularity: str, names: bool) -> None:
    """Group texts that say the same, one a line; group -1 stands alone."""
    import numpy as np

    from firsthand.language import naming
    from firsthand.language.embedding import Embedder
    from firsthand.language.patterns import Granularity, group

    with clear_errors():
        texts = _lines(file)
        vectors = Embedder().embed(texts)
        labels = group(vectors, texts, granularity=Granularity(granularity))
        if not names:
            rows = zip(labels.tolist(), texts, strict=True)
            _write({"group": label, "text": text} for label, text in rows)
            return
        for label in range(int(labels.max(initial=-1)) + 1):
            places = np.flatnonzero(labels == label)
            own = [texts[place] for place in places]
            at, start, end = naming.name(own, vectors[places])
            _write([{"group": label, "name": own[at][start:end], "size": len(own)}])


@click.command()
@FILE
def wording(file: str) -> None:
    """Flag words about users that blame, perform empathy or only agree, a sentence a line.

    Each flag has its words, their place in the text, and what to put there instead.
    """
    from firsthand.listen.remarking import remarked, sentences_of
    from firsthand.method.wording import instead

    with clear_errors():
        text = _text(file)
        found = remarked(text)
        _write(
            {
                "text": text[start:end],
                "start": start,
                "end": end,
                "remarks": [
                    {
                        "manner": one.manner.value,
                        "start": one.start,
                        "end": one.end,
                        "words": one.words,
                        "instead": instead(one),
                    }
                    for one in found
                    if start <= one.start < end
                ],
            }
            for start, end in sentences_of(text)
        )


def _source(file: str) -> Source:
    from firsthand.exchange import reading

    if file == "-":
        return reading.from_text(_text(file), "standard input")
    return reading.read(Path(file))


def _lines(file: str) -> list[str]:
    """The lines of a text file, an empty one kept so that line numbers hold."""
    return [line.removesuffix("\n") for line in StringIO(_text(file), newline=None)]


def _text(file: str) -> str:
    from firsthand.exchange.decoding import decoded

    data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return decoded(data)[0]


def _label(label: Label[Grade] | Label[Kind] | Label[Flag]) -> dict[str, Any]:
    return {
        "label": label.value.value,
        "probability": round(label.probability, 3),
        "because": [
            {"start": one.start, "end": one.end, "words": one.words, "rule": one.rule}
            for one in label.because
        ],
    }


def _write(rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
