"""A text to turns: which of the text readers fits it."""

from __future__ import annotations

import re

from firsthand.exchange.composing import Script, composed
from firsthand.exchange.errors import UnreadableFile
from firsthand.exchange.transcripts import labelled, stamped
from firsthand.exchange.transcripts.captions import turns_of
from firsthand.exchange.transcripts.cues import Cues, cues_in

_TIMING = re.compile(
    r"^[ \t]*\[?\d{1,3}:\d[\d:.,]*[ \t]*-->|^[ \t]*\d+:\d\d:\d\d\.\d+,\d+:\d\d:\d\d\.\d+[ \t]*$",
    re.MULTILINE,
)
_NO_SESSION = "no speakers and no times in it: not a session"


def script_of(text: str, form: str) -> tuple[str, Script]:
    """(format, what was read); `form` is what the suffix says, empty where it says nothing.

    Raises UnreadableFile where there is nothing to read.
    """
    if not text.strip():
        raise UnreadableFile("It is empty or holds white space only.")
    if text.lstrip().startswith("WEBVTT"):
        return "vtt", _captions(text, "vtt")
    if "ooTextFile" in text[:200]:
        from firsthand.exchange.transcripts import textgrid

        return "textgrid", textgrid.read(text)
    if form == "json" or (not form and text.lstrip().startswith("{")):
        from firsthand.exchange.transcripts import asr_json

        script, recogniser = asr_json.read(text)
        return recogniser, script
    if form in ("vtt", "srt", "sbv") or _is_captions(text):
        return form or "txt", _captions(text, form)
    if form == "csv":
        from firsthand.exchange.tables.rows import from_csv

        return form, from_csv(text)
    return form or "txt", _prose(text)


def _is_captions(text: str) -> bool:
    """Whether the text is mostly lines with a span of time, and the words below or beside them."""
    timings = len(_TIMING.findall(text))
    return timings > 1 and timings * 6 > sum(1 for line in text.split("\n") if line.strip())


def _captions(text: str, form: str) -> Script:
    found = cues_in(text, blank_ends_cue=form in ("vtt", "sbv"))
    if not found.cues and not _TIMING.search(text):
        raise UnreadableFile("It has no cues: no line says from when to when words were spoken.")
    turns, notes = turns_of(found.cues, tagged=form == "vtt")
    script = composed(turns, notes=(*_losses(found), *notes))
    if not script.turns:
        raise UnreadableFile("Its cues hold no words.")
    return script


def _losses(found: Cues) -> tuple[str, ...]:
    lost = [
        (found.broken, "broken cue", "left out: the time can't be read"),
        (found.untimed, "piece of text", "left out: no time stands above it"),
    ]
    return tuple(f"{count} {what}{'s' * (count > 1)} {why}" for count, what, why in lost if count)


def _prose(text: str) -> Script:
    return (
        labelled.recognised(text) or stamped.recognised(text) or Script(text, notes=(_NO_SESSION,))
    )
