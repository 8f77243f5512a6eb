"""Word lists that a person can read and mend: `lexicons/NAME.toml`.

A lexicon has tables of rules; a rule has a name and cues, each a regular expression, matched
without regard to case and to which kind of apostrophe is used.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule of a group, as one compiled expression."""

    group: str
    name: str
    cue: re.Pattern[str]

    def find(self, text: str) -> Iterator[re.Match[str]]:
        return self.cue.finditer(text)


@cache
def rules(lexicon: str, parts: tuple[tuple[str, str], ...] = ()) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a lexicon by group, both in the order of the file.

    `parts` are names that cues may use, each with the expression it stands for.
    """
    path = files("firsthand.language") / "lexicons" / f"{lexicon}.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        group: tuple(
            Rule(group, name.replace("_", " "), _compiled(cues, parts))
            for name, cues in table.items()
        )
        for group, table in tables.items()
    }


def _compiled(cues: list[str], parts: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{cue})" for cue in cues)
    for name, expression in parts:
        joined = joined.replace(name, expression)
    return re.compile(joined.replace("'", "['’]"), re.IGNORECASE)
