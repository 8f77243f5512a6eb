"""A ticket says what the claim rests on, in exact words, and nothing that was said acts on it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.exchange.report.display import shown
from firsthand.exchange.trackers import jira, markdown
from firsthand.exchange.trackers.ticket import LONGEST_TITLE, Cited, Ticket
from firsthand.method.evidence import Grade

GOLDEN = Path(__file__).parent / "golden"
ROOT = "http://firsthand.test/studies/1"

HOSTILE = (
    "h1. {code}rm -rf{code} [click me|http://evil.test] !http://evil.test/a.png!",
    "||a||b||\n|c|d|\n* one\n# two\n----",
    "@channel [~mara] #42 :fire: &#91;not escaped&#93; a\\b \\\\ c",
    "</textarea><script>alert(1)</script> `x` **bold** _it_ ~~gone~~ $x$",
    "> quoted\n\n```\ncode\n```\n![p](http://evil.test/b.png) www.evil.test mailto:a@evil.test",
    "It was (y) fine :) -- 'cause {color:red}red{color} isn't self-made ?? cite ??",
)


def cited(words: str, number: int = 0) -> Cited:
    place = f"{ROOT}/sources/1/quotes/{number}/to/{number + 5}/"
    return Cited(words, "Mara", "12:04", Grade.PAST_BEHAVIOUR, place)


TICKET = Ticket(
    kind="A finding",
    claim="Nurses write vital signs on their arm first.",
    study="Charting at night",
    stands="It rests on what people did, or do",
    address=f"{ROOT}/findings/1/",
    figures=("4 of 6 (30–90 %) participants, in 5 quotes from 4 sessions",),
    quotes=[cited(words, n) for n, words in enumerate(HOSTILE)],
    against=[replace(cited("I never do. The terminal's fine."), grade=None, when="")],
    withheld=2,
    withheld_against=1,
    on=date(2026, 11, 22),
)


@pytest.mark.parametrize(
    ("write", "name"), [(jira.jira, "jira.txt"), (markdown.markdown, "markdown.md")]
)
def test_hostile_quotes_make_the_very_ticket_that_was_looked_at(
    write: Callable[[Ticket], str], name: str
) -> None:
    assert write(TICKET) == (GOLDEN / name).read_text(encoding="utf-8")


def test_a_long_claim_is_cut_in_the_title_between_words_and_stands_in_full_below() -> None:
    claim = " ".join(["Nurses write on their arm before they type"] * 4)
    text = jira.jira(replace(TICKET, claim=claim))
    title, _, whole = text.splitlines()[:3]
    assert title.startswith("h2. Nurses write")
    assert title.endswith("Nurses write…")
    assert len(title) <= len("h2. ") + LONGEST_TITLE + 1
    assert whole == claim


def test_how_many_quotes_are_left_out_is_said_and_not_whose() -> None:
    text = markdown.markdown(TICKET)
    assert "2 more quotes may not be shown outside the team." in text
    assert "1 more quote may not be shown outside the team." in text
    bare = markdown.markdown(replace(TICKET, against=(), withheld_against=1))
    assert "1 quote may not be shown outside the team." in bare


def test_a_claim_without_evidence_is_written_as_the_assumption_it_is() -> None:
    ticket = replace(
        TICKET, quotes=(), against=(), withheld=0, withheld_against=0, figures=(),
        stands="An assumption: nobody said it yet",
    )  # fmt: skip
    assert "*An assumption: nobody said it yet.*" in jira.jira(ticket)
    assert "What participants said" not in jira.jira(ticket)


def test_ordinary_words_stay_readable_where_nobody_renders_them() -> None:
    plain = "I'd say it's ten minutes (roughly), self-made; at 12:04, isn't it? 50 % & more!"
    assert jira.escaped(plain) == plain


# Pieces that markup is made of, thrown together with any other text.
PIECES = """{code} {color:red} [~ann] @ann #12 || ?? !a.png! ---- :) ;-) (y) (*r) http://a.b www.a.b
&#64; &amp; :fire: :+1: mailto:a@b.c 1. - ``` ~~~ a b1 h1. bq. { } [ ] | * _ - + ^ ~ ? ! # @ ( ) /
: ; \\ & < > ` $ . ="""
MARKUP = st.sampled_from([*PIECES.split(), " ", "\n", "\t", "\u2060", "\u2028", "\x00"])
WORDS = st.lists(MARKUP | st.text(max_size=4), max_size=12).map("".join)


def quoted_line(text: str, start: str) -> str:
    [line] = [one for one in text.split("\n") if one.startswith(start)]
    return line.removeprefix(start)


@given(WORDS)
@example("\\:)")
@example("&#92;")
@example(":\u2060@\u2060x")
def test_whatever_was_said_a_reader_of_jira_sees_the_exact_words(words: str) -> None:
    text = jira.jira(replace(TICKET, quotes=[cited(words)], against=()))
    assert jira.unescaped(quoted_line(text, "bq. ")) == shown(words)


@given(WORDS)
@example(":\u2060@\u2060x")
def test_whatever_was_said_a_reader_of_markdown_sees_the_exact_words(words: str) -> None:
    text = markdown.markdown(replace(TICKET, quotes=[cited(words)], against=()))
    assert markdown.unescaped(quoted_line(text, "> ")) == shown(words)


# What opens a construct in Jira's markup, where no backslash stands before it.
JIRA_OPENS = re.compile(
    r"[\[\]{}|*_^~@\\#]|!(?=\S)|\?\?|(?<!\w)[-+](?=\S)|--|://|mailto:|www\."
    r"|\((?:[ynix/!+?*-]|on|off|\*[rgby]|flag|flagoff)\)|[:;]-?[)(DPp|]|^(?:h[1-6]|bq)\.",
    re.IGNORECASE,
)
MARKDOWN_OPENS = re.compile(
    r"[\[\]<>`*_#|~$&!{}]|(?<=[@#])\w|://|www\.|^\s*(?:[-+=]|\d+[.)])|:[a-z+-][\w+-]*:"
)


@given(WORDS)
def test_whatever_was_said_nothing_of_it_acts_in_jira(words: str) -> None:
    left = re.sub(r"\\[\[\]{}(|*_^~@+!?-]|&(?:#\d+|amp);", "\u00b7", jira.escaped(words))
    assert JIRA_OPENS.findall(left) == []
    assert "\n" not in left


@given(WORDS)
def test_whatever_was_said_nothing_of_it_acts_in_markdown(words: str) -> None:
    left = re.sub(r"\\[!-/:-@\[-`{-~]", "\u00b7", markdown.escaped(words))
    assert MARKDOWN_OPENS.findall(left) == []
    assert re.findall(r"[@#]\w", markdown.escaped(words)) == []
    assert "\n" not in left


@given(WORDS, WORDS, WORDS)
def test_neither_claim_nor_study_nor_pseudonym_breaks_out_of_its_line(
    claim: str, study: str, who: str
) -> None:
    bare = replace(TICKET, claim="a", quotes=[cited("a")])
    ticket = replace(bare, claim=claim, study=study, quotes=[replace(cited("a"), who=who)])
    in_full = 2 if ticket.is_cut else 0
    for write in (jira.jira, markdown.markdown):
        assert len(write(ticket).splitlines()) == len(write(bare).splitlines()) + in_full
