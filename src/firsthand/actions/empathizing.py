"""What people do, what shapes it, and the day in which it happens, as the team has it.

A decision holds places in sources, so that no later run of the engine undoes it. Behaviours and
constraints are meant by their place; what is done to one that is only suggested confirms it first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.following import have_weighed
from firsthand.actions.permissions import May
from firsthand.actions.spoken import SEEN, At, quoted
from firsthand.method.empathize import ConstraintKind, Did, Shaped
from firsthand.method.errors import RuleBroken
from firsthand.method.synthesize import Marked
from firsthand.records.models import Behaviour, Constraint, Person, Question, Stage, Study, Turn

ABOUT = "empathize"
MOST = 200


@dataclass(frozen=True, slots=True)
class Link:
    """Words that say what shaped a behaviour, both meant by their place."""

    behaviour: At
    words: At
    kind: ConstraintKind


def pressed_in(study: Study, names: Mapping[int, str] | None = None) -> list[Did]:
    """What people decided of behaviours and of what shapes them; two queries.

    With `names` sources are called by their names, as the engine knows them, else by their keys.
    """

    def place(one: Behaviour | Constraint) -> tuple[str | int, int, int]:
        return (names[one.source_id] if names else one.source_id), one.start, one.end

    rows = study.behaviours.select_related("stage").prefetch_related("constraints")
    return [
        Did(
            place=place(one),
            refused=one.refused,
            stage=one.stage.name if one.stage else "",
            constraints=tuple(
                Shaped(place(each), ConstraintKind(each.kind), each.refused)
                for each in sorted(one.constraints.all(), key=lambda row: row.pk)
            ),
        )
        for one in rows.order_by("pk")
    ]


def behave(
    study: Study, by: Person, places: Sequence[At], stage: Stage | None = None
) -> list[Behaviour]:
    """Has the words at these places be behaviours, in that stage where one is given."""
    with doing(study, by, May.MARK, "took in a behaviour") as now:
        rows = _behaviours(now, _some(places))
        if stage is not None:
            now.change_all([one for one in rows if one.stage_id != stage.pk], stage=stage)
        _done(now)
    return rows


def refuse(study: Study, by: Person, places: Sequence[At]) -> None:
    """The words are no behaviour, and are not suggested as one again."""
    with doing(study, by, May.MARK, "refused a behaviour") as now:
        rows = _behaviours(now, _some(places), refused=True)
        now.change_all([one for one in rows if not one.refused], refused=True)
        _done(now)


def place_in(behaviour: Behaviour, by: Person, stage: Stage | None) -> None:
    """Puts the behaviour in a stage, or takes it out of any."""
    with doing(behaviour.study, by, May.MARK, "put a behaviour in a stage") as now:
        if behaviour.stage_id != (stage.pk if stage else None):
            now.change(behaviour, stage=stage)
        _done(now)


def let_go(behaviour: Behaviour, by: Person) -> None:
    """Takes the behaviour out with what shaped it; it may be suggested again."""
    with doing(behaviour.study, by, May.MARK, "let a behaviour go") as now:
        now.remove_all(list(behaviour.constraints.order_by("pk")))
        now.remove(behaviour)
        _done(now)


def confirm(study: Study, by: Person, links: Sequence[Link]) -> None:
    """These words say what shaped these behaviours."""
    with doing(study, by, May.MARK, "confirmed a constraint") as now:
        _link(now, links, refused=False)
        _done(now)


def refuse_links(study: Study, by: Person, links: Sequence[Link]) -> None:
    """These words do not say what shaped these behaviours; what did is an open question again."""
    with doing(study, by, May.MARK, "refused a constraint") as now:
        _link(now, links, refused=True)
        _done(now)


def change_kind(constraint: Constraint, study: Study, by: Person, kind: ConstraintKind) -> None:
    with doing(study, by, May.MARK, "changed the kind of a constraint") as now:
        if constraint.kind != kind:
            now.change(constraint, kind=kind.value)
        _done(now)


def unlink(constraint: Constraint, study: Study, by: Person) -> None:
    """Takes the constraint off its behaviour; it may be suggested again."""
    with doing(study, by, May.MARK, "took a constraint off") as now:
        now.remove(constraint)
        _done(now)


def ask(study: Study, by: Person, place: At) -> Question:
    """Takes into the guide what was in the way; the guide says whom to ask, about which words.

    The question holds the behaviour's place and none of its words, which go when their source does.
    """
    with doing(study, by, May.MARK, "took a question into the guide") as now:
        [behaviour] = _behaviours(now, [place])
        if behaviour.question is not None:
            raise RuleBroken(_("That is in the guide already."))
        last = study.questions.order_by("number").last()
        question = now.add(
            Question(
                study=study,
                number=last.number + 1 if last else 1,
                text=_("What was in the way that time?"),
            )
        )
        now.change(behaviour, question=question)
        _done(now)
    return question


def _done(now: Doing) -> None:
    now.about = ABOUT
    if now.changes:
        have_weighed(now.study, now.by)


def _some(places: Sequence[At]) -> list[At]:
    if not places:
        raise RuleBroken(_("Nothing was chosen. Tick at least one."))
    if len(places) > MOST:
        raise RuleBroken(_("At most 200 can be decided on at once. Choose fewer."))
    return list(dict.fromkeys(places))


def _link(now: Doing, links: Sequence[Link], *, refused: bool) -> None:
    _some([one.words for one in links])
    _said(now.study, [one.words for one in links])
    places = list(dict.fromkeys(one.behaviour for one in links))
    of = dict(zip(places, _behaviours(now, places), strict=True))
    there = {
        (one.behaviour_id, one.source_id, one.start, one.end): one
        for one in Constraint.objects.filter(behaviour__in=of.values())
    }
    new, changed = [], []
    for link in dict.fromkeys(links):
        row = there.get((of[link.behaviour].pk, *link.words))
        if row is None:
            source, start, end = link.words
            row = Constraint(behaviour=of[link.behaviour], source_id=source, start=start, end=end)
            row.kind, row.refused, row.by = link.kind.value, refused, now.by
            new.append(row)
        elif (row.kind, row.refused) != (link.kind.value, refused):
            changed.append((row, {"kind": link.kind.value, "refused": refused}))
    now.add_all(new)
    now.change_each(changed)


def _behaviours(now: Doing, places: Sequence[At], *, refused: bool = False) -> list[Behaviour]:
    """The behaviours at these places; one that is not there, or was refused, is taken in."""
    known = {
        (one.source_id, one.start, one.end): one
        for one in now.study.behaviours.filter(source__in={source for source, *_ in places})
    }
    new = [place for place in places if place not in known]
    _said(now.study, new)
    made = now.add_all(
        [
            Behaviour(
                study=now.study, source_id=source, start=start, end=end, refused=refused, by=now.by
            )
            for source, start, end in new
        ]
    )
    if not refused:
        back = [known[place] for place in places if place in known and known[place].refused]
        now.change_all(back, refused=False)
    found = known | dict(zip(new, made, strict=True))
    return [found[place] for place in places]


def _said(study: Study, places: Iterable[At]) -> dict[At, Marked]:
    """The words at the places; raises where one is no participant's words or act, in one turn."""
    wanted = list(dict.fromkeys(places))
    turns = Turn.objects.filter(
        source__study=study, source__in={source for source, *_ in wanted}, speaker__part__in=SEEN
    )
    spans: dict[int, list[tuple[int, int]]] = {}
    for source, start, end in turns.values_list("source_id", "start", "end"):
        spans.setdefault(source, []).append((start, end))
    within = all(
        any(first <= start < end <= last for first, last in spans.get(source, ()))
        for source, start, end in wanted
    )
    words = quoted(study, wanted, SEEN) if within else {}
    if len(words) < len(wanted):
        raise RuleBroken(
            _("Only what a participant said or was seen to do can stand here, and this is not.")
        )
    return words
