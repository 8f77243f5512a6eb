"""The codebook as a tree: what is below a code, and how many quotes it holds with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

type Parents = Mapping[int, int | None]

LONGEST_NAME = 60
LONGEST_MEMO = 10_000


@dataclass(frozen=True, slots=True)
class Branch:
    """A code in the tree: how deep, how many quotes of its own, how many with those below."""

    code: int
    depth: int
    own: int
    whole: int


def below(parents: Parents, code: int) -> set[int]:
    """The codes under that one, at any depth, and itself."""
    found = {code}
    while more := {key for key, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def branches(
    order: Sequence[int], parents: Parents, quotes: Mapping[int, set[int]]
) -> list[Branch]:
    """The tree in reading order, each code before those under it, siblings in the order given."""

    def walk(parent: int | None, depth: int) -> Iterator[Branch]:
        for code in order:
            if parents[code] == parent:
                under = (quotes.get(one, set()) for one in below(parents, code))
                whole = len(set().union(*under))
                yield Branch(code, depth, len(quotes.get(code, ())), whole)
                yield from walk(code, depth + 1)

    return list(walk(None, 0))


def free_letter(used: set[str]) -> str:
    """One or two letters that no other code has, so that codes differ without their colours."""
    pairs = (a + b for a in ascii_uppercase for b in ("", *"123456789"))
    singles = sorted(pairs, key=lambda pair: (len(pair), pair[1:], pair))
    doubles = (a + b for a in ascii_uppercase for b in ascii_uppercase)
    return next((one for one in (*singles, *doubles) if one not in used), "··")
