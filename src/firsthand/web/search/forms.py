"""What the form of a search says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.dateparse import parse_date

from firsthand.language.query import Query, query_of
from firsthand.method.evidence import Grade, Kind
from firsthand.records.index.finding import AMONG, Wanted

LONGEST = 500
LAST_PAGE = 50


@dataclass(frozen=True, slots=True)
class Typed:
    """A search as it was typed; what is no value of a filter stands for none."""

    q: str = ""
    any: bool = False
    study: int = 0
    participant: int = 0
    code: int = 0
    kind: str = ""
    grade: str = ""
    among: str = ""
    since: date | None = None
    until: date | None = None
    page: int = 1

    def query(self, *, typing: bool) -> Query:
        return query_of(self.q, any=self.any, typing=typing)

    def wanted(self, studies: Collection[int]) -> Wanted:
        return Wanted(
            studies=[one for one in studies if not self.study or one == self.study],
            participants=_one(self.participant),
            codes=_one(self.code),
            kinds=_one(self.kind),
            grades=_one(self.grade),
            among=_one(self.among),
            since=self.since,
            until=self.until,
        )

    @property
    def is_narrowed(self) -> bool:
        return self.wanted(()).is_narrowed or bool(self.study)


def typed_in(sent: QueryDict) -> Typed:
    return Typed(
        q=sent.get("q", "").strip()[:LONGEST],
        any=sent.get("words") == "any",
        study=_number(sent, "study"),
        participant=_number(sent, "participant"),
        code=_number(sent, "code"),
        kind=_of(sent, "kind", set(Kind)),
        grade=_of(sent, "grade", set(Grade)),
        among=_of(sent, "among", set(AMONG)),
        since=_day(sent, "since"),
        until=_day(sent, "until"),
        page=min(LAST_PAGE, max(1, _number(sent, "page"))),
    )


def _one[T](value: T) -> tuple[T, ...]:
    return (value,) if value else ()


def _number(sent: QueryDict, name: str) -> int:
    typed = sent.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _of(sent: QueryDict, name: str, known: Collection[str]) -> str:
    typed = sent.get(name, "")
    return str(typed) if typed in known else ""


def _day(sent: QueryDict, name: str) -> date | None:
    try:
        return parse_date(sent.get(name, ""))
    except ValueError:
        return None
