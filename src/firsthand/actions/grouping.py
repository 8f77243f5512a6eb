"""Patterns as people have them: accepted, named, moved between, merged, split, refused.

A pattern is meant by its id: `k12` is one that people decided, any other one that is suggested;
whatever is done to a suggestion accepts it first. Words are meant by their place in a source.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.actions.boarding import kept_id, suggestions
from firsthand.actions.doing import Doing, doing
from firsthand.actions.following import have_weighed
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.method.sources import Part
from firsthand.records.models import (
    Belonging,
    Dossier,
    Finding,
    Pattern,
    Person,
    Source,
    Study,
    Turn,
)

type At = tuple[int, int, int]  # source, start, end
type Words = Mapping[str, Sequence[At]]  # by the pattern that they are in

ABOUT = "patterns"
NEW = "new"
LONGEST_NAME = 200
LONGEST_MEMO = 10_000


def accept(study: Study, by: Person, ids: Sequence[str]) -> list[Pattern]:
    """Makes suggested patterns the team's own, as they are."""
    with doing(study, by, May.MARK, "accepted a pattern") as now:
        kept = [_kept(now, id) for id in _some(ids)]
        _done(now)
    return kept


def refuse(study: Study, by: Person, ids: Sequence[str]) -> list[Pattern]:
    """Refuses suggested patterns: they do not come back while they are the same."""
    with doing(study, by, May.MARK, "refused a pattern") as now:
        made = [_made(now, _suggestion(study, id), refused=True) for id in _some(ids)]
        _done(now)
    return made


def name(pattern: Pattern, by: Person, called: str, memo: str) -> None:
    """Gives the pattern a name, in participants' words or the team's, and a memo."""
    called, memo = _name(called), memo.strip()
    if len(memo) > LONGEST_MEMO:
        raise RuleBroken(_("The memo is longer than 10,000 characters. Say it shorter."))
    with doing(pattern.study, by, May.MARK, "named a pattern") as now:
        there = _kept(now, kept_id(pattern.pk))
        if (there.name, there.memo) != (called, memo):
            now.change(there, name=called, memo=memo)
        _done(now)


def put(
    study: Study, by: Person, words: Words, *, contradicts: bool = False, called: str = ""
) -> Pattern:
    """Has the words stand in their patterns, for them or against them; `new` begins one."""
    verb = "put words against a pattern" if contradicts else "put words in a pattern"
    if contradicts and NEW in words:
        raise RuleBroken(
            _("A new pattern begins with words for it. Choose what they speak against.")
        )
    with doing(study, by, May.MARK, verb) as now:
        for id, places in _spoken(study, words).items():
            is_new = id == NEW
            pattern = _new(now, called or _words(places[0])) if is_new else _kept(now, id)
            _put(now, pattern, places, contradicts=contradicts)
        _done(now)
    return pattern


def take_out(study: Study, by: Person, words: Words) -> None:
    """Takes words out of their patterns; they are not offered to those again."""
    with doing(study, by, May.MARK, "took words out of a pattern") as now:
        for id, places in _spoken(study, words).items():
            _take_out(now, _kept(now, id), places)
        _done(now)


def move(study: Study, by: Person, words: Words, to: str, called: str = "") -> Pattern:
    """Moves words to another pattern, or to a new one, which splits theirs."""
    with doing(study, by, May.MARK, "split a pattern" if to == NEW else "moved words") as now:
        moved = _spoken(study, words)
        first = next(iter(moved.values()))[0]
        target = _new(now, called or _words(first)) if to == NEW else _kept(now, to)
        for id, places in moved.items():
            pattern = _kept(now, id)
            if target.pk != pattern.pk:
                _moved(now, pattern, target, places)
        if not now.changes:
            raise RuleBroken(_("Those words are in that pattern already. Choose another."))
        _done(now)
    return target


def merge(study: Study, by: Person, ids: Sequence[str]) -> Pattern:
    """Makes one pattern of several, under the first one's name."""
    if len(set(ids)) < 2:
        raise RuleBroken(_("Choose at least two patterns to merge."))
    with doing(study, by, May.MARK, "merged patterns") as now:
        first, *others = [_kept(now, id) for id in dict.fromkeys(ids)]
        for other in others:
            _merged(now, first, other)
        _done(now)
    return first


def let_go(pattern: Pattern, by: Person) -> None:
    """Removes the pattern; its words are free to be suggested again."""
    with doing(pattern.study, by, May.MARK, "let a pattern go") as now:
        there = pattern.study.patterns.filter(pk=pattern.pk).first()
        if there is None:
            raise RuleBroken(_("That pattern is not there any more. Reload the page."))
        now.change_all(list(there.findings.all()), pattern=None)
        now.remove_all(list(there.belongings.order_by("pk")))
        now.remove(there)
        _done(now)


def _some(ids: Sequence[str]) -> list[str]:
    if not ids:
        raise RuleBroken(_("No pattern was chosen. Choose at least one."))
    return list(dict.fromkeys(ids))


def _done(now: Doing) -> None:
    now.about = ABOUT
    if now.changes:
        have_weighed(now.study, now.by)


def _kept(now: Doing, id: str) -> Pattern:
    """The pattern of that id; a suggested one is accepted."""
    if id.startswith("k") and id[1:].isdecimal() and len(id) < 18:
        known = now.study.patterns.filter(pk=int(id[1:]), refused=False).first()
        if known is None:
            raise RuleBroken(_("That pattern is not there any more. Reload the page."))
        known.study = now.study
        return known
    return _made(now, _suggestion(now.study, id))


