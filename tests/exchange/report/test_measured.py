"""What tests showed, on the page, in the Markdown and in the JSON: invented."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from firsthand.exchange.logs.writing import as_log, cast_of_log
from firsthand.exchange.report.data import data
from firsthand.exchange.report.html import html
from firsthand.exchange.report.markdown import markdown
from firsthand.measures.saturation import saturation
from firsthand.method.attempts import attempts
from firsthand.method.dossier import About, Dossier, Findings, compose
from firsthand.method.measured import measure
from firsthand.method.say_do import Content, contradictions
from firsthand.method.sources import Session
from firsthand.method.usability import Act, Answer, Event, Form, Task

DOCS = Path(__file__).parents[3] / "docs"
EVIL = "<script>alert(1)</script> | [a](javascript:1)"


@pytest.fixture(scope="module")
def watched() -> Dossier:
    events = [
        event
        for n, who in enumerate(("Rosa", "Emil"))
        for event in (
            Event(Act.START, 10, who, "", "1", by="Ann"),
            Event(Act.WRONG_CLICK, 20, who, "", "1", "oven", EVIL, "Ann"),
            Event(Act.WRONG_CLICK, 22, who, "", "1", "oven", by="Ben"),
            Event(Act.HELP, 30, who, "", "1", "oven", by="Ann"),
            Event(Act.SUCCESS if n else Act.FAILURE, 70, who, "", "1", by="Ann"),
            Event(Act.QUOTE, 72, who, "", "1", text="It was fine.", by="Ann"),
        )
    ]
    answers = [Answer(Form.SEQ, "Rosa", "", (7,), "1"), Answer(Form.SUS, "Rosa", "", (3,) * 10)]
    log = as_log("log.csv", events, answers, apart=True)
    tasks = [Task("1", EVIL, "the oven is on", ("oven",))]
    said = [
        (
            one,
            Content(
                one.participant, one.session, seen.event.text, "fine", "said", seen.event.quote
            ),
        )
        for one in attempts(log.events)
        for seen in one.around
    ]
    measured = measure(tasks, log.events, log.answers, contradictions(tasks, said))
    findings = Findings((), (), (), (), (), (), (), (), saturation([]), measured=measured)
    session = Session("log.csv", cast_of_log(log), kind="usability test")
    return compose(About("Ovens", invented=True), [log], [session], [], findings)


def test_each_figure_in_the_json_names_events_that_can_be_checked(watched: Dossier) -> None:
    told: dict[str, Any] = data(watched)["measured"]
    text = watched.source("log.csv").text
    for event in told["events"]:
        place = event["evidence"]
        assert text[place["start"] : place["end"]] == place["exact"]
    (task,) = told["tasks"]
    clicks = next(one for one in task["counts"] if one["act"] == "wrong_click")
    assert (clicks["count"], clicks["people"]["count"], clicks["people"]["total"]) == (2, 2, 2)
    assert [told["events"][n]["by"] for n in clicks["events"]] == ["Ann", "Ben", "Ann", "Ben"]
    assert task["completed"]["count"] == 1
    assert [told["events"][n]["act"] for n in told["say_do"][0]["events"]][-1] == "failure"


def test_the_json_has_the_shape_of_the_schema(watched: Dossier) -> None:
    schema = json.loads((DOCS / "dossier.schema.json").read_text(encoding="utf-8"))
    found = Draft202012Validator(schema).iter_errors(data(watched))
    assert [problem.message for problem in found] == []


def test_the_page_shows_figures_with_n_and_interval_and_what_they_were_counted_from(
    watched: Dossier,
) -> None:
    page = html(watched)
    assert "1 of 2 (9–91 %)" in page
    assert "01:00, n = 1: no interval" in page
    assert "2 wrong clicks, of 2 of 2 people (29–100 %)" in page
    assert page.count('<blockquote dir="auto">It was fine.</blockquote>') == 2
    assert "(1 other observer logged it too)" in page


def test_no_text_of_others_acts_on_the_page(watched: Dossier) -> None:
    assert "<script>alert" not in html(watched)
    assert "<script>alert" not in markdown(watched)


def test_the_markdown_says_the_same(watched: Dossier) -> None:
    text = markdown(watched)
    assert "1 of 2 (9–91 %)" in text
    assert "“It was fine.”" in text
    assert "Trouble that several people had" in text
