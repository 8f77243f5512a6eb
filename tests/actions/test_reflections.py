"""Reflections: maps side by side, agreements, the working agreement, and the pause."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.mapping import a_guest, a_map, a_member, a_note, a_quote, a_room
from tests.workspace import a_study, joins, person, the_source

from firsthand.actions import agreeing, pausing, reflecting
from firsthand.actions.agreeing import Said
from firsthand.actions.consenting import Shown, record_consent
from firsthand.actions.erasing import remove_source
from firsthand.actions.giving_reflections import sheet_of
from firsthand.actions.members import leave
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.side_by_side import side_by_side
from firsthand.actions.undoing import redo, undo
from firsthand.actions.working_agreements import agreement_value, divide, share_outcome
from firsthand.exchange.report import reflection as report
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Consent, Purpose
from firsthand.method.steps import Step
from firsthand.records.models import (
    Agreement,
    Compared,
    Duty,
    EmpathyMap,
    Entry,
    Pause,
    Person,
    Reflection,
    Study,
)
from firsthand.records.studies import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
MEETINGS = "Status meetings eat half of Monday"
SECRET = "Tom has been on call for nine days."
THE_SAME = "Half of every Monday goes into status meetings"


@pytest.fixture
def reflection(study: Study, ann: Person) -> Reflection:
    product = a_map(study, "Product", role="product manager")
    design = a_map(study, "Design", role="designer")
    a_note(product, MEETINGS, 5)
    a_note(design, THE_SAME, 5)
    return reflecting.reflect(study, ann, "", [product.pk, design.pk], TODAY)


def notes(of: Reflection) -> list[int]:
    return [note.pk for row in of.reflected.all() for note in row.map.notes.all()]


def shared(of: Reflection) -> list[str]:
    found = side_by_side(of)
    return [found.note(at).text for one in found.found.shared for at in one.notes]


def agreed(
    of: Reflection, by: Person, text: str = "Meet at eleven.", due: date = TODAY
) -> Agreement:
    return agreeing.agree(of, by, Said(text, "Ann", due))


def journal(study: Study) -> str:
    return "\n".join(str(entry.changes) + entry.verb for entry in Entry.objects.filter(study=study))


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


def test_the_next_reflection_opens_with_those_before_open_ones_first(
    study: Study, ann: Person, reflection: Reflection
) -> None:
    kept = agreed(reflection, ann, "Kept.", TODAY - timedelta(days=9))
    agreeing.look_back(kept, ann, "kept", "Twice.", TODAY)
    agreed(reflection, ann, "Late.", TODAY - timedelta(days=3))
    later = reflecting.reflect(study, ann, "Later", [one.pk for one in study.maps.all()])
    agreed(later, ann, "Of the later one.")
    before = agreeing.agreements_before(study, TODAY, later)
    assert [(one.text, one.over, one.remark) for one in before] == [
        ("Late.", 3, ""),
        ("Kept.", 0, "Twice."),
    ]


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        (Said(" ", "Ann", TODAY), "what you agreed"),
        (Said("Meet.", "", TODAY), "who sees to it"),
        (Said("Meet.", "Ann", None), "until when"),
    ],
)
def test_it_needs_words_an_owner_and_a_day(
    reflection: Reflection, ann: Person, said: Said, lacking: str
) -> None:
    with pytest.raises(RuleBroken, match=lacking):
        agreeing.agree(reflection, ann, said)


def test_it_is_kept_or_let_go_and_open_again(reflection: Reflection, ann: Person) -> None:
    one = agreed(reflection, ann)
    agreeing.look_back(one, ann, "kept", "", TODAY)
    agreeing.look_back(one, ann, "let_go", "Nobody came.", TODAY)
    assert (one.kept, one.let_go, one.remark) == (None, TODAY, "Nobody came.")
    agreeing.look_back(one, ann, "open", "", TODAY)
    assert (one.kept, one.let_go, one.remark) == (None, None, "")


def test_what_was_said_of_it_is_undone(study: Study, reflection: Reflection, ann: Person) -> None:
    one = agreed(reflection, ann)
    agreeing.look_back(one, ann, "kept", "", TODAY)
    undo(study, ann, reflecting.about(reflection))
    one.refresh_from_db()
    assert one.kept is None


def test_every_place_is_empty_until_somebody_writes(reflection: Reflection) -> None:
    assert agreement_value(reflection).told == ()


def test_who_does_what_is_kept_changed_and_taken_away(reflection: Reflection, ann: Person) -> None:
    divide(reflection, ann, Step.TEST, [("design", "Watches."), ("product", ""), ("ops", "Books.")])
    divide(reflection, ann, Step.TEST, [("design", "Watches and notes."), ("ops", " ")])
    told = agreement_value(reflection).of(Step.TEST)
    assert [(one.function, one.text) for one in told] == [("design", "Watches and notes.")]


def test_words_beside_no_name_are_refused(reflection: Reflection, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="who does it"):
        divide(reflection, ann, Step.TEST, [("", "Watches.")])


def test_one_name_twice_is_refused(reflection: Reflection, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="twice"):
        divide(reflection, ann, Step.TEST, [("Ops", "Books."), ("ops", "Pays.")])


def test_the_outcome_and_the_day_to_look_again_come_back_the_next_time(
    study: Study, reflection: Reflection, ann: Person
) -> None:
    share_outcome(reflection, ann, "Onboarding without a call", TODAY)
    later = reflecting.reflect(study, ann, "Later", [one.pk for one in study.maps.all()])
    assert [one.outcome for one in agreeing.working_before(study, later)] == [
        "Onboarding without a call"
    ]


def test_it_is_written_as_text_and_as_markdown(reflection: Reflection, ann: Person) -> None:
    divide(reflection, ann, Step.NAME, [("sales", "Says *who* asked.")])
    value = agreement_value(reflection)
    assert "Name\n  sales: Says *who* asked." in report.working_text(value)
    assert "- **sales**: Says \\*who\\* asked." in report.working_markdown(value)


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
