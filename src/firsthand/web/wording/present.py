"""Text about users with what is to be remarked of it: underlined, named, what to put instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firsthand.actions.spoken import SEEN, At, quoted
from firsthand.language.mentioning import spoken_of
from firsthand.listen.remarking import remarked
from firsthand.method.empathize import ConstraintKind
from firsthand.method.errors import ModelMissing
from firsthand.method.finding import Piece
from firsthand.method.wording import Known, Manner, Remark, instead, weighed
from firsthand.records.models import Dossier, Study

SHORTEST = 4  # characters


@dataclass(frozen=True, slots=True)
class Told:
    """A remark as it is shown."""

    manner: Manner
    words: str
    instead: str
    known: Known | None = None

    @property
    def line(self) -> str:
        """All of it as plain text."""
        said = f"“{self.words}” {self.manner.named}. {self.instead}"
        return f"{said} {self.known.told}" if self.known else said


@dataclass(frozen=True, slots=True)
class Worded:
    """A text cut where words are remarked on; each piece with the remark's name, or none."""

    pieces: Sequence[tuple[str, str]]
    told: Sequence[Told]


def worded(study: Study, text: str, under: Iterable[Piece] = ()) -> Worded:
    """The text as it stands, its remarks weighed with the evidence under it."""
    found = weighed(text, _remarked(text), list(under))
    known = spoken_of(text, known_in(study)) if found else None
    return Worded(
        pieces=list(_cut(text, found)),
        told=[Told(one.manner, one.words, instead(one, known), known) for one in found],
    )


def _remarked(text: str) -> Sequence[Remark]:
    """What there is to remark; nothing where no reader was made: a page is more than its flags."""
    if len(text) < SHORTEST:
        return ()
    try:
        return remarked(text)
    except ModelMissing:
        return ()


def said_of(study: Study, text: str) -> list[str]:
    """What is remarked of the text, each in a line: for lists that are written as strings."""
    if not text:
        return []
    return [one.line for one in worded(study, text).told]


def known_in(study: Study) -> list[Known]:
    """The study's behaviours, those with what shaped them first; read once for a page."""
    kept: list[Known] | None = getattr(study, "known_behaviours", None)
    if kept is None:
        kept = _known_in(study)
        study.known_behaviours = kept  # type: ignore[attr-defined]
    return kept


def _known_in(study: Study) -> list[Known]:
    rows = list(study.behaviours.filter(refused=False).prefetch_related("constraints"))
    board = Dossier.objects.filter(study=study).values_list("board", flat=True).first() or {}
    suggested: list[At] = [_at(one["behaviour"]) for one in board.get("presses", ())]
    bound = {
        (row.source_id, row.start, row.end): [c for c in row.constraints.all() if not c.refused]
        for row in rows
    }
    shaping = {at: some[0] for at, some in bound.items() if some}
    places = {*bound, *suggested, *((c.source_id, c.start, c.end) for c in shaping.values())}
    words = quoted(study, places, SEEN)
    found = []
    for at in dict.fromkeys([*shaping, *bound, *suggested]):
        why = shaping.get(at)
        because = words.get((why.source_id, why.start, why.end)) if why else None
        if at in words:
            found.append(
                Known(
                    words[at].participant,
                    " ".join(words[at].quote.exact.split()),
                    ConstraintKind(why.kind).words if why and because else "",
                    " ".join(because.quote.exact.split()) if because else "",
                )
            )
    return found


def _cut(text: str, found: Sequence[Remark]) -> Iterable[tuple[str, str]]:
    here = 0
    for one in sorted(found, key=lambda remark: (remark.start, -remark.end)):
        if one.start >= here:
            yield text[here : one.start], ""
            yield text[one.start : one.end], one.manner.named
            here = one.end
    yield text[here:], ""


def _at(row: Sequence[int]) -> At:
    source, start, end = row
    return source, start, end
