"""The patterns of an earlier dossier, read back from its JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from firsthand.exchange.report.data import SCHEMA
from firsthand.listen.marking import statement_id
from firsthand.listen.patterning import Earlier, EarlierPattern
from firsthand.method.errors import RuleBroken


def read_earlier(path: Path) -> Earlier:
    """The patterns and statements in a dossier.json; raises RuleBroken where it is none of ours."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise RuleBroken(f"{path} has the schema {data['schema']}, not {SCHEMA}.")
        statements = {one["id"]: one["evidence"] for one in data["statements"]}
        return Earlier(
            patterns=tuple(_pattern(one, statements) for one in data["patterns"]),
            statements=frozenset(_id(evidence) for evidence in statements.values()),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise RuleBroken(
            f"{path} is not a dossier of Firsthand. Give the dossier.json of an earlier run."
        ) from problem


def _pattern(row: Mapping[str, Any], statements: Mapping[str, Any]) -> EarlierPattern:
    own = {}
    for id in row["statements"]:
        evidence = statements[id]
        own[_id(evidence)] = _text(evidence["exact"])
    return EarlierPattern(id=_text(row["id"]), name=_text(row["name"]["exact"]), statements=own)


def _id(evidence: Mapping[str, Any]) -> str:
    return statement_id(evidence["sha256"], evidence["start"], evidence["end"])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
