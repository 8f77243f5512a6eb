"""Two people at one form: both are shown, and neither is written over unknowingly.

A form carries `since`, the version of the rows it shows (`components/conflict.html`); its view does
what was sent within `unchanged(...)`, and answers a conflict with the same page and 409.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Model

from firsthand.actions.doing import Conflict, version
from firsthand.method.errors import RuleBroken

type Beside = Iterable[tuple[str, object]]


def refused(
    problem: RuleBroken, sent: str, rows: Iterable[Model], now: Beside = ()
) -> dict[str, Any]:
    """What the form's page says of it.

    `sent` is the version that came with the form, `rows` are what it is about; `now` are names of
    fields, and what stands there now.
    """
    if isinstance(problem, Conflict):
        return {"conflict": problem, "now": list(now), "since": version(rows)}
    return {"problem": problem, "since": sent}


def status_of(problem: RuleBroken) -> int:
    return 409 if isinstance(problem, Conflict) else 422


def beside(row: Model, typed: Mapping[str, str]) -> Iterator[tuple[str, object]]:
    """The row's fields that differ from what was typed, as they are now."""
    for name, value in typed.items():
        now = getattr(row, name)
        if str(now) != value.strip():
            yield str(row._meta.get_field(name).verbose_name), now  # type: ignore[union-attr]
