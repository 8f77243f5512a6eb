"""The pause: one's own, shared by choice, and told of by nothing."""

import pytest
from django.utils import timezone
from tests.mapping import a_map
from tests.reflecting import TODAY, reflection
from tests.workspace import joins, person

from firsthand.actions import pausing, reflecting
from firsthand.actions.accounts import deactivate
from firsthand.actions.giving_reflections import sheet_of
from firsthand.actions.members import leave
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.undoing import undo
from firsthand.exchange.report import reflection as report
from firsthand.method.errors import RuleBroken
from firsthand.records.models import (
    Entry,
    Pause,
    Person,
    Reflection,
    Study,
)
from firsthand.records.studies import Role

pytestmark = pytest.mark.django_db
__all__ = ["reflection"]
SECRET = "Tom has been on call for nine days."


def journal(study: Study) -> str:
    return "\n".join(str(entry.changes) + entry.verb for entry in Entry.objects.filter(study=study))


def test_it_is_nobody_elses_and_in_no_journal(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    before = Entry.objects.count()
    pausing.pause(reflection, ann, SECRET)
    pausing.share(reflection, ann, SECRET, timezone.now())
    pausing.take_back(reflection, ann)
    assert Entry.objects.count() == before
    assert SECRET not in journal(study)
    assert pausing.shared_pauses(reflection) == []
    assert pausing.own_pause(reflection, ann).text == SECRET


def test_it_is_shared_by_choice_and_taken_back(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    pausing.share(reflection, ann, SECRET, timezone.now())
    assert [one.text for one in pausing.shared_pauses(reflection)] == [SECRET]
    pausing.take_back(reflection, ann)
    assert pausing.shared_pauses(reflection) == []


def test_what_is_written_anew_is_private_again(reflection: Reflection, ann: Person) -> None:
    pausing.share(reflection, ann, SECRET, timezone.now())
    pausing.pause(reflection, ann, "Something else.")
    assert pausing.shared_pauses(reflection) == []


def test_nothing_written_leaves_no_row(reflection: Reflection, ann: Person) -> None:
    pausing.pause(reflection, ann, "  ")
    assert Pause.objects.count() == 0
    pausing.pause(reflection, ann, SECRET)
    pausing.pause(reflection, ann, "")
    assert Pause.objects.count() == 0


def test_nothing_is_nothing_to_share(reflection: Reflection, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="nothing to share"):
        pausing.share(reflection, ann, " ", timezone.now())


def test_a_viewer_may_pause_and_a_stranger_not(study: Study, reflection: Reflection) -> None:
    vic, cleo = person("Vic"), person("Cleo")
    joins(vic, study, Role.VIEWER)
    pausing.pause(reflection, vic, SECRET)
    with pytest.raises(NotAllowed):
        pausing.pause(reflection, cleo, SECRET)


def test_it_goes_when_its_writer_leaves(study: Study, reflection: Reflection, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, study)
    pausing.pause(reflection, ben, SECRET)
    pausing.pause(reflection, ann, "Hers.")
    leave(study, ben)
    assert [one.text for one in Pause.objects.all()] == ["Hers."]


def test_it_goes_when_the_account_of_its_writer_ends(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    ben = person("Ben")
    joins(ben, study)
    pausing.share(reflection, ben, SECRET, timezone.now())
    deactivate(ben)
    assert Pause.objects.count() == 0


def test_it_is_in_no_file_that_leaves_even_where_it_is_shared(
    reflection: Reflection, ann: Person
) -> None:
    pausing.share(reflection, ann, SECRET, timezone.now())
    sheet = sheet_of(reflection, ann, TODAY)
    assert SECRET not in report.markdown(sheet) + report.html(sheet)


def test_nobody_learns_of_it_from_an_undo(study: Study, ann: Person) -> None:
    maps = [a_map(study, title).pk for title in ("One", "Two")]
    made = reflecting.reflect(study, ann, "", maps)
    ben = person("Ben")
    joins(ben, study)
    pausing.pause(made, ben, SECRET)
    undo(study, ann, reflecting.about(made))
    assert (Reflection.objects.count(), Pause.objects.count()) == (0, 0)
