"""The codebook: codes added, named, moved, merged, split and removed, and put on quotes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.permissions import May
from firsthand.method.codes import LONGEST_MEMO, LONGEST_NAME, below, free_letter
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Code, Coding, Highlight, Person, Study

ABOUT = "codes"
COLOURS = 8
MOST = 300


def add_code(study: Study, by: Person, name: str, memo: str = "", under: int | None = None) -> Code:
    """A new code, under another or at the top."""
    with doing(study, by, May.MARK, "added a code") as now:
        now.about = ABOUT
        return _added(now, name, memo, _code(study, under) if under else None)


def revise(code: Code, by: Person, name: str, memo: str, under: int | None) -> None:
    """Names the code, writes its memo, and puts it under another or at the top."""
    study = code.study
    with doing(study, by, May.MARK, "changed a code") as now:
        now.about = ABOUT
        there = _code(study, code.pk)
        name, memo = _named(study, name, but=there.pk), _memo(memo)
        parent = _code(study, under) if under else None
        if parent is not None and parent.pk in below(_parents(study), there.pk):
            raise RuleBroken(
                _("A code can't stand under itself or a code below it. Choose another.")
            )
        values = {"name": name, "memo": memo, "parent_id": parent.pk if parent else None}
        if values != {key: getattr(there, key) for key in values}:
            now.change_each([(there, values)])


def merge_codes(code: Code, by: Person, into: int) -> Code:
    """Puts all of the code's quotes, and the codes below it, to another; the code goes."""
    if into == code.pk:
        raise RuleBroken(_("A code can't be merged with itself. Choose another."))
    with doing(code.study, by, May.MARK, "merged codes") as now:
        now.about = ABOUT
        there, target = _code(code.study, code.pk), _code(code.study, into)
        _below_moves(now, there, target)
        has = set(target.codings.values_list("highlight", flat=True))
        codings = list(there.codings.order_by("pk"))
        now.remove_all([one for one in codings if one.highlight_id in has])
        rest = [one for one in codings if one.highlight_id not in has]
        now.change_each([(one, {"code_id": target.pk}) for one in rest])
        if there.memo:
            now.change(target, memo=_memo(f"{target.memo}\n\n{there.memo}"))
        now.remove(there)
    return target


def split_code(code: Code, by: Person, quotes: Sequence[int], name: str) -> Code:
    """Puts the chosen quotes of the code to a new code beside it."""
    with doing(code.study, by, May.MARK, "split a code") as now:
        now.about = ABOUT
        there = _code(code.study, code.pk)
        chosen = _chosen(there, quotes)
        new = _added(now, name, "", there.parent)
        now.change_each([(one, {"code_id": new.pk}) for one in chosen])
    return new


def remove_code(code: Code, by: Person) -> None:
    """Removes the code from all its quotes, and itself; codes below it move up."""
    with doing(code.study, by, May.MARK, "removed a code") as now:
        now.about = ABOUT
        there = _code(code.study, code.pk)
        under = there.children.order_by("pk")
        now.change_each([(one, {"parent_id": there.parent_id}) for one in under])
        now.remove_all(list(there.codings.order_by("pk")))
        now.remove(there)


def put_code(study: Study, by: Person, quotes: Sequence[int], code: int) -> None:
    """Puts the code on the quotes that lack it."""
    there = _code(study, code)
    with doing(study, by, May.MARK, "put a code on quotes") as now:
        now.about = ABOUT
        has = set(there.codings.values_list("highlight", flat=True))
        found = _quotes(study, quotes)
        now.add_all([Coding(highlight=one, code=there) for one in found if one.pk not in has])


def take_code_off(code: Code, by: Person, quotes: Sequence[int]) -> None:
    """Takes the code off the quotes; they stay marked."""
    with doing(code.study, by, May.MARK, "took a code off quotes") as now:
        now.about = ABOUT
        now.remove_all(_chosen(code, quotes))


def _added(now: Doing, name: str, memo: str, parent: Code | None) -> Code:
    used = dict(now.study.codes.values_list("letter", "colour"))
    return now.add(
        Code(
            study=now.study,
            parent=parent,
            name=_named(now.study, name),
            memo=_memo(memo),
            colour=len(used) % COLOURS,
            letter=free_letter(set(used)),
        )
    )


def _below_moves(now: Doing, code: Code, target: Code) -> None:
    """Has the codes below stand under the target, which moves out if it is one of them."""
    if target.pk in below(_parents(now.study), code.pk):
        now.change_each([(target, {"parent_id": code.parent_id})])
    children = code.children.exclude(pk=target.pk).order_by("pk")
    now.change_each([(one, {"parent_id": target.pk}) for one in children])


def _parents(study: Study) -> dict[int, int | None]:
    return dict(study.codes.values_list("pk", "parent"))


def _code(study: Study, key: int) -> Code:
    found = study.codes.filter(pk=key).first()
    if found is None:
        raise RuleBroken(_("That code is not there any more. Reload the page."))
    return found


def _chosen(code: Code, quotes: Sequence[int]) -> list[Coding]:
    if len(quotes) > MOST:
        raise RuleBroken(_("At most 300 quotes at once. Choose fewer."))
    found = list(code.codings.filter(highlight__in=quotes).order_by("pk"))
    if not found:
        raise RuleBroken(_("No quote of this code was chosen. Tick at least one."))
    return found


def _quotes(study: Study, quotes: Sequence[int]) -> list[Highlight]:
    if len(quotes) > MOST:
        raise RuleBroken(_("At most 300 quotes at once. Choose fewer."))
    found = list(Highlight.objects.filter(source__study=study, pk__in=quotes).order_by("pk"))
    if not found:
        raise RuleBroken(_("No quote was chosen. Tick at least one."))
    return found


def _named(study: Study, name: str, but: int = 0) -> str:
    line = " ".join(name.split())
    if not line:
        raise RuleBroken(_("A code needs a name. Say in a word or two what its quotes share."))
    if len(line) > LONGEST_NAME:
        raise RuleBroken(
            _("A code is a short name: at most 60 characters. Put the rest in the memo.")
        )
    if study.codes.filter(name__iexact=line).exclude(pk=but).exists():
        raise RuleBroken(_("There is a code of that name. Choose another, or merge the two."))
    return line


def _memo(memo: str) -> str:
    text = memo.strip()
    if len(text) > LONGEST_MEMO:
        raise RuleBroken(_("The memo is longer than 10,000 characters. Say it shorter."))
    return text
