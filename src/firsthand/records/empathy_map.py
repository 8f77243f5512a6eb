"""Empathy maps: lenses and notes, the rooms in which many write them, and what comes of several.

A note is meant by its `key`, which whoever wrote it chose before it was sent.
"""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from firsthand.method import empathy_map as method
from firsthand.method.steps import Step
from firsthand.records.interview import Question, Source
from firsthand.records.locate import Participant
from firsthand.records.problem import Problem
from firsthand.records.studies import Study
from firsthand.records.usability import Event

_PERSON = settings.AUTH_USER_MODEL


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value.replace("_", " ")) for one in kind]


class EmpathyMap(models.Model):
    """The map of a participant, of a problem's users, or of a `role` inside the organisation."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="maps")
    title = models.CharField(_("title"), max_length=200)
    centre = models.CharField(max_length=12, choices=_choices(method.Centre))
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="maps"
    )
    problem = models.ForeignKey(
        Problem, models.SET_NULL, null=True, blank=True, related_name="maps"
    )
    role = models.CharField(_("role"), max_length=120, blank=True)
    on = models.DateField(_("as of"), null=True, blank=True)
    by = models.ForeignKey(_PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title


class Lens(models.Model):
    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="lenses")
    number = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=120)
    ask = models.CharField(_("question"), max_length=300, blank=True)
    area = models.CharField(max_length=12, choices=_choices(method.Area), default="other")

    class Meta:
        ordering = ("number", "id")

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A map that people are let into by a code; where it is `closed`, nobody else gets in.

    Notes with ids over `silent_after` are shown to nobody else yet: ids, for a clock may jump. A
    timer that runs has `timer_ends`, one that was stopped `timer_left`, in seconds; one that is off
    has neither. `timer_of` is how many seconds it was set to in all.
    """

    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="rooms")
    code = models.CharField(max_length=8, unique=True)
    anonymous = models.BooleanField(default=False)
    phase = models.CharField(max_length=12, choices=_choices(method.Phase), default="lobby")
    silent_after = models.BigIntegerField(null=True, blank=True)
    budget = models.PositiveIntegerField(_("votes for each"), default=3)
    everyone_groups = models.BooleanField(default=False)
    timer_ends = models.DateTimeField(null=True, blank=True)
    timer_left = models.FloatField(null=True, blank=True)
    timer_of = models.FloatField(null=True, blank=True)
    by = models.ForeignKey(_PERSON, models.SET_NULL, null=True, related_name="+")
    opened = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    closed = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                "map", condition=Q(closed__isnull=True), name="one_open_room_of_a_map"
            ),
        )


class Contributor(models.Model):
    """Whoever writes on a map: a member of the study, or a guest who came into a room.

    A guest's browser holds a token; here is its digest. `role`: what they do in the organisation.
    """

    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="contributors")
    room = models.ForeignKey(
        Room, models.CASCADE, null=True, blank=True, related_name="contributors"
    )
    person = models.ForeignKey(_PERSON, models.CASCADE, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=80, blank=True)
    role = models.CharField(_("what you do"), max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    joined = models.DateTimeField(default=timezone.now)
    removed = models.DateTimeField(null=True, blank=True)

    not_in_journal = ("digest",)

    class Meta:
        constraints = (
            models.UniqueConstraint("map", "person", name="one_contributor_of_a_person"),
        )


class NoteGroup(models.Model):
    """Notes of one lens that say the same."""

    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="groups")
    lens = models.ForeignKey(Lens, models.CASCADE, related_name="groups")
    key = models.CharField(max_length=36)
    name = models.CharField(_("name"), max_length=200)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint("map", "key", name="a_group_once"),)


