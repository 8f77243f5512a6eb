"""Empathy maps of a study: made, read, and opened to a room."""

from django.urls import path

from firsthand.web.empathy_map import exporting, importing, views

urlpatterns = [
    path("maps/", views.maps, name="maps"),
    path("maps/<key:number>/", views.map_page, name="map"),
    path("maps/<key:number>/room/", views.room, name="map-room"),
    path("maps/<key:number>/room/closure/", views.closure, name="map-room-closure"),
    path("maps/<key:number>/files/", exporting.files, name="map-files"),
    path("maps/<key:number>/notes-of-a-file/", importing.notes, name="map-import"),
]
