"""The room: whom it lets in, what it takes, and what it tells."""

import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from firsthand.actions.contributing import contribute
from firsthand.actions.joining import join
from firsthand.actions.mapping import make_map
from firsthand.actions.opening import close_room, open_room
from firsthand.actions.sitting import Asked
from firsthand.method.empathy_map import Phase
from firsthand.records.models import EmpathyMap, Person, Room, Study
from firsthand.web.rooms.shown import shown_on
from firsthand.web.rooms.telling import whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(study: Study, ann: Person) -> Room:
    cache.clear()
    return open_room(make_map(study, ann, "A night", "Night nurse"), ann, timezone.now())


@pytest.fixture
def guest(room: Room) -> Client:
    client = Client()
    client.post(reverse("join-by-link", args=(room.code,)), {"name": "Cleo"})
    return client


def write(room: Room, text: str, act: str) -> None:
    token = join(room, timezone.now(), "Dan")[1]
    lens = room.map.lenses.all()[0].pk
    contribute(Asked(act, room.map.pk, "note", {"lens": lens, "text": text}, token=token))


def events(client: Client, of: EmpathyMap, since: int = 0) -> list[dict]:
    answer = client.get(reverse("room-live", args=(of.pk,)), headers={"Last-Event-ID": str(since)})
    wire = answer.content.decode()
    return [json.loads(one[6:]) for one in wire.splitlines() if one.startswith("data: ")]


def test_a_code_leads_to_the_name_and_the_name_to_the_room(room: Room) -> None:
    client = Client()
    first = client.post(reverse("join"), {"code": room.code.lower()})
    assert first["Location"] == reverse("join-by-link", args=(room.code,))
    assert "Your name" in client.get(first["Location"]).content.decode()
    second = client.post(first["Location"], {"name": "Cleo"})
    assert second["Location"] == reverse("room", args=(room.map.pk,))
    assert client.get(second["Location"]).status_code == 200


def test_without_a_seat_the_room_is_not_there(room: Room) -> None:
    for name in ("room", "room-live"):
        assert Client().get(reverse(name, args=(room.map.pk,))).status_code == 404
    for name in ("room-notes", "room-acts"):
        answer = Client().post(reverse(name, args=(room.map.pk,)), "{}", "application/json")
        assert answer.status_code == 404


def test_a_seat_in_one_room_is_none_in_another(
    room: Room, guest: Client, study: Study, ann: Person
) -> None:
    other = make_map(study, ann, "Another", "Engineer")
    open_room(other, ann, timezone.now())
    guest.cookies[f"room-{other.pk}"] = guest.cookies[f"room-{room.map.pk}"].value
    assert guest.get(reverse("room", args=(other.pk,))).status_code == 404


def test_a_guest_sees_nothing_of_the_study(room: Room, guest: Client, study: Study) -> None:
    for name in ("study", "maps", "locate"):
        assert guest.get(reverse(name, args=(study.pk,))).status_code == 302


def test_too_many_wrong_codes_have_to_wait(room: Room) -> None:
    client = Client()
    for _ in range(20):
        client.post(reverse("join"), {"code": "AAAAAAAA"})
    answer = client.post(reverse("join"), {"code": room.code})
    assert answer.status_code == 422
    assert "Wait five minutes" in answer.content.decode()
    cache.clear()


def test_a_note_is_written_without_script(room: Room, guest: Client) -> None:
    lens = room.map.lenses.all()[0].pk
    sent = {"act": "a1", "lens": lens, "text": "Writes on the glove"}
    assert guest.post(reverse("room-notes", args=(room.map.pk,)), sent).status_code == 302
    page = guest.get(reverse("room", args=(room.map.pk,))).content.decode()
    assert "Writes on the glove" in page
    empty = guest.post(reverse("room-notes", args=(room.map.pk,)), sent | {"act": "a2", "text": ""})
    assert empty.status_code == 422


