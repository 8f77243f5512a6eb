"""Events as a source with a line for each."""

from firsthand.exchange.logs.writing import as_source, cast_of
from firsthand.method.evidence import matches
from firsthand.method.sources import Part, Role
from firsthand.method.usability import Act, Event


def test_each_event_is_a_line_in_order_of_time_and_can_be_quoted() -> None:
    late = Event(Act.SUCCESS, 40.0, "Mara", "", task="2", by="Ben")
    early = Event(Act.WRONG_CLICK, 12.5, "Mara", "", "2", "sign", "opened  Orders", "Ben")
    said = Event(Act.QUOTE, 20.0, "Mara", "", task="2", text="It was fine.", by="Ben")
    source, events = as_source("Mara.log", [late, early, said])
    assert source.text == (
        "Ben saw Mara: Wrong click, task 2, sign: opened Orders\n\n"
        "Mara: It was fine.\n\n"
        "Ben saw Mara: Success, task 2"
    )
    assert [one.act for one in events] == [Act.WRONG_CLICK, Act.QUOTE, Act.SUCCESS]
    assert all(one.quote and matches(one.quote, source) for one in events)
    assert [one.session for one in events] == ["Mara.log"] * 3
    assert source.moment_of(source.turns[1].start) == 20.0


def test_who_saw_is_an_observer_of_the_participant() -> None:
    said = Event(Act.QUOTE, 1.0, "Mara", "", text="Oh.")
    events = [Event(Act.START, 0.0, "Mara", "", by="Ben"), said]
    assert cast_of(events) == {
        "Ben saw Mara": Role(Part.OBSERVER, "Mara"),
        "Mara": Role(Part.PARTICIPANT, "Mara"),
    }


def test_a_quote_without_words_puts_none_in_anybodys_mouth() -> None:
    empty = Event(Act.QUOTE, 1.0, "Mara", "", task="2", by="Ann")
    source, _ = as_source("Mara.log", [empty])
    assert source.text == "Ann saw Mara: Quote, task 2"
    assert cast_of([empty]) == {"Ann saw Mara": Role(Part.OBSERVER, "Mara")}
