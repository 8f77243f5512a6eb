"""`problem`: one sentence checked against what participants said."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from firsthand.cli.errors import NOT_PASSED, clear_errors
from firsthand.method.point_of_view import Parts, job_story, point_of_view
from firsthand.method.problem import Verdict


@click.command()
@click.argument("sentence")
@click.option(
    "--study",
    "folders",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="The folder whose words the sentence has to rest on.",
)
@click.option("--interviewer", "interviewers", multiple=True, metavar="NAME")
@click.option("--derive", is_flag=True, help="Tell it as a point of view and a job story too.")
def problem(
    sentence: str, folders: tuple[Path, ...], interviewers: tuple[str, ...], derive: bool
) -> None:
    """Align SENTENCE with what participants said, and pass or refuse it.

    Exits with 0 where it passes and with 3 where it does not.
    """
    from firsthand.language.nearness import closest_words
    from firsthand.listen.corpus import read
    from firsthand.listen.deriving import parts_of
    from firsthand.listen.run import heard_in
    from firsthand.listen.sentence import check

    with clear_errors():
        heard = heard_in(read(*folders), interviewers)
        verdict = check(sentence, heard, closest_words)
        told = _derived(parts_of(verdict, heard)) if derive else {}
    click.echo(json.dumps(_row(verdict) | told, ensure_ascii=False))
    sys.exit(0 if verdict.passes else NOT_PASSED)


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "sentence": verdict.sentence,
        "passes": verdict.passes,
        "reading": verdict.reading.value,
        "refusals": list(verdict.refusals),
        "words": [
            {
                "word": word.text,
                "start": word.start,
                "end": word.end,
                "support": word.support.value,
                "close_to": word.close_to or None,
                "evidence": [_evidence(quote) for quote in word.quotes],
            }
            for word in verdict.words
        ],
        "rests_on": [
            {
                "what": rest.what,
                "met": rest.met,
                "detail": rest.detail,
                "evidence": [_evidence(quote) for quote in rest.evidence],
            }
            for rest in verdict.rests_on
        ],
    }


def _derived(parts: Parts) -> dict[str, Any]:
    return {
        name: [
            {
                "part": one.name,
                "joint": one.joint,
                "words": one.words or None,
                "evidence": _evidence(one.quote) if one.quote else None,
                "ask": one.ask or None,
            }
            for one in told
        ]
        for name, told in (
            ("point_of_view", point_of_view(parts)),
            ("job_story", job_story(parts)),
        )
    }


def _evidence(quote: Any) -> dict[str, Any]:
    return {
        "source": quote.source,
        "sha256": quote.sha256,
        "start": quote.start,
        "end": quote.end,
        "exact": quote.exact,
    }
