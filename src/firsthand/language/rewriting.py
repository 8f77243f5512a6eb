"""A question asked again, about the last time and about what was done.

The rewrite keeps what the question is about, in the asker's own words, and changes how it asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.language.words import WORD, is_function_word
from firsthand.method.evidence import Flag

_LEAD_IN = re.compile(
    r"^(?:(?:and|so|or|but|um|uh|okay|ok|well|like|yeah|right|then|now|oh|great|cool|sure|alright|"
    r"all right|i see|actually|basically|i guess|you know|next)[,.… ]+)+",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"[, ]+(?:right|correct|yeah|no|huh|eh|okay|ok|isn['’]t (?:it|that)|don['’]t you(?: think)?|"
    r"is that (?:right|correct|fair)|aren['’]t you|wouldn['’]t you(?: say)?|doesn['’]t it)\s*\?*$",
    re.IGNORECASE,
)
_TWO = re.compile(
    r"(?:,? (?:and|or)|[;,]) (?=(?:um,? |uh,? |also |then |like )*(?:what|how|why|who|where|when|"
    r"which|did|do|does|are|is|was|were|can|could|have|has|would)\b)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:would|will|could|can|do|does|did|are|is|was|were|have|has|had|should|might|isn['’]t|"
    r"don['’]t|didn['’]t|wouldn['’]t|doesn['’]t|aren['’]t|you|your|you['’]\w+|think|like|find|feel|"
    r"say|agree|much|many|often|how|what|why|who|where|when|which|it|that|this|if|there|any)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 7


def rewrite(question: str, flags: Sequence[Flag]) -> str:
    """The question asked better; empty where no flag asks for it."""
    if not flags:
        return ""
    text = _LEAD_IN.sub("", " ".join(question.split())).strip()
    worst = next(flag for flag in _ORDER if flag in flags)
    return _ORDER[worst](text)


def _double(text: str) -> str:
    parts = [part.strip(" ,;") for part in _TWO.split(text, maxsplit=1)]
    if len(parts) == 2 and all(len(part.split()) > 2 for part in parts):
        first, second = (part.rstrip("?.") for part in parts)
        return f"Ask one at a time: “{_capital(first)}?” Then: “{_capital(second)}?”"
    return f"Ask about one thing at a time. First: {_last_time(text)}"


def _last_time(text: str) -> str:
    about = _topic(text)
    if about:
        return f"Tell me about the last time with {about}. What happened?"
    return "Tell me about the last time that happened. What did you do?"


def _then_what(text: str) -> str:
    about = _topic(text)
    return f"What happened, in your words{f', with {about}' if about else ''}?"


def _what_done(text: str) -> str:
    about = _topic(text)
    return f"What have you done about {about or 'that'} so far? Tell me about the last time."


def _no_pitch(text: str) -> str:
    about = _topic(text)
    return f"How do you deal with {about or 'that'} today? Walk me through the last time."


def _no_blame(text: str) -> str:
    about = _topic(text)
    return f"What was going on{f' with {about}' if about else ''} at that moment?"


def _how_it_went(text: str) -> str:
    about = _topic(text)
    return f"Walk me through how you used {about or 'it'}. Where did it help, where not?"


def _whether(text: str) -> str:
    about = _topic(text)
    return f"Does {about or 'that'} happen at all? If so, when was the last time?"


_ORDER = {
    Flag.PITCHING: _no_pitch,
    Flag.DOUBLE_BARRELLED: _double,
    Flag.HYPOTHETICAL: _what_done,
    Flag.COMPLIMENT_SEEKING: _how_it_went,
    Flag.ACCUSING_WHY: _no_blame,
    Flag.MAGNITUDE_PRESUMING: _whether,
    Flag.LEADING: _then_what,
    Flag.ANSWER_LIST: _then_what,
    Flag.CLOSED: _last_time,
}


def _topic(text: str) -> str:
    """What the question is about: its longest run of words that are neither asking nor filler."""
    plain = _TAG.sub("", text).rstrip("?!. ")
    best: tuple[int, str] = (0, "")
    for clause in re.split(_ASKING, plain):
        words = WORD.findall(clause)
        while words and is_function_word(words[0]) and words[0].lower() not in ("the", "your", "a"):
            words = words[1:]
        while words and is_function_word(words[-1]):
            words = words[:-1]
        weight = sum(not is_function_word(word) for word in words)
        if weight > best[0] and len(words) <= _MOST_WORDS:
            best = (weight, " ".join(words))
    return best[1]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
