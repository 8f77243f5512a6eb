"""Synthesize: suggestions and what people decide of them."""

from django.urls import path

from firsthand.web.synthesize import views

urlpatterns = [
    path("synthesize/", views.synthesize, name="synthesize"),
    path("sources/<key:number>/verdicts/", views.verdicts, name="verdicts"),
    path("sources/<key:number>/statements/<key:start>/", views.statement, name="statement"),
]
