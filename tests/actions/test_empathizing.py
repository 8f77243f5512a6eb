"""What people decide of behaviours and what shaped them stands after every later run."""

import pytest
from tests.grouping import put_together, where
from tests.workspace import a_study, joins, person, upload

from firsthand.actions.empathizing import (
    Link,
    ask,
    behave,
    change_kind,
    confirm,
    let_go,
    place_in,
    pressed_in,
    refuse,
    refuse_links,
    unlink,
)
from firsthand.actions.erasing import remove_source
from firsthand.actions.guiding import offered, remove_question
from firsthand.actions.importing import add_files
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.staging import add_stage, move_stage, remove_stage, rename_stage
from firsthand.actions.undoing import redo, undo
from firsthand.method.empathize import ConstraintKind
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.method.sources import Part
from firsthand.records.models import (
    Behaviour,
    Constraint,
    Dossier,
    Entry,
    Person,
    Source,
    Speaker,
    Stage,
    Study,
)
from firsthand.records.studies import Role
from firsthand.web.empathize.present import held_of

MARA = """INES: What did you do at two?
MARA: I wrote the vitals on my arm because the trolley battery was dead.
INES: And then?
MARA: We're not allowed to write on skin. I typed it all in at five.
"""
JO = """INES: And you?
JO: On Friday I wrote the vitals on a glove because I had no log-in on that ward.
"""
ARM, DEAD, SKIN, TYPED = "on my arm", "battery was dead", "not allowed", "typed it all"


@pytest.fixture
def study(ann: Person) -> Study:
    made = a_study(ann, [upload("mara.txt", MARA)])
    put_together()
    return made


def at(study: Study, words: str) -> tuple[int, int, int]:
    return where(study, words)[0]


def suggested(study: Study) -> list[tuple[tuple[int, ...], str]]:
    board = Dossier.objects.get(study=study).board
    return [(tuple(one["behaviour"]), one["kind"]) for one in board["presses"]]


def has(study: Study) -> list[str]:
    gates = Dossier.objects.get(study=study).gates
    return [line["text"] for line in gates[4]["has"]]


def link(study: Study, words: str = SKIN, kind: str = "policy") -> Link:
    return Link(at(study, ARM), at(study, words), ConstraintKind(kind))


def test_a_link_is_suggested_and_the_gate_says_it_is(study: Study) -> None:
    assert (at(study, ARM), "tool") in suggested(study)
    assert "Suggested, Mara: tool may shape what was done" in has(study)


def test_what_was_confirmed_stands_as_it_was_and_the_gate_says_so(
    study: Study, ann: Person
) -> None:
    confirm(study, ann, [link(study)])
    put_together()
    assert has(study)[0] == "Confirmed, Mara: policy shaped what was done"
    assert at(study, ARM) not in [place for place, _kind in suggested(study)]
    page = Dossier.objects.get(study=study).page
    assert "shapes what <bdi>Mara</bdi> does: confirmed" in page


def test_a_refused_link_does_not_come_back_whatever_is_added(study: Study, ann: Person) -> None:
    [words] = [
        tuple(one["words"])
        for one in Dossier.objects.get(study=study).board["presses"]
        if tuple(one["behaviour"]) == at(study, ARM)
    ]
    refuse_links(study, ann, [Link(at(study, ARM), words, ConstraintKind.TOOL)])
    add_files(study, ann, [upload("jo.txt", JO)])
    put_together()
    assert (at(study, ARM), "tool") not in suggested(study)
    assert Constraint.objects.get().refused


def test_a_refused_behaviour_is_suggested_no_more_until_it_is_let_go(
    study: Study, ann: Person
) -> None:
    refuse(study, ann, [at(study, ARM)])
    put_together()
    assert at(study, ARM) not in [place for place, _kind in suggested(study)]
    let_go(Behaviour.objects.get(), ann)
    put_together()
    assert at(study, ARM) in [place for place, _kind in suggested(study)]


def test_a_behaviour_goes_into_a_stage_and_stays_when_that_is_removed(
    study: Study, ann: Person
) -> None:
    night = add_stage(study, ann, "the two o'clock round")
    [row] = behave(study, ann, [at(study, ARM)], night)
    put_together()
    assert "the two o&#39;clock round" in Dossier.objects.get(study=study).page
    remove_stage(night, ann)
    row.refresh_from_db()
    assert row.stage is None
    place_in(row, ann, add_stage(study, ann, "five in the morning"))
    assert [one.stage for one in pressed_in(study)] == ["five in the morning"]


