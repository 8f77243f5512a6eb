"""Reflections: maps side by side, what people decide, and what may leave the team."""

from datetime import date

import pytest
from tests.mapping import a_guest, a_map, a_member, a_note, a_quote, a_room
from tests.reflecting import MEETINGS, THE_SAME, TODAY, agreed, notes, reflection
from tests.workspace import a_study, joins, person, the_source

from firsthand.actions import reflecting
from firsthand.actions.consenting import Shown, record_consent
from firsthand.actions.erasing import remove_source
from firsthand.actions.giving_reflections import sheet_of
from firsthand.actions.mapping import remove_map
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.side_by_side import side_by_side
from firsthand.actions.undoing import redo, undo
from firsthand.actions.working_agreements import divide
from firsthand.exchange.report import reflection as report
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Consent, Purpose
from firsthand.method.steps import Step
from firsthand.records.models import (
    Agreement,
    Compared,
    Duty,
    EmpathyMap,
    Person,
    Reflection,
    Study,
)
from firsthand.records.studies import Role

pytestmark = pytest.mark.django_db
__all__ = ["reflection"]


def shared(of: Reflection) -> list[str]:
    found = side_by_side(of)
    return [found.note(at).text for one in found.found.shared for at in one.notes]


def test_it_takes_the_titles_of_its_maps_where_it_has_none(reflection: Reflection) -> None:
    assert reflection.title == "Product · Design"
    assert [row.map.title for row in reflection.reflected.all()] == ["Product", "Design"]


def test_one_map_is_too_few_and_five_too_many(study: Study, ann: Person) -> None:
    maps = [a_map(study, f"Map {n}").pk for n in range(5)]
    for some in (maps[:1], [maps[0], maps[0]], maps):
        with pytest.raises(RuleBroken, match="two to four maps"):
            reflecting.reflect(study, ann, "", some)


def test_maps_of_another_study_are_none(study: Study, ann: Person, reflection: Reflection) -> None:
    other = a_map(a_study(ann), "Elsewhere")
    mine = study.maps.all()[0]
    with pytest.raises(RuleBroken, match="two to four maps"):
        reflecting.reflect(study, ann, "", [mine.pk, other.pk])


def test_notes_that_say_the_same_are_shared(reflection: Reflection) -> None:
    assert shared(reflection) == [MEETINGS, THE_SAME]


def test_what_a_person_refuses_is_not_shared_until_they_take_it_back(
    reflection: Reflection, ann: Person
) -> None:
    one, other = notes(reflection)
    reflecting.decide_on(reflection, ann, one, other, "neither")
    assert shared(reflection) == []
    reflecting.decide_on(reflection, ann, other, one, "")
    assert shared(reflection) == [MEETINGS, THE_SAME]


