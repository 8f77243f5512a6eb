"""What one does the others are told: once, in order, and nothing that is not for them."""

import json
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.workspace import INTERVIEW, a_study, joins, person, the_source

from firsthand.actions.deciding import refuse
from firsthand.actions.doing import doing
from firsthand.actions.marking import mark, unmark
from firsthand.actions.permissions import May
from firsthand.actions.undoing import undo
from firsthand.actions.working import do_next
from firsthand.records.models import Coding, Entry, Identity, Participant, Person, Study
from firsthand.web.live.reader import Reader
from firsthand.web.live.rooms import KEPT, STUDY, Batch, Events, Looker, Rooms
from firsthand.web.live.stream import caught_up
from firsthand.web.live.telling import MOST, events, newest

NAMES = ("ours", "theirs", "many", "look", "deliver", "join", "ask", "read", "cut", "leave")
ACTS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 5)), max_size=60)


@dataclass
class Follower:
    """A client: what it was told, and the answer of the database that is still under way."""

    rooms: Rooms
    study: int
    began: int
    told: list[int] = field(default_factory=list)
    asked: tuple[Events, int | None] | None = None
    open: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.sit_down(self.began)

    def sit_down(self, cursor: int) -> None:
        room, self.seat = self.open.enter_context(self.rooms.seat((STUDY, self.study)))
        self.looker, self.asked = Looker(room, cursor), None

    def cut(self) -> None:
        """Goes, and comes back with the last entry it was told of."""
        self.open.close()
        self.sit_down(self.told[-1] if self.told else self.began)

    def ask(self) -> None:
        """Takes what is at hand, or has it read: what else happens until that is there, happens."""
        found = self.looker.at_hand()
        if found is not None:
            self.take(found)
        elif self.asked is None:
            floor = self.looker.room.floor
            self.asked = (caught_up(self.looker.cursor, (STUDY, self.study)), floor)

    def read(self) -> None:
        if self.asked is not None:
            found, floor = self.asked
            self.asked = None
            self.looker.has_read(found, floor)
            self.take(found)

    def take(self, found: Events) -> None:
        if found:
            self.looker.was_told(found)
            self.told += [one.id for one in found]


def write(study: Study, times: int = 1) -> None:
    Entry.objects.bulk_create(Entry(study=study, verb="tried", changes=[]) for _ in range(times))


@pytest.mark.django_db
@given(acts=ACTS)
@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_happens_in_between_each_entry_is_told_once_and_in_order(
    study: Study, acts: list[tuple[str, int]]
) -> None:
    theirs = Study.objects.create(title="Another")
    rooms, under_way = Rooms(), deque[Batch]()
    reader = Reader(rooms, under_way.append)
    followers: list[Follower] = []
    for act, number in acts:
        one = followers[number % len(followers)] if followers else None
        match act:
            case "ours":
                write(study)
            case "theirs":
                write(theirs)
            case "many":
                write(study, KEPT + MOST + 3)
            case "look":
                reader.look()
            case "deliver" if under_way:
                rooms.deliver(under_way.popleft())
            case "join":
                followers.append(Follower(rooms, study.pk, max(0, newest() - number)))
            case "ask" if one:
                one.ask()
            case "read" if one:
                one.read()
            case "cut" if one:
                one.cut()
            case "leave" if one:
                one.open.close()
                followers.remove(one)
    reader.look()
    while under_way:
        rooms.deliver(under_way.popleft())
    for one in followers:
        one.read()
        for _ in range(20):
            one.ask()
            one.read()
        after = Entry.objects.filter(study=study, pk__gt=one.began).order_by("pk")
        assert one.told == list(after.values_list("pk", flat=True))
        one.open.close()
    assert rooms.channels == frozenset()


def told(study: Study, since: int) -> list[dict]:
    return [
        json.loads(one.wire.decode().split("data: ")[1])
        for one in caught_up(since, ("study", study.pk))
    ]