def _suggestion(study: Study, id: str) -> Mapping[str, Any]:
    """What is suggested under that id, without the words that somebody placed since."""
    board = Dossier.objects.filter(study=study).values_list("board", flat=True).first() or {}
    kept = {kept_id(key) for key in study.patterns.values_list("pk", flat=True)}
    for one in suggestions(board, kept):
        if one["id"] == id:
            taken = _taken(study)
            if left := [place for place in one["places"] if tuple(place) not in taken]:
                return {**one, "places": left}
    raise RuleBroken(_("That pattern is not suggested any more. Reload the page."))


def _made(now: Doing, one: Mapping[str, Any], *, refused: bool = False) -> Pattern:
    pattern = now.add(
        Pattern(study=now.study, name=one["name"], made_of=one["id"], refused=refused, by=now.by)
    )
    rows = [_belonging(pattern, place) for place in one["places"]]
    if not refused:
        taken = _taken(now.study)
        free = [place for place in one["against"] if tuple(place) not in taken]
        rows += [_belonging(pattern, place, contradicts=True) for place in free]
    now.add_all(rows)
    return pattern


def _taken(study: Study) -> set[At]:
    rows = Belonging.objects.filter(
        pattern__study=study, pattern__refused=False, removed=False, contradicts=False
    )
    return set(rows.values_list("source_id", "start", "end"))


def _belonging(pattern: Pattern, place: Sequence[Any], contradicts: bool = False) -> Belonging:
    source, start, end = place
    return Belonging(
        pattern=pattern, source_id=source, start=start, end=end, contradicts=contradicts
    )


def _new(now: Doing, called: str) -> Pattern:
    return now.add(Pattern(study=now.study, name=_name(called), by=now.by))


def _moved(now: Doing, pattern: Pattern, target: Pattern, places: Sequence[At]) -> None:
    against = {_place(one) for one in pattern.belongings.filter(contradicts=True)}
    _take_out(now, pattern, places)
    for contradicts in (False, True):
        some = [place for place in places if (place in against) is contradicts]
        _put(now, target, some, contradicts=contradicts)


def _put(now: Doing, pattern: Pattern, places: Collection[At], *, contradicts: bool) -> None:
    there = {_place(one): one for one in pattern.belongings.all()}
    back = [there[place] for place in places if place in there]
    now.change_all(
        [one for one in back if one.removed or one.contradicts is not contradicts],
        removed=False,
        contradicts=contradicts,
    )
    new = [place for place in places if place not in there]
    now.add_all([_belonging(pattern, place, contradicts) for place in new])


def _take_out(now: Doing, pattern: Pattern, places: Sequence[At]) -> None:
    there = {_place(one): one for one in pattern.belongings.all()}
    now.change_all(
        [there[place] for place in places if place in there and not there[place].removed],
        removed=True,
    )
    # What was only offered was never in it: that it does not belong is kept as well.
    new = [_belonging(pattern, place) for place in places if place not in there]
    for one in new:
        one.removed = True
    now.add_all(new)


def _merged(now: Doing, into: Pattern, other: Pattern) -> None:
    """Has all of the other's words in the first; what either holds for itself stays in."""
    there = {_place(one): one for one in into.belongings.all()}
    rows = list(other.belongings.order_by("pk"))
    back = [one for one in rows if _place(one) in there and not one.removed]
    for contradicts in (False, True):
        again = [there[_place(one)] for one in back if one.contradicts is contradicts]
        now.change_all(
            [one for one in again if one.removed], removed=False, contradicts=contradicts
        )
    new = [_belonging(into, _place(one), one.contradicts) for one in rows]
    for one, was in zip(new, rows, strict=True):
        one.removed = was.removed
    now.remove_all(rows)
    now.add_all([one for one in new if _place(one) not in there])
    now.change_all(list(Finding.objects.filter(pattern=other)), pattern=into)
    now.remove(other)


def _place(one: Belonging) -> At:
    return one.source_id, one.start, one.end


def _spoken(study: Study, words: Words) -> dict[str, list[At]]:
    """The words, where a participant of the study spoke at each place."""
    chosen = {id: list(dict.fromkeys(places)) for id, places in words.items() if places}
    if not chosen:
        raise RuleBroken(_("No quote was chosen. Tick at least one."))
    keys = {source for places in chosen.values() for source, _start, _end in places}
    spans: dict[int, list[tuple[int, int]]] = {}
    turns = Turn.objects.filter(
        source__study=study, source__in=keys, speaker__part=Part.PARTICIPANT
    )
    for source, start, end in turns.values_list("source_id", "start", "end"):
        spans.setdefault(source, []).append((start, end))
    for source, start, end in (place for places in chosen.values() for place in places):
        if not any(a <= start < end <= b for a, b in spans.get(source, ())):
            raise RuleBroken(
                _("Only a participant's own words, of one turn, can stand in a pattern.")
            )
    return chosen


def _words(place: At) -> str:
    source, start, end = place
    return Source(pk=source).words(start, end)[:LONGEST_NAME]


def _name(called: str) -> str:
    line = " ".join(called.split())
    if not line:
        raise RuleBroken(_("A pattern needs a name. Take participants' words, or your own."))
    if len(line) > LONGEST_NAME:
        raise RuleBroken(
            ngettext(
                "The name is longer than %(n)d character. Put the rest in the memo.",
                "The name is longer than %(n)d characters. Put the rest in the memo.",
                LONGEST_NAME,
            )
            % {"n": LONGEST_NAME}
        )
    return line
