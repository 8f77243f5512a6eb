"""A map leaves the team without words that must stay; notes of a board come in once."""

from datetime import date

import pytest
from django.utils import timezone
from tests.mapping import a_map, a_member, a_note, a_quote
from tests.workspace import joins, person, the_source

from firsthand.actions.map_files import give
from firsthand.actions.map_import import Brought, bring
from firsthand.actions.mapped import value_of
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.undoing import redo, undo
from firsthand.actions.working import do_next
from firsthand.exchange.maps.boards import guessed, in_text, notes_in
from firsthand.method.empathy_map import CLASSIC, Basis
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Consent, EmpathyMap, Entry, NoteGroup, Person, Source, Study
from firsthand.records.studies import Role

ARM = "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."
TODAY = date(2026, 11, 22)
BOARD = "text,area\nTypes at five,Does\nI hate this,Says\nTypes at five,Does\nLegend,\n"


@pytest.fixture
def source(study: Study) -> Source:
    do_next(timezone.now())
    return the_source(study)


def agrees(study: Study, *purposes: str, **more: date) -> Consent:
    return Consent.objects.create(
        participant=study.participants.get(),
        given=date(2026, 1, 1),
        purposes=list(purposes),
        **more,
    )


def texts(of: EmpathyMap, by: Person) -> list[str]:
    given = give(of, by, TODAY)
    assert given.drawn is not None
    return [note.text for note in given.drawn.notes]


def test_words_leave_where_consent_was_given_for_that(
    study: Study, ann: Person, source: Source
) -> None:
    agrees(study, "quotes in reports")
    one = a_map(study)
    a_quote(one, source, ARM)
    given = give(one, ann, TODAY, "https://ward.example")
    assert given.drawn is not None
    (note,) = given.drawn.notes
    assert note.quoted is not None
    assert (note.quoted.exact, given.drawn.withheld, list(given.held)) == (ARM, 0, [])
    assert note.quoted.address.startswith("https://ward.example/studies/")


def test_words_without_consent_for_quotes_stay_and_are_counted(
    study: Study, ann: Person, source: Source
) -> None:
    agrees(study, "analysis")
    one = a_map(study)
    a_quote(one, source, ARM, text="They write on an arm")
    a_note(one, "We think they hurry")
    given = give(one, ann, TODAY)
    assert given.drawn is not None
    assert [note.text for note in given.drawn.notes] == ["We think they hurry"]
    assert given.drawn.withheld == 1
    assert [one.why for one in given.held] == ["consent was not given for quotes in reports"]


def test_a_note_that_repeats_such_words_stays_too(
    study: Study, ann: Person, source: Source
) -> None:
    one = a_map(study)
    a_quote(one, source, ARM)
    a_note(one, "She said so I wrote the vitals on my arm, again")
    a_note(one, "We think they hurry", ask="Who wrote the vitals on my arm?")
    NoteGroup.objects.create(
        map=one, lens=one.lenses.all()[0], key="g", name="wrote the vitals on my arm"
    )
    given = give(one, ann, TODAY)
    assert given.drawn is not None
    assert [(note.text, note.ask) for note in given.drawn.notes] == [("We think they hurry", "")]
    assert [group.name for group in given.drawn.groups] == ["a group"]


def test_words_of_somebody_who_withdrew_stay(study: Study, ann: Person, source: Source) -> None:
    agrees(study, "quotes in reports", withdrawn=date(2026, 2, 1))
    one = a_map(study)
    a_quote(one, source, ARM)
    assert texts(one, ann) == []


def test_a_note_whose_words_are_gone_stays(study: Study, ann: Person) -> None:
    one = a_map(study)
    a_note(one, ARM, basis="quote")
    assert texts(one, ann) == []


def test_the_map_of_somebody_without_consent_stays(study: Study, ann: Person) -> None:
    one = a_map(study, centre="participant", participant=study.participants.get())
    given = give(one, ann, TODAY)
    assert given.drawn is None
    assert "somebody who may not be quoted" in given.why


def test_a_title_in_such_words_stays(study: Study, ann: Person, source: Source) -> None:
    one = a_map(study, "So I wrote the vitals on my arm")
    a_quote(one, source, ARM)
    assert give(one, ann, TODAY).drawn is None


def test_who_wrote_a_note_leaves_where_asked_for(study: Study, ann: Person) -> None:
    one = a_map(study)
    a_note(one, "a", contributor=a_member(one, ann))
    for names, by in ((False, ""), (True, "Ann")):
        given = give(one, ann, TODAY, names=names)
        assert given.drawn is not None
        assert given.drawn.notes[0].by == by


