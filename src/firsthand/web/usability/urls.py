"""Test: replays of recorded screens."""

from django.urls import path

from firsthand.web.usability import replays

urlpatterns = [
    path("test/replays/", replays.replays, name="replays"),
    path("test/replays/<key:number>/", replays.replay, name="replay"),
    path("test/replays/<key:number>/stage/", replays.stage, name="replay-stage"),
    path("test/replays/<key:number>/events/", replays.events, name="replay-events"),
    path("test/replays/<key:number>/shift/", replays.shifting, name="replay-shift"),
    path("test/replays/<key:number>/removal/", replays.removal, name="replay-removal"),
]
