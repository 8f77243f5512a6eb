"""Synthesize: what participants said, how strong it is, and what several of them share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from firsthand.measures.intervals import Share, share
from firsthand.method.evidence import Grade, Kind, Label, Quote
from firsthand.method.steps import Gate, Line, Step

SUPPORTING = frozenset({Grade.OBSERVED, Grade.PAST_BEHAVIOUR, Grade.GENERAL})


class CostKind(StrEnum):
    TIME = "time"
    STEPS = "steps"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost as the participant put it: `quote` holds the very words."""

    kind: CostKind
    quote: Quote


@dataclass(frozen=True, slots=True)
class Marked:
    """A participant's statement with its grade and kinds.

    `id` depends on the source's text and the span alone. `telling` is false for words that say
    nothing by themselves ('Yeah, sure'): they are kept and never counted. `reasons` in labels
    are offsets into `quote.exact`. `turn` is the place of its turn in the source's, `at` is in
    seconds from the start of the recording.
    """

    id: str
    quote: Quote
    participant: str
    session: str
    grade: Label[Grade]
    kinds: tuple[Label[Kind], ...] = ()
    telling: bool = True
    turn: int = 0
    at: float | None = None
    costs: tuple[Cost, ...] = ()
    leaning: Mapping[Kind, float] = field(default_factory=dict)

    def is_a(self, kind: Kind) -> bool:
        return any(label.value is kind for label in self.kinds)


@dataclass(frozen=True, slots=True)
class Why:
    """What holds a pattern together.

    `words` are telling words with how many of its participants use each. `closest` are its two
    statements of different participants that are most alike, `likeness` their cosine.
    """

    words: tuple[tuple[str, int], ...] = ()
    closest: tuple[Quote, ...] = ()
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Statements of several participants that say the same, named in one of their own spans.

    `called` is what the team calls it, where that is nobody's words. `decided` where people have
    it so; `why` where it is a suggestion.
    """

    id: str
    name: Quote
    statements: tuple[Marked, ...]
    people: Share
    against: tuple[Marked, ...] = ()
    called: str = ""
    decided: bool = False
    why: Why | None = None

    @property
    def strongest(self) -> Mapping[str, Grade]:
        """Each participant's strongest grade; the strongest first, then by name."""
        best: dict[str, Grade] = {}
        for one in self.statements:
            grade = best.setdefault(one.participant, one.grade.value)
            best[one.participant] = min(grade, one.grade.value, key=lambda g: g.rank)
        return dict(sorted(best.items(), key=lambda item: (item[1].rank, item[0])))

    @property
    def participants(self) -> tuple[str, ...]:
        return tuple(self.strongest)

    @property
    def behind(self) -> Mapping[Grade, tuple[str, ...]]:
        """The participants by their strongest grade, the strongest grade first."""
        return {
            grade: tuple(name for name, best in self.strongest.items() if best is grade)
            for grade in dict.fromkeys(self.strongest.values())
        }

    @property
    def sessions(self) -> tuple[str, ...]:
        return tuple(sorted({one.session for one in self.statements}))

    @property
    def grades(self) -> Mapping[Grade, int]:
        count = Counter(one.grade.value for one in self.statements)
        return {grade: count[grade] for grade in Grade if count[grade]}

    @property
    def kinds(self) -> Mapping[Kind, int]:
        count = Counter(label.value for one in self.statements for label in one.kinds)
        return {kind: count[kind] for kind in Kind if count[kind]}

    @property
    def leading_kinds(self) -> tuple[Kind, ...]:
        """The two most frequent kinds, `workaround` before all where several built one."""
        often = sorted(self.kinds, key=lambda kind: -self.kinds[kind])
        if self.is_workaround:
            often = [Kind.WORKAROUND, *(kind for kind in often if kind is not Kind.WORKAROUND)]
        return tuple(often[:2])

    @property
    def costs(self) -> tuple[Cost, ...]:
        return tuple(cost for one in self.statements for cost in one.costs)

    @property
    def workarounds(self) -> tuple[Marked, ...]:
        return tuple(one for one in self.statements if one.is_a(Kind.WORKAROUND))

    @property
    def is_workaround(self) -> bool:
        """Whether at least two participants built something for themselves."""
        return len({one.participant for one in self.workarounds}) >= 2

    @property
    def supports(self) -> bool:
        """Whether behaviour stands behind it; what people would like supports nothing alone."""
        return any(one.grade.value in SUPPORTING for one in self.statements)

    @property
    def is_shared(self) -> bool:
        """Whether several participants stand behind it, and behaviour does."""
        return self.people.count >= 2 and self.supports


