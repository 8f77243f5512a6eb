"""Empathize: the users' day, what they do in it, and what presses on that."""

from django.urls import path

from firsthand.web.empathize import behaviours, views
from firsthand.web.wording.views import wording

urlpatterns = [
    path("empathize/", views.empathize, name="empathize"),
    path("wording/", wording, name="wording"),
    path("empathize/stages/", views.stages, name="stages"),
    path("empathize/stages/<key:number>/", views.stage, name="stage"),
    path("empathize/stages/<key:number>/moving/", views.stage_moving, name="stage-moving"),
    path("empathize/stages/<key:number>/removal/", views.stage_removal, name="stage-removal"),
    path("empathize/links/", views.links, name="links"),
    path("empathize/questions/", behaviours.asking, name="behaviour-questions"),
    path("empathize/behaviours/", behaviours.behaviours, name="behaviours"),
    path("empathize/behaviours/<key:number>/", behaviours.behaviour, name="behaviour"),
    path(
        "empathize/behaviours/<key:number>/placing/", behaviours.placing, name="behaviour-placing"
    ),
    path(
        "empathize/behaviours/<key:number>/removal/", behaviours.removal, name="behaviour-removal"
    ),
    path("empathize/constraints/", behaviours.constraints, name="constraints"),
    path("empathize/constraints/<key:number>/", behaviours.constraint, name="constraint"),
    path(
        "empathize/constraints/<key:number>/removal/",
        behaviours.constraint_removal,
        name="constraint-removal",
    ),
]
