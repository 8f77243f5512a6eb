"""The colours of a picture: the light ones of the house, as every program knows them."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.exchange.maps.drawing import Frame, Tone
from firsthand.method.evidence import Grade

PAPER = "#ffffff"
TONES: Mapping[Tone, str] = {Tone.INK: "#27201a", Tone.SOFT: "#584f48", Tone.WARN: "#8c3d12"}
FILLS: Mapping[Frame, str] = {Frame.LENS: "#fcfaf6", Frame.GROUP: "#f0ece4"}
LINES: Mapping[Frame, str] = {
    Frame.LENS: "#d8d3cc",
    Frame.ASSUMED: "#8c3d12",
    Frame.QUOTED: "#a69d91",
}
DASHES = "3 2.2"

# What a mark is filled with, if at all, and its line.
GRADES: Mapping[Grade, tuple[str, str]] = {
    Grade.OBSERVED: ("#235193", "#235193"),
    Grade.PAST_BEHAVIOUR: ("#235193", "#235193"),
    Grade.GENERAL: ("#235193", "#235193"),
    Grade.STATED_PREFERENCE: ("", "#584f48"),
    Grade.SECOND_HAND: ("", "#584f48"),
    Grade.ASSUMPTION: ("", "#8c3d12"),
}
