"""Every address of the workspace."""

from django.urls import include, path

from firsthand.web import entering
from firsthand.web.interview import views as interview
from firsthand.web.locate import views as locate
from firsthand.web.studies import views as studies
from firsthand.web.synthesize import views as synthesize

handler404 = "firsthand.web.errors.not_found"
handler500 = "firsthand.web.errors.failed"

study = [
    path("", studies.overview, name="study"),
    path("dossier/", studies.dossier, name="dossier"),
    path("locate/", locate.participants, name="locate"),
    path("participants/<int:number>/", locate.participant, name="participant"),
    path("interview/", interview.sources, name="interview"),
    path("interview/files/", interview.files, name="files"),
    path("jobs/<int:number>/", interview.job, name="job"),
    path("jobs/<int:number>/cancelling/", interview.cancelling, name="cancelling"),
    path("sources/<int:number>/", interview.transcript, name="transcript"),
    path("passages/", studies.passages, name="passages"),
    path("sources/<int:number>/decisions/", synthesize.decisions, name="decisions"),
    path(
        "sources/<int:number>/statements/<int:start>/",
        synthesize.statement,
        name="statement",
    ),
    path("sources/<int:number>/speakers/", interview.speakers, name="speakers"),
    path("sources/<int:number>/turns/<int:turn>/marking/", interview.marking, name="marking"),
    path("sources/<int:number>/highlights/", interview.highlights, name="highlights"),
    path(
        "sources/<int:number>/highlights/<int:highlight>/removal/",
        interview.removal,
        name="removal",
    ),
    path("undoing/", studies.undoing, name="undoing"),
]

urlpatterns = [
    path("", studies.listed, name="studies"),
    path("studies/new/", studies.new, name="new-study"),
    path("studies/<int:key>/", include(study)),
    path("enter/", entering.entrance, name="entrance"),
    path("enter/<str:token>/", entering.enter, name="enter"),
]
