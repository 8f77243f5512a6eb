"""Links by which people join a study: each once, for some days, while its maker may invite."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from firsthand.actions.accounts import Account, make_account
from firsthand.actions.doing import doing
from firsthand.actions.members import about_members, role_of
from firsthand.actions.permissions import May, allowed
from firsthand.actions.undoing import MEMBERS
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Invitation, Membership, Person, Study

DAYS = 7
MOST_DAYS = 30
LONGEST_NOTE = 120


def invite(
    study: Study, by: Person, role: str, note: str, on: datetime, days: int = DAYS
) -> tuple[Invitation, str]:
    """An invitation and the token of its link, which is kept nowhere: only its digest is."""
    if not settings.TEAM:
        raise RuleBroken(_("Nobody else can reach this workspace yet. Start it as a team's first."))
    if not 1 <= days <= MOST_DAYS:
        raise RuleBroken(_("An invitation holds for 1 to 30 days. Choose again."))
    note = " ".join(note.split())
    if len(note) > LONGEST_NOTE:
        raise RuleBroken(_("That is longer than 120 characters. Write just whom it is for."))
    token = secrets.token_urlsafe(24)
    with about_members(study, by, May.MANAGE, "invited somebody") as now:
        row = Invitation(
            study=study,
            by=by,
            role=role_of(role),
            note=note,
            digest=_digest(token),
            expires=on + timedelta(days=days),
        )
        return now.add(row), token


def take_back(invitation: Invitation, by: Person) -> None:
    """The link lets nobody in any more."""
    with about_members(invitation.study, by, May.MANAGE, "took back an invitation") as now:
        found = Invitation.objects.filter(pk=invitation.pk, used=None).first()
        if found is None:
            raise RuleBroken(
                _("That invitation was used or taken back meanwhile. Reload the page.")
            )
        now.remove(found)


def invitation_of(token: str) -> Invitation | None:
    found = Invitation.objects.filter(digest=_digest(token))
    return found.select_related("study", "by").first()


def why_not(invitation: Invitation | None, on: datetime) -> str:
    """Why the invitation lets nobody in; empty where it does."""
    if invitation is None:
        return _("This invitation was taken back, or the link is not whole. Ask for a new one.")
    if invitation.used:
        return _("This invitation was used already. Each one is for one person; ask for another.")
    if invitation.expires <= on:
        return _("This invitation has run out. Ask for a new one.")
    maker = invitation.by
    if maker is None or not maker.is_active or May.MANAGE not in allowed(maker, invitation.study):
        return _("Whoever made this invitation may no longer invite. Ask for a new one.")
    return ""


def join(token: str, by: Person, on: datetime) -> Study:
    """Makes the person a member, by an invitation that is used up by it."""
    with transaction.atomic():
        invitation = _used_up(token, on)
        study = invitation.study
        if Membership.objects.filter(study=study, person=by).exists():
            raise RuleBroken(_("You are in this study already. The invitation can still be used."))
        member = Membership.objects.create(study=study, person=by, role=invitation.role)
        with doing(study, by, May.READ, "joined") as now:
            now.about = MEMBERS
            now.added(member)
    return study


def join_anew(token: str, account: Account, on: datetime) -> tuple[Study, Person]:
    """Makes an account and joins, or neither."""
    with transaction.atomic():
        broken = why_not(invitation_of(token), on)
        if broken:
            raise RuleBroken(broken)
        person = make_account(account)
        return join(token, person, on), person


def _used_up(token: str, on: datetime) -> Invitation:
    """The invitation, which nobody else has from here on: of two at once, one comes too late."""
    invitation = invitation_of(token)
    broken = why_not(invitation, on)
    if broken or invitation is None:
        raise RuleBroken(broken)
    if not Invitation.objects.filter(pk=invitation.pk, used=None).update(used=on):
        invitation.used = on
        raise RuleBroken(why_not(invitation, on))
    return invitation


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