def test_stages_are_named_once_moved_and_renamed(study: Study, ann: Person) -> None:
    first, second = add_stage(study, ann, "  at  two "), add_stage(study, ann, "at five")
    with pytest.raises(RuleBroken, match="There is a stage of that name already"):
        add_stage(study, ann, "at two")
    with pytest.raises(RuleBroken, match="A stage needs a name"):
        rename_stage(second, ann, " ")
    move_stage(second, ann, -1)
    first.refresh_from_db()
    rename_stage(first, ann, "at three")
    assert [one.name for one in study.stages.all()] == ["at five", "at three"]
    undo(study, ann, "empathize")
    assert [one.name for one in study.stages.all()] == ["at five", "at two"]


def test_the_kind_is_changed_and_a_constraint_taken_off(study: Study, ann: Person) -> None:
    confirm(study, ann, [link(study)])
    row = Constraint.objects.get()
    change_kind(row, study, ann, ConstraintKind.TIME)
    assert Constraint.objects.get().kind == "time"
    unlink(row, study, ann)
    assert not Constraint.objects.exists()
    assert Behaviour.objects.count() == 1


def test_undo_takes_a_link_back_with_the_behaviour_it_made_and_redo_brings_it(
    study: Study, ann: Person
) -> None:
    confirm(study, ann, [link(study), link(study, TYPED, "time")])
    undo(study, ann, "empathize")
    assert (Behaviour.objects.count(), Constraint.objects.count()) == (0, 0)
    redo(study, ann, "empathize")
    assert (Behaviour.objects.count(), Constraint.objects.count()) == (1, 2)


def test_saying_it_twice_changes_nothing(study: Study, ann: Person) -> None:
    confirm(study, ann, [link(study)])
    before = Entry.objects.count()
    confirm(study, ann, [link(study)])
    assert Entry.objects.count() == before


def test_only_what_a_participant_said_can_stand_there(study: Study, ann: Person) -> None:
    source = study.sources.get()
    asked = MARA.index("What did you do")
    for place in [(source.pk, asked, asked + 9), (source.pk, 0, 10**6), (source.pk + 1, 0, 4)]:
        with pytest.raises(RuleBroken, match="Only what a participant said or was seen to do"):
            behave(study, ann, [place])
        with pytest.raises(RuleBroken, match="Only what a participant said"):
            confirm(study, ann, [Link(at(study, ARM), place, ConstraintKind.TIME)])
    with pytest.raises(RuleBroken, match="Nothing was chosen"):
        behave(study, ann, [])
    assert not Behaviour.objects.exists()


def test_what_somebody_was_seen_to_do_is_a_behaviour_too(study: Study, ann: Person) -> None:
    Speaker.objects.filter(name="MARA").update(part=Part.OBSERVER)
    Source.objects.update(labelled=None)
    put_together()
    [row] = behave(study, ann, [at(study, TYPED)])
    confirm(study, ann, [Link(at(study, TYPED), at(study, SKIN), ConstraintKind.POLICY)])
    held = held_of(row, study)
    assert held is not None
    assert held.words.said.grade.value is Grade.OBSERVED
    assert held.words.said.participant == "Mara"
    put_together()
    assert has(study)[0] == "Confirmed, Mara: policy shaped what was done"


def test_a_question_about_a_behaviour_goes_into_the_guide_once(study: Study, ann: Person) -> None:
    question = ask(study, ann, at(study, TYPED))
    assert (question.text, question.memo) == ("What was in the way that time?", "")
    assert Behaviour.objects.get().question == question
    with pytest.raises(RuleBroken, match="in the guide already"):
        ask(study, ann, at(study, TYPED))
    assert TYPED not in " ".join(one["words"] for one in offered(study))
    key = question.pk
    remove_question(question, ann)
    assert Behaviour.objects.get().question is None
    undo(study, ann)
    assert Behaviour.objects.get().question_id == key


def test_removing_the_interview_reaches_all_of_it(study: Study, ann: Person) -> None:
    ask(study, ann, at(study, TYPED))
    confirm(study, ann, [link(study)])
    remove_source(study.sources.get(), ann)
    assert not Behaviour.objects.exists()
    assert not Constraint.objects.exists()
    kept = "".join(str(one.changes) for one in Entry.objects.all())
    kept += "".join(one.text + one.memo for one in study.questions.all())
    assert TYPED not in kept


def test_a_viewer_and_a_stranger_change_nothing(study: Study) -> None:
    viewer, cleo = person("Vera"), person("Cleo")
    joins(viewer, study, Role.VIEWER)
    for who in (viewer, cleo):
        with pytest.raises(NotAllowed):
            behave(study, who, [at(study, ARM)])
        with pytest.raises(NotAllowed):
            confirm(study, who, [link(study)])
        with pytest.raises(NotAllowed):
            add_stage(study, who, "at two")
    assert not Stage.objects.exists()
