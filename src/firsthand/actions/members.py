"""Who is in a study and as what. No study is ever without an owner who can log in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from firsthand.actions.doing import Doing, doing
from firsthand.actions.following import LABEL, WEIGH
from firsthand.actions.pausing import forget_pauses
from firsthand.actions.permissions import May, allowed
from firsthand.actions.undoing import MEMBERS
from firsthand.method.errors import RuleBroken
from firsthand.records.jobs import State
from firsthand.records.models import Job, Membership, Person, Study
from firsthand.records.studies import Role


def change_member(member: Membership, by: Person, role: str, *, identities: bool) -> None:
    """Gives a member another role, and the right to see who participants are, or takes it."""
    with about_members(member.study, by, May.MANAGE, "changed a member") as now:
        found = _as_it_stands(member)
        role = role_of(role)
        if role != Role.OWNER:
            _somebody_else_owns(found)
        if (found.role, found.identities) != (role, identities):
            now.change(found, role=role, identities=identities)
            _stop_what_they_may_no_longer(found.study, found.person)


def remove_member(member: Membership, by: Person) -> None:
    """Ends a membership at once; what the person made in the study stays."""
    with about_members(member.study, by, May.MANAGE, "removed a member") as now:
        found = _as_it_stands(member)
        _somebody_else_owns(found)
        now.remove(found)
        forget_pauses(found.person, found.study)
        _stop_what_they_may_no_longer(found.study, found.person)


def leave(study: Study, by: Person) -> None:
    with about_members(study, by, May.READ, "left the study") as now:
        found = study.memberships.get(person=by)
        _somebody_else_owns(found)
        now.remove(found)
        forget_pauses(found.person, found.study)
        _stop_what_they_may_no_longer(found.study, found.person)


@contextmanager
def about_members(study: Study, by: Person, may: May, verb: str) -> Iterator[Doing]:
    """As `doing`; but the right is read anew, for of two who act at once one may have taken it."""
    study.membership_of.pop(by.pk, None)
    with doing(study, by, may, verb) as now:
        now.about = MEMBERS
        yield now


def role_of(name: str) -> Role:
    if name not in Role.values:
        raise RuleBroken(_("There is no such role. Choose owner, researcher, contributor, viewer."))
    return Role(name)


def _as_it_stands(member: Membership) -> Membership:
    found = Membership.objects.filter(pk=member.pk).select_related("study", "person").first()
    if found is None:
        raise RuleBroken(_("That person is no longer in this study. Reload the page."))
    return found


def _stop_what_they_may_no_longer(study: Study, person: Person) -> None:
    """Stops imports of theirs that wait or go on; what was read stays."""
    if May.IMPORT not in allowed(person, Study(pk=study.pk)):
        going = Job.objects.filter(study=study, by=person, state__in=(State.WAITING, State.RUNNING))
        going.exclude(kind__in=(LABEL, WEIGH)).update(state=State.CANCELLED)


def _somebody_else_owns(member: Membership) -> None:
    """Raises where the study would be left without an owner."""
    owners = member.study.memberships.filter(role=Role.OWNER, person__is_active=True)
    if member.role == Role.OWNER and not owners.exclude(pk=member.pk).exists():
        raise RuleBroken(_("A study needs an owner. Make somebody else its owner first."))
