"""Any acts, undone in reverse, leave every row as it was; done again, as they left it."""

import random
from collections.abc import Callable

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.grouping import a_board, suggested, where
from tests.workspace import joins, person

from firsthand.actions import coding, grouping
from firsthand.actions.deciding import Decision, decide
from firsthand.actions.marking import mark, unmark
from firsthand.actions.undoing import redo, told, undo
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Kind
from firsthand.records.models import (
    Belonging,
    Code,
    Coding,
    Entry,
    Highlight,
    Pattern,
    Person,
    Statement,
    Study,
    Verdict,
)

TABLES: tuple[type[models.Model], ...] = (
    *(Pattern, Belonging, Code, Coding, Highlight, Verdict, Statement),
)


@pytest.fixture
def study(ann: Person) -> Study:
    return a_board(ann)


def rows() -> list[list[dict[str, object]]]:
    return [list(table._default_manager.order_by("pk").values()) for table in TABLES]


class Acts:
    """Things a person may do, each on whatever the dice point to; what is refused does nothing."""

    def __init__(self, study: Study, by: Person, seed: int) -> None:
        self.study, self.by, self.dice = study, by, random.Random(seed)
        self.every = where(study, "e")

    def pattern(self) -> str:
        kept = [f"k{key}" for key in Pattern.objects.values_list("pk", flat=True)]
        return self.dice.choice([*kept, *(str(one["id"]) for one in suggested(self.study))])

    def words(self) -> list[tuple[int, int, int]]:
        return self.dice.sample(self.every, self.dice.randint(1, 3))

    def accept(self) -> None:
        grouping.accept(self.study, self.by, [self.pattern()])

    def refuse(self) -> None:
        grouping.refuse(self.study, self.by, [self.pattern()])

    def put(self) -> None:
        words = {self.pattern(): self.words()}
        grouping.put(self.study, self.by, words, contradicts=self.dice.random() < 0.4)

    def take_out(self) -> None:
        grouping.take_out(self.study, self.by, {self.pattern(): self.words()})

    def move(self) -> None:
        to = self.dice.choice(["new", self.pattern()])
        grouping.move(self.study, self.by, {self.pattern(): self.words()}, to)

    def merge(self) -> None:
        grouping.merge(self.study, self.by, [self.pattern(), self.pattern(), self.pattern()])

    def name(self) -> None:
        if found := Pattern.objects.last():
            found.study = self.study
            grouping.name(found, self.by, f"name {self.dice.random()}", "memo")

    def let_go(self) -> None:
        if found := Pattern.objects.first():
            found.study = self.study
            grouping.let_go(found, self.by)

    def decide(self) -> None:
        kinds = self.dice.choice([None, (Kind.WORKAROUND,), (Kind.REQUEST, Kind.TOOL)])
        decision = Decision(kinds=kinds, refused=self.dice.random() < 0.3)
        decide(self.study, self.by, self.words(), decision)

    def mark(self) -> None:
        source, start, end = self.dice.choice(self.every)
        codes = self.dice.sample(["arm", "paper", "waiting"], 2)
        mark(self.study.sources.get(pk=source), self.by, start, end, codes, "look")

    def code(self) -> Code | None:
        found = list(Code.objects.select_related("study").order_by("pk"))
        return self.dice.choice(found) if found else None

    def add_code(self) -> None:
        under = self.code() if self.dice.random() < 0.6 else None
        name = f"code {self.dice.randint(1, 9)}"
        coding.add_code(self.study, self.by, name, "memo", under.pk if under else None)

    def revise(self) -> None:
        if (one := self.code()) and (other := self.code()):
            coding.revise(one, self.by, one.name, "other", other.pk)

    def merge_codes(self) -> None:
        if (one := self.code()) and (other := self.code()):
            coding.merge_codes(one, self.by, other.pk)

    def split_code(self) -> None:
        if one := self.code():
            quotes = list(one.codings.values_list("highlight", flat=True))[:1]
            coding.split_code(one, self.by, quotes, f"part {self.dice.randint(1, 9)}")

    def remove_code(self) -> None:
        if one := self.code():
            coding.remove_code(one, self.by)

    def unmark(self) -> None:
        if found := Highlight.objects.first():
            unmark(found, found.source, self.by)


