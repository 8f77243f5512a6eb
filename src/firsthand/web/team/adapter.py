"""What django-allauth asks of us: where to go on, who may come in."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from firsthand.records.models import Person
from firsthand.web.errors import told


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _lazy("No account has that user name with that password."),
        "too_many_login_attempts": _lazy("That was wrong too often. Wait five minutes."),
        "enter_current_password": _lazy("The password so far is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody comes in but by an invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The user name as it is stored, however it was typed."""
        username = Person.normalize_username(credentials.get("username", ""))
        return super().authenticate(request, **credentials | {"username": username})

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        return told(request, _("This account was closed. Ask whoever runs this workspace."), 403)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account") + "?password=changed"
