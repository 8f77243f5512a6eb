"""Interview: files, transcripts and marks in them, how they were held, the guide, live notes."""

from django.urls import path

from firsthand.web.interview import (
    guide,
    hygiene,
    notes,
    recordings,
    removing,
    speakers,
    views,
)

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
    path("interview/attendance/", speakers.attendance, name="attendance"),
    path("sources/<key:number>/swapping/", speakers.swapping, name="swapping"),
    path("sources/<key:number>/merging/", speakers.merging, name="merging"),
    path("sources/<key:number>/hygiene/", hygiene.hygiene, name="hygiene"),
    path("sources/<key:number>/recordings/", recordings.recordings, name="recordings"),
    path("sources/<key:number>/moments/", recordings.moments, name="moments"),
    path("sources/<key:number>/removing/", removing.removing, name="removing"),
    path("recordings/<key:number>/", recordings.media, name="media"),
    path("recordings/<key:number>/shift/", recordings.shifting, name="recording-shift"),
    path(
        "recordings/<key:number>/removal/", recordings.recording_removal, name="recording-removal"
    ),
    path("guide/", guide.guide, name="guide"),
    path("guide/checking/", guide.checking, name="guide-checking"),
    path("questions/<key:number>/", guide.question, name="question"),
    path("questions/<key:number>/rewriting/", guide.rewriting, name="question-rewriting"),
    path("questions/<key:number>/moving/", guide.moving, name="question-moving"),
    path("questions/<key:number>/removal/", guide.question_removal, name="question-removal"),
    path("sessions/new/", notes.new_session, name="new-session"),
    path("sessions/<key:number>/notes/", notes.notes, name="notes"),
    path("sessions/<key:number>/lines/", notes.lines, name="lines"),
    path("sessions/<key:number>/lines/<key:note>/", notes.line, name="line"),
    path(
        "sessions/<key:number>/lines/<key:note>/removal/", notes.line_removal, name="line-removal"
    ),
    path("sessions/<key:number>/asked/", notes.asked, name="asked"),
    path("sessions/<key:number>/ending/", notes.ending, name="ending"),
]