def test_a_mark_is_told_as_the_page_shows_it(study: Study, ann: Person) -> None:
    since = newest()
    source = the_source(study)
    made = mark(source, ann, 71, 81, ["froze"], "again")
    [entry] = told(study, since)
    assert (entry["by"], entry["verb"], entry["about"]) == ("Ann", "marked", f"source:{source.pk}")
    [line] = [one for one in entry["changes"] if one["model"] == "highlight"]
    assert (line["act"], line["start"], line["end"]) == ("added", 71, 81)
    assert line["turn"] == 1
    assert f'id="h{made.highlight.pk}"' in line["html"]
    assert INTERVIEW[71:81] in line["html"]
    client = Client()
    client.force_login(ann)
    page = client.get(reverse("transcript", args=(study.pk, source.pk))).content.decode()
    assert line["html"] in page


def test_a_mark_that_is_gone_is_told_as_gone(study: Study, ann: Person) -> None:
    since = newest()
    source = the_source(study)
    made = mark(source, ann, 71, 81)
    unmark(made.highlight, source, ann)
    undo(study, ann)
    undo(study, ann)
    entries = told(study, since)
    acts = [entry["changes"][0]["act"] for entry in entries]
    assert acts == ["added", "removed", "added", "removed"]
    assert all("html" not in entry["changes"][0] for entry in entries)


def test_other_codes_on_a_mark_change_its_line(study: Study, ann: Person) -> None:
    source = the_source(study)
    made = mark(source, ann, 71, 81, ["froze"])
    since = newest()
    with doing(study, ann, May.MARK, "took a code off") as now:
        now.remove(Coding.objects.get(highlight=made.highlight))
    line = told(study, since)[0]["changes"][0]
    assert (line["model"], line["act"]) == ("highlight", "changed")
    assert "froze</span>" not in line["html"]


def test_a_decision_is_told_with_its_line_and_a_refusal_with_none(
    study: Study, ann: Person
) -> None:
    while do_next(timezone.now()):
        pass
    source = the_source(study)
    since = newest()
    found = source.statements.filter(telling=True).exclude(kinds={})[0]
    refuse(source, ann, found.start, found.end)
    line = told(study, since)[0]["changes"][0]
    assert (line["model"], line["start"], line["html"]) == ("verdict", found.start, "")
    since = newest()
    undo(study, ann)
    assert f"statements/{found.start}/" in told(study, since)[0]["changes"][0]["html"]


def test_who_a_participant_is_is_told_to_nobody(study: Study, ann: Person) -> None:
    since = newest()
    mara = Participant.objects.get(pseudonym="Mara")
    with doing(study, ann, May.MANAGE, "said who somebody is") as now:
        now.add(Identity(participant=mara, name="Somebody Real", contact="a@b.example"))
    wire = caught_up(since, ("study", study.pk))[0].wire.decode()
    assert "Real" not in wire
    assert json.loads(wire.split("data: ")[1])["changes"] == []


def test_a_page_says_from_which_entry_on_it_has_to_be_told(study: Study, ann: Person) -> None:
    client = Client()
    client.force_login(ann)
    last = newest()
    other = a_study(person("Cleo"))
    assert newest() > last
    assert other.pk != study.pk
    page = client.get(reverse("study", args=(study.pk,))).content.decode()
    assert f'data-cursor="{last}"' in page


def test_without_a_stream_whoever_asks_again_misses_nothing(study: Study, ann: Person) -> None:
    client = Client()
    client.force_login(ann)
    first = newest()
    mark(the_source(study), ann, 71, 81)
    mark(the_source(study), ann, 84, 90)
    address = reverse("live", args=(study.pk,))
    said = client.get(f"{address}?after={first}").content.decode()
    assert said.count("id: ") == 2
    again = client.get(address, headers={"Last-Event-ID": str(first + 1)}).content.decode()
    assert again.count("id: ") == 1
    assert f"id: {newest()}\n" in again


def test_a_change_of_members_has_them_asked_anew(study: Study, ann: Person) -> None:
    ben = person("Ben")
    joins(ben, study)
    with doing(study, ann, May.MANAGE, "took somebody off") as now:
        now.remove(study.memberships.get(person=ben))
    [event] = events(list(Entry.objects.order_by("-pk")[:1]))
    assert event.members