def did(act: Callable[[], None]) -> bool:
    """Whether the act was done and left an entry; what breaks a rule leaves nothing."""
    entries = Entry.objects.count()
    try:
        act()
    except RuleBroken:
        assert Entry.objects.count() == entries
        return False
    return Entry.objects.count() > entries


HELPERS = ("pattern", "words", "code")
ACTS = [name for name in vars(Acts) if not name.startswith("_") and name not in HELPERS]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(["put", "add_code", "add_code", "remove_code"], 2)
@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=12), st.integers(0, 10_000))
def test_any_acts_are_undone_and_done_again_exactly(
    study: Study, ann: Person, acts: list[str], seed: int
) -> None:
    with transaction.atomic():
        doing = Acts(study, ann, seed)
        states = [rows()]
        for name in acts:
            if did(getattr(doing, name)):
                states.append(rows())
        for state in reversed(states[:-1]):
            undo(study, ann)
            assert rows() == state
        for state in states[1:]:
            redo(study, ann)
            assert rows() == state
        transaction.set_rollback(True)


def test_a_page_undoes_what_was_done_about_what_it_shows(study: Study, ann: Person) -> None:
    source = study.sources.get(name="lee.txt")
    grouping.accept(study, ann, [str(suggested(study)[0]["id"])])
    mark(source, ann, 5, 9)
    undo(study, ann, "patterns")
    assert (Pattern.objects.count(), Highlight.objects.count()) == (0, 1)
    redo(study, ann, "patterns")
    undo(study, ann, f"source:{source.pk}")
    assert (Pattern.objects.count(), Highlight.objects.count()) == (1, 0)
    with pytest.raises(RuleBroken, match="nothing of yours to undo here"):
        undo(study, ann, "source:987")
    with pytest.raises(RuleBroken, match="nothing of yours to undo here"):
        undo(study, ann, f"source:{source.pk}")


def test_what_is_about_several_things_is_undone_from_each(study: Study, ann: Person) -> None:
    for about in ("source:1", "source:12", "source:123"):
        entry = Entry(study=study, by=ann, verb="did", about=f"source:3 {about} source:4")
        entry.save()
        assert undo(study, ann, about).undoes == entry


def test_after_something_new_nothing_older_is_done_again(study: Study, ann: Person) -> None:
    source = study.sources.get(name="lee.txt")
    mark(source, ann, 5, 9)
    undo(study, ann)
    mark(source, ann, 5, 9)
    undo(study, ann)
    redo(study, ann)
    with pytest.raises(RuleBroken, match="nothing of yours to do again"):
        redo(study, ann)


def test_it_is_told_what_was_undone(study: Study, ann: Person) -> None:
    source = study.sources.get(name="lee.txt")
    mark(source, ann, *where(study, "is fine for me")[0][1:])
    entry = undo(study, ann)
    assert told(entry).verb == "marked"
    assert told(entry).words == "The charting screen is fine for me, honestly."
    assert told(redo(study, ann)).words == told(entry).words
    grouping.accept(study, ann, [str(suggested(study)[0]["id"])])
    assert told(undo(study, ann)).words == "I wrote the vitals on my arm"


def test_nobody_undoes_what_others_have_built_on(study: Study, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, study)
    source = study.sources.get(name="lee.txt")
    mark(source, ann, 5, 9, ["fine"])
    mark(source, ben, 5, 9, ["fine"])
    with pytest.raises(RuleBroken, match="used elsewhere"):
        undo(study, ann)
    assert Coding.objects.count() == 2


def test_undoing_much_asks_little(study: Study, ann: Person) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    places = [(source, start, end) for source, start, end in where(study, "e")]
    grouping.put(study, ann, {"new": places[:1]})
    with CaptureQueriesContext(connection) as few:
        undo(study, ann)
    grouping.put(study, ann, {"new": places})
    with CaptureQueriesContext(connection) as many:
        undo(study, ann)
    assert len(many) == len(few)
