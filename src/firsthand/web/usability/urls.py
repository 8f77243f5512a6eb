"""Test: tasks, prototypes, watched sessions, questionnaires, replays, figures, one's own keys."""

from django.urls import path

from firsthand.web.usability import (
    answers,
    contradictions,
    events,
    joining,
    keys,
    observing,
    prototypes,
    replays,
    report,
    tasks,
    views,
)

SESSION = "test/sessions/<key:number>"

urlpatterns = [
    path("test/", views.step, name="test"),
    path("test/tasks/", tasks.tasks, name="tasks"),
    path("tasks/<key:number>/", tasks.task, name="task"),
    path("tasks/<key:number>/moving/", tasks.task_moving, name="task-moving"),
    path("tasks/<key:number>/removal/", tasks.task_removal, name="task-removal"),
    path("tasks/<key:number>/steps/", tasks.steps, name="steps"),
    path("steps/<key:number>/", tasks.step, name="step"),
    path("steps/<key:number>/moving/", tasks.step_moving, name="step-moving"),
    path("steps/<key:number>/removal/", tasks.step_removal, name="step-removal"),
    path("test/prototypes/", prototypes.prototypes, name="prototypes"),
    path("prototypes/<key:number>/", prototypes.prototype, name="prototype"),
    path("prototypes/<key:number>/files/", prototypes.files, name="prototype-files"),
    path("prototypes/<key:number>/removal/", prototypes.removal, name="prototype-removal"),
    path("prototypes/<key:number>/opening/", prototypes.opening, name="prototype-opening"),
    path("files/<key:number>/removal/", prototypes.file_removal, name="prototype-file-removal"),
    path(f"{SESSION}/", observing.observing, name="observing"),
    path(f"{SESSION}/events/", events.events, name="events"),
    path(f"{SESSION}/events/<key:event>/", events.event, name="event"),
    path(f"{SESSION}/events/<key:event>/removal/", events.event_removal, name="event-removal"),
    path(f"{SESSION}/clock/", observing.session_clock, name="session-clock"),
    path(f"{SESSION}/recording/", observing.recording_start, name="recording-start"),
    path(f"{SESSION}/ending/", observing.ending, name="test-ending"),
    path(f"{SESSION}/log/", observing.late_events, name="late-events"),
    path(f"{SESSION}/answers/new/", answers.new_answer, name="new-answer"),
    path(f"{SESSION}/answers/thanks/", answers.thanks, name="thanks"),
    path(f"{SESSION}/answers/<key:answer>/", answers.answer, name="answer"),
    path(f"{SESSION}/answers/<key:answer>/removal/", answers.removal, name="answer-removal"),
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
anywhere = [
    path("account/keys/", keys.observing_keys, name="observing-keys"),
    path("shown/<str:token>/<str:name>", prototypes.shown, name="prototype-file"),
]