class MapNote(models.Model):
    """What somebody wrote in a lens, and what it rests on.

    A quote is a place in a source, `text[start:end]`; an observation is such a place too, or an
    event of a test. `version` counts its changes. `ask` is what to ask `whom` about it, and
    `question` the guide's question that became of that. `challenger` asked last how we know, and
    `came` is what came of it.
    """

    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="notes")
    lens = models.ForeignKey(Lens, models.RESTRICT, related_name="notes")
    key = models.CharField(max_length=36)
    text = models.CharField(_("note"), max_length=1000)
    contributor = models.ForeignKey(
        Contributor, models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    basis = models.CharField(max_length=12, choices=_choices(method.Basis), default="nothing")
    seen_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        Source, models.SET_NULL, null=True, blank=True, related_name="map_notes"
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="map_notes"
    )
    spoken = models.BooleanField(default=False)
    group = models.ForeignKey(
        NoteGroup, models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    ask = models.CharField(_("question"), max_length=500, blank=True)
    whom = models.CharField(_("whom to ask"), max_length=200, blank=True)
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="map_notes"
    )
    challenger = models.ForeignKey(
        Contributor, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    came = models.CharField(max_length=12, choices=_choices(method.Came), blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint("map", "key", name="a_map_note_once"),)


class Vote(models.Model):
    """One vote of a contributor, for a note or for a group."""

    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="votes")
    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="votes")
    key = models.CharField(max_length=36)
    note = models.ForeignKey(MapNote, models.CASCADE, null=True, blank=True, related_name="votes")
    group = models.ForeignKey(
        NoteGroup, models.CASCADE, null=True, blank=True, related_name="votes"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint("map", "key", name="a_vote_once"),
            models.CheckConstraint(
                condition=Q(note__isnull=True) ^ Q(group__isnull=True), name="a_vote_for_one_thing"
            ),
        )


class NoteVector(models.Model):
    """A note as the sentence model has it: derived, of that lens and those words."""

    note = models.OneToOneField(MapNote, models.CASCADE, related_name="vector", primary_key=True)
    lens = models.ForeignKey(Lens, models.CASCADE, related_name="+")
    words = models.CharField(max_length=32)  # a digest of them
    vector = models.BinaryField()


class Likeness(models.Model):
    """Two notes of one lens that say nearly the same, the earlier one first: derived too."""

    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="likenesses")
    one = models.ForeignKey(MapNote, models.CASCADE, related_name="+")
    other = models.ForeignKey(MapNote, models.CASCADE, related_name="+")
    likeness = models.FloatField()

    class Meta:
        constraints = (models.UniqueConstraint("one", "other", name="two_notes_compared_once"),)


class Apart(models.Model):
    """Two notes that somebody said do not go together: they are not offered together again."""

    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="aparts")
    one = models.ForeignKey(MapNote, models.CASCADE, related_name="+")
    other = models.ForeignKey(MapNote, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint("one", "other", name="two_notes_apart_once"),)


class Reflection(models.Model):
    """Two to four maps looked at side by side."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="reflections")
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(_PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Reflected(models.Model):
    """A map of a reflection, in its place."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="reflected")
    map = models.ForeignKey(EmpathyMap, models.CASCADE, related_name="reflected")
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ("number", "id")
        constraints = (models.UniqueConstraint("reflection", "map", name="a_map_once_in_it"),)


class Agreement(models.Model):
    """What was agreed, who sees to it and until when; `kept` is when somebody said it is done."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="agreements")
    text = models.CharField(_("agreement"), max_length=500)
    owner = models.CharField(_("owner"), max_length=120)
    due = models.DateField(_("until"))
    kept = models.DateField(null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=500, blank=True)
    by = models.ForeignKey(_PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("due", "id")


class WorkingAgreement(models.Model):
    """Who does what in each step, written by those who work so; `outcome` is what they share."""

    reflection = models.OneToOneField(Reflection, models.CASCADE, related_name="working")
    outcome = models.CharField(_("outcome we share"), max_length=500, blank=True)
    look_again = models.DateField(_("look at it again on"), null=True, blank=True)
    by = models.ForeignKey(_PERSON, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Duty(models.Model):
    """What a function, such as design, does in a step."""

    agreement = models.ForeignKey(WorkingAgreement, models.CASCADE, related_name="duties")
    step = models.CharField(max_length=12, choices=[(one.title, one.title) for one in Step])
    function = models.CharField(_("function"), max_length=80)
    text = models.CharField(_("what they do"), max_length=500)

    class Meta:
        constraints = (
            models.UniqueConstraint("agreement", "step", "function", name="a_duty_once"),
        )


class Pause(models.Model):
    """What somebody wrote for themselves before a reflection: theirs alone until they share it."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="pauses")
    by = models.ForeignKey(_PERSON, models.CASCADE, related_name="+")
    text = models.TextField(_("what they live through"), blank=True)
    shared = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    not_in_journal = ("text",)

    class Meta:
        constraints = (models.UniqueConstraint("reflection", "by", name="one_pause_each"),)
