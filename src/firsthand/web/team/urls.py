"""Who is in a study."""

from django.urls import path

from firsthand.web.team import invitations, members

urlpatterns = [
    path("members/", members.members, name="members"),
    path("members/<key:number>/", members.membership, name="membership"),
    path("members/<key:number>/removal/", members.member_removal, name="member-removal"),
    path("leaving/", members.leaving, name="leaving"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<key:number>/revocation/", invitations.revocation, name="revocation"),
]
