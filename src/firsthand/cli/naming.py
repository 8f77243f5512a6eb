"""`problem`: one sentence checked against what participants said."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from firsthand.cli.errors import NOT_PASSED, clear_errors
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
def problem(sentence: str, folders: tuple[Path, ...], interviewers: tuple[str, ...]) -> None:
    """Align SENTENCE with what participants said, and pass or refuse it.

    Exits with 0 where it passes and with 3 where it does not.
    """
    from firsthand.listen.corpus import read
    from firsthand.listen.run import check_problem

    with clear_errors():
        verdict = check_problem(sentence, read(*folders), interviewers)
    click.echo(json.dumps(_row(verdict), ensure_ascii=False))
    sys.exit(0 if verdict.passes else NOT_PASSED)


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "sentence": verdict.sentence,
        "passes": verdict.passes,
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


def _evidence(quote: Any) -> dict[str, Any]:
    return {
        "source": quote.source,
        "sha256": quote.sha256,
        "start": quote.start,
        "end": quote.end,
        "exact": quote.exact,
    }
