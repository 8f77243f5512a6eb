"""The dossier's files: put together without whoever may not be quoted, and not given once stale."""

import json
from datetime import date

import pytest
from django.utils import timezone
from tests.actions.test_ticketing import FROZE, TOWEL, agrees, study

from firsthand.actions.empathizing import Link, behave, confirm
from firsthand.actions.publishing import given, have_published, publish
from firsthand.actions.staging import add_stage
from firsthand.method.empathize import ConstraintKind
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Consent, Person, Publication, Study

__all__ = ["study"]
TIME = ConstraintKind.TIME


def address(source: int) -> str:
    return f"http://firsthand.test/studies/1/sources/{source}/"


def test_nothing_of_whoever_may_not_be_quoted_is_in_any_file(study: Study, ann: Person) -> None:
    agrees(study, "mara")
    made = publish(study, timezone.now(), address)
    assert made is not None
    for text in (made.html, made.markdown, made.data):
        assert "froze twice" in text
        assert "paper towel" not in text
        assert "jo.txt" not in text
    data = json.loads(made.data)
    assert [one["id"] for one in data["participants"]] == ["Mara"]
    assert [(one["name"], one["reason"]) for one in data["set_aside"]] == [
        ("1 interview", "somebody in it may not be quoted outside the team")
    ]
    assert list(made.left_out.values()) == ["no consent is recorded"]


def test_links_of_the_page_lead_back_to_the_workspace(study: Study, ann: Person) -> None:
    agrees(study, "mara")
    made = publish(study, timezone.now(), address)
    assert made is not None
    assert f'href="{address(study.sources.get(name="mara.txt").pk)}#:~:text=' in made.html


def test_files_are_not_given_once_somebody_in_them_may_not_be_quoted_any_more(
    study: Study, ann: Person
) -> None:
    agrees(study, "mara")
    agrees(study, "jo")
    publish(study, timezone.now(), address)
    assert TOWEL in given(study, ann).html.replace("<mark>", "").replace("</mark>", "")
    Consent.objects.filter(participant__pseudonym="JO").update(withdrawn=date(2026, 11, 2))
    with pytest.raises(RuleBroken, match="may not be quoted any more"):
        given(study, ann)
    publish(study, timezone.now(), address)
    assert "paper towel" not in given(study, ann).html


def test_consent_given_since_does_not_hold_the_files_back(study: Study, ann: Person) -> None:
    agrees(study, "mara")
    publish(study, timezone.now(), address)
    agrees(study, "jo")
    assert FROZE.split()[1] in given(study, ann).html


def test_where_nobody_may_be_quoted_no_file_is_made(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="Nobody in this study may be quoted"):
        have_published(study, ann, "http://firsthand.test")
    assert publish(study, timezone.now(), address) is None
    assert not Publication.objects.exists()
    with pytest.raises(RuleBroken, match="not put together yet"):
        given(study, ann)


def test_files_are_asked_for_once_while_they_wait(study: Study, ann: Person) -> None:
    agrees(study, "mara")
    first = have_published(study, ann, "http://firsthand.test")
    assert have_published(study, ann, "http://firsthand.test") == first


def test_the_users_day_leaves_as_people_confirmed_it_without_those_held_back(
    study: Study, ann: Person
) -> None:
    agrees(study, "mara")
    mara, jo = study.sources.get(name="mara.txt"), study.sources.get(name="jo.txt")
    froze, towel = mara.text.index(FROZE), jo.text.index(TOWEL)
    did = (mara.pk, froze, froze + len(FROZE))
    behave(study, ann, [did], add_stage(study, ann, "the two o'clock round"))
    theirs = (jo.pk, towel, towel + len(TOWEL))
    behave(study, ann, [theirs], add_stage(study, ann, "writes on a paper towel"))
    confirm(study, ann, [Link(did, did, ConstraintKind.TOOL), Link(did, theirs, TIME)])
    made = publish(study, timezone.now(), address)
    assert made is not None
    data = json.loads(made.data)
    assert [one["stage"] for one in data["world"]] == ["the two o'clock round"]
    assert [one["kind"] for one in data["presses"] if one["decided"]] == ["tool"]
    assert "#### the two o" in made.markdown
    for text in (made.html, made.markdown, made.data):
        assert "paper towel" not in text
