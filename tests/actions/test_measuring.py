"""A log that is added as a file becomes events, and its figures are those of the library."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from tests.workspace import a_study, person, upload

import firsthand
from firsthand.actions.finding import Cites, claim
from firsthand.actions.importing import add_files, adopt
from firsthand.actions.measuring import measured_of
from firsthand.actions.participating import merge, remove_participant
from firsthand.actions.undoing import undo
from firsthand.actions.watching import join
from firsthand.actions.weighing import corpus_of
from firsthand.actions.working import do_next
from firsthand.listen.run import measure
from firsthand.method.errors import RuleBroken
from firsthand.method.measured import Measured
from firsthand.method.say_do import SayDo
from firsthand.records.models import (
    Answer,
    Consent,
    Event,
    Participant,
    Person,
    Source,
    Study,
    Task,
    TaskStep,
)

SAMPLE = Path(__file__).parents[2] / "sample" / "discharge-list"
LOG = """participant,time,task,step,event,note,observer
Mara,0:10,1,,start,,Ines
Mara,0:20,1,sign,help,asked where,Ines
Mara,0:22,1,sign,help,,Tom
Mara,1:10,1,,success,,Ines
Mara,1:12,1,,quote,It was fine.,Ines
Jo,5,1,,start,,Ines
Jo,65,1,,failure,,Ines
"""
SEQ = "participant,SEQ task 1\nMara,7\nJo,2\n"


@pytest.fixture
def watched(ann: Person) -> Study:
    return a_study(ann, [upload("log.csv", LOG), upload("seq.csv", SEQ)])


def measured(study: Study) -> Measured:
    found = measured_of(study)
    assert found
    return found


def figures(found: Measured) -> list[tuple[object, ...]]:
    """Everything that a page says of tasks, apart from where it was counted from."""
    return [
        (
            one.task.id,
            one.completion.people,
            one.times.typical if one.times else None,
            [(count.act, count.people, count.each, len(count.seen)) for count in one.counts],
            one.seq.mean if one.seq else None,
        )
        for one in found.tasks
    ]


def said(one: SayDo) -> tuple[str, str]:
    return one.why, one.says.how


def test_a_log_becomes_a_source_with_events_tasks_and_steps(watched: Study) -> None:
    source = watched.sources.get(name="log.csv")
    assert (source.kind, source.session.kind) == ("log", "usability test")
    assert [(one.number, one.text) for one in Task.objects.all()] == [(1, "Task 1")]
    assert [one.text for one in TaskStep.objects.all()] == ["sign"]
    events = Event.objects.order_by("start")
    assert [str(one.participant) for one in events] == ["Mara"] * 5 + ["Jo"] * 2
    assert [source.words(one.start or 0, one.end or 0) for one in events][1] == (
        "Help, task 1, sign: asked where"
    )
    assert [(str(one.participant), one.items) for one in Answer.objects.all()] == [
        ("Mara", [7]),
        ("Jo", [2]),
    ]


def test_every_figure_leads_to_a_line(watched: Study) -> None:
    found = measured(watched)
    (task,) = found.tasks
    assert str(task.completion.people) == "1 of 2 (9–91 %)"
    assert all(one.quote for one in found.events)
    assert [said(one) for one in found.say_do] == [
        ("Mara says “It was fine.” of task 1; seen: help", "said at the task"),
        ("Mara answered 7 of 7 for ease on task 1; seen: help", "answered after the task"),
    ]
    assert found.say_do[1].says.quote
    assert found.say_do[1].says.quote.exact == "SEQ, task 1: 7 of 7"


def test_the_sample_has_the_same_figures_here_and_there(ann: Person) -> None:
    study = adopt(ann, SAMPLE)
    there = measure(firsthand.read(SAMPLE))
    assert there
    assert figures(measured(study)) == figures(there)
    here = measured(study)
    assert here.sus
    assert there.sus
    assert (here.sus.mean, here.grade) == (there.sus.mean, there.grade)
    assert [one.text for one in Task.objects.all()][3] == "Book transport for two o'clock"


def test_the_dossier_gets_them_too(watched: Study) -> None:
    corpus = corpus_of(watched)
    assert (len(corpus.events), len(corpus.answers), len(corpus.study.tasks)) == (7, 2, 1)
    found = measure(corpus)
    assert found
    assert figures(found) == figures(measured(watched))


def test_a_second_log_finds_the_tasks_that_are_there(watched: Study, ann: Person) -> None:
    add_files(watched, ann, [upload("later.csv", LOG.replace("Mara", "Lee").replace("Jo", "Ana"))])
    while do_next(timezone.now()):
        pass
    assert Task.objects.count() == 1
    assert str(measured(watched).tasks[0].completion.people) == "2 of 4 (15–85 %)"


def test_who_withdrew_is_counted_nowhere(watched: Study) -> None:
    mara = Participant.objects.get(pseudonym="Mara")
    Consent.objects.create(participant=mara, given=date(2026, 1, 1), withdrawn=date(2026, 2, 1))
    assert measured_of(watched) is None


def test_two_that_are_one_take_their_events_along(watched: Study, ann: Person) -> None:
    mara, jo = (Participant.objects.get(pseudonym=name) for name in ("Mara", "Jo"))
    merge(jo, mara, ann)
    assert measured(watched).people == ("Mara",)


def test_whoever_was_watched_cannot_be_removed_as_somebody_who_speaks_nowhere(
    watched: Study, ann: Person
) -> None:
    with pytest.raises(RuleBroken, match="Jo speaks in an interview"):
        remove_participant(Participant.objects.get(pseudonym="Jo"), ann)


def test_what_was_said_and_what_was_seen_are_evidence(watched: Study, ann: Person) -> None:
    one = measured(watched).say_do[0]
    source = Source.objects.get(name="log.csv")
    quotes = [one.says.quote, *(seen.event.quote for seen in one.did)]
    places = [(source.pk, quote.start, quote.end) for quote in quotes if quote]
    made = claim(watched, ann, "Mara calls it fine and needs help.", Cites(places))
    assert made.evidence.count() == 2


def test_two_studies_keep_their_tasks_apart(watched: Study) -> None:
    other = a_study(person("Ben"), [upload("log.csv", LOG)])
    assert Task.objects.filter(study=other).count() == 1
    assert len(measured(other).events) == 7


def test_what_was_said_aloud_is_joined_by_time(ann: Person) -> None:
    study = adopt(ann, SAMPLE)
    while do_next(timezone.now()):
        pass
    aloud = [one.why for one in measured(study).say_do if one.says.how == "said aloud at the task"]
    assert aloud == [
        "Kofi says “Picking the time was no trouble in the end.” of task 4; "
        "seen: help and 1 wrong click",
        "Noor says “That went well, I have the transport now.” of task 4; seen: 3 wrong clicks",
    ]
    noor = study.sources.get(name="noor.vtt").session
    join(noor, ann, None, 0)
    left = [one.says.words for one in measured(study).say_do if "aloud" in one.says.how]
    assert left == ["Picking the time was no trouble in the end."]
    undo(study, ann, f"session:{noor.pk}")
    assert len([one for one in measured(study).say_do if "aloud" in one.says.how]) == 2


def test_a_transcript_is_no_log_to_join_to(ann: Person) -> None:
    study = adopt(ann, SAMPLE)
    kofi, noor = (study.sources.get(name=f"{name}.vtt") for name in ("kofi", "noor"))
    with pytest.raises(RuleBroken, match=r"kofi\.vtt is no log"):
        join(noor.session, ann, kofi, 0)
    with pytest.raises(RuleBroken, match="Give the seconds"):
        join(noor.session, ann, None, float("nan"))


def test_a_task_with_a_name_of_its_own_gets_a_number(ann: Person, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "participant,time,task,event\nMara,5,transport,start\nMara,9,transport,success\n"
    )
    (tmp_path / "study.toml").write_text('[[task]]\nid = "transport"\ntext = "Book a car"\n')
    study = adopt(ann, tmp_path)
    assert [(one.number, one.text) for one in Task.objects.all()] == [(1, "Book a car")]
    assert [one.task.text for one in measured(study).tasks] == ["Book a car"]
