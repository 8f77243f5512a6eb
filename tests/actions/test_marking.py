"""Highlights are exact words; what is done can be undone, and done again."""

import pytest
from django.db.models import Model
from tests.workspace import INTERVIEW, joins, person, the_source

from firsthand.actions.marking import mark, unmark
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.undoing import redo, undo
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Code, Coding, Entry, Highlight, Person, Study
from firsthand.records.studies import Role

ARM = INTERVIEW.index("I wrote the vitals on my arm")
END = ARM + len("I wrote the vitals on my arm")


def test_a_highlight_is_the_exact_words_without_the_spaces_around(
    ann: Person, study: Study
) -> None:
    made = mark(the_source(study), ann, ARM - 1, END)
    assert made.exact == "I wrote the vitals on my arm"
    assert made.highlight.exact == made.exact


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 4), (4, 4), (9, 4), (0, 10_000), (9_000, 9_004), (0, 10**30)]
)
def test_a_place_outside_the_text_is_refused(
    ann: Person, study: Study, start: int, end: int
) -> None:
    with pytest.raises(RuleBroken, match="not in this text"):
        mark(the_source(study), ann, start, end)
    assert not Highlight.objects.exists()


def test_blank_space_is_no_quote(ann: Person, study: Study) -> None:
    with pytest.raises(RuleBroken, match="blank"):
        mark(the_source(study), ann, ARM - 1, ARM)


def test_highlights_may_overlap_and_share_codes(ann: Person, study: Study) -> None:
    source = the_source(study)
    mark(source, ann, ARM, END, ["on the body", " on  the body ", ""])
    mark(source, ann, ARM + 2, END, ["on the body", "vitals"])
    assert [one.name for one in Code.objects.order_by("pk")] == ["on the body", "vitals"]
    assert [one.letter for one in Code.objects.order_by("pk")] == ["A", "B"]
    assert Coding.objects.count() == 3


def rows() -> list[list[dict[str, object]]]:
    tables: tuple[type[Model], ...] = (Highlight, Coding, Code)
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def test_undo_and_redo_put_every_row_back_as_it_was(ann: Person, study: Study) -> None:
    before = rows()
    made = mark(the_source(study), ann, ARM, END, ["on the body"])
    marked = rows()
    unmark(made.highlight, the_source(study), ann)
    removed = rows()
    undo(study, ann)
    assert rows() == marked
    undo(study, ann)
    assert rows() == before
    redo(study, ann)
    assert rows() == marked
    redo(study, ann)
    assert rows() == removed


def test_what_somebody_else_did_is_not_mine_to_undo(ann: Person, study: Study) -> None:
    ben = person("Ben")
    joins(ben, study)
    mark(the_source(study), ben, ARM, END)
    with pytest.raises(RuleBroken):
        undo(study, ann)
    assert Highlight.objects.count() == 1


def test_an_undo_never_overwrites_what_was_changed_since(ann: Person, study: Study) -> None:
    made = mark(the_source(study), ann, ARM, END)
    Highlight.objects.filter(pk=made.highlight.pk).update(memo="Ben added this")
    with pytest.raises(RuleBroken, match="changed it since"):
        undo(study, ann)
    assert Highlight.objects.get().memo == "Ben added this"


def test_a_viewer_marks_nothing_and_leaves_no_entry(ann: Person, study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.VIEWER)
    entries = Entry.objects.count()
    with pytest.raises(NotAllowed):
        mark(the_source(study), ben, ARM, END)
    assert (Highlight.objects.count(), Entry.objects.count()) == (0, entries)
