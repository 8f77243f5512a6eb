"""Patterns as people decided them, under a run that heard more: they stay, the rest is offered."""

import shutil
from pathlib import Path

import pytest

from firsthand.listen.corpus import read
from firsthand.listen.keeping import Before, place_of
from firsthand.listen.patterning import is_groupable
from firsthand.listen.run import listen
from firsthand.method.board import Kept, Place
from firsthand.method.dossier import Dossier
from firsthand.method.synthesize import Pattern


def places(pattern: Pattern) -> frozenset[Place]:
    return frozenset(place_of(one) for one in pattern.statements)


def kept_of(dossier: Dossier) -> list[Kept]:
    """Every second pattern accepted, the first of them by a name of the team's; one refused."""
    found = dossier.findings.patterns
    accepted = [
        Kept(f"k{n}", "Our own name" if n == 0 else one.name.exact, places(one))
        for n, one in enumerate(found)
        if n % 2 == 0
    ]
    return [*accepted, Kept("k1", "", places(found[1]), refused=True)]


def before_of(dossier: Dossier) -> Before:
    suggested = [one for one in dossier.findings.patterns if not one.decided]
    compared = (place_of(one) for one in dossier.findings.statements if is_groupable(one))
    return Before(
        {one.id: places(one) for one in suggested},
        {one.id: one.name.exact for one in suggested},
        frozenset(compared),
    )


@pytest.fixture(scope="module")
def six(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """The sample without Petra."""
    folder = tmp_path_factory.mktemp("six") / "study"
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns("petra.txt"))
    return listen(read(folder))


@pytest.fixture(scope="module")
def grown(six: Dossier, sample: Path) -> Dossier:
    """The whole sample, beside what people decided without Petra."""
    return listen(read(sample), patterns=kept_of(six), before=before_of(six))


def test_a_decided_pattern_has_the_same_words_after_an_interview_was_added(
    six: Dossier, grown: Dossier
) -> None:
    now = {one.id: places(one) for one in grown.findings.patterns if one.decided}
    assert now == {one.id: one.supports for one in kept_of(six) if not one.refused}


def test_names_stay_and_the_teams_own_is_no_quote(six: Dossier, grown: Dossier) -> None:
    named = {one.id: one.called or one.name.exact for one in grown.findings.patterns if one.decided}
    assert named == {one.id: one.name for one in kept_of(six) if not one.refused}
    own = next(one for one in grown.findings.patterns if one.id == "k0")
    assert own.called == "Our own name"


def test_no_suggestion_holds_words_that_are_placed_or_were_refused(
    six: Dossier, grown: Dossier
) -> None:
    placed = {place for one in kept_of(six) if not one.refused for place in one.supports}
    refused = next(one.supports for one in kept_of(six) if one.refused)
    for one in grown.findings.patterns:
        if not one.decided:
            assert placed.isdisjoint(places(one))
            assert 2 * len(refused & places(one)) < len(places(one))


def test_what_was_suggested_before_is_still_together(six: Dossier, grown: Dossier) -> None:
    now = {one.id: places(one) for one in grown.findings.patterns}
    refused = next(one.supports for one in kept_of(six) if one.refused)
    for n, one in enumerate(six.findings.patterns):
        if n % 2 and places(one) != refused:
            assert places(one) <= now[one.id]


def test_only_new_words_are_offered_and_each_says_what_it_is_like(
    six: Dossier, grown: Dossier
) -> None:
    decided = {one.id: places(one) for one in grown.findings.patterns if one.decided}
    offers = [one for one in grown.findings.offers if not one.contradicts]
    assert offers
    for one in offers:
        assert place_of(one.statement) not in decided[one.pattern]
        assert place_of(one.near) in decided[one.pattern]
        assert 0.55 <= one.likeness <= 1


def test_a_run_that_heard_nothing_new_changes_nothing(
    grown: Dossier, six: Dossier, sample: Path
) -> None:
    again = listen(read(sample), patterns=kept_of(six), before=before_of(grown))
    assert again.findings.patterns == grown.findings.patterns
    assert again.findings.offers == grown.findings.offers
