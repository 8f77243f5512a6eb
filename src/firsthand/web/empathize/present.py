"""What Empathize shows: the users' day, what they do in it, and what presses on that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firsthand.actions.empathizing import pressed_in
from firsthand.actions.spoken import SEEN, At, quoted
from firsthand.method.board import Taken
from firsthand.method.empathize import BEHAVIOUR, ConstraintKind, still_open
from firsthand.method.evidence import Kind
from firsthand.method.synthesize import Marked
from firsthand.records.models import (
    Behaviour,
    Constraint,
    Dossier,
    Question,
    Stage,
    Statement,
    Study,
)

MOST_OPEN = 12
MOST_LOOSE = 8
FIRST = 8
MOST_NAMES, MOST_WORKFLOWS = 15, 10
LONGEST_NAME = 60
_NO_ACT = re.compile(
    r"(?:who|which|that|a|an|the|one|two|three|\w+teen|\w+ to \w+teen|\d+)\b", re.I
)

type Words = Mapping[At, Marked]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a participant at a place; `key` is how forms speak of it."""

    at: At
    said: Marked

    @property
    def source(self) -> int:
        return self.at[0]

    @property
    def key(self) -> str:
        return "-".join(map(str, self.at))


@dataclass(frozen=True, slots=True)
class Bound:
    """A constraint that somebody confirmed."""

    row: Constraint
    kind: ConstraintKind
    words: Said


@dataclass(frozen=True, slots=True)
class Suggested:
    """A link that the engine suggests: words that may say what shaped a behaviour."""

    behaviour: Said
    words: Said
    kind: ConstraintKind

    @property
    def key(self) -> str:
        return f"{self.behaviour.key}/{self.words.key}"

    @property
    def within(self) -> bool:
        """Whether the behaviour's own words say it."""
        own, said = self.behaviour.at, self.words.at
        return own[0] == said[0] and own[1] <= said[1] and said[2] <= own[2]


@dataclass(frozen=True, slots=True)
class Held:
    """A behaviour that people took in."""

    row: Behaviour
    words: Said
    constraints: Sequence[Bound] = ()
    suggested: Sequence[Suggested] = ()

    @property
    def question(self) -> Question | None:
        return self.row.question


@dataclass(frozen=True, slots=True)
class Stretch:
    stage: Stage
    behaviours: Sequence[Held] = ()


@dataclass(frozen=True, slots=True)
class World:
    stretches: Sequence[Stretch]
    elsewhere: Sequence[Held]
    suggested: Sequence[Suggested]
    open: Sequence[Said]
    loose: Sequence[Said]
    refused: Sequence[Held]
    ready: bool
    more: int = 0
    names: Sequence[str] = field(default_factory=tuple)

    @property
    def first(self) -> Sequence[Suggested]:
        return self.suggested[:FIRST]

    @property
    def rest(self) -> Sequence[Suggested]:
        return self.suggested[FIRST:]

    @property
    def behaviours(self) -> int:
        return len(self.elsewhere) + sum(len(one.behaviours) for one in self.stretches)

    @property
    def explained(self) -> int:
        held = [*self.elsewhere, *(b for one in self.stretches for b in one.behaviours)]
        return sum(bool(one.constraints) for one in held)


def world_of(study: Study) -> World:
    """The page in a dozen queries, however much there is."""
    board = Dossier.objects.filter(study=study).values_list("board", flat=True).first() or {}
    rows = list(
        study.behaviours.select_related("question").prefetch_related("constraints").order_by("pk")
    )
    loose = list(_loose(study))
    links, unexplained = _links(study, board), [_at(row) for row in board.get("open", ())]
    places = {at for link in links for at in link[:2]} | {*unexplained, *loose}
    places |= {at for row in rows for at in _places(row)}
    words = quoted(study, places, SEEN)
    suggested = [
        Suggested(Said(b, words[b]), Said(w, words[w]), kind)
        for b, w, kind in links
        if b in words and w in words
    ]
    held = [_held(row, words, suggested) for row in rows if _place(row) in words]
    known = Taken(_place(row) for row in rows)
    standing = [one for one in held if not one.row.refused]
    spoken_of = Taken([*(at for row in rows for at in _places(row)), *(w for _b, w, _k in links)])
    stages = list(study.stages.all())
    return World(
        stretches=[
            Stretch(stage, [one for one in standing if one.row.stage_id == stage.pk])
            for stage in stages
        ],
        elsewhere=[one for one in standing if one.row.stage_id is None],
        suggested=[one for one in suggested if not known.touches(one.behaviour.at)],
        open=[Said(at, words[at]) for at in unexplained if at in words and not known.touches(at)][
            :MOST_OPEN
        ],
        loose=list(
            _of_everybody(
                Said(at, words[at]) for at in loose if at in words and not spoken_of.touches(at)
            )
        )[:MOST_LOOSE],
        refused=[one for one in held if one.row.refused],
        ready=bool(board),
        more=told_in(study).count(),
        names=_names(study, board.get("times", ()), {one.name.casefold() for one in stages}),
    )


