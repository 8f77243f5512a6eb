"""Notes of another tool's board, put on a map at once: one act, and one step to undo."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.map_notes import LONGEST_NOTE
from firsthand.actions.permissions import May
from firsthand.exchange.maps.boards import Found
from firsthand.method.empathy_map import Basis
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Contributor, EmpathyMap, MapNote, Person

MOST_NOTES = 2_000
# What counts with its day only, and what it is without one.
UNDATED = {Basis.SEEN: Basis.HEARD, Basis.OWN_ONCE: Basis.OWN_USUALLY}


@dataclass(frozen=True, slots=True)
class Brought:
    """How many notes came in, and how many were on the map already."""

    new: int
    there: int


def bring(
    of: EmpathyMap,
    by: Person,
    notes: Sequence[Found],
    lenses: Mapping[str, int],
    skipped: Collection[str] = (),
    *,
    authors: bool = False,
) -> Brought:
    """Puts the notes on the map, each in the lens that its area's name stands for.

    An area that stands for none stays outside; so do notes whose digest is `skipped`. A note that
    came from the same file before is not there twice. With `authors` its writer's name follows it.
    """
    wanted = [one for one in notes if one.area in lenses and one.digest not in skipped]
    if not wanted:
        raise RuleBroken(_("No note is to come in. Choose a part of the map for some of them."))
    if len(wanted) > MOST_NOTES:
        raise RuleBroken(_("At most 2,000 notes come in at once. Split the file."))
    with doing(of.study, by, May.MARK, "brought notes in") as now:
        rows = {row.pk: row for row in of.lenses.all()}
        if not rows.keys() >= set(lenses.values()):
            raise RuleBroken(_("That part of the map is not there any more. Choose another."))
        there = set(of.notes.values_list("key", flat=True))
        new = [one for one in wanted if key_of(of, one) not in there]
        if new:
            me = Contributor.objects.filter(map=of, person=by).first()
            me = me or now.add(Contributor(map=of, person=by, name=str(by)))
            now.add_all([
                MapNote(
                    map=of,
                    lens=rows[lenses[one.area]],
                    key=key_of(of, one),
                    contributor=me,
                    text=_words(one, authors),
                    basis=_basis(one),
                    seen_on=one.seen_on if one.basis in UNDATED else None,
                    spoken=one.spoken,
                )
                for one in new
            ])  # fmt: skip
        now.map = of
        now.about = f"map:{of.pk}"
    return Brought(len(new), len(wanted) - len(new))


def key_of(of: EmpathyMap, note: Found) -> str:
    """The same for the same row of the same file on the same map; as long as a key may be."""
    return hashlib.sha256(f"{of.pk}:{note.digest}".encode()).hexdigest()[:36]


def _words(note: Found, authors: bool) -> str:
    words = f"{note.text} ({note.author})" if authors and note.author else note.text
    if len(words) > LONGEST_NOTE:
        raise RuleBroken(
            _("Row %(row)s is longer than 1,000 characters. Shorten it in the file, or leave its "
              "part out.") % {"row": note.row}
        )  # fmt: skip
    return words


def _basis(note: Found) -> Basis:
    """What the file says, as far as it says on which day."""
    return note.basis if note.seen_on else UNDATED.get(note.basis, note.basis)