def test_a_viewer_takes_nothing_out(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        give(a_map(study), ben, TODAY)


def brought(of: EmpathyMap, by: Person, text: str = BOARD, **more: bool) -> Brought:
    rows = in_text(text)
    notes = notes_in(rows, guessed(rows, CLASSIC), CLASSIC)
    does, says = of.lenses.get(number=3).pk, of.lenses.get(number=2).pk
    return bring(of, by, notes, {"Does": does, "Says": says}, **more)


def on(of: EmpathyMap) -> list[tuple[str, int, Basis]]:
    return [(note.text, note.lens, note.basis) for note in value_of(of).notes]


def test_notes_of_a_board_come_in_as_assumptions(study: Study, ann: Person) -> None:
    one = a_map(study)
    assert brought(one, ann) == Brought(3, 0)
    assert on(one) == [
        ("Types at five", 3, Basis.NOTHING),
        ("I hate this", 2, Basis.NOTHING),
        ("Types at five", 3, Basis.NOTHING),
    ]


def test_the_same_file_again_adds_nothing(study: Study, ann: Person) -> None:
    one = a_map(study)
    brought(one, ann)
    assert brought(one, ann) == Brought(0, 3)
    longer = brought(one, ann, BOARD + "A new one,Does\n")
    assert longer == Brought(1, 3)


def test_on_another_map_the_same_file_comes_in(study: Study, ann: Person) -> None:
    brought(a_map(study), ann)
    assert brought(a_map(study, "Another"), ann) == Brought(3, 0)


def test_an_import_is_one_act_told_to_the_room_and_undone_at_once(
    study: Study, ann: Person
) -> None:
    one = a_map(study)
    brought(one, ann)
    (entry,) = Entry.objects.filter(map=one)
    assert (entry.verb, entry.about) == ("brought notes in", f"map:{one.pk}")
    undone = undo(study, ann, f"map:{one.pk}")
    assert (on(one), undone.map) == ([], one)
    redo(study, ann, f"map:{one.pk}")
    assert len(on(one)) == 3


def test_after_undo_the_file_comes_in_again(study: Study, ann: Person) -> None:
    one = a_map(study)
    brought(one, ann)
    undo(study, ann, f"map:{one.pk}")
    assert brought(one, ann) == Brought(3, 0)


def test_a_writers_name_follows_the_note_where_asked_for(study: Study, ann: Person) -> None:
    one = a_map(study)
    text = "text,area,author\nTypes at five,Does,Ben\n"
    brought(one, ann, text, authors=True)
    assert [note[0] for note in on(one)] == ["Types at five (Ben)"]


def test_what_somebody_saw_or_did_once_counts_as_that_with_its_day(
    study: Study, ann: Person
) -> None:
    one = a_map(study)
    head = "text,area,rests on,seen on\n"
    brought(one, ann, head + "a,Does,seen,2026-11-03\nb,Does,seen,\nc,Does,own once,2026-11-03\n"
            "d,Does,own once,\n")  # fmt: skip
    assert [(note.basis, note.seen_on) for note in value_of(one).notes] == [
        (Basis.SEEN, date(2026, 11, 3)),
        (Basis.HEARD, None),
        (Basis.OWN_ONCE, date(2026, 11, 3)),
        (Basis.OWN_USUALLY, None),
    ]


def test_what_is_too_long_is_refused_with_its_row(study: Study, ann: Person) -> None:
    with pytest.raises(RuleBroken, match="Row 2 is longer"):
        brought(a_map(study), ann, f"text,area\n{'x' * 1001},Does\n")


def test_nothing_chosen_brings_nothing(study: Study, ann: Person) -> None:
    one = a_map(study)
    with pytest.raises(RuleBroken, match="No note is to come in"):
        bring(one, ann, [], {})


def test_a_part_of_another_map_takes_no_notes(study: Study, ann: Person) -> None:
    one, other = a_map(study), a_map(study, "Another")
    rows = in_text(BOARD)
    notes = notes_in(rows, guessed(rows, CLASSIC), CLASSIC)
    with pytest.raises(RuleBroken, match="not there any more"):
        bring(one, ann, notes, {"Does": other.lenses.all()[0].pk})


def test_a_viewer_brings_nothing_in(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        brought(a_map(study), ben)
