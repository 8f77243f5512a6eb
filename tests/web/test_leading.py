"""Leading by forms; what is hidden stays hidden on every page; and coming in once by a browser."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.addresses import READS, address, fill
from tests.workspace import joins, person

from firsthand.actions.contributing import contribute
from firsthand.actions.joining import join
from firsthand.actions.mapping import make_map
from firsthand.actions.opening import close_room, open_room, prolong
from firsthand.actions.sitting import Asked
from firsthand.actions.working import do_next
from firsthand.method.empathy_map import Phase
from firsthand.records.models import Contributor, EmpathyMap, Person, Room, Study
from firsthand.records.studies import Role
from firsthand.web.live.reader import Reader
from firsthand.web.live.rooms import MAP, Batch, Rooms
from firsthand.web.rooms.shown import shown_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(study: Study, ann: Person) -> Room:
    cache.clear()
    return open_room(make_map(study, ann, "A night", "Night nurse"), ann, timezone.now())


@pytest.fixture
def guest(room: Room) -> Client:
    return comes_in(room, "Cleo")


@pytest.fixture
def anns(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


def comes_in(room: Room, name: str) -> Client:
    client = Client()
    client.post(reverse("join-by-link", args=(room.code,)), {"name": name})
    return client


def leads(client: Client, room: Room, do: str, **given: str) -> int:
    sent = {"do": do, "act": f"{do}-{timezone.now().timestamp()}", **given}
    return client.post(reverse("room-leading", args=(room.map.pk,)), sent).status_code


def writes(room: Room, text: str, act: str, name: str = "Dan") -> None:
    token = join(room, timezone.now(), name)[1]
    lens = room.map.lenses.all()[0].pk
    contribute(Asked(act, room.map.pk, "note", {"lens": lens, "text": text}, token=token))


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_session_is_led_by_forms_alone(room: Room, anns: Client, guest: Client) -> None:
    assert leads(anns, room, "phase", phase="vote") == 302
    assert leads(anns, room, "timer", turn="set", minutes="5") == 302
    words = page(guest, "room", room.map.pk)
    assert re.search(r'data-of="vote">', words)
    assert re.search(r'class="clock">[45]:\d\d<', words)
    assert leads(guest, room, "phase", phase="lobby") == 422
    assert leads(anns, room, "note", text="x") == 404


def test_undo_is_there_for_guests_without_script(room: Room, guest: Client) -> None:
    sent = {"act": "a1", "lens": room.map.lenses.all()[0].pk, "text": "on the glove"}
    guest.post(reverse("room-notes", args=(room.map.pk,)), sent)
    assert leads(guest, room, "undo") == 302
    assert room.map.notes.count() == 0
    assert leads(guest, room, "redo") == 302
    assert room.map.notes.count() == 1


def test_what_is_hidden_is_on_no_page_of_the_study(study: Study, ann: Person, anns: Client) -> None:
    do_next(timezone.now())
    fill(study, ann)
    address("map", study)  # the map of the examples, its room open
    room = Room.objects.get()
    writes(room, "plainly seen", "a0")
    assert leads(anns, room, "phase", phase="collect") == 302
    writes(room, "whispered words", "a1")
    found = [name for name in sorted(READS) if _says(anns, study, name, "whispered words")]
    assert found == []
    assert _says(anns, study, "map", "plainly seen")
    for name in ("room", "room-people"):
        assert "whispered words" not in page(anns, name, room.map.pk)


def _says(client: Client, study: Study, name: str, words: str) -> bool:
    answer = client.get(address(name, study))
    body = b"".join(answer) if answer.streaming else answer.content
    return words.encode() in body


def test_only_whoever_leads_is_told_who_has_not_written(
    room: Room, anns: Client, guest: Client
) -> None:
    writes(room, "on the glove", "a1")
    to_ann, to_cleo = (page(one, "room-people", room.map.pk) for one in (anns, guest))
    assert "1 of 2 has written something." in to_ann
    assert re.search(r"Not yet:</span> *<span class=\"name\">Cleo<", to_ann)
    assert "has written" not in to_cleo
    assert "Let them go" not in to_cleo


def test_without_names_people_are_counted_only(room: Room, anns: Client) -> None:
    Room.objects.update(anonymous=True)
    comes_in(room, "Cleo")
    words = page(anns, "room-people", room.map.pk)
    assert "0 of 1 have written something." in words
    assert "Cleo" not in words
    assert Contributor.objects.get().name == ""


def test_the_whole_map_is_shown_and_counted_alike_when_silence_ends(
    room: Room, anns: Client
) -> None:
    told: list[Batch] = []
    rooms = Rooms()
    rooms.channels = frozenset({(MAP, room.map.pk)})
    reader = Reader(rooms, told.append)
    reader.look()
    for phase in ("collect", "group"):
        leads(anns, room, "phase", phase=phase)
        writes(room, "silently", f"in-{phase}")
        reader.look()
        beats = [one.beats[MAP, room.map.pk] for one in told if (MAP, room.map.pk) in one.beats]
        data = json.loads(beats[-1].wire.decode().splitlines()[1][6:])
        now = shown_on(room.map.pk)
        assert (data["count"], data["hash"]) == (len(now.rows), f"{now.hash:08x}")
    assert len(now.rows) == 2


def test_who_comes_in_is_told_by_name_and_who_goes_too(room: Room, anns: Client) -> None:
    guest = comes_in(room, "Cleo")
    cleo = Contributor.objects.get()
    leads(anns, room, "let_go", who=str(cleo.pk), notes="keep")
    wire = anns.get(reverse("room-live", args=(room.map.pk,)), headers={"Last-Event-ID": "0"})
    lines = wire.content.decode().splitlines()
    told = [json.loads(one[6:]) for one in lines if one.startswith("data: ")]
    assert [one["came"] for one in told if "came" in one] == [
        [{"id": cleo.pk, "name": "Cleo", "role": ""}]
    ]
    assert [one["left"] for one in told if "left" in one] == [[cleo.pk]]
    assert guest.get(reverse("room", args=(room.map.pk,))).status_code == 404
    back = guest.get(reverse("join-by-link", args=(room.code,)))
    assert back.status_code == 404
    assert "You were let go" in back.content.decode()


def test_one_browser_has_one_seat(room: Room, guest: Client) -> None:
    again = guest.get(reverse("join-by-link", args=(room.code,)))
    assert again["Location"] == reverse("room", args=(room.map.pk,))
    guest.post(reverse("join-by-link", args=(room.code,)), {"name": "Cleo again"})
    assert [one.name for one in Contributor.objects.all()] == ["Cleo"]


def test_a_code_that_ran_out_still_leads_back_whoever_is_in(
    room: Room, guest: Client, ann: Person
) -> None:
    prolong(room, ann, timezone.now(), 0)
    where = reverse("join-by-link", args=(room.code,))
    assert guest.get(where).status_code == 302
    refused = Client().get(where)
    assert refused.status_code == 404
    assert "This code has run out" in refused.content.decode()


def test_codes_of_closed_rooms_say_so_and_do_not_count_as_wrong(room: Room, ann: Person) -> None:
    close_room(room, ann, timezone.now())
    client = Client()
    for _ in range(25):
        answer = client.post(reverse("join"), {"code": room.code})
    assert "This session is over" in answer.content.decode()


def test_a_member_comes_in_as_themselves(room: Room, anns: Client) -> None:
    assert anns.get(reverse("join-by-link", args=(room.code,))).status_code == 302
    assert Contributor.objects.count() == 0


def test_what_others_see_is_said_before_coming_in(room: Room) -> None:
    where = reverse("join-by-link", args=(room.code,))
    assert "Your name stands beside each note" in Client().get(where).content.decode()
    Room.objects.update(anonymous=True)
    assert "and not by whom" in Client().get(where).content.decode()


def test_the_code_is_shown_to_whoever_leads_alone(room: Room, study: Study, anns: Client) -> None:
    ben = person("Ben")
    joins(ben, study, Role.CONTRIBUTOR)
    bens = Client()
    bens.force_login(ben)
    args = (study.pk, room.map.pk)
    assert f"/join/{room.code}/" in page(anns, "map", *args)
    assert room.code not in page(bens, "map", *args)
    poster = page(anns, "map-poster", *args)
    assert room.code[:4] in poster
    assert "<svg" in poster
    assert "style=" not in poster  # nothing that the page's policy would block


def test_parts_are_named_ordered_added_and_removed(study: Study, ann: Person, anns: Client) -> None:
    of = make_map(study, ann, "A night", "Night nurse")
    where = reverse("map-parts", args=(study.pk, of.pk))

    def names() -> list[str]:
        return [one.name for one in EmpathyMap.objects.get().lenses.all()]

    def sent(do: str, **more: str) -> dict[str, object]:
        rows = of.lenses.all()
        columns = {"part": [one.pk for one in rows], "name": [one.name for one in rows]}
        return {**columns, "ask": [one.ask for one in rows], "do": do, **more}

    first, second, *_rest = names()
    anns.post(where, sent("down-0"))
    assert names()[:2] == [second, first]
    anns.post(where, sent("remove-0"))
    assert names()[0] == first
    anns.post(where, sent("save", new_name="The way home", new_ask="What comes after?"))
    assert names()[-1] == "The way home"
    stale = anns.post(where, sent("save", version="0" * 16))
    assert stale.status_code == 422
    assert "Somebody changed this" in stale.content.decode()


def test_a_map_begins_from_a_template_and_is_called_after_its_centre(
    study: Study, anns: Client
) -> None:
    anns.post(reverse("maps", args=(study.pk,)), {"centre": "role", "template": "engineer"})
    made = study.maps.get()
    assert (made.title, made.role) == ("engineer", "engineer")
    assert made.lenses.all()[0].ask.startswith("Which requests, alerts and reviews")


def test_the_page_says_what_the_time_is_here(room: Room, anns: Client) -> None:
    answer = anns.get(reverse("room-clock", args=(room.map.pk,))).json()
    assert timezone.now() - datetime.fromisoformat(answer["now"]) < timedelta(seconds=5)
    assert Client().get(reverse("room-clock", args=(room.map.pk,))).status_code == 404


def test_a_room_begins_as_it_was_asked(study: Study, ann: Person, anns: Client) -> None:
    of = make_map(study, ann, "A night", "Night nurse")
    asked = {
        "names": "none",
        "begin": "lobby",
        "hours": "168",
        "budget": "5",
        "everyone_groups": "yes",
    }
    anns.post(reverse("map-room", args=(study.pk, of.pk)), asked)
    room = Room.objects.get()
    assert (room.anonymous, room.phase, room.budget) == (True, Phase.LOBBY, 5)
    assert room.everyone_groups
    assert (room.expires - room.opened).days == 7
