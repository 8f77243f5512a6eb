"""What the engine suggests is kept with its places, under a key that stays."""

from pathlib import Path

import pytest
from django.utils import timezone

from firsthand.actions.importing import adopt
from firsthand.actions.quoting import quoted
from firsthand.actions.suggesting import PATTERN, PROBLEM
from firsthand.actions.weighing import weigh
from firsthand.records.models import Dossier, Person

SAMPLE = Path(__file__).parents[2] / "sample" / "charting-at-night"


@pytest.fixture
def dossier(ann: Person) -> Dossier:
    study = adopt(ann, SAMPLE)
    made = weigh(study, timezone.now(), lambda one: f"/s/{one}/", lambda one: f"/t/{one}/")
    assert made is not None
    return made


def test_patterns_and_problem_sentences_are_kept_with_the_words_they_rest_on(
    dossier: Dossier,
) -> None:
    kinds = [one["kind"] for one in dossier.suggested]
    assert {kinds.count(PATTERN) > 3, kinds.count(PROBLEM) > 1} == {True}
    for one in dossier.suggested:
        places = [(source, start, end) for source, start, end in one["speaking"]]
        found = quoted(dossier.study, places)
        assert len(found) == len(places)
        if one["kind"] == PATTERN:
            assert any(one["claim"] in said.words for said in found.values())


def test_each_has_a_key_of_its_own_that_its_link_in_the_dossier_has(dossier: Dossier) -> None:
    keys = [one["key"] for one in dossier.suggested]
    assert len(set(keys)) == len(keys)
    assert all(f'href="/t/{key}/"' in dossier.page for key in keys)
    again = weigh(dossier.study, timezone.now())
    assert again is not None
    assert [one["key"] for one in again.suggested] == keys


def test_what_to_do_about_a_refused_sentence_is_not_for_the_ticket(dossier: Dossier) -> None:
    refused = [one for one in dossier.suggested if one["refusals"]]
    assert "It does not rest on an observed or past behaviour" in refused[0]["lacks"]
    assert all(": Write " not in lack for one in refused for lack in one["lacks"])