def told_in(study: Study) -> Any:
    """Statements that tell of something done, or that somebody was seen to do."""
    grades = [grade.value for grade in BEHAVIOUR]
    return Statement.objects.filter(source__study=study, telling=True, grade__in=grades)


def held_of(behaviour: Behaviour, study: Study) -> Held | None:
    """One behaviour with all that is known of it; None where its words are nobody's any more."""
    board = Dossier.objects.filter(study=study).values_list("board", flat=True).first() or {}
    links = [link for link in _links(study, board) if link[0] == _place(behaviour)]
    words = quoted(study, {*_places(behaviour), *(at for link in links for at in link[:2])}, SEEN)
    suggested = [
        Suggested(Said(b, words[b]), Said(w, words[w]), kind)
        for b, w, kind in links
        if b in words and w in words
    ]
    return _held(behaviour, words, suggested) if _place(behaviour) in words else None


def _links(study: Study, board: Mapping[str, Any]) -> list[tuple[At, At, ConstraintKind]]:
    """The engine's links that nobody decided on since it ran."""
    found = [
        (_at(one["behaviour"]), _at(one["words"]), ConstraintKind(one["kind"]))
        for one in board.get("presses", ())
    ]
    is_open = still_open(pressed_in(study))
    return [link for link in found if is_open(link[0], link[1])]


def _held(row: Behaviour, words: Words, suggested: Iterable[Suggested]) -> Held:
    bound = [
        Bound(one, ConstraintKind(one.kind), Said(_place(one), words[_place(one)]))
        for one in sorted(row.constraints.all(), key=lambda each: each.pk)
        if not one.refused and _place(one) in words
    ]
    own = Taken([_place(row)])
    return Held(
        row=row,
        words=Said(_place(row), words[_place(row)]),
        constraints=bound,
        suggested=[one for one in suggested if own.touches(one.behaviour.at)],
    )


def _loose(study: Study) -> Iterable[At]:
    """Statements that name a constraint."""
    rows = Statement.objects.filter(
        source__study=study, telling=True, kinds__has_key=Kind.CONSTRAINT.value
    )
    return rows.order_by("source__name", "start").values_list("source", "start", "end")


def _of_everybody(rows: Iterable[Said]) -> Iterator[Said]:
    """The rows, so that not one person alone fills the first of them."""
    turns: Counter[str] = Counter()
    ranked = []
    for place, one in enumerate(rows):
        turns[one.said.participant] += 1
        ranked.append((turns[one.said.participant], place, one))
    yield from (one for *_, one in sorted(ranked, key=lambda entry: entry[:2]))


def _names(study: Study, times: Sequence[str], there: set[str]) -> list[str]:
    """Names for stages, in participants' words: their workflows, then times of day they name."""
    workflows = study.participants.exclude(workflow="").values_list("workflow", flat=True)
    offered = [part for text in workflows for part in _parts(text)][:MOST_WORKFLOWS]
    offered += times
    found = dict.fromkeys(one for one in offered if one.casefold() not in there)
    return list(found)[:MOST_NAMES]


def _parts(workflow: str) -> list[str]:
    parts = workflow.replace(";", ",").replace(" and ", ",").split(",")
    fitting = (part for one in parts if 8 <= len(part := one.strip(" .")) <= LONGEST_NAME)
    return [part for part in fitting if not _NO_ACT.match(part)]


def _places(row: Behaviour) -> Iterable[At]:
    yield _place(row)
    yield from (_place(one) for one in row.constraints.all())


def _place(one: Behaviour | Constraint) -> At:
    return one.source_id, one.start, one.end


def _at(row: Sequence[Any]) -> At:
    source, start, end = row
    return int(source), start, end
