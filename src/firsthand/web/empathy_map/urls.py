"""Empathy maps of a study: made, read, changed, and opened to a room."""

from django.urls import path

from firsthand.web.empathy_map import changing, opening, views

urlpatterns = [
    path("maps/", views.maps, name="maps"),
    path("maps/<key:number>/", views.map_page, name="map"),
    path("maps/<key:number>/changing/", changing.changing, name="map-changing"),
    path("maps/<key:number>/parts/", changing.parts, name="map-parts"),
    path("maps/<key:number>/removal/", changing.removal, name="map-removal"),
    path("maps/<key:number>/room/", opening.room, name="map-room"),
    path("maps/<key:number>/room/poster/", opening.poster, name="map-poster"),
    path("maps/<key:number>/room/term/", opening.term, name="map-room-term"),
    path("maps/<key:number>/room/code/", opening.code, name="map-room-code"),
    path("maps/<key:number>/room/rules/", opening.rules, name="map-room-rules"),
    path("maps/<key:number>/room/closure/", opening.closure, name="map-room-closure"),
    path("maps/<key:number>/room/reopening/", opening.reopening, name="map-room-reopening"),
]
