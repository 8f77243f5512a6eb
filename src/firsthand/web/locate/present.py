"""What the page of Locate shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.method.contact import Since, since_contact
from firsthand.method.coverage import Covered, covered
from firsthand.records.models import Participant, Sought, Speaker, Study
from firsthand.web.locate.people import Known, people_of


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the coverage table; `sought` is the row that says whom the study looks for."""

    covered: Covered
    heard: Sequence[Participant]
    to_ask: Sequence[Participant]
    sought: Sought | None


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody without a name, and the texts they speak in."""

    known: Known
    sources: Sequence[int]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: Sequence[Row]
    nobody: bool = False


def page_of(study: Study, on: date) -> dict[str, Any]:
    people = people_of(study, on)
    named = [one for one in people if one.located.named]
    speaking = [one for one in people if one.located.spoken_to]
    contacts = [day for one in people if (day := one.located.last_contact)]
    since = since_of(study, contacts, on)
    return {
        "study": study,
        "people": named,
        "located": sum(not one.is_hypothesis for one in named),
        "voices": voices_of(study, people),
        "held": sorted((one for one in speaking if one.held), key=lambda one: one.held),
        "speaking": len(speaking),
        "quotable": sum(not one.held for one in speaking),
        "ending": [one for one in people if one.ends_soon and not one.held],
        "groups": groups_of(study, people),
        "since": since,
        "made": made_in(since),
    }


def voices_of(study: Study, people: Sequence[Known]) -> list[Voice]:
    """Those who speak without a name, and where somebody can say who they are."""
    speaking = Speaker.objects.filter(source__study=study, participant__generic=True)
    where: dict[int | None, list[int]] = {}
    for who, source in speaking.order_by("pk").values_list("participant", "source"):
        where.setdefault(who, []).append(source)
    return [Voice(one, where.get(one.row.pk, ())) for one in people if not one.located.named]


def groups_of(study: Study, people: Sequence[Known]) -> list[Group]:
    """The coverage table: what nobody has yet, then attribute by attribute."""
    sought = list(study.sought.all())
    wanted = {(one.attribute, one.value): one.wanted for one in sought}
    rows = list(_rows(covered([one.located for one in people], wanted), people, sought))
    nobody = [one for one in rows if one.covered.is_nobody_yet]
    rest = [one for one in rows if not one.covered.is_nobody_yet]
    groups = [
        Group(title, list(some))
        for title, some in groupby(rest, key=lambda one: one.covered.attribute.casefold())
    ]
    named = [Group(one.rows[0].covered.attribute, one.rows) for one in groups]
    return [Group(_("Nobody yet"), nobody, nobody=True), *named] if nobody else named


def since_of(study: Study, contacts: Sequence[date], on: date) -> Since:
    """What was made since somebody was last spoken to."""
    made = {
        "finding": _days(study.findings.values_list("at", flat=True)),
        "pattern": _days(study.patterns.filter(refused=False).values_list("at", flat=True)),
        "passage": _days(study.passages.values_list("at", flat=True)),
    }
    return since_contact(contacts, made, on)


def made_in(since: Since) -> str:
    """`2 findings, 1 pattern`."""
    words = {
        "finding": lambda n: ngettext("%s finding", "%s findings", n),
        "pattern": lambda n: ngettext("%s pattern", "%s patterns", n),
        "passage": lambda n: ngettext("%s closed gate gone past", "%s closed gates gone past", n),
    }
    return ", ".join(words[name](n) % n for name, n in since.made.items())


def _rows(
    found: Sequence[Covered], people: Sequence[Known], sought: Sequence[Sought]
) -> Iterator[Row]:
    by_name = {one.row.pseudonym: one.row for one in people}
    by_cell: Mapping[tuple[str, str], Sought] = {
        (one.attribute.casefold(), one.value.casefold()): one for one in sought
    }
    for one in found:
        yield Row(
            one,
            [by_name[name] for name in one.heard],
            [by_name[name] for name in one.to_ask],
            by_cell.get((one.attribute.casefold(), one.value.casefold())),
        )


def _days(moments: Any) -> list[date]:
    return [one.date() for one in moments]
