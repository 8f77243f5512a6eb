"""A question asked again, about the last time and about what was done.

A rewrite keeps what the question is about where the question names it plainly (“the handover”,
“your last invoice”), in the asker's own words, and changes how it asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.language.words import is_function_word
from firsthand.method.evidence import Flag

_LEAD_IN = re.compile(
    r"^(?:(?:and|so|or|but|um|uh|okay|ok|well|like|yeah|right|then|now|oh|great|cool|sure|alright|"
    r"all right|i see|actually|basically|i guess|you know|next)[,.… ]+)+",
    re.IGNORECASE,
)
_NEXT_QUESTION = re.compile(
    r"\?\s+|(?:,? (?:and|or)|[;,]) (?=(?:um,? |uh,? |also |then |like )*"
    r"(?:what|how|why|who|where|when|which|did|do|does|are|is|was|were|can|could|have|has|would)\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:how|what)(?! (?:many|much|often|long|old|far|soon|time|year|date|day)\b)\b|why\b|"
    r"(?:can|could) you (?:tell|describe|walk|talk|explain)\b|tell me\b|describe\b|walk me\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?P<helped>\b(?:do|does|did|is|are|was|were|will|would|can|could|should|has|have|had) )?"
    r"\b(?P<article>the|your|these|those) (?P<name>(?:[\w’'-]+ ){0,2}[\w’'-]+)(?P<after> \w+)?",
    re.IGNORECASE,
)
_PLAIN_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_VAGUE = re.compile(
    r"(?:things?|ways?|ones?|times?|days?|lot|bit|kinds?|sorts?|case|point|first|last|next|same|"
    r"other|most|best|worst|whole|end|start|moment|future|side|hands?|minds?|questions?)",
    re.IGNORECASE,
)
_VERB_ENDING = re.compile(r"(?:ed|ing|n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)


def rewrites(question: str, flags: Sequence[Flag]) -> tuple[str, ...]:
    """The question asked better, the best first; none where no flag asks for it.

    The last one names nothing of the question, and is always free of flags itself.
    """
    if not flags:
        return ()
    text = _LEAD_IN.sub("", " ".join(question.split())).strip()
    worst = next(flag for flag in _ASKED_AGAIN if flag in flags)
    about, plain = _ASKED_AGAIN[worst]
    topic = _topic(text)
    first = _first_question(text) if worst is Flag.DOUBLE_BARRELLED else ""
    named = about.format(topic) if topic else ""
    return tuple(found for found in (first, named, plain) if found)


_LAST_TIME = "Tell me about the last time that happened. What did you do?"
_ASKED_AGAIN = {
    Flag.PITCHING: (
        "How do you deal with {} today? Walk me through the last time.",
        "How do you go about that today? Walk me through the last time.",
    ),
    Flag.DOUBLE_BARRELLED: ("Tell me about {} first.", _LAST_TIME),
    Flag.HYPOTHETICAL: (
        "Tell me about the last time {} came up. What did you do?",
        "Tell me about the last time you were in that situation. What did you do?",
    ),
    Flag.COMPLIMENT_SEEKING: (
        "Tell me about the last time you used {}.",
        "Tell me about the last time you used it.",
    ),
    Flag.ACCUSING_WHY: (
        "What was going on with {} at that moment?",
        "What was going on at that moment?",
    ),
    Flag.MAGNITUDE_PRESUMING: (
        "Tell me about the last time {} came up. What happened?",
        "Tell me about the last time something like that happened.",
    ),
    Flag.LEADING: ("In your own words, what happened with {}?", "What was that like for you?"),
    Flag.ANSWER_LIST: ("Tell me more about {}.", "How did that go?"),
    Flag.CLOSED: ("Tell me about {}. What happened?", _LAST_TIME),
}


def _first_question(text: str) -> str:
    """The first of several questions, where it is whole and open; else empty."""
    first, *rest = (part.strip(" ,;") for part in _NEXT_QUESTION.split(text, maxsplit=1))
    if not rest or len(first.split()) < 4 or not _OPENS.match(first):
        return ""
    asks = first.split()[0].lower() not in ("tell", "describe", "walk")
    return f"{first[:1].upper()}{first[1:].rstrip('?.!')}{'?' if asks else '.'}"


def _topic(text: str) -> str:
    """The longest plain name of a thing in the question, with its article; empty if none."""
    found = [_name(match) for match in _NAMED.finditer(text)]
    return max(found, key=lambda name: len(name.split()), default="")


def _name(match: re.Match[str]) -> str:
    words: list[str] = []
    after = match["after"] or ""
    for word in match["name"].split():
        if is_function_word(word) or not _PLAIN_WORD.fullmatch(word):
            after = word
            break
        if _VERB_ENDING.search(word):
            return ""
        words.append(word)
    if match["helped"] and len(words) > 1 and not after:
        words.pop()  # "does the committee meet": the last word is what it does, or how it is
    if not words or _VAGUE.fullmatch(words[-1]):
        return ""
    return f"{match['article'].lower()} {' '.join(words)}"
