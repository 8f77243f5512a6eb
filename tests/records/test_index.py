"""The search index: whatever happened, it answers as one that was made anew from the database."""

import shutil

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.workspace import INTERVIEW, a_study, person, the_source, upload

from firsthand.actions.deciding import change, refuse
from firsthand.actions.importing import add_files
from firsthand.actions.indexing import settle
from firsthand.actions.labelling import label as engine
from firsthand.actions.marking import mark, unmark
from firsthand.actions.undoing import undo
from firsthand.actions.working import do_next
from firsthand.language.query import query_of
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade, Kind
from firsthand.records.index.finding import Hit, Wanted, find
from firsthand.records.index.items import What
from firsthand.records.index.keeping import Keeper
from firsthand.records.index.reading import folder
from firsthand.records.index.words import PLAIN, STEM, open_words
from firsthand.records.models import Finding, Highlight, Person, Source, Statement, Study

ARM = INTERVIEW.index("I wrote the vitals on my arm")
QUESTIONS = ("vitals arm", "terminal", "it was a mess", '"five"', "writing on skin", "nurse")


@pytest.fixture
def read(study: Study) -> Study:
    """The study, labelled and indexed."""
    label()
    return study


def label() -> None:
    for source in Source.objects.filter(labelled=None):
        engine(source, timezone.now())
    settle()


def ask(text: str, *studies: Study, near: bool = False, **narrowed: object) -> list[str]:
    return [words(hit) for hit in hits(text, *studies, near=near, **narrowed)]


def hits(text: str, *studies: Study, near: bool = True, **narrowed: object) -> list[Hit]:
    any_ = bool(narrowed.pop("any", False))
    typing = bool(narrowed.pop("typing", False))
    wanted = Wanted([one.pk for one in studies], **narrowed)  # type: ignore[arg-type]
    found = find(query_of(text, any=any_, typing=typing), wanted, near=near)
    assert found is not None
    return list(found.hits)


def words(hit: Hit) -> str:
    match hit.what:
        case What.FINDING:
            return Finding.objects.get(pk=hit.row).claim
        case What.MEMO:
            return Highlight.objects.get(pk=hit.row).memo
        case _:
            return Source.objects.get(pk=hit.source).words(hit.start, hit.end)


def answers(study: Study) -> list[object]:
    return [
        [(hit.key, hit.score, hit.cosine, hit.grade, hit.kinds) for hit in hits(text, study, any=a)]
        for text in QUESTIONS
        for a in (False, True)
    ]


def test_statements_are_found_by_their_words(read: Study) -> None:
    assert ask("terminal vitals", read) == [
        "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."
    ]
    assert ask("terminals freezing", read) == []
    assert len(ask("terminals freezing", read, any=True)) == 1


def test_words_are_found_in_any_of_their_forms_and_phrases_only_as_they_stand(read: Study) -> None:
    assert ask("wished", read) == ["I wish the thing woke up faster."]
    assert ask('"woke up"', read) == ["I wish the thing woke up faster."]
    assert ask('"up woke"', read) == []


def test_a_word_that_is_still_typed_stands_for_longer_ones(read: Study) -> None:
    assert ask("termi", read) == []
    assert len(ask("termi", read, typing=True)) == 1


def test_what_means_the_same_is_found_without_its_words(read: Study) -> None:
    [first, *_] = hits("I wrote blood pressure on my hand when the computer hung", read)
    assert "the terminal froze twice" in words(first)
    assert not first.by_word


def test_a_mark_s_code_narrows_the_answer_and_a_removed_one_no_longer_does(
    read: Study, ann: Person
) -> None:
    made = mark(the_source(read), ann, ARM, ARM + 28, ["arm"])
    settle()
    [code] = made.codes
    assert len(ask("vitals", read, codes=[code.pk])) == 1
    unmark(made.highlight, the_source(read), ann)
    settle()
    assert ask("vitals", read, codes=[code.pk]) == []
    assert len(ask("vitals", read)) == 1


def test_marked_words_of_an_interviewer_are_found_while_they_are_marked(
    read: Study, ann: Person
) -> None:
    assert ask("charted", read) == []
    start = INTERVIEW.index("Tell me about")
    made = mark(the_source(read), ann, start, start + 41, memo="A good opening.")
    settle()
    assert ask("charted", read) == ["Tell me about the last night you charted."]
    assert ask("opening", read) == ["A good opening."]
    unmark(made.highlight, the_source(read), ann)
    settle()
    assert ask("charted", read, any=True) == ask("opening", read) == []


def test_a_decision_moves_a_statement_to_its_grade(read: Study, ann: Person) -> None:
    start = INTERVIEW.index("It was a mess.")
    change(the_source(read), ann, start, start + 14, Grade.SECOND_HAND, [Kind.FEELING])
    settle()
    assert ask("mess", read, grades=["second_hand"], kinds=["feeling"]) == ["It was a mess."]
    assert ask("mess", read, grades=["general"]) == []


