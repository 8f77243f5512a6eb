"""What a short note is about, in a word or a few: what one may ask about without saying it again.

Words that judge are left out, and so is what is done: a question that repeats them leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from firsthand.language.wanting import is_judging
from firsthand.language.words import WORD, is_function_word, stem

MOST_WORDS = 3
_BREAK = re.compile(r"[.,;:?!…()\[\]\"“”«»\n]|\s[-–—]+\s|—|\b(?:and|but|because|so|then|or)\b")
_OURS = frozenset({"my", "our", "your", "their", "her", "his"})
_KNOWN = frozenset({"the", "this", "these", "those", "each", "every", "its", "another"})
_INDEFINITE = frozenset({"a", "an", "one"})
_DETERMINERS = _OURS | _KNOWN | _INDEFINITE
_LEADING_IN = frozenset(
    {
        "about",
        "after",
        "against",
        "at",
        "before",
        "between",
        "by",
        "during",
        "for",
        "from",
        "in",
        "into",
    }
    | {"of", "on", "over", "through", "to", "via", "with", "without"}
)
# 'The last time you had to do with Tuesday' asks nobody anything.
_TIMES = frozenset(
    {"afternoon", "beginning", "clock", "day", "days", "end", "evening", "hour", "hours", "least"}
    | {"minute", "minutes", "moment", "month", "months", "morning", "night", "nights", "o'clock"}
    | {
        "shift",
        "shifts",
        "second",
        "seconds",
        "start",
        "time",
        "times",
        "today",
        "tomorrow",
        "top",
        "week",
        "weeks",
    }
    | {"weekend", "year", "years", "yesterday", "rest", "fly", "middle", "side", "front", "home"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "fact"}
    | {"january", "february", "march", "april", "may", "june", "july", "august", "september"}
    | {"october", "november", "december"}
    | {"example", "instead", "average", "mind", "place", "point", "lack", "kind", "part", "bit"}
)
_HOW_MUCH = frozenset(
    {"again", "alone", "already", "always", "constantly", "first", "last", "later", "often", "only"}
    | {"once", "twice", "thrice", "too", "usually", "whole", "hundred", "thousand", "double"}
    | {"long", "late", "early", "extra", "wrong", "missing", "high", "low", "old", "new", "big"}
    | {"small", "short", "own", "same", "next", "endless", "entire", "other"}
    | {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "o'clock"}
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A run of telling words: what leads in, and whether something stands before it."""

    words: tuple[str, ...]
    lead: str
    is_first: bool
    is_last: bool
    after: str = ""


def topic(text: str) -> str:
    """What the note is about, with its article, as `the handover`; empty where it is hard to say.

    Whose something is, is said to whoever is asked: `their rota` becomes `your rota`.
    """
    found = [one for clause in _BREAK.split(text) for one in _runs(clause)]
    for fits in (_is_object, _is_led_in, _is_heading, _is_subject):
        for one in found:
            words = list(fits(one))
            while words and words[-1].casefold() in _TIMES:
                words.pop()
            if words:
                return _with_article(one.lead, words)
    return ""


def _runs(clause: str) -> Iterator[_Found]:
    """Runs of telling words, parted by small words; words that judge are taken out."""
    words = [match.group() for match in WORD.finditer(clause)]
    run: list[str] = []
    lead = ""
    begun = False
    for word in words:
        small = word.casefold().replace("’", "'")
        if small in _HOW_MUCH or is_judging(small) or (small.endswith("ly") and len(small) > 5):
            continue
        if is_function_word(word) or small in _DETERMINERS or small.isdecimal():
            if run:
                yield _Found(tuple(run), lead, not begun, False, small)
                begun, run = True, []
            begun = begun or small not in _DETERMINERS
            lead = small
        else:
            run.append(word)
    if run:
        yield _Found(tuple(run), lead, not begun, True)


def _is_object(one: _Found) -> Sequence[str]:
    """Words after an article, further on than the beginning: `writes the vitals on her arm`."""
    if one.lead not in _DETERMINERS or one.is_first:
        return ()
    return _noun(one.words)


def _is_led_in(one: _Found) -> Sequence[str]:
    """Words after a preposition, as `agency staff` in `they argue with agency staff`."""
    if one.lead not in _LEADING_IN or one.is_first or one.words[0].endswith("ing"):
        return ()
    return _noun(one.words) if one.lead != "to" or len(one.words) > 1 else ()


def _is_heading(one: _Found) -> Sequence[str]:
    """The whole of a note that is a noun, or what stands before its `of` or `from`."""
    if not one.is_first or one.lead in _DETERMINERS or one.lead:
        return ()
    stands = one.is_last or one.after in _LEADING_IN
    if not stands or len(one.words) > MOST_WORDS or _has_verb(one.words):
        return ()
    words = one.words[:1] if one.words[0].endswith("ing") else one.words
    return tuple(_small(word) for word in words)


def _is_subject(one: _Found) -> Sequence[str]:
    """What stands first after an article, without what it does: `the terminal` freezes."""
    if one.lead not in _DETERMINERS:
        return ()
    return _noun(one.words)


def _noun(words: Sequence[str]) -> Sequence[str]:
    """The words up to the first that does something."""
    kept = [words[0]]
    for before, word in pairwise(words):
        if len(kept) == MOST_WORDS or _does(before, word, is_last=word is words[-1]):
            break
        kept.append(word)
    return kept if not kept[0].endswith("ing") or len(kept) > 1 else ()


def _has_verb(words: Sequence[str]) -> bool:
    return any(_is_plural(before) or _is_past(word) for before, word in pairwise(words))


def _does(before: str, word: str, *, is_last: bool) -> bool:
    """Whether the word is more likely what is done than what it is done to."""
    if _is_plural(before) or _is_past(word) or word.endswith("ing"):
        return True
    return is_last and _is_plural(word) and not before[0].isupper() and _is_verb(word)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "sales", "news"))


def _is_past(word: str) -> bool:
    """`typed`, and `froze`: what an inflection makes of another beginning."""
    small = word.casefold()
    return small.endswith("ed") or not small.startswith(stem(word)[:3])


def _is_verb(word: str) -> bool:
    return word.casefold() in _VERBS


# Third persons that notes are full of and that are seldom plurals.
_VERBS = frozenset(
    {"appears", "arrives", "asks", "becomes", "begins", "belongs", "breaks", "brings", "closes"}
    | {"comes", "costs", "crashes", "demands", "disappears", "ends", "expects", "expires", "fails"}
    | {
        "falls",
        "forgets",
        "freezes",
        "gives",
        "goes",
        "happens",
        "hides",
        "keeps",
        "lags",
        "leaves",
    }
    | {"lets", "lives", "locks", "logs", "loses", "matters", "misses", "moves", "opens", "pays"}
    | {"phones", "prints", "reads", "refuses", "says", "sends", "shows", "sits", "sleeps", "slows"}
    | {"stands", "starts", "stops", "takes", "tells", "times", "treats", "waits", "wakes", "wants"}
    | {"works", "writes"}
)


def _small(word: str) -> str:
    """In small letters, but for a name or an abbreviation within: `EHR`, `McKay`."""
    return word if any(letter.isupper() for letter in word[1:]) else word.lower()


def _with_article(lead: str, words: Sequence[str]) -> str:
    if lead in _OURS:
        return " ".join(("your", *words))
    if lead in _INDEFINITE:
        return " ".join((_indefinite(words[0]), *words))
    return " ".join(("the", *words) if lead in _KNOWN else words)


def _indefinite(word: str) -> str:
    return "an" if word[0].casefold() in "aeiou" else "a"
