"""What a recording is, by its own bytes: its name says nothing."""

from __future__ import annotations

READS = "MP3, M4A, MP4, WebM, Ogg and WAV"

_FILM_CODECS = (b"V_VP8", b"V_VP9", b"V_AV1", b"V_MPEG4")
_FILM_IN_OGG = (b"\x80theora", b"OVP80")
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"M4P ")


def media_type(head: bytes) -> str:
    """The type of a recording that begins like this; empty where it is none that can be played."""
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    if head[:4] == b"OggS":
        return "video/ogg" if any(one in head for one in _FILM_IN_OGG) else "audio/ogg"
    if head[:4] == b"\x1aE\xdf\xa3" and b"webm" in head[:64]:
        return "video/webm" if any(one in head for one in _FILM_CODECS) else "audio/webm"
    if head[4:8] == b"ftyp":
        return "audio/mp4" if head[8:12] in _SOUND_BRANDS else "video/mp4"
    if head[:3] == b"ID3" or _is_frame(head):
        return "audio/mpeg"
    return ""


def _is_frame(head: bytes) -> bool:
    """The head of an MPEG layer III frame: its sync bits, and no value that is reserved."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    version, rate, sampling = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and rate not in (0, 15) and sampling != 3
