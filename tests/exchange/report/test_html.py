"""The page says what the dossier says, stands alone, and lets no text of others act."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from firsthand.exchange.report.html import html
from firsthand.method.dossier import Dossier
from firsthand.method.errors import BrokenQuote
from firsthand.method.evidence import Grade
from firsthand.method.steps import Step


def page(dossier: Dossier) -> LexborHTMLParser:
    return LexborHTMLParser(html(dossier))


def text(node: object) -> str:
    return " ".join(node.text().split())  # type: ignore[attr-defined]


def test_the_spine_has_six_letters_and_says_which_gates_are_open(bakers: Dossier) -> None:
    links = page(bakers).css("nav.sections a")
    assert [text(link) for link in links] == [
        "LLocate, gate open",
        "IInterview, gate closed",
        "SSynthesize, gate open",
        "TTest, gate closed",
        "EEmpathize, gate open",
        "NName, gate open",
    ]
    assert [link.attributes["href"] for link in links] == [
        f"#{step.title.lower()}" for step in Step
    ]


def test_the_first_screen_names_shared_patterns_in_words_of_participants(bakers: Dossier) -> None:
    claims = page(bakers).css("#say .claim q")
    assert [text(claim) for claim in claims] == [
        "on the flour bag",
        "My hands are in dough",
        "I rang the mill",
    ]


def test_a_share_stands_with_its_number_and_interval(bakers: Dossier) -> None:
    first = page(bakers).css_first("#say .figures")
    assert text(first) == (
        "3 of 5 (23–88 %) workaround · complaint "
        "· costs half an hour (time), ten minutes every night (time) · 1 against"
    )


def test_each_closed_gate_stands_with_its_next_act(bakers: Dossier) -> None:
    missing = page(bakers).css(".missing .lack")
    assert [text(one) for one in missing] == [
        "I Interview 4 conversations so far, of 5 that a team-mate was in "
        "Next: Hold 1 more conversation; per.txt was a pitch and counts as none",
        "T Test Nobody was watched doing it: all of this is what people say "
        "Next: Watch Rosa do the task once, with a rough version or the real thing",
    ]


def test_every_statement_stands_once_and_links_lead_to_one(bakers: Dossier) -> None:
    tree = page(bakers)
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    targets = {link.attributes["href"][1:] for link in tree.css("a[href^='#']")}
    statements = [one for one in ids if one.startswith("s-")]
    assert sorted(statements) == sorted(f"s-{one.id}" for one in bakers.findings.statements)
    assert sorted(ids) == sorted(set(ids))
    assert targets - set(ids) == set()


def test_the_list_of_statements_shows_the_very_words(bakers: Dossier) -> None:
    shown = {
        node.attributes["id"]: text(node.css_first("q")) for node in page(bakers).css(".run li")
    }
    assert shown == {f"s-{one.id}": one.quote.exact for one in bakers.findings.statements}


def test_an_invented_study_says_so_and_another_does_not(bakers: Dossier) -> None:
    real = replace(bakers, about=replace(bakers.about, invented=False))
    label = "Invented sample. Nobody in this dossier is a real person."
    assert [text(one) for one in page(bakers).css(".invented")] == [label]
    assert page(real).css(".invented") == []


def test_a_participant_who_is_not_located_is_a_hypothesis(bakers: Dossier) -> None:
    rows = page(bakers).css("#locate tbody tr")
    assert [text(row.css_first("th")) for row in rows] == [
        "Rosa",
        "Emilhypothesis",
        "Noorhypothesis",
        "Perhypothesis",
        "Speaker 2 (speaker.txt)hypothesisname not known",
    ]
    assert [text(row.css("td")[-1]) for row in rows] == [
        "given 1 October 2026",
        "not recorded",
        "withdrawn 30 October 2026",
        "not recorded",
        "not recorded",
    ]


def test_a_sentence_shows_which_words_nobody_said(bakers: Dossier) -> None:
    refused = page(bakers).css(".candidate")[2]
    marked = {text(span): span.attributes["class"] for span in refused.css(".sentence span")}
    assert marked == {
        "seamless": "adjective",
        "app": "solution",
        "sacks": "close",
        "real": "unsupported",
    }
    assert "Nobody said “real”" in text(refused)


def test_a_problem_that_people_keep_stands_before_what_is_suggested(bakers: Dossier) -> None:
    named = page(bakers).css(".candidate")[0]
    assert "Passes. 2 versions." in text(named)
    assert "Solution: a hook (not done yet)" in text(named)


def test_the_matrix_says_each_grade_in_words(bakers: Dossier) -> None:
    rows = page(bakers).css(".matrix tbody tr")
    assert [text(cell) for cell in rows[0].css("td")] == [
        Grade.PAST_BEHAVIOUR.words,
        "",
        Grade.SECOND_HAND.words,
        Grade.PAST_BEHAVIOUR.words,
    ]


def test_the_page_asks_for_nothing_from_outside(bakers: Dossier) -> None:
    tree = page(bakers)
    policy = tree.css_first("meta[http-equiv='Content-Security-Policy']").attributes["content"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert tree.css("script, link, img, iframe, object, [style], [src]") == []
    assert re.findall(r"url\(|@import|https?://", html(bakers)) == []


def test_headings_never_skip_a_level(bakers: Dossier) -> None:
    levels = [int(node.tag[1]) for node in page(bakers).css("h1, h2, h3, h4, h5")]
    assert levels[0] == 1
    assert [b for a, b in pairwise(levels) if b > a + 1] == []


def test_what_others_wrote_is_shown_and_never_acts(hostile: Dossier) -> None:
    tree = page(hostile)
    assert tree.css("script, img, b, svg[onload]") == []
    acting = [node.tag for node in tree.css("*") for name in node.attributes if name[:2] == "on"]
    assert acting == []
    assert [
        link.attributes["href"]
        for link in tree.css("a")
        if not link.attributes["href"].startswith(("#", "sources/"))
    ] == []
    said = [text(node) for node in tree.css(".run q")]
    assert said == [
        "</script><script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)> {{ 7 * 7 }} {% raw %}",
        "[a](javascript:alert(1)) | # * _b_ `c` <b>&amp;</b>",
        "a \u202eright to left\u202c and שלום",
        "nul ␀ bell ␇ escape ␛[31m delete ␡",
    ]


def test_a_quote_that_does_not_match_is_never_printed(bakers: Dossier) -> None:
    source = bakers.sources[0]
    changed = replace(source, text=source.text.replace("flour bag", "paper bag"))
    broken = replace(bakers, sources=(changed, *bakers.sources[1:]))
    with pytest.raises(BrokenQuote):
        html(broken)


def test_an_empty_dossier_says_what_will_stand_where(empty: Dossier) -> None:
    said = text(page(empty).css_first("#say"))
    assert said == (
        "What we can say so far Nothing yet: this is where what several people did will stand, in "
        "their own words. Ask the next participant about the last time they did the same work."
    )


def test_a_year_of_interviews_makes_a_page_that_can_be_mailed(crowd: Dossier) -> None:
    assert len(crowd.findings.statements) == 5_000
    assert len(html(crowd).encode()) < 3_000_000
