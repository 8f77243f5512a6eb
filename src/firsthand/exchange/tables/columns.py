"""What the columns of a table hold, by their heads and by their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.exchange.transcripts.names import plausible, speakers
from firsthand.exchange.transcripts.stamps import seconds

_SPEAKER = re.compile(r"speakers?(?: ?(?:name|label|id))?|who|said by|sprecher(?:in)?|locuteur")
_WORDS = re.compile(
    r"text|content|contents|transcript(?:ion)?|transcribed text|words|utterances?|speech|dialogue|"
    r"dialog|said|what was said|statement|quote|sentence|response|answer|caption"
)
_BEGAN = re.compile(
    r"(?:start|begin|time|timestamp|timespan|offset|in)(?: ?(?:time|point|at))?(?: ?\(m?s\))?"
    r"|start_?ms"
)
_ENDED = re.compile(r"(?:end|stop|out)(?: ?(?:time|point|at))?(?: ?\(m?s\))?|end_?ms")
_ROLE_HEAD = re.compile(r"name|person|participant|role")


@dataclass(frozen=True, slots=True)
class SpeechColumns:
    """Where a table of speech has what; `first` is the first row of speech."""

    words: int
    speaker: int | None = None
    began: int | None = None
    ended: int | None = None
    first: int = 1


def speech_columns(rows: Sequence[Sequence[str]]) -> SpeechColumns | None:
    """The columns of a transcript in a table, with or without a head; None for another table."""
    if not rows:
        return None
    heads = [" ".join(cell.casefold().split()).strip(":*") for cell in rows[0]]
    words = _first(heads, _WORDS)
    speaker = _first(heads, _SPEAKER)
    began, ended = _first(heads, _BEGAN), _first(heads, _ENDED)
    if speaker is None and words is not None and began is not None:
        speaker = _first(heads, _ROLE_HEAD)
    if words is not None and (speaker is not None or (began is not None and ended is not None)):
        return SpeechColumns(words, speaker, began, ended)
    return _without_head(rows)


def _first(heads: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    return next((i for i, head in enumerate(heads) if pattern.fullmatch(head)), None)


def _without_head(rows: Sequence[Sequence[str]]) -> SpeechColumns | None:
    """Two or three columns, of which one holds speakers' names and another their words."""
    width = max(len(row) for row in rows)
    if not 2 <= width <= 3 or len(rows) < 2:
        return None
    columns = [[row[i].strip() if i < len(row) else "" for row in rows] for i in range(width)]
    speaker = next((i for i, cells in enumerate(columns) if _are_speakers(cells)), None)
    if speaker is None:
        return None
    others = [i for i in range(width) if i != speaker]
    words = max(others, key=lambda i: sum(map(len, columns[i])))
    began = next((i for i in others if i != words and _are_times(columns[i])), None)
    return SpeechColumns(words, speaker, began, None, first=0)


def _are_speakers(cells: Sequence[str]) -> bool:
    named = [" ".join(cell.rstrip(":").split()) for cell in cells if cell]
    accepted = speakers([name for name in named if plausible(name)])
    fit = sum(1 for name in named if name.casefold() in accepted)
    come_again = len({name.casefold() for name in named}) <= 0.6 * len(named)
    return come_again and len(accepted) > 1 and fit >= 0.8 * len(named)


def _are_times(cells: Sequence[str]) -> bool:
    return all(seconds(cell.strip("[]() ")) is not None for cell in cells if cell)


def text_columns(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns that hold free text in people's own words."""
    return [i for i in range(len(head)) if _is_free_text(head[i], _filled(rows, i))]


def _filled(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    cells = (row[column].strip() for row in rows if column < len(row))
    return [cell for cell in cells if cell]


_NO_SPEECH = re.compile(
    r"\b(?:code|codes|definition|description|meaning|memo|url|link|e-?mail|ip|id|path|date|"
    r"address|user ?agent|keywords?|tags?)\b",
    re.IGNORECASE,
)


def _is_free_text(head: str, cells: Sequence[str]) -> bool:
    """Whether most cells are sentences, and few are alike."""
    if not cells or _NO_SPEECH.search(head):
        return False
    counts = sorted(len(cell.split()) for cell in cells)
    typical = counts[len(counts) // 2]
    return typical >= 4 and len(set(cells)) > 0.6 * len(cells) and counts[-1] >= 5


_NAMES = re.compile(
    r"(?:participant|respondent|user|customer|case|person|client|reviewer|author|speaker|reviewid|"
    r"response|submission|ticket|record)?[ _-]?(?:id|name|no|nr|number|code|key)?|p|pid|from|#"
)


def name_column(head: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The column that says whose row it is: by its head, its values short and mostly distinct."""
    for i, title in enumerate(head):
        cells = _filled(rows, i)
        plain = " ".join(title.casefold().split())
        if plain and cells and _NAMES.fullmatch(plain) and max(map(len, cells)) <= 40:
            return i
    return None


def rows_of_codes(head: Sequence[str]) -> bool:
    """Whether a head is that of an export of coded segments or of a codebook."""
    heads = {" ".join(title.casefold().split()) for title in head}
    coded = heads & {"code", "codes", "coding", "code system", "tag", "tags"}
    return bool(coded & heads) and bool(
        heads
        & {
            "segment",
            "segments",
            "coded segments",
            "quotation",
            "excerpt",
            "quote",
            "memo",
            "definition",
            "description",
            "meaning",
            "document",
            "document name",
            "frequency",
        }
    )
