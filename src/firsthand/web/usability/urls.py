"""Test: what was measured, what it was counted from, and what was said beside what was seen."""

from django.urls import path

from firsthand.web.usability import contradictions, joining, report

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
]
