"""Interview: files, the jobs that read them, transcripts and marks in them."""

from django.urls import path

from firsthand.web.interview import views

urlpatterns = [
    path("interview/", views.sources, name="interview"),
    path("interview/files/", views.files, name="files"),
    path("interview/labelling/", views.labelling, name="labelling"),
    path("jobs/<key:number>/", views.job, name="job"),
    path("jobs/<key:number>/cancelling/", views.cancelling, name="cancelling"),
    path("sources/<key:number>/", views.transcript, name="transcript"),
    path("sources/<key:number>/speakers/", views.speakers, name="speakers"),
    path("sources/<key:number>/turns/<key:turn>/marking/", views.marking, name="marking"),
    path("sources/<key:number>/highlights/", views.highlights, name="highlights"),
    path("sources/<key:number>/removals/", views.removals, name="removals"),
]
