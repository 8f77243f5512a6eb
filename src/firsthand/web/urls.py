"""Every address of the workspace."""

from django.urls import include, path, register_converter
from django.urls.converters import IntConverter

from firsthand.web import entering
from firsthand.web.interview import views as interview
from firsthand.web.locate import views as locate
from firsthand.web.studies import views as studies
from firsthand.web.synthesize import views as synthesize


class Key(IntConverter):
    """A number that a column can hold; a longer one is no address."""

    regex = "[0-9]{1,18}"


register_converter(Key, "key")

handler404 = "firsthand.web.errors.not_found"
handler500 = "firsthand.web.errors.failed"

study = [
    path("", studies.overview, name="study"),
    path("dossier/", studies.dossier, name="dossier"),
    path("locate/", locate.participants, name="locate"),
    path("participants/<key:number>/", locate.participant, name="participant"),
    path("interview/", interview.sources, name="interview"),
    path("interview/files/", interview.files, name="files"),
    path("jobs/<key:number>/", interview.job, name="job"),
    path("jobs/<key:number>/cancelling/", interview.cancelling, name="cancelling"),
    path("sources/<key:number>/", interview.transcript, name="transcript"),
    path("passages/", studies.passages, name="passages"),
    path("sources/<key:number>/decisions/", synthesize.decisions, name="decisions"),
    path(
        "sources/<key:number>/statements/<key:start>/",
        synthesize.statement,
        name="statement",
    ),
    path("sources/<key:number>/speakers/", interview.speakers, name="speakers"),
    path("sources/<key:number>/turns/<key:turn>/marking/", interview.marking, name="marking"),
    path("sources/<key:number>/highlights/", interview.highlights, name="highlights"),
    path(
        "sources/<key:number>/highlights/<key:highlight>/removal/",
        interview.removal,
        name="removal",
    ),
    path("undoing/", studies.undoing, name="undoing"),
]

urlpatterns = [
    path("", studies.listed, name="studies"),
    path("studies/new/", studies.new, name="new-study"),
    path("studies/<key:key>/", include(study)),
    path("enter/", entering.entrance, name="entrance"),
    path("enter/<str:token>/", entering.enter, name="enter"),
]
