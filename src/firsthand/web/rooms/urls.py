"""Rooms: how to get in, and the page on which a map is written."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from firsthand.web.rooms import grouping, joining, leading, notes, views


class Change(StringConverter):
    """What a form does to a note."""

    regex = "|".join(notes.CHANGES)


register_converter(Change, "change")

urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/<str:code>/", joining.by_link, name="join-by-link"),
    path("rooms/<key:number>/", views.room, name="room"),
    path("rooms/<key:number>/notes/", notes.notes, name="room-notes"),
    path("rooms/<key:number>/notes/<str:note>/", notes.note, name="room-note"),
    path("rooms/<key:number>/notes/<str:note>/quote/", notes.quote, name="room-note-quote"),
    path("rooms/<key:number>/notes/<str:note>/<change:how>/", notes.changing, name="room-change"),
    path("rooms/<key:number>/doing/<str:do>/", grouping.doing, name="room-form"),
    path("rooms/<key:number>/groups/<str:key>/", grouping.group, name="room-group"),
    path("rooms/<key:number>/offers/", grouping.offers, name="room-offers"),
    path("rooms/<key:number>/votes/", grouping.votes, name="room-votes"),
    path("rooms/<key:number>/acts/", views.acts, name="room-acts"),
    path("rooms/<key:number>/leading/", leading.leading, name="room-leading"),
    path("rooms/<key:number>/people/", leading.people, name="room-people"),
    path("rooms/<key:number>/clock/", leading.clock, name="room-clock"),
    path("rooms/<key:number>/live/", views.live, name="room-live"),
]
