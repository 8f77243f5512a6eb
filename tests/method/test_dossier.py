from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from firsthand.measures.saturation import saturation
from firsthand.method.dossier import About, Findings, compose, quotes
from firsthand.method.errors import BrokenQuote
from firsthand.method.evidence import Label, quote
from firsthand.method.locate import locate
from firsthand.method.sources import Part, Participant, Role, Session, Source
from firsthand.method.steps import Step
from firsthand.method.synthesize import Marked

MARA = Participant("Mara", role="nurse", workflow="types at five", tool="folded sheet")


@pytest.fixture
def findings(said: Callable[..., Marked]) -> Findings:
    return Findings(
        statements=(said("Mara", "I write it on the glove."),),
        patterns=(),
        phrases=(),
        contradictions=(),
        interviews=(),
        presses=(),
        open_questions=(),
        problems=(),
        saturation=saturation([]),
    )


SOURCE = Source("mara.txt", "I write it on the glove.")
HELD = (Session("mara.txt", {"MARA": Role(Part.PARTICIPANT, "Mara")}, on=date(2026, 11, 3)),)


def test_a_dossier_has_the_six_gates_in_the_order_of_listen(findings: Findings) -> None:
    made = compose(About("Nights"), [SOURCE], HELD, locate([MARA], HELD), findings)
    assert [gate.step for gate in made.gates] == list(Step)
    assert [gate.is_open for gate in made.gates] == [True, False, False, False, False, False]
    assert all(gate.next_act for gate in made.gates if not gate.is_open)


def test_the_newest_contact_and_a_source_by_name(findings: Findings) -> None:
    made = compose(About("Nights"), [SOURCE], HELD, locate([MARA], HELD), findings)
    assert made.newest_contact == date(2026, 11, 3)
    assert made.source("mara.txt") is SOURCE
    with pytest.raises(KeyError):
        made.source("jo.txt")


def test_no_dossier_is_made_with_a_broken_quote(findings: Findings) -> None:
    [one] = findings.statements
    lying = replace(one, quote=replace(one.quote, exact="I write it on the wall."))
    with pytest.raises(BrokenQuote, match=r"A quote from mara\.txt no longer matches"):
        compose(About("Nights"), [SOURCE], HELD, (), replace(findings, statements=(lying,)))


def test_quotes_are_found_however_deep_they_lie(said: Callable[..., Marked]) -> None:
    one = said("Mara", "I write it on the glove.")
    other = quote(SOURCE, 0, 7)
    assert list(quotes({"a": (one, Label(one.grade.value, 1.0)), "b": {"c": other}})) == [
        one.quote,
        other,
    ]


def test_a_source_and_plain_words_hold_no_quotes() -> None:
    assert list(quotes((SOURCE, "words", 3, None))) == []


def test_the_letters_of_the_steps_spell_listen() -> None:
    assert "".join(step.letter for step in Step) == "LISTEN"
    assert [step.title for step in Step] == [
        "Locate",
        "Interview",
        "Synthesize",
        "Test",
        "Empathize",
        "Name",
    ]