@dataclass(frozen=True, slots=True)
class Offer:
    """A statement that seems to belong to a pattern people decided, and what it is like there."""

    pattern: str
    statement: Marked
    near: Marked
    likeness: float
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that several participants used, each place a quote."""

    words: str
    participants: tuple[str, ...]
    quotes: tuple[Quote, ...]


def pattern(
    id: str,
    name: Quote,
    statements: Sequence[Marked],
    everybody: int,
    against: Sequence[Marked] = (),
) -> Pattern:
    """A pattern over `everybody` participants of the study, its strongest statements first."""
    people = {one.participant for one in statements}
    return Pattern(
        id=id,
        name=name,
        statements=tuple(sorted(statements, key=_strongest_first)),
        people=share(len(people), everybody),
        against=tuple(sorted(against, key=_strongest_first)),
    )


def _strongest_first(one: Marked) -> tuple[int, int, str, int]:
    return (one.grade.value.rank, -len(one.kinds), one.session, one.quote.start)


def ordered(patterns: Sequence[Pattern]) -> tuple[Pattern, ...]:
    """Workarounds first, then by how many people, how strong, how many statements."""
    return tuple(sorted(patterns, key=_weight))


def _weight(one: Pattern) -> tuple[bool, int, float, int, str]:
    return (not one.is_workaround, -one.people.count, -_matter(one), -len(one.statements), one.id)


def _matter(one: Pattern) -> float:
    """Share of statements that are evidence of behaviour or name a trouble."""
    return sum(matter(s) for s in one.statements) / len(one.statements)


_SHARED = 0.5
_KIND_WEIGHT: Mapping[Kind, float] = {
    Kind.WORKAROUND: 3,
    Kind.COMPLAINT: 2,
    Kind.REQUEST: 2,
    Kind.CONSTRAINT: 1.5,
    Kind.FEELING: 1,
    Kind.TOOL: 0.5,
}


def matter(one: Marked) -> float:
    """How much a statement matters by itself, from its kinds and how sure they are; 0 for none."""
    if not one.telling:
        return 0.0
    return sum(_KIND_WEIGHT[label.value] * label.probability for label in one.kinds)


def expected_matter(one: Marked) -> float:
    """How much a statement is likely to matter: every kind's weight by how likely the kind is."""
    if not one.telling:
        return 0.0
    return sum(_KIND_WEIGHT[kind] * likely for kind, likely in one.leaning.items())


def gate(patterns: Sequence[Pattern], phrases: Sequence[Phrase]) -> Gate:
    shared = [one for one in patterns if one.is_shared]
    if shared:
        has = [
            Line(
                f"{one.people} speak of the same matter", tuple(s.quote for s in one.statements[:3])
            )
            for one in shared[:3]
        ]
        return Gate(Step.SYNTHESIZE, tuple(has), ())
    heard = tuple(
        Line(f"“{one.words}” was said by {len(one.participants)}", one.quotes)
        for one in phrases[:3]
    )
    return Gate(
        Step.SYNTHESIZE,
        heard,
        (Line("No two participants tell of the same behaviour yet"),),
        "Ask the next participant about the last time they did the same work",
    )


def ranked(statements: Sequence[Marked], patterns: Sequence[Pattern]) -> tuple[Marked, ...]:
    """Telling statements by how much they are likely to matter, and how many share their pattern.

    Of one answer the best statement counts in full, the next half, and so on, so that one long
    story does not push out everybody else's.
    """
    shared = {one.id: p.people.count for p in patterns for one in p.statements}
    weight = {
        one.id: expected_matter(one) + _SHARED * (shared.get(one.id, 1) - 1)
        for one in statements
        if one.telling
    }
    answers: dict[tuple[str, int], list[Marked]] = {}
    for one in sorted((s for s in statements if s.telling), key=lambda s: (-weight[s.id], s.id)):
        answers.setdefault((one.session, one.turn), []).append(one)
    counted = [
        (-weight[one.id] / 2**place, one.session, one.quote.start, one)
        for answer in answers.values()
        for place, one in enumerate(answer)
    ]
    return tuple(one for *_, one in sorted(counted, key=lambda entry: entry[:3]))
