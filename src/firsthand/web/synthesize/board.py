"""What the patterns board shows: what people decided and what is suggested, in one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from firsthand.actions.boarding import kept_in, suggestions
from firsthand.actions.spoken import At, quoted
from firsthand.language.naming import names
from firsthand.method.board import Board, Kept, Place, arranged
from firsthand.method.evidence import Quote
from firsthand.method.synthesize import Marked, Pattern, ordered, pattern
from firsthand.records.models import Dossier, Study

SHOWN = 3
MOST_NAMES = 5
MOST_COSTS = 4

type Words = Mapping[At, Marked]


@dataclass(frozen=True, slots=True)
class Line:
    """Words in a pattern or offered to it: `near` are words it is like there."""

    place: str
    source: int
    said: Marked
    near: str = ""
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A pattern on the board; `quoted` where its name is somebody's words."""

    id: str
    key: int | None
    name: str
    quoted: bool
    memo: str
    pattern: Pattern
    lines: Sequence[Line]
    against: Sequence[Line]
    offers: Sequence[Line] = ()
    speaking_against: Sequence[Line] = ()
    pairs: Sequence[tuple[Line, Line]] = ()
    why: Mapping[str, Any] | None = None
    next: str = ""

    @property
    def costs(self) -> Sequence[str]:
        """What it costs, in the very words, each once."""
        return list(dict.fromkeys(one.quote.exact for one in self.pattern.costs))[:MOST_COSTS]

    @property
    def between(self) -> str:
        """The 95 % interval of the share of participants, in per cent."""
        people = self.pattern.people
        return f"{100 * people.low:.0f}–{100 * people.high:.0f}"

    @property
    def against_count(self) -> int:
        return len(self.against) + len(self.speaking_against)

    @property
    def first(self) -> Sequence[Line]:
        return self.lines[:SHOWN]

    @property
    def rest(self) -> Sequence[Line]:
        return self.lines[SHOWN:]


@dataclass(frozen=True, slots=True)
class Page:
    shown: Sequence[Shown]
    refused: Sequence[Kept]
    empty: Sequence[Kept]
    everybody: int
    ready: bool

    @property
    def first(self) -> Sequence[Shown]:
        return self.shown[:SHOWN]

    @property
    def decided(self) -> int:
        return sum(one.key is not None for one in self.shown)

    @property
    def suggested(self) -> int:
        return len(self.shown) - self.decided

    @property
    def offered(self) -> int:
        return sum(len(one.offers) for one in self.shown)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """All that the board is made of."""

    kept: Sequence[Kept]
    found: Mapping[str, dict[str, Any]]
    stored: Mapping[str, Any]
    words: Words
    arranged: Board
    everybody: int
    memos: Mapping[str, str] = field(default_factory=dict)


def page_of(study: Study, only: str = "") -> Page:
    """The board in its order: workarounds first, then by how many people. `only` is one id."""
    loaded = _loaded(study)
    standing = [one for one in loaded.kept if not one.refused]
    shown = [_decided(one, loaded) for one in standing if _has_words(one, loaded.words)]
    shown += [_suggested(id, loaded) for id in loaded.arranged.suggested]
    by_id = {one.id: one for one in shown if only in ("", one.id)}
    order = [one.id for one in ordered([one.pattern for one in by_id.values()])]
    return Page(
        shown=[
            replace(by_id[id], next=after)
            for id, after in zip(order, [*order[1:], ""], strict=False)
        ],
        refused=[one for one in loaded.kept if one.refused],
        empty=[one for one in standing if not _has_words(one, loaded.words)],
        everybody=loaded.everybody,
        ready=bool(loaded.stored),
    )


def named_by(shown: Shown) -> list[str]:
    """Names for the pattern in its participants' words, the best first."""
    texts = [one.said.quote.exact for one in shown.lines]
    return [texts[row][start:end] for row, start, end in names(texts, MOST_NAMES)]


def _loaded(study: Study) -> _Loaded:
    kept = kept_in(study)
    stored = Dossier.objects.filter(study=study).values_list("board", flat=True).first() or {}
    found = {one["id"]: one for one in suggestions(stored, {one.id for one in kept})}
    votes: dict[Place, str] = {
        _at(one["place"]): one["pattern"]
        for one in stored.get("offers", ())
        if not one["contradicts"]
    }
    words = quoted(study, _places(kept, found, stored))
    return _Loaded(
        kept=kept,
        found=found,
        stored=stored,
        words=words,
        arranged=arranged(
            kept,
            {id: [_at(row) for row in one["places"]] for id, one in found.items()},
            votes,
            {at: one.participant for at, one in words.items()},
        ),
        everybody=max(
            1, study.participants.filter(speakers__part="participant").distinct().count()
        ),
        memos={f"k{key}": memo for key, memo in study.patterns.values_list("pk", "memo")},
    )


