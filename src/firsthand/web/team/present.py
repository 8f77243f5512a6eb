"""What the page of a study's members shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from firsthand.records.models import Invitation, Membership, Person, Study
from firsthand.records.studies import Role

RIGHTS: Mapping[str, str | Promise] = {
    Role.OWNER: _("does all of it, invites, and sees who participants are"),
    Role.RESEARCHER: _("adds interviews, decides, describes participants"),
    Role.CONTRIBUTOR: _("marks, codes, exports"),
    Role.VIEWER: _("reads"),
}
ROLES = [(role.value, role.label, RIGHTS[role]) for role in Role]
_ORDER = Case(
    *(When(role=role, then=Value(place)) for place, role in enumerate(Role)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Member:
    row: Membership
    is_me: bool
    alone_owns: bool

    @property
    def sees_identities(self) -> bool:
        return self.row.role == Role.OWNER or self.row.identities


def members_of(study: Study, me: Person) -> Sequence[Member]:
    """Owners first, then by what they may do, then by name."""
    found = list(study.memberships.select_related("person").order_by(_ORDER, "person__name", "pk"))
    owners = [one for one in found if one.role == Role.OWNER and one.person.is_active]
    return [Member(one, one.person_id == me.pk, owners == [one]) for one in found]


def open_invitations(study: Study) -> QuerySet[Invitation]:
    """Those that nobody used, and that hold still."""
    found = study.invitations.filter(used=None, expires__gt=timezone.now())
    return found.select_related("by").order_by("-pk")
