"""Text in which labels say who speaks: from the labels to turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from firsthand.exchange.composing import Script
from firsthand.exchange.transcripts.names import (
    ends_a_sentence,
    is_role,
    misspelt,
    plausible,
    speakers,
)
from firsthand.exchange.transcripts.shapes import Mark, Shape, marks
from firsthand.exchange.transcripts.stamps import STAMP, seconds
from firsthand.method.sources import Moment, SourceKind, Turn

_LINE = re.compile(r"[^\n]*\n?")
_HEADING = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]|(?:-{3,}|_{3,}|\*{3,}|={3,}|#{3,})[ \t]*$)", re.MULTILINE
)
_QUOTED = re.compile(r"[ \t]{0,3}>(?!>)")
_STAMP_LINE = re.compile(rf"[ \t]*(?:#+ )?[\[(]?(?P<at>{STAMP})[\])]?[ \t]*$", re.MULTILINE)
_CREDIT = re.compile(
    r"[ \t]*[*_]{0,2}Transcri(?:bed|ption|pt)\b.{0,30}\b(?:by|with)\b.{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)
_REMARK = re.compile(r"[ \t]*(?:\([^()\n]*\)|\[[^\[\]\n]*\])[ \t.]*+(?=\n[ \t]*\n|\n?\Z)")
_STRUCTURE = (_HEADING, _QUOTED, _STAMP_LINE, _CREDIT, _REMARK)
_STAMP_INSIDE = re.compile(rf"\\?\[(?P<at>{STAMP})\\?\]")
_CLOSING_STAMP = re.compile(r"#(?P<at>\d\d:\d\d:\d\d)(?:-\d)?#\s*\Z")
"""As F4 and MAXQDA set it at the end of a paragraph."""

_SENTENCE_END = re.compile(r"[.?!…。？！][\"'”’)]?\s*$")
_ROW_OF_CODES = re.compile(
    r"^(?=.{0,60}\bcod)(?:(?:document|name|group|codes?|coded|coder|system|segments?|quotations?"
    r"|excerpts?|memo|comments?|frequency|beginning|end|weight|area)\b[ \t|,/]*+){3}",
    re.IGNORECASE | re.MULTILINE,
)
"""The head of a table of codes, as programs for qualitative analysis export it."""

_LONG_HEAD = 800
"""Characters before the first turn that are more than a title, details and a licence."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    blank: bool
    structure: bool
    """Headings, rules, excerpts, remarks on a line of their own: nobody's words in this session."""


def recognised(text: str) -> Script | None:
    """The text with its turns, unchanged; None where no labels of speakers are found.

    A document, with the reason, where there are labels but the text is no conversation.
    """
    lines = tuple(_lines(text))
    found = _speaking(text, lines)
    if not found:
        return None
    reason = _why_no_speech(text, lines, found)
    if reason:
        return Script(text, notes=(reason,))
    found = list(_timed(text, lines, found))
    turns, notes = _from_the_first(found, tuple(_turns(text, lines, found)))
    if not turns:
        return None
    return Script(text, SourceKind.TRANSCRIPT, turns, tuple(_moments(text, turns)), notes)


def _lines(text: str) -> Iterator[_Line]:
    for found in _LINE.finditer(text):
        start, end = found.span()
        if start == end:
            return
        structure = any(shape.match(text, start) for shape in _STRUCTURE)
        yield _Line(start, end, not found[0].strip(), structure)


def _speaking(text: str, lines: Sequence[_Line]) -> list[Mark]:
    """The marks that are speakers: those of the shape that most lines have.

    The document's own shape is the one with the most marks of accepted speakers; a bare name on
    a line counts only where no other shape does.
    """
    by_shape: dict[Shape, list[Mark]] = {shape: [] for shape in Shape}
    for index, line in enumerate(lines):
        if line.blank or _QUOTED.match(text, line.start):
            continue
        for mark in marks(text, line.start):
            if mark.shape is not Shape.BARE_HEAD or _stands_as_head(lines, index):
                by_shape[mark.shape].append(mark)
    chosen = {shape: _accepted(text, lines, found) for shape, found in by_shape.items()}
    bare = chosen.pop(Shape.BARE_HEAD)
    best = max(chosen.values(), key=len)
    if not best:
        return bare
    known = {mark.speaker.casefold() for mark in best}
    others = [
        mark
        for shape in chosen
        for mark in by_shape[shape]
        if mark.shape is not best[0].shape and mark.speaker.casefold() in known
    ]
    starts = {mark.at for mark in best}
    return sorted([*best, *(m for m in others if m.at not in starts)], key=lambda mark: mark.at)


