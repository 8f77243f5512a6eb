"""What a map says and what it rests on: its brief, its assumptions, the evidence of its notes."""

from django.urls import path

from firsthand.web.empathy_map import assumptions, brief, grounds

urlpatterns = [
    path("maps/<key:number>/brief/", brief.page, name="map-brief"),
    path("maps/<key:number>/brief/file/", brief.file, name="map-brief-file"),
    path("maps/<key:number>/assumptions/", assumptions.page, name="map-assumptions"),
    path("maps/<key:number>/notes/<key:note>/asking/", assumptions.asking, name="map-note-asking"),
    path("maps/<key:number>/notes/<key:note>/question/", assumptions.question, name="map-question"),
    path("maps/<key:number>/notes/<key:note>/evidence/", grounds.page, name="map-note-evidence"),
]
