"""Locate: participants."""

from django.urls import path

from firsthand.web.locate import views

urlpatterns = [
    path("locate/", views.participants, name="locate"),
    path("participants/<key:number>/", views.participant, name="participant"),
]