def test_everybody_is_told_once_and_in_order(room: Room, guest: Client) -> None:
    write(room, "one", "a1")
    write(room, "two", "a2")
    told = events(guest, room.map)
    assert [one["id"] for one in told] == sorted({one["id"] for one in told})
    assert [note["text"] for one in told for note in one.get("notes", ())] == ["one", "two"]
    assert events(guest, room.map, told[-1]["id"]) == []


def test_what_is_hidden_is_told_to_nobody(room: Room, guest: Client) -> None:
    write(room, "before", "a1")
    Room.objects.update(phase=Phase.COLLECT, silent_after=room.map.notes.get().pk)
    write(room, "hidden", "a2")
    assert "hidden" not in json.dumps([one.get("notes") for one in events(guest, room.map)])
    page = guest.get(reverse("room", args=(room.map.pk,))).content.decode()
    assert "before" in page
    assert "hidden</span>" not in page
    assert b'"text":"hidden"' not in whole(room.map.pk, 0)
    assert set(shown_on(room.map.pk).rows) == {"a1"}


def test_the_rooms_entries_are_no_part_of_the_studys_stream(
    room: Room, study: Study, ann: Person
) -> None:
    client = Client()
    client.force_login(ann)
    write(room, "secret", "a1")
    answer = client.get(reverse("live", args=(study.pk,)), headers={"Last-Event-ID": "0"})
    assert "secret" not in answer.content.decode()


def test_a_closed_room_lets_guests_go(room: Room, guest: Client, ann: Person) -> None:
    close_room(room, ann, timezone.now())
    assert guest.get(reverse("room", args=(room.map.pk,))).status_code == 404
    assert Client().get(reverse("join-by-link", args=(room.code,))).status_code == 404


def test_a_note_has_a_page_with_all_that_can_be_done_to_it(room: Room, guest: Client) -> None:
    first, second, *_rest = room.map.lenses.all()
    sent = {"act": "a1", "lens": first.pk, "text": "Writes on the glove"}
    guest.post(reverse("room-notes", args=(room.map.pk,)), sent)
    page = reverse("room-note", args=(room.map.pk, "a1"))
    assert "Save the change" in guest.get(page).content.decode()
    change = {"act": "c1", "version": 1, "text": "Writes it twice", "basis": "heard", "spoken": ""}
    assert guest.post(f"{page}change/", change).status_code == 302
    late = guest.post(f"{page}change/", change | {"act": "c2", "text": "Too late"})
    assert late.status_code == 409
    assert "Too late" in late.content.decode()
    assert "Writes it twice" in late.content.decode()
    move = {"act": "m", "version": 2, "lens": second.pk}
    assert guest.post(f"{page}move/", move).status_code == 302
    note = room.map.notes.get()
    assert (note.text, note.basis, note.lens) == ("Writes it twice", "heard", second)
    assert "You took a note away" in guest.post(f"{page}removal/", {"act": "r"}).content.decode()
    assert guest.get(page).status_code == 404


def test_somebody_elses_note_is_read_and_not_changed(room: Room, guest: Client) -> None:
    write(room, "of Dan", "d1")
    page = guest.get(reverse("room-note", args=(room.map.pk, "d1"))).content.decode()
    assert "Somebody else wrote it." in page
    assert "Save the change" not in page


def test_an_assumed_quote_is_called_one(room: Room, guest: Client) -> None:
    sent = {"act": "a1", "lens": room.map.lenses.all()[0].pk, "text": "It is fine", "spoken": "yes"}
    guest.post(reverse("room-notes", args=(room.map.pk,)), sent)
    for name, given in (("room", ()), ("room-note", ("a1",))):
        page = guest.get(reverse(name, args=(room.map.pk, *given))).content.decode()
        assert 'class="map-note assumed"' in page
        assert "assumed quote</span>" in page


def test_where_one_is_not_let_in_what_is_kept_here_can_be_copied(room: Room) -> None:
    answer = Client().get(reverse("room", args=(room.map.pk,)))
    assert answer.status_code == 404
    assert 'id="kept"' in answer.content.decode()
    other = Client().get(reverse("room", args=(room.map.pk + 999,)))
    assert other.content.decode().replace(str(room.map.pk + 999), str(room.map.pk)) == (
        answer.content.decode()
    )
