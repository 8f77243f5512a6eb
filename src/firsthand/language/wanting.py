"""Words of a solution in a problem sentence, and words that judge."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from firsthand.language.lexicon import rules
from firsthand.language.words import WORD, is_function_word

_BEFORE = re.compile("an?|the|any|some|more|one|another|own|each|every|their|his|her|our|its")
_DEFINITE = re.compile("the|their|his|her|its|our")
_BREAK = re.compile(r"[,;:.!?–—]")


class Flagged(NamedTuple):
    """Words at `sentence[start:end]`; `whoever` where it does not help that somebody said them."""

    start: int
    end: int
    judging: bool = False
    whoever: bool = False


def flags(sentence: str) -> list[Flagged]:
    """Every flagged word of the sentence; what is said of it first goes before the rest."""
    wanted = [*_wanted(sentence), *_missing(sentence), *_no_way(sentence), *_hoped(sentence)]
    own = [Flagged(*match.span()) for match in _found("solution", sentence)]
    return [*_judging(sentence), *wanted, *own]


def is_judging(word: str) -> bool:
    """Whether the word judges, in whatever degree, as an adjective or an adverb."""
    return any(form in _judging_words() for form in _plainer(word.casefold()))


def _wanted(sentence: str) -> Iterator[Flagged]:
    """What somebody wants, and the word for wanting it."""
    for match in _found("wanting", sentence):
        thing = list(_thing(sentence, match.end()))
        said = " ".join(word.group() for word in thing)
        head = thing[-1].group() if thing else ""
        if not thing or (_is("given", head) and not _is("solution", said)):
            continue
        if _is_the(sentence, match.end()) and not _is_built(said):
            continue
        yield Flagged(*match.span(), whoever=True)
        yield from (Flagged(*word.span(), whoever=True) for word in thing)


def _missing(sentence: str) -> Iterator[Flagged]:
    """A thing to build that is not there; a plainer thing may be missed where somebody said so."""
    for match in _found("missing", sentence):
        thing = list(_thing(sentence, match.end()))
        said = " ".join(word.group() for word in thing)
        if not thing or _is("given", thing[-1].group()) or not _is_built(said):
            continue
        whoever = _is("solution", said)
        yield Flagged(*match.span(), whoever=whoever)
        yield from (Flagged(*word.span(), whoever=whoever) for word in thing)


def _no_way(sentence: str) -> Iterator[Flagged]:
    return (Flagged(*match.span(), whoever=True) for match in _found("way", sentence))


def _hoped(sentence: str) -> Iterator[Flagged]:
    """A thing to build, where the sentence says what would be if it were there."""
    would, condition = (any(rule.find(sentence)) for rule in rules("problem")["waiting"])
    if would and condition:
        yield from (Flagged(*match.span(), whoever=True) for match in _found("solution", sentence))


def _judging(sentence: str) -> Iterator[Flagged]:
    for match in WORD.finditer(sentence):
        if is_judging(match.group()):
            yield Flagged(*match.span(), judging=True)


def _thing(sentence: str, at: int) -> Iterator[re.Match[str]]:
    """The words of the thing named from there on, without what it is for or where it is."""
    for match in WORD.finditer(sentence, at):
        if _BREAK.search(sentence, at, match.start()):
            return
        at = match.end()
        word = match.group().casefold()
        if _BEFORE.fullmatch(word):
            continue
        if is_function_word(word):
            return
        yield match


def _is_the(sentence: str, at: int) -> bool:
    first = WORD.search(sentence, at)
    return first is not None and _DEFINITE.fullmatch(first.group().casefold()) is not None


def _is_built(words: str) -> bool:
    return _is("solution", words) or _is("built", words)


def _is(group: str, words: str) -> bool:
    return any(True for _ in _found(group, words))


def _found(group: str, text: str) -> Iterator[re.Match[str]]:
    for rule in rules("problem")[group]:
        yield from rule.find(text)


def _plainer(word: str) -> Iterator[str]:
    yield word
    if word.endswith("ly"):
        yield word[:-2]
        yield f"{word[:-2]}le"  # horribly
        yield f"{word[:-3]}y"  # easily
        yield f"{word[:-4]}"  # chaotically
    for ending in ("er", "est"):
        if word.endswith(ending):
            base = word.removesuffix(ending)
            yield base
            yield f"{base}e"
            yield f"{base[:-1]}y"
            yield base[:-1]


@cache
def _judging_words() -> Collection[str]:
    path = files("firsthand.language") / "lexicons" / "judging.txt"
    return frozenset(path.read_text(encoding="utf-8").split())
