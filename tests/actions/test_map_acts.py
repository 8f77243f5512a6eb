"""What a room says of a note: what it rests on, and how it is asked for."""

import pytest
from django.utils import timezone
from tests.mapping import a_map, a_note
from tests.workspace import INTERVIEW, joins, person, the_source

from firsthand.actions.contributing import contribute
from firsthand.actions.joining import join
from firsthand.actions.mapped import value_of
from firsthand.actions.opening import open_room
from firsthand.actions.sitting import Asked
from firsthand.actions.working import do_next
from firsthand.method.errors import RuleBroken
from firsthand.method.evidence import Grade
from firsthand.records.models import EmpathyMap, Entry, MapNote, Person, Study

ARM = "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."


@pytest.fixture
def note(study: Study) -> MapNote:
    do_next(timezone.now())
    return a_note(a_map(study), "Writes on her arm")


def place(study: Study) -> dict[str, object]:
    start = INTERVIEW.index(ARM)
    return {"source": the_source(study).pk, "start": str(start), "end": start + len(ARM)}


def by_member(note: MapNote, who: Person, do: str, **given: object) -> Asked:
    return Asked(f"{do} 1", note.map_id, do, {"key": note.key, **given}, person=who.pk)


def grade(of: EmpathyMap) -> Grade:
    return value_of(of).notes[0].grade


def test_a_member_links_a_note_to_words_and_sending_it_twice_does_it_once(
    note: MapNote, ann: Person
) -> None:
    asked = by_member(note, ann, "evidence", basis="quote", **place(note.map.study))
    first, again = contribute(asked), contribute(asked)
    assert (first, first.version) == (again, 2)
    assert grade(note.map) is Grade.PAST_BEHAVIOUR
    assert Entry.objects.get(act="evidence 1").map == note.map


def test_somebody_of_the_team_who_leads_nothing_says_only_of_their_own_what_they_saw(
    note: MapNote,
) -> None:
    ben = person("Ben")
    joins(ben, note.map.study, "contributor")  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="Somebody else wrote that note"):
        contribute(by_member(note, ben, "evidence", basis="seen", seen_on="2026-11-03"))
    done = contribute(by_member(note, ben, "evidence", basis="quote", **place(note.map.study)))
    assert done.version == 2


def test_a_guest_says_what_they_saw_and_links_to_nothing_that_they_may_not_see(
    note: MapNote, ann: Person
) -> None:
    room = open_room(note.map, ann, timezone.now())
    guest, token = join(room, timezone.now(), "Lee")
    mine = a_note(note.map, "It froze", contributor=guest)

    def asked(key: str, **given: object) -> Asked:
        act = str(given.get("seen_on", given["basis"]))
        return Asked(act, note.map_id, "evidence", {"key": key, **given}, token=token)

    with pytest.raises(RuleBroken, match="Members of the study"):
        contribute(asked(mine.key, basis="quote", **place(note.map.study)))
    with pytest.raises(RuleBroken, match="Somebody else wrote"):
        contribute(asked(note.key, basis="heard"))
    with pytest.raises(RuleBroken, match="one of the choices"):
        contribute(asked(mine.key, basis="seen", seen_on="2026-13-45"))
    with pytest.raises(RuleBroken, match="one of the choices"):
        contribute(asked(mine.key, basis="rumour"))
    contribute(asked(mine.key, basis="seen", seen_on="2026-11-03"))
    assert value_of(note.map).notes[1].grade is Grade.OBSERVED


def test_anybody_in_the_room_may_challenge_any_note(note: MapNote, ann: Person) -> None:
    room = open_room(note.map, ann, timezone.now())
    _guest, token = join(room, timezone.now(), "Lee")
    given = {"key": note.key, "ask": "Which arm, last time?", "whom": "Mara"}
    done = contribute(Asked("c1", note.map_id, "challenge", given, token=token))
    note.refresh_from_db()
    assert (note.ask, note.whom, note.version) == ("Which arm, last time?", "Mara", done.version)
