"""Locate: participants, who they are, what they agreed to, and whom the study looks for."""

from django.urls import path

from firsthand.web.locate import consents, identities, sought, views

urlpatterns = [
    path("locate/", views.locate, name="locate"),
    path("participants/new/", views.new, name="new-participant"),
    path("participants/<key:number>/", views.participant, name="participant"),
    path(
        "participants/<key:number>/description/", views.description, name="participant-description"
    ),
    path("participants/<key:number>/attributes/", views.attributes, name="participant-attributes"),
    path("participants/<key:number>/merging/", views.merging, name="participant-merging"),
    path("participants/<key:number>/removal/", views.removal, name="participant-removal"),
    path("participants/<key:number>/identity/", identities.identity, name="identity"),
    path(
        "participants/<key:number>/identity/erasure/", identities.erasure, name="identity-erasure"
    ),
    path("participants/<key:number>/consents/", consents.consents, name="consents"),
    path(
        "participants/<key:number>/consents/<key:record>/withdrawal/",
        consents.withdrawal,
        name="withdrawal",
    ),
    path("consents/", consents.several, name="consents-of-several"),
    path("sought/", sought.sought, name="sought"),
    path("sought/<key:number>/", sought.one, name="one-sought"),
    path("sought/<key:number>/removal/", sought.removal, name="sought-removal"),
]
