"""A team's doors: logging in and out, another password, and the link of whoever has none."""

from __future__ import annotations

from typing import Any

from allauth.account.views import (
    LoginView,
    LogoutView,
    PasswordChangeView,
)
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic.edit import FormView

from firsthand.actions.accounts import Account, choose_password, person_of, settle
from firsthand.actions.entering import USERNAME
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person
from firsthand.web.errors import told


class LogIn(LoginView):  # type: ignore[misc]
    def form_invalid(self, form: Any) -> HttpResponse:
        return _refused(self, form)


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    def form_invalid(self, form: Any) -> HttpResponse:
        return _refused(self, form)


log_in, log_out, change_password = LogIn.as_view(), LogoutView.as_view(), ChangePassword.as_view()


@login_not_required
@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    return redirect("account_login")


@login_not_required
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link chooses a password; the first of a team a user name too."""
    person = person_of(token)
    if person is None:
        return told(
            request, _("This link was used already or has run out. Ask for a new one."), 410
        )
    page = {"of": person, "is_first": person.username == USERNAME}
    if request.method != "POST":
        return render(request, "team/enter.html", page)
    try:
        come_in(request, _taken(request, token, is_first=person.username == USERNAME))
    except RuleBroken as problem:
        page |= {"problem": problem, "typed": request.POST}
        return render(request, "team/enter.html", page, status=422)
    return redirect("studies")


def come_in(request: HttpRequest, person: Person) -> None:
    login(request, person, settings.AUTHENTICATION_BACKENDS[0])


def account_in(request: HttpRequest) -> Account:
    """The account that a form asks for."""
    return Account(
        name=request.POST.get("name", ""),
        username=request.POST.get("username", ""),
        password=request.POST.get("password", ""),
        again=request.POST.get("again", ""),
    )


def _refused(page: FormView[Any], form: Any) -> HttpResponse:
    return page.render_to_response(page.get_context_data(form=form), status=422)


def _taken(request: HttpRequest, token: str, *, is_first: bool) -> Person:
    account = account_in(request)
    if is_first:
        return settle(token, account)
    return choose_password(token, account.password, account.again)
