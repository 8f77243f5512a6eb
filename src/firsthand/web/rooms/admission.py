"""Who sits in a room: a member of the study by their session, a guest by what joining gave them."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.http import HttpRequest

from firsthand.actions.permissions import NotAllowed
from firsthand.actions.sitting import Asked, Sitting, seated
from firsthand.records.models import Membership
from firsthand.web.live.admission import Refused, Scope, asking

PERSON, GUEST = "person", "guest"

type Who = tuple[str, int]  # a member of the study, or a guest of a room, and their key


def cookie_of(map_id: int) -> str:
    return f"room-{map_id}"


def seated_in(scope: Scope, map_id: int) -> Who:
    """Who looks on at the map, as the limits count them; raises Refused where they may not."""
    person, token = identified(scope, map_id)
    try:
        at = seated(Asked("", map_id, "", person=person, token=token))
    except NotAllowed as hidden:
        raise Refused(404) from hidden
    return (PERSON, person) if person is not None else (GUEST, at.who.pk)


def identified(scope: Scope, map_id: int) -> tuple[int | None, str]:
    """The member who is signed in, else the guest's token; a guest costs no look at a session."""
    cookies = cookies_in(scope)
    token = cookies.get(cookie_of(map_id), "")
    if settings.SESSION_COOKIE_NAME in cookies:
        user = asking(scope).user
        if user.is_authenticated and (not token or _is_member(user.pk, map_id)):
            return user.pk, ""
    return None, token


def seat_of(request: HttpRequest, map_id: int) -> Sitting:
    """Who asks for a page of the room; raises NotAllowed for strangers."""
    token = request.COOKIES.get(cookie_of(map_id), "")
    user = request.user
    if user.is_authenticated and (not token or _is_member(user.pk, map_id)):
        return seated(Asked("", map_id, "", person=user.pk))
    return seated(Asked("", map_id, "", token=token))


def cookies_in(scope: Scope) -> dict[str, str]:
    said = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    try:
        return {name: one.value for name, one in SimpleCookie(said.decode("latin-1")).items()}
    except CookieError:
        return {}


def _is_member(person: int, map_id: int) -> bool:
    return Membership.objects.filter(person=person, study__maps=map_id).exists()
