import pytest
from tests.workspace import a_wav

from firsthand.exchange.media import media_type


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (a_wav()[:64], "audio/wav"),
        (b"ID3\x04" + bytes(20), "audio/mpeg"),
        (b"\xff\xfb\x90\x64" + bytes(20), "audio/mpeg"),
        (b"\x00\x00\x00\x20ftypM4A \x00", "audio/mp4"),
        (b"\x00\x00\x00\x20ftypisom\x00", "video/mp4"),
        (b"OggS\x00\x02" + bytes(22) + b"OpusHead", "audio/ogg"),
        (b"OggS\x00\x02" + bytes(22) + b"\x80theora", "video/ogg"),
        (b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + bytes(40) + b"A_OPUS", "audio/webm"),
        (b"\x1aE\xdf\xa3\x9fB\x82\x84webm" + bytes(40) + b"V_VP9", "video/webm"),
    ],
)
def test_a_recording_is_known_by_its_bytes(head: bytes, kind: str) -> None:
    assert media_type(head) == kind


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<html><script>",
        b"%PDF-1.7",
        b"RIFF\x00\x00\x00\x00AVI ",
        b"\xff\xfe\x00m",  # text in UTF-16
        b"\xff\xd8\xff\xe0",  # a picture
        b"\x1aE\xdf\xa3matroska",
        b"PK\x03\x04",
    ],
)
def test_what_is_none_is_none(head: bytes) -> None:
    assert media_type(head) == ""
