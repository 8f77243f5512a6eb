"""Who may do what in a study: one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from firsthand.records.models import Membership, Person, Study
from firsthand.records.studies import Role


class May(StrEnum):
    READ = "read"
    MARK = "mark"
    IMPORT = "import"
    DECIDE = "decide"
    EXPORT = "export"
    MANAGE = "manage"
    IDENTIFY = "identify"  # see who participants are


_VIEWER = frozenset({May.READ})
_CONTRIBUTOR = _VIEWER | {May.MARK, May.EXPORT}
_RESEARCHER = _CONTRIBUTOR | {May.IMPORT, May.DECIDE}
_OWNER = _RESEARCHER | {May.MANAGE, May.IDENTIFY}

TABLE: Mapping[str, frozenset[May]] = {
    Role.VIEWER: _VIEWER,
    Role.CONTRIBUTOR: _CONTRIBUTOR,
    Role.RESEARCHER: _RESEARCHER,
    Role.OWNER: _OWNER,
}


class NotAllowed(Exception):
    """The person is not of the study, or the role is not enough; `hidden` where not even of it."""

    def __init__(self, hidden: bool) -> None:
        super().__init__("You can't see this." if hidden else "Your role does not allow this.")
        self.hidden = hidden


def allowed(person: Person, study: Study) -> frozenset[May]:
    """What the person may do in the study; nothing where they are no member.

    A study that was loaded for somebody knows their membership already.
    """
    mine = study.membership_of.get(person.pk)
    mine = mine or Membership.objects.filter(study=study, person=person).first()
    if mine is None:
        return frozenset()
    return TABLE[mine.role] | ({May.IDENTIFY} if mine.identities else frozenset())


def require(person: Person, study: Study, what: May) -> None:
    """Raises NotAllowed unless the person may."""
    may = allowed(person, study)
    if what not in may:
        raise NotAllowed(hidden=not may)