def _places(
    kept: Sequence[Kept], found: Mapping[str, dict[str, Any]], stored: Mapping[str, Any]
) -> set[At]:
    places = {_at(p) for one in kept if not one.refused for p in one.supports | one.against}
    for one in found.values():
        closest = one["why"]["closest"] if one["why"] else []
        places |= {_at(row) for row in (*one["places"], *one["against"], *closest)}
    for offer in stored.get("offers", ()):
        places |= {_at(offer["place"]), _at(offer["near"])}
    for pair in stored.get("contradictions", ()):
        places |= {_at(pair["says"]), _at(pair["but"])}
    return places


def _at(row: Sequence[Any]) -> At:
    source, start, end = row
    return int(source), start, end


def _has_words(one: Kept, words: Words) -> bool:
    return any(_at(place) in words for place in one.supports)


def _decided(one: Kept, loaded: _Loaded) -> Shown:
    supports = [_at(place) for place in one.supports]
    against = [_at(place) for place in one.against]
    offers = [row for row in loaded.stored.get("offers", ()) if row["pattern"] == one.id]
    left = {_at(place) for place in loaded.arranged.offered.get(one.id, ())}
    known = {_at(place) for place in one.supports | one.against | one.removed}
    made = _pattern(one.id, supports, against, loaded)
    return Shown(
        id=one.id,
        key=int(one.id[1:]),
        name=one.name,
        quoted=any(one.name in s.quote.exact for s in made.statements),
        memo=loaded.memos[one.id],
        pattern=replace(made, decided=True),
        lines=_lines(made.statements, supports, loaded),
        against=_lines(made.against, against, loaded),
        offers=[
            _near(row, loaded)
            for row in offers
            if not row["contradicts"] and _at(row["place"]) in left
        ],
        speaking_against=[
            _near(row, loaded)
            for row in offers
            if row["contradicts"]
            and _at(row["place"]) not in known
            and _at(row["place"]) in loaded.words
        ],
        pairs=_pairs(set(supports), loaded),
    )


def _suggested(id: str, loaded: _Loaded) -> Shown:
    one = loaded.found[id]
    places = [_at(place) for place in loaded.arranged.suggested[id]]
    against = [_at(row) for row in one["against"]]
    made = _pattern(id, places, against, loaded)
    return Shown(
        id=id,
        key=None,
        name=one["called"] or one["name"],
        quoted=not one["called"],
        memo="",
        pattern=made,
        lines=_lines(made.statements, places, loaded),
        against=_lines(made.against, against, loaded),
        pairs=_pairs(set(places), loaded),
        why=_why(one["why"], loaded),
    )


def _pattern(id: str, places: Sequence[At], against: Sequence[At], loaded: _Loaded) -> Pattern:
    said = [loaded.words[at] for at in places if at in loaded.words]
    but = [loaded.words[at] for at in against if at in loaded.words]
    return pattern(id, Quote("", "", 0, 0, ""), said, max(loaded.everybody, _people(said)), but)


def _people(said: Sequence[Marked]) -> int:
    return len({one.participant for one in said})


def _lines(said: Sequence[Marked], places: Sequence[At], loaded: _Loaded) -> list[Line]:
    where = {loaded.words[at].id: at for at in places if at in loaded.words}
    return [_line(where[one.id], loaded) for one in said]


def _line(at: At, loaded: _Loaded) -> Line:
    return Line("-".join(map(str, at)), at[0], loaded.words[at])


def _near(row: Mapping[str, Any], loaded: _Loaded) -> Line:
    near = loaded.words.get(_at(row["near"]))
    return replace(
        _line(_at(row["place"]), loaded),
        near=near.quote.exact if near else "",
        likeness=row["likeness"],
    )


def _pairs(places: set[At], loaded: _Loaded) -> list[tuple[Line, Line]]:
    """What a person says of it beside what they tell that they did."""
    pairs = [(_at(one["says"]), _at(one["but"])) for one in loaded.stored.get("contradictions", ())]
    return [
        (_line(says, loaded), _line(but, loaded))
        for says, but in pairs
        if (says in places or but in places) and says in loaded.words and but in loaded.words
    ]


def _why(why: Mapping[str, Any] | None, loaded: _Loaded) -> Mapping[str, Any] | None:
    if why is None:
        return None
    closest = [_line(_at(row), loaded) for row in why["closest"] if _at(row) in loaded.words]
    return {"words": why["words"], "closest": closest, "likeness": why["likeness"]}