def _stands_as_head(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line has white space or the start above it and words right below it."""
    above = index == 0 or lines[index - 1].blank
    return above and index + 1 < len(lines) and not lines[index + 1].blank


def _accepted(text: str, lines: Sequence[_Line], found: list[Mark]) -> list[Mark]:
    spoken = _with_words(text, found)
    names = speakers([mark.speaker for mark in spoken]) | _timed_names(spoken)
    likely = [mark for mark in spoken if plausible(mark.speaker)]
    if not names and (_all_is_labelled(text, lines, likely) or _is_exchange(text, likely)):
        names = frozenset(mark.speaker.casefold() for mark in likely)
    if not names:
        return []
    typos = misspelt([mark.speaker for mark in spoken], names)
    # A label that never has words ("Break: [00:10]") ends a turn and is no speaker.
    wordless = {mark.speaker for mark in found} - {mark.speaker for mark in spoken}
    silent = {speaker for speaker in wordless if not ends_a_sentence(speaker)}
    accepted = (_spelt(mark, typos) for mark in found)
    return [m for m in accepted if m.speaker.casefold() in names or m.speaker in silent]


def _spelt(mark: Mark, typos: Mapping[str, str]) -> Mark:
    return replace(mark, speaker=typos.get(mark.speaker.casefold(), mark.speaker))


def _with_words(text: str, found: list[Mark]) -> list[Mark]:
    """The marks whose speakers say something somewhere, up to the next mark."""
    talking = {
        mark.speaker
        for mark, end in _with_ends(text, found)
        if _STAMP_INSIDE.sub("", text[mark.words : end]).strip(" \n\t*_-")
    }
    return [mark for mark in found if mark.speaker in talking]


def _with_ends(text: str, found: Sequence[Mark]) -> Iterator[tuple[Mark, int]]:
    return zip(found, [*(mark.at for mark in found[1:]), len(text)], strict=False)


def _timed_names(found: Sequence[Mark]) -> frozenset[str]:
    """The names beside which a time stands, where there are two such labels or more."""
    timed = [m.speaker.casefold() for m in found if m.began is not None and plausible(m.speaker)]
    return frozenset(timed) if len(timed) > 1 else frozenset()


def _is_exchange(text: str, found: list[Mark]) -> bool:
    """Whether two speakers take turns, three turns at least, and one asks something."""
    names = [mark.speaker.casefold() for mark in found]
    return (
        len(names) > 2
        and len(set(names)) == 2
        and all(before != after for before, after in pairwise(names))
        and any("?" in text[mark.words : end] for mark, end in _with_ends(text, found))
    )


def _all_is_labelled(text: str, lines: Sequence[_Line], found: list[Mark]) -> bool:
    """Whether a short text is nothing but `Name: sentence` lines of two speakers or more."""
    starts = {mark.at for mark in found}
    full = [line for line in lines if not (line.blank or line.structure)]
    return (
        len({mark.speaker for mark in found}) > 1
        and all(line.start in starts for line in full)
        and all(_SENTENCE_END.search(text[line.start : line.end]) for line in full)
    )


def _why_no_speech(text: str, lines: Sequence[_Line], found: list[Mark]) -> str:
    """Why the labels are not those of a conversation; empty where they are."""
    headings = sum(1 for line in lines if _HEADING.match(text, line.start))
    if _ROW_OF_CODES.search(text[: found[0].at]):
        return "an export of codes and coded segments: not a session"
    if headings > len(found):
        return "more headings than turns: a report, not a session"
    if found[0].at > max(_LONG_HEAD, 0.6 * len(text)):
        return "speech only near its end: a report, not a session"
    if _is_template([mark.speaker.casefold() for mark in found]):
        return "the same labels in the same order again and again: a form, not a session"
    return ""


def _is_template(names: Sequence[str]) -> bool:
    """Whether three labels or more come again and again in one fixed order, parts excepted."""
    kinds = list(dict.fromkeys(names))
    size = len(kinds)
    if size < 3 or len(names) < 2 * size or any(is_role(name) for name in kinds):
        return False
    return all(name == kinds[i % size] for i, name in enumerate(names))


def _timed(text: str, lines: Sequence[_Line], found: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, with the time that stands on a line of its own right above them."""
    full = [line for line in lines if not line.blank]
    above = {line.start: _STAMP_LINE.match(text, before.start) for before, line in pairwise(full)}
    for mark in found:
        stamp = above.get(mark.at)
        own = mark.began if mark.began is not None or stamp is None else seconds(stamp["at"])
        yield replace(mark, began=own)


def _turns(text: str, lines: Sequence[_Line], found: Sequence[Mark]) -> Iterator[Turn]:
    """A turn for each stretch of words between marks, headings and quoted excerpts."""
    cuts = [line for line in lines if line.structure]
    place = 0
    for mark, end in _with_ends(text, found):
        while place < len(cuts) and cuts[place].start < mark.at:
            place += 1
        start, began = mark.words, mark.began
        while place < len(cuts) and cuts[place].start < end:
            cut = cuts[place]
            if cut.start >= mark.words:
                yield from _turn(text, mark.speaker, start, cut.start, began)
                start, began = cut.end, None
            place += 1
        yield from _turn(text, mark.speaker, start, end, began)


def _turn(text: str, speaker: str, start: int, end: int, began: float | None) -> Iterator[Turn]:
    leading = _STAMP_INSIDE.match(text, start)
    if leading:
        start, began = leading.end(), seconds(leading["at"])
    closing = _CLOSING_STAMP.search(text[start:end])
    ended = seconds(closing["at"]) if closing else None
    words = text[start : start + closing.start() if closing else end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    if _STAMP_INSIDE.sub("", text[start:end]).strip(" \n\t*_-[]\\"):
        yield Turn(speaker, start, end, began, ended)


def _from_the_first(
    found: Sequence[Mark], turns: tuple[Turn, ...]
) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """Times counted from the first turn where they are times of day."""
    first = next((turn.began for turn in turns if turn.began is not None), None)
    if first is None or not any(mark.clock for mark in found):
        return turns, ()
    counted = tuple(
        turn if turn.began is None else replace(turn, began=turn.began - first) for turn in turns
    )
    return counted, ("times of day are counted from the first turn",)


def _moments(text: str, turns: Sequence[Turn]) -> Iterator[Moment]:
    for turn in turns:
        if turn.began is not None:
            yield Moment(turn.start, turn.began)
        for stamp in _STAMP_INSIDE.finditer(text, turn.start, turn.end):
            at = seconds(stamp["at"])
            if at is not None:
                yield Moment(stamp.end(), at)
