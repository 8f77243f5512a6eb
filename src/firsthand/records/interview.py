"""Interview: the guide, sessions, what they left, and who spoke in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from firsthand.method import sources
from firsthand.records.locate import Participant
from firsthand.records.studies import Study


class Session(models.Model):
    """An interview, test or observation, or what else left a source.

    `log` is the log of what was seen in it where that came as a file of its own; the recording of
    this session runs `offset` seconds before that log begins.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="sessions")
    on = models.DateField(_("date"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, default="interview")
    attended = models.JSONField(default=list, blank=True)
    title = models.CharField(_("with whom"), max_length=200, blank=True)
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    asked = models.JSONField(default=list, blank=True)  # the guide's questions, ticked off by key
    log = models.ForeignKey("Source", models.SET_NULL, null=True, blank=True, related_name="aloud")
    offset = models.FloatField(default=0.0)


class Question(models.Model):
    """A question of the study's interview guide, in its place."""

    study = models.ForeignKey(Study, models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.TextField(_("question"))
    memo = models.TextField(_("what it is for"), blank=True)

    class Meta:
        ordering = ("number", "id")


class Recording(models.Model):
    """Sound or film of a session: a file in the workspace's folder, under its own digest.

    `offset` is how many seconds the recording runs before the transcript's first second.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="recordings")
    name = models.CharField(max_length=300)
    type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    offset = models.FloatField(default=0.0)


class Heard(models.TextChoices):
    SAID = "said", _("they said")
    DID = "did", _("they did")
    OURS = "ours", _("our thought")


class Note(models.Model):
    """A line taken down while a session went on, `seconds` after it began.

    `line` is the writer's own id for it, so that what is sent twice is kept once.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="notes")
    line = models.CharField(max_length=36)
    heard = models.CharField(max_length=8, choices=Heard)
    text = models.TextField()
    seconds = models.FloatField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("seconds", "id")
        constraints = (models.UniqueConstraint("session", "line", name="a_line_once"),)


class Source(models.Model):
    """A text that never changes; a correction makes a new one and points back at this.

    `moments` are pairs (offset, seconds), `sentences` pairs (start, end), in order.
    """

    study = models.ForeignKey(Study, models.CASCADE, related_name="sources")
    session = models.ForeignKey(Session, models.CASCADE, related_name="sources")
    name = models.CharField(max_length=300)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, default=sources.SourceKind.TRANSCRIPT)
    format = models.CharField(max_length=40, default="text")
    note = models.TextField(blank=True)
    moments = models.JSONField(default=list)
    sentences = models.JSONField(default=list)
    LARGE = ("text", "moments", "sentences")
    not_in_journal = LARGE  # they never change

    added = models.DateTimeField(auto_now_add=True)
    labelled = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint("study", "name", name="one_name_in_a_study"),)

    def __str__(self) -> str:
        return self.name

    def words(self, start: int, end: int) -> str:
        """`text[start:end]`, without fetching the rest of the text."""
        part = Substr("text", start + 1, max(0, end - start))
        found: str = Source.objects.filter(pk=self.pk).values_list(part, flat=True).get()
        return found


class Speaker(models.Model):
    """A name in one source, the part it played there and, for a participant, who that is."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=200, blank=True)
    part = models.CharField(max_length=12, default=sources.Part.PARTICIPANT)
    participant = models.ForeignKey(
        Participant, models.SET_NULL, null=True, related_name="speakers"
    )

    class Meta:
        constraints = (models.UniqueConstraint("source", "name", name="one_speaker_of_a_name"),)


class Turn(models.Model):
    """One speaker's uninterrupted words: `text[start:end]` of the source."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="turns")
    number = models.PositiveIntegerField()
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="turns")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    began = models.FloatField(null=True)
    ended = models.FloatField(null=True)

    class Meta:
        ordering = ("source", "number")
        constraints = (models.UniqueConstraint("source", "number", name="one_turn_of_a_number"),)
        indexes = (models.Index("source", "start", name="turns_in_order"),)


class Held(models.Model):
    """How an interview was held, as the engine found; derived, and made again with its labels.

    Talk is the participants' share; `longest` is where the longest turn of who asks stands and
    how many words it has; `questions` are `actions.holding`'s rows.
    """

    source = models.OneToOneField(Source, models.CASCADE, related_name="held")
    by_words = models.FloatField(null=True)
    by_time = models.FloatField(null=True)
    talk = models.JSONField(default=dict)  # words and seconds: theirs, and of who asks
    longest = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    asked = models.PositiveIntegerField(default=0)
    flagged = models.PositiveIntegerField(default=0)
    pitches = models.PositiveIntegerField(default=0)
    sold = models.BooleanField(default=False)
