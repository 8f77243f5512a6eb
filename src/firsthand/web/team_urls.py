"""Every address of a team's workspace: those of one person's but its entrance, and a team's own.

Of django-allauth only what is named here can be reached.
"""

from django.urls import path

from firsthand.web.team import entering, invitations
from firsthand.web.urls import handler404, handler500, pages

__all__ = ["handler404", "handler429", "handler500", "urlpatterns"]

handler429 = "firsthand.web.errors.too_many"

urlpatterns = [
    *pages,
    path("enter/", entering.entrance, name="entrance"),
    path("enter/<str:token>/", entering.enter, name="enter"),
    path("log-in/", entering.log_in, name="account_login"),
    path("log-out/", entering.log_out, name="account_logout"),
    path("account/password/", entering.change_password, name="account_change_password"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
