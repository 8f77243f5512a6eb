"""Suggestions in bulk: filtered, ticked, decided in one act; reasons that mean something."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.grouping import a_board, where

from firsthand.records.models import Entry, Person, Statement, Study, Verdict
from firsthand.web.synthesize.reasons import reasons_of


@pytest.fixture
def study(ann: Person) -> Study:
    return a_board(ann)


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def shown(client: Client, study: Study, **query: object) -> str:
    return client.get(reverse("statements", args=(study.pk,)), query).content.decode()


def sent(places: list[tuple[int, int, int]], **more: object) -> dict[str, object]:
    return {"place": ["-".join(map(str, place)) for place in places], **more}


def test_what_waits_is_listed_with_who_said_it(signed_in: Client, study: Study) -> None:
    page = shown(signed_in, study)
    assert "6 statements" in page
    assert "I wrote the vitals on my arm with a pen last week" in page
    assert "Lee · lee.txt" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "workaround"}, 3),
        ({"grade": "past_behaviour"}, 3),
        ({"state": "decided"}, 0),
        ({"state": "all", "kind": "request"}, 0),
        ({"kind": "nonsense", "who": "x", "source": "9" * 30}, 6),
    ],
)
def test_filters_narrow_it(
    signed_in: Client, study: Study, query: dict[str, str], count: int
) -> None:
    assert f"{count} statement" in shown(signed_in, study, **query)


def test_one_participant_and_one_interview(signed_in: Client, study: Study) -> None:
    lee = study.participants.get(pseudonym="Lee")
    page = shown(signed_in, study, who=lee.pk)
    assert "2 statements" in page
    assert "Mara ·" not in page
    jo = study.sources.get(name="jo.txt")
    assert "2 statements" in shown(signed_in, study, source=jo.pk)


def test_ticked_ones_are_decided_in_one_act(signed_in: Client, study: Study) -> None:
    entries = Entry.objects.count()
    back = reverse("statements", args=(study.pk,)) + "?kind=tool"
    answer = signed_in.post(
        reverse("verdicts-of-several", args=(study.pk,)),
        sent(where(study, "arm"), back=back, **{"as": "right"}),
    )
    assert answer["Location"] == back
    assert Verdict.objects.count() == 3
    assert Entry.objects.count() == entries + 1
    assert "3 statements" in shown(signed_in, study, state="decided")
    signed_in.post(reverse("undoing", args=(study.pk,)), {"about": "statements", "back": back})
    assert not Verdict.objects.exists()


def test_grade_changes_and_kinds_stay(signed_in: Client, study: Study) -> None:
    before = {one.pk: sorted(one.kinds) for one in Statement.objects.all()}
    signed_in.post(
        reverse("verdicts-of-several", args=(study.pk,)),
        sent(where(study, "arm"), grade="general", kinds="same"),
    )
    changed = Statement.objects.filter(decided=True)
    assert {one.grade for one in changed} == {"general"}
    assert all(sorted(one.kinds) == before[one.pk] for one in changed)


@pytest.mark.parametrize("wrong", [{"grade": "loud"}, {"grade": "same", "kinds": "nonsense"}])
def test_a_grade_that_is_none_is_told(
    signed_in: Client, study: Study, wrong: dict[str, str]
) -> None:
    answer = signed_in.post(
        reverse("verdicts-of-several", args=(study.pk,)), sent(where(study, "arm"), **wrong)
    )
    assert answer.status_code == 422
    assert not Verdict.objects.exists()


def test_it_leads_nowhere_else(signed_in: Client, study: Study) -> None:
    answer = signed_in.post(
        reverse("verdicts-of-several", args=(study.pk,)),
        sent(where(study, "arm"), back="https://example.org/", **{"as": "right"}),
    )
    assert answer["Location"] == reverse("statements", args=(study.pk,))


def test_words_without_meaning_are_no_reason() -> None:
    learned = {"rule": "wording", "start": 0, "end": 1}
    one = Statement(because={"tool": [{**learned, "words": "a"}, {**learned, "words": "was"}]})
    assert [(because.label, because.words) for because in reasons_of(one)] == [("tool", "")]
    one = Statement(
        because={"tool": [{**learned, "words": "was"}, {**learned, "words": "terminal"}]}
    )
    assert [because.words for because in reasons_of(one)] == ["terminal"]
    ruled = {"rule": "last time", "words": "then", "start": 0, "end": 4}
    one = Statement(because={"past_behaviour": [ruled]})
    assert [(one.label, one.words, one.rule) for one in reasons_of(one)] == [
        ("past behaviour", "then", "last time")
    ]
