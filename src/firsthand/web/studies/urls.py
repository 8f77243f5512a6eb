"""The study itself, its steps, and what goes for all of it."""

from django.urls import path

from firsthand.method.steps import Step
from firsthand.web.studies import views

urlpatterns = [
    path("", views.overview, name="study"),
    path("test/", views.step, {"of": Step.TEST}, name="test"),
    path("name/", views.step, {"of": Step.NAME}, name="name"),
    path("about/", views.about, name="about"),
    path("erasing/", views.erasing, name="erasing"),
    path("passages/", views.passages, name="passages"),
    path("undoing/", views.undoing, name="undoing"),
]
