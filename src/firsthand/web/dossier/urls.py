"""The dossier: to read, to follow while interviews are read, and to take out."""

from django.urls import path

from firsthand.web.dossier import views

urlpatterns = [
    path("dossier/", views.dossier, name="dossier"),
    path("dossier/state/", views.state, name="dossier-state"),
    path("dossier/file/", views.file, name="dossier-file"),
    path("dossier/files/", views.files, name="dossier-files"),
]
