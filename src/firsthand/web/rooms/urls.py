"""Rooms: how to get in, and the page on which a map is written."""

from django.urls import path

from firsthand.web.rooms import joining, leading, views

urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/<str:code>/", joining.by_link, name="join-by-link"),
    path("rooms/<key:number>/", views.room, name="room"),
    path("rooms/<key:number>/notes/", views.notes, name="room-notes"),
    path("rooms/<key:number>/notes/<str:note>/", views.note, name="room-note"),
    path("rooms/<key:number>/acts/", views.acts, name="room-acts"),
    path("rooms/<key:number>/leading/", leading.leading, name="room-leading"),
    path("rooms/<key:number>/people/", leading.people, name="room-people"),
    path("rooms/<key:number>/clock/", leading.clock, name="room-clock"),
    path("rooms/<key:number>/live/", views.live, name="room-live"),
]
