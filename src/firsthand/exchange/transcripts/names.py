"""Which labels at the head of a line are speakers: by their shape, and by coming again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from firsthand.exchange.transcripts.label_words import NOT_SPEAKERS, PARTICLES, ROLES

_IDENTIFIER = re.compile(r"[^\W\d_]{1,3}[ _-]?\d{1,4}[a-z]?", re.IGNORECASE)
_NUMBERED_THINGS = re.compile(
    r"(?:q|h|rq|fig|no|nr|art|act|v|day|may|in|at|by|to|on|of|eq|ch|sec|vol|pp|pg|us|ex)[ _-]?\d+",
    re.IGNORECASE,
)
_ROLE_SUFFIX = re.compile(r"(?:[ _#-]*(?:no\.? ?)?(?:\d{1,3}|[a-z]|one|two|three))?", re.IGNORECASE)
_MANNER = re.compile(r"\s*(?:,\s*|[\[(]\s*)\w+(?:ing|ed)\s*[\])]?\s*$", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"[\w'’.&/()+-]+,?")
_ENDS_A_SENTENCE = re.compile(r"(?:[^\W\d_]{3,}[.,]|[!?…])$")
LONGEST = 48


def normal(label: str) -> str:
    """The speaker's name: trimmed, white space collapsed, a manner ("(typed)") left off."""
    return " ".join(_MANNER.sub("", label).split())


def is_role(name: str) -> bool:
    """Whether the name is a part in a session ("Interviewer", "Speaker 2") or a code ("ES1")."""
    is_code = _IDENTIFIER.fullmatch(name) and not _NUMBERED_THINGS.fullmatch(name)
    return names_a_part(name) or bool(is_code)


def names_a_part(name: str) -> bool:
    """Whether the name is a part in a session, alone or with a number."""
    first = name.split()[0].casefold() if name.split() else ""
    parts = (name.casefold(), first, re.split(r"[_#\d-]", first)[0])
    return any(part in ROLES and _ROLE_SUFFIX.fullmatch(name[len(part) :]) for part in parts)


def plausible(name: str) -> bool:
    """Whether a label could be a speaker's name, by its shape alone, brackets left aside."""
    name = _BRACKETS.sub("", name).strip()
    words = name.split()
    if not words or len(name) > LONGEST or len(words) > 6:
        return False
    if is_role(name):
        return True
    if any(word.casefold().strip(".,()") in NOT_SPEAKERS for word in (words[0], words[-1])):
        return False
    if ends_a_sentence(name) or words[0].isdigit():
        return False
    return all(_may_stand_in_a_name(word) for word in words)


def ends_a_sentence(name: str) -> bool:
    """Whether a label is no name but a short line of speech ("All right.")."""
    return bool(_ENDS_A_SENTENCE.search(name))


def _may_stand_in_a_name(word: str) -> bool:
    first = next((sign for sign in word if sign.isalnum()), "")
    capital = bool(first) and not first.islower()
    return bool(_WORD.fullmatch(word)) and (capital or word.casefold() in PARTICLES)


def speakers(labels: Sequence[str]) -> frozenset[str]:
    """Of the labels of a document, in order, those that are speakers, in lower case.

    A name counts where it comes again or names a part in a session; where the document is a
    conversation by these, a name that comes once counts too if it is written in their style.
    """
    counts = Counter(label.casefold() for label in labels if plausible(label))
    sure = {name for name, count in counts.items() if count > 1 or is_role(name)}
    turns = sum(counts[name] for name in sure)
    if turns < 2 or (len(sure) < 2 and not any(is_role(name) for name in sure)):
        return frozenset()
    if len(sure) > 1 and turns >= 4:
        known = [label for label in labels if label.casefold() in sure]
        sure |= _of_the_same_style(labels, known) & set(counts)
    return frozenset(sure)


def misspelt(labels: Sequence[str], known: frozenset[str]) -> dict[str, str]:
    """Labels that come once and differ from a known speaker's name by a letter or two.

    From the label in lower case to the name as it stands elsewhere ("Particpant").
    """
    from difflib import get_close_matches

    counts = Counter(label.casefold() for label in labels)
    names = {label.casefold(): label for label in labels if counts[label.casefold()] > 1}
    once = [label for label, count in counts.items() if count == 1 and label not in known]
    long = [name for name in names if name in known and len(name) >= 6]
    near = {label: get_close_matches(label, long, 1, 0.9) for label in once if " " not in label}
    return {label: names[found[0]] for label, found in near.items() if found}


def _of_the_same_style(labels: Iterable[str], known: Sequence[str]) -> set[str]:
    if all(name.isupper() for name in known):
        return {label.casefold() for label in labels if label.isupper() and len(label) > 1}
    if any(len(name.split()) > 1 for name in known):
        return {label.casefold() for label in labels if len(label.split()) > 1}
    return set()
