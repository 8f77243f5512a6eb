"""The JSON holds everything, in the documented shape, and can be checked by anybody."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from firsthand.exchange.report.data import data
from firsthand.method.dossier import Dossier, quotes
from firsthand.method.errors import BrokenQuote

DOCS = Path(__file__).parents[3] / "docs"


def evidence(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and "exact" in value:
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from evidence(one)
    elif isinstance(value, list):
        for one in value:
            yield from evidence(one)


@pytest.mark.parametrize("name", ["bakers", "hostile", "empty"])
def test_it_has_the_shape_that_the_schema_describes(
    name: str, request: pytest.FixtureRequest
) -> None:
    schema = json.loads((DOCS / "dossier.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    problems = Draft202012Validator(schema).iter_errors(data(request.getfixturevalue(name)))
    assert [problem.message for problem in problems] == []


def test_every_quote_of_the_dossier_is_in_it(bakers: Dossier) -> None:
    mine = {(one["source"], one["start"], one["end"]) for one in evidence(data(bakers))}
    assert mine == {(one.source, one.start, one.end) for one in quotes(bakers)}


def test_every_quote_is_found_in_its_text(bakers: Dossier) -> None:
    for one in evidence(data(bakers)):
        source = bakers.source(one["source"])
        assert one["sha256"] == source.sha256
        assert one["exact"] == source.text[one["start"] : one["end"]]
        assert source.text[: one["start"]].endswith(one["prefix"])
        assert source.text[one["end"] :].startswith(one["suffix"])


def test_a_statement_says_what_its_grade_rests_on(bakers: Dossier) -> None:
    said = "I rang the mill at six and read it out to them."
    rows = data(bakers)["statements"]
    row = next(one for one in rows if one["evidence"]["exact"] == said)
    assert row["grade"] == {
        "value": "past_behaviour",
        "probability": 0.86,
        "because": [{"start": 0, "end": 6, "words": "I rang", "rule": "a particular time"}],
    }
    assert row["at"] == 105.0
    assert row["participant"] == "Rosa"


def test_a_pattern_names_its_statements_and_its_share(bakers: Dossier) -> None:
    row = data(bakers)["patterns"][0]
    known = {one["id"] for one in data(bakers)["statements"]}
    assert row["id"] == "p1"
    assert row["name"]["exact"] == "on the flour bag"
    assert row["people"] == {"count": 3, "total": 5, "low": 0.2291, "high": 0.884}
    assert row["participants"] == {
        "Emil": "past_behaviour",
        "Rosa": "past_behaviour",
        "Per": "second_hand",
    }
    assert set(row["statements"] + row["against"]) - known == set()


def test_gates_say_what_is_missing_and_what_to_do_next(bakers: Dossier) -> None:
    gates = {one["step"]: one for one in data(bakers)["gates"]}
    assert [step for step, gate in gates.items() if gate["open"]] == [
        "locate",
        "synthesize",
        "empathize",
        "name",
    ]
    assert gates["test"]["missing"] == [
        {"text": "Nobody was watched doing it: all of this is what people say", "evidence": []}
    ]


def test_a_quote_that_does_not_match_is_never_given_out(bakers: Dossier) -> None:
    changed = replace(bakers.sources[0], text="something else")
    with pytest.raises(BrokenQuote):
        data(replace(bakers, sources=(changed, *bakers.sources[1:])))
