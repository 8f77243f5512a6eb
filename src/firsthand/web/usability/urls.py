"""Test: what was measured, what it was counted from, and what was said beside what was seen."""

from django.urls import path

from firsthand.web.usability import contradictions, joining, replays, report

urlpatterns = [
    path("test/report/", report.report, name="test-report"),
    path("test/report/events/", report.events, name="test-events"),
    path("test/contradictions/", contradictions.contradictions, name="test-contradictions"),
    path(
        "test/contradictions/findings/",
        contradictions.findings,
        name="contradiction-findings",
    ),
    path("sources/<key:number>/joining/", joining.joining, name="joining"),
    path("test/replays/", replays.replays, name="replays"),
    path("test/replays/<key:number>/", replays.replay, name="replay"),
    path("test/replays/<key:number>/stage/", replays.stage, name="replay-stage"),
    path("test/replays/<key:number>/events/", replays.events, name="replay-events"),
    path("test/replays/<key:number>/shift/", replays.shifting, name="replay-shift"),
    path("test/replays/<key:number>/removal/", replays.removal, name="replay-removal"),
]
