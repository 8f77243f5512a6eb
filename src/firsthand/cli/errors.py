"""Errors as one clear line and an exit code.

0 done · 1 the input could not be used · 2 the command was not understood · 3 the sentence given
to `problem` does not pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from firsthand.exchange.errors import UnreadableFile
from firsthand.method.errors import ModelMissing, RuleBroken

UNUSABLE = 1
NOT_PASSED = 3


@contextmanager
def clear_errors() -> Iterator[None]:
    """Turns what the layers raise into a line on standard error."""
    try:
        yield
    except (RuleBroken, UnreadableFile, ModelMissing) as problem:
        raise click.ClickException(str(problem)) from problem
    except BrokenPipeError:
        raise  # whoever read our output has what they wanted; click ends quietly
    except OSError as problem:
        where = problem.filename or "the file"
        raise click.ClickException(f"{where}: {problem.strerror}.") from problem
