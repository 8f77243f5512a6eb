"""Leading a session in a room: its phases, its timer, and who stays."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing
from firsthand.actions.grouping_notes import emptied
from firsthand.actions.sitting import Given, Sitting, act, number, text
from firsthand.actions.voting import told_anew
from firsthand.method import room_timer
from firsthand.method.empathy_map import SILENT, Phase
from firsthand.method.errors import RuleBroken
from firsthand.method.room_timer import Timer
from firsthand.method.sessions import shows_votes
from firsthand.records.models import Apart, Contributor, MapNote, Room, Vote

LET_GO = "let somebody go"


@act("phase", "began a phase")
def lead_on(now: Doing, at: Sitting, given: Given) -> int:
    """Leads on to any phase; what is written from a silent one on is hidden until it ends."""
    room = _led(now, at)
    phase = _phase(given)
    if phase == room.phase:
        return 0
    last = at.map.notes.order_by("pk").values_list("pk", flat=True).last() or 0
    turns = shows_votes(phase) is not shows_votes(Phase(room.phase))
    now.change(room, phase=phase, silent_after=last if phase in SILENT else None)
    if turns:
        told_anew(now, at.map)
    return 0


@act("timer", "set the timer")
def keep_time(now: Doing, at: Sitting, given: Given) -> int:
    room = _led(now, at)
    wanted = _turned(timer_of(room), given)
    if wanted != timer_of(room):
        now.change(room, timer_ends=wanted.ends, timer_left=wanted.left, timer_of=wanted.of)
    return 0


@act("let_go", LET_GO)
def let_go(now: Doing, at: Sitting, given: Given) -> int:
    """A guest has to leave; their notes stay, or go with them."""
    room = _led(now, at)
    if room.anonymous:
        raise RuleBroken(
            _("In a room without names nobody can be picked out. Take the note away instead.")
        )
    who = Contributor.objects.filter(pk=number(given.get("who")) or 0, room=room).first()
    if who is None or who.removed is not None:
        raise RuleBroken(_("They are not in this room any more."))
    if given.get("notes") == "take":
        theirs = list(MapNote.objects.filter(contributor=who).select_related("group"))
        now.remove_all(list(Vote.objects.filter(note__in=theirs)))
        now.remove_all(list(Apart.objects.filter(Q(one__in=theirs) | Q(other__in=theirs))))
        now.remove_all(theirs)
        emptied(now, [one.group for one in theirs if one.group])
    now.change(who, removed=timezone.now())
    return 0


def timer_of(room: Room) -> Timer:
    return Timer(room.timer_ends, room.timer_left, room.timer_of)


def _led(now: Doing, at: Sitting) -> Room:
    """The open room, for whoever leads there. What is led is no content: nobody undoes it."""
    at.require_facilitator()
    if at.room is None:
        raise RuleBroken(_("No room of this map is open. Open one on the map's page."))
    now.about = f"room:{at.room.pk}"
    return at.room


def _phase(given: Given) -> Phase:
    try:
        return Phase(text(given, "phase"))
    except ValueError as unknown:
        raise RuleBroken(_("Choose one of the phases.")) from unknown


def _turned(timer: Timer, given: Given) -> Timer:
    on, minutes = timezone.now(), number(given.get("minutes")) or 0
    match text(given, "turn"):
        case "set":
            return room_timer.begun(on, minutes)
        case "extend":
            return room_timer.extended(timer, on, minutes)
        case "pause":
            return room_timer.paused(timer, on)
        case "go_on":
            return room_timer.going_on(timer, on)
        case "off":
            return room_timer.OFF
    raise RuleBroken(_("That could not be understood. Reload the page and send it again."))