def test_findings_are_found(read: Study, ann: Person) -> None:
    Finding.objects.create(study=read, claim="Night nurses keep a paper copy.", by=ann)
    with Keeper(folder()) as keeper:
        keeper.recheck([f"t{read.pk}"])
        keeper.settle()
    assert ask("paper copies", read, among=["findings"]) == ["Night nurses keep a paper copy."]


def test_nothing_of_another_study_is_in_an_answer(read: Study) -> None:
    other = a_study(person("Cleo"))
    label()
    assert {hit.study for hit in hits("vitals", read)} == {read.pk}
    assert {hit.study for hit in hits("vitals", read, other)} == {read.pk, other.pk}
    assert hits("vitals") == []


def test_a_removed_source_is_gone_from_the_files_themselves(read: Study, ann: Person) -> None:
    kept = a_study(ann, [upload("zoe.txt", "INES: And?\nZOE: The zebra printer jams daily.\n")])
    same = [upload("tom.txt", "INES: And?\nTOM: The yellow printer jams when I hurry.\n")]
    add_files(read, ann, same)
    do_next(timezone.now())
    label()
    assert {"vitals", "terminal", "zebra", "yellow"} <= terms()
    vectors = len(list(folder().glob("vectors/*")))
    source = read.sources.get(name="mara.txt")
    source.turns.all().delete()
    source.delete()
    settle()
    assert hits("vitals", read) == []
    assert ask("zebra", kept)
    assert ask("yellow", read)
    left = "the zebra yellow printer jam jams daili daily when i hurri hurry"
    assert terms() == set(left.split())
    assert len(list(folder().glob("vectors/*"))) == vectors - 1


def terms() -> set[str]:
    """Every word that any file of any word index on the disk holds."""
    return {
        term
        for path in folder().glob("words/*")
        for field in (STEM, PLAIN)
        for term, _many in open_words(path).searcher().terms_with_prefix(field, "")
    }


def test_an_index_that_is_gone_or_broken_is_made_again(read: Study) -> None:
    whole = answers(read)
    shutil.rmtree(folder())
    assert find(query_of("vitals"), Wanted([read.pk])) is None
    settle()
    assert answers(read) == whole
    for path in sorted(folder().rglob("*")):
        if not path.is_file() or path.name in ("lock",):
            continue
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        settle()
        assert answers(read) == whole, path.name


def test_a_reader_that_finds_a_broken_file_says_so_and_has_it_made_again(read: Study) -> None:
    whole = answers(read)
    with Keeper(folder()):
        pass
    [vectors] = folder().glob("vectors/*")
    vectors.write_bytes(b"nothing")
    from firsthand.records.index import reading

    reading._READERS.clear()
    assert find(query_of("vitals"), Wanted([read.pk])) is None
    settle()
    assert answers(read) == whole


TURN = INTERVIEW.index("MARA: Last") + 6
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["mark", "unmark", "refuse", "change", "undo", "add", "remove", "label"]),
        st.integers(0, 10_000),
        st.booleans(),
    ),
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=ACTS)
def test_whatever_was_done_it_answers_as_one_made_anew(
    read: Study, ann: Person, acts: list[tuple[str, int, bool]]
) -> None:
    for act, number, followed in acts:
        do(act, number, read, ann)
        if followed:
            settle()
    settle()
    followed_all = answers(read)
    shutil.rmtree(folder())
    settle()
    assert answers(read) == followed_all


def do(act: str, number: int, study: Study, by: Person) -> None:
    sources = list(study.sources.order_by("pk"))
    source = sources[number % len(sources)] if sources else None
    try:
        if act == "add":
            text = f"INES: And {number}?\nMARA: The terminal at bed {number} wrote a mess.\n"
            add_files(study, by, [upload(f"n{number}.txt", text)])
            do_next(timezone.now())
            label()
        elif act == "undo":
            undo(study, by)
        elif source is None:
            pass
        elif act == "mark":
            start = number % max(1, len(source.text) - 12)
            mark(source, by, start, start + 12, [f"c{number % 3}"], "a memo on vitals")
        elif act == "unmark" and (found := source.highlights.first()):
            unmark(found, source, by)
        elif act == "remove" and len(sources) > 1:
            source.turns.all().delete()
            source.delete()
        elif act in ("refuse", "change", "label"):
            decide(act, number, source, by)
    except RuleBroken:
        pass


def decide(act: str, number: int, source: Source, by: Person) -> None:
    found = list(Statement.objects.filter(source=source).order_by("start"))
    if act == "label":
        engine(source, timezone.now())
    elif found:
        one = found[number % len(found)]
        if act == "refuse":
            refuse(source, by, one.start, one.end)
        else:
            change(source, by, one.start, one.end, Grade.GENERAL, [Kind.TOOL])
