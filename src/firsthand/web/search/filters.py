"""The filters of a search, each with its values and how many hits have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from firsthand.method.evidence import Grade, Kind
from firsthand.records.models import Code, Participant, Study
from firsthand.web.search.forms import Typed

type Counts = Mapping[str, Mapping[object, int]]


@dataclass(frozen=True, slots=True)
class Choice:
    value: object
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    choices: Sequence[Choice]


def filters_of(typed: Typed, studies: Mapping[int, Study], counts: Counts) -> list[Filter]:
    """Counts stand where a filter is open; a chosen one counts nothing but itself."""
    several = len(studies) > 1
    named = {key: one.title for key, one in studies.items()}
    people = _named(Participant, "pseudonym", studies, several)
    codes = _named(Code, "name", studies, several)
    grades = {str(one): f"{one.mark} {one.words}" for one in Grade}
    among = {"quotes": _("quotes"), "notes": _("notes"), "findings": _("findings")}
    made: list[tuple[str, str, Mapping[Any, str], object]] = [
        ("study", _("Study"), named if several else {}, typed.study),
        ("participant", _("Participant"), people, typed.participant),
        ("kind", _("Label"), {str(one): str(one) for one in Kind}, typed.kind),
        ("code", _("Code"), codes, typed.code),
        ("grade", _("Grade"), grades, typed.grade),
        ("among", _("Among"), among, typed.among),
    ]
    return [
        Filter(name, label, list(_choices(values, chosen, counts.get(name, {}))))
        for name, label, values, chosen in made
        if values
    ]


def _choices(
    values: Mapping[Any, str],
    chosen: object,
    many: Mapping[object, int],
) -> Iterator[Choice]:
    for value, label in values.items():
        count = "" if chosen or not many else f" ({many.get(value, 0)})"
        yield Choice(value, f"{label}{count}", value == chosen)


def _named(
    model: type[Participant] | type[Code],
    column: str,
    studies: Mapping[int, Study],
    several: bool,
) -> dict[int, str]:
    rows = model._default_manager.filter(study__in=list(studies)).order_by(column, "pk")
    return {
        key: f"{name} · {studies[study].title}" if several else name
        for key, name, study in rows.values_list("pk", column, "study")
    }