def test_a_word_on_two_notes_is_undone_and_done_again(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    reflecting.decide_on(reflection, ann, *notes(reflection), "against")
    undo(study, ann, reflecting.about(reflection))
    assert Compared.objects.count() == 0
    redo(study, ann, reflecting.about(reflection))
    assert [row.says for row in Compared.objects.all()] == ["against"]


def test_a_second_word_takes_the_place_of_the_first(reflection: Reflection, ann: Person) -> None:
    for says in ("same", "against"):
        reflecting.decide_on(reflection, ann, *notes(reflection), says)
    assert [row.says for row in Compared.objects.all()] == ["against"]


def test_a_note_of_no_map_in_it_cannot_be_put_together(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    stray = a_note(a_map(study, "Third"), "elsewhere")
    with pytest.raises(RuleBroken, match="not there any more"):
        reflecting.decide_on(reflection, ann, notes(reflection)[0], stray.pk, "same")


def test_a_note_is_not_its_own_pair(reflection: Reflection, ann: Person) -> None:
    one, _other = notes(reflection)
    with pytest.raises(RuleBroken, match="one and the same note"):
        reflecting.decide_on(reflection, ann, one, one, "same")


def test_a_note_that_is_hidden_still_is_not_compared(reflection: Reflection) -> None:
    design = reflection.reflected.all()[1].map
    a_room(design, silent_after=0)
    assert shared(reflection) == []


def test_a_word_on_a_note_goes_with_the_note(reflection: Reflection, ann: Person) -> None:
    reflecting.decide_on(reflection, ann, *notes(reflection), "same")
    reflection.reflected.all()[0].map.notes.all().delete()
    assert Compared.objects.count() == 0


def test_a_map_that_is_gone_leaves_what_was_agreed(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    agreed(reflection, ann)
    reflection.reflected.all()[0].map.delete()
    assert len(side_by_side(reflection).maps) == 1
    assert reflection.agreements.count() == 1


def test_a_map_is_taken_out_with_what_was_decided_of_it_and_both_come_back(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    reflecting.decide_on(reflection, ann, *notes(reflection), "against")
    design = reflection.reflected.all()[1].map
    reflecting.change(reflection, ann, "Alone", None, [design.pk])
    assert [row.map.title for row in reflection.reflected.all()] == ["Design"]
    assert Compared.objects.count() == 0
    undo(study, ann, reflecting.about(reflection))
    assert [row.map.title for row in reflection.reflected.all()] == ["Product", "Design"]
    assert Compared.objects.count() == 1


def test_a_map_of_a_reflection_is_removed_once_it_was_taken_out(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    agreed(reflection, ann)
    product = reflection.reflected.all()[0].map
    with pytest.raises(RuleBroken, match="Take it out there first"):
        remove_map(product, ann)
    reflecting.change(reflection, ann, reflection.title, None, [])
    remove_map(product, ann)
    assert reflection.agreements.count() == 1


def test_a_map_is_added_after_those_there_are(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    third = a_map(study, "Sales", role="salesperson")
    keys = [third.pk, *(row.map_id for row in reflection.reflected.all())]
    reflecting.change(reflection, ann, "Three", None, keys)
    assert [row.map.title for row in reflection.reflected.all()] == ["Product", "Design", "Sales"]


def test_a_viewer_looks_on(study: Study, reflection: Reflection) -> None:
    joins(person("Vic"), study, Role.VIEWER)
    vic = Person.objects.get(name="Vic")
    with pytest.raises(NotAllowed):
        reflecting.decide_on(reflection, vic, *notes(reflection), "same")


def test_it_is_removed_with_what_belongs_to_it_and_brought_back(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    reflecting.decide_on(reflection, ann, *notes(reflection), "same")
    agreed(reflection, ann)
    divide(reflection, ann, Step.TEST, [("design", "Watches.")])
    reflecting.remove(Reflection.objects.get(), ann)
    assert Reflection.objects.count() == 0
    undo(study, ann)
    assert (Reflection.objects.count(), Compared.objects.count()) == (1, 1)
    assert (Agreement.objects.count(), Duty.objects.count()) == (1, 1)


@pytest.fixture
def product(reflection: Reflection) -> EmpathyMap:
    return reflection.reflected.all()[0].map


def test_what_others_say_of_a_role_stands_beside_what_it_says(
    reflection: Reflection, product: EmpathyMap, ann: Person
) -> None:
    own = a_member(product, ann, role="Senior PM")
    room = a_room(product)
    other = a_guest(product, room, "Tom", role="UX designer")
    a_note(product, "Reviews are quick", 5, contributor=own)
    a_note(product, "Reviews take forever", 5, contributor=other)
    (view, _design) = side_by_side(reflection).found.views
    assert (view.role, len(view.against), view.unknown) == ("product manager", 1, 1)


def test_a_person_says_whose_notes_are_whose(
    reflection: Reflection, product: EmpathyMap, ann: Person
) -> None:
    member = a_member(product, ann, role="Growth")
    a_note(product, "Opens forty tabs", 3, contributor=member)
    row = reflection.reflected.all()[0]
    assert [len(v.only_others) for v in side_by_side(reflection).found.views] == [1, 0]
    reflecting.decide_on_roles(row, ann, ["Growth"], ["Growth"])
    assert [len(v.only_themselves) for v in side_by_side(reflection).found.views] == [1, 0]


def test_without_names_a_side_of_fewer_than_three_is_told_of_nobody(
    reflection: Reflection, product: EmpathyMap
) -> None:
    room = a_room(product, anonymous=True)
    for own in ("Opens forty tabs", "Prints the contract", "Walks the dog"):
        one = a_guest(product, room, "", role="PM")
        a_note(product, own, 3, contributor=one)
    alone = a_guest(product, room, "", role="designer")
    a_note(product, "of another", 3, contributor=alone)
    assert side_by_side(reflection).found.views[0].only_others == ()
    for other in ("Sings in a choir", "Buys a second screen"):
        one = a_guest(product, room, "", role="designer")
        a_note(product, other, 3, contributor=one)
    assert len(side_by_side(reflection).found.views[0].only_others) == 3


def test_without_names_no_role_is_offered_to_be_moved(
    reflection: Reflection, product: EmpathyMap
) -> None:
    room = a_room(product, anonymous=True)
    a_note(product, "own", 3, contributor=a_guest(product, room, "", role="PM"))
    assert side_by_side(reflection).roles[0] == ()


def test_it_holds_what_is_shared_and_what_was_agreed(reflection: Reflection, ann: Person) -> None:
    agreed(reflection, ann, "Meet at <eleven>.")
    sheet = sheet_of(reflection, ann, TODAY)
    written = report.markdown(sheet)
    assert "## What they share" in written
    assert f"- Product: {MEETINGS} (assumption)" in written
    assert "same words: “Status”, “meetings”" in written
    assert "Meet at &lt;eleven&gt;." in report.html(sheet)


def test_nothing_of_those_held_back_leaves(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    product = reflection.reflected.all()[0].map
    a_quote(product, the_source(study), "I wrote the vitals on my arm", text="Writes on her arm")
    agreed(reflection, ann, "No more of “I wrote the vitals on my arm”.")
    sheet = sheet_of(reflection, ann, TODAY)
    written = report.markdown(sheet) + report.html(sheet)
    assert "arm" not in written
    assert sheet.left_out == 1


def test_with_consent_a_quote_leaves_with_its_words(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    mara = study.participants.get(pseudonym="Mara")
    given = Consent(given=date(2026, 11, 1), purposes=(Purpose.QUOTES,))
    record_consent(study, ann, [mara], Shown("1"), given, TODAY)
    product = reflection.reflected.all()[0].map
    a_quote(product, the_source(study), "I wrote the vitals on my arm", text="Her arm")
    assert "I wrote the vitals on my arm" in report.html(sheet_of(reflection, ann, TODAY))


def test_what_rested_on_an_erased_interview_is_gone_from_it(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    product = reflection.reflected.all()[0].map
    a_quote(product, the_source(study), "I wrote the vitals on my arm", text="Her arm")
    remove_source(the_source(study), ann)
    found = side_by_side(reflection)
    assert [note.quoted for one in found.maps for note in one.notes] == [None] * 3


def test_a_viewer_takes_nothing_away(study: Study, reflection: Reflection) -> None:
    vic = person("Vic")
    joins(vic, study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        sheet_of(reflection, vic, TODAY)
