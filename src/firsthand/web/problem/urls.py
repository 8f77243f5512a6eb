"""Name: problems and their versions, what is to solve them, and what came of it."""

from django.urls import path

from firsthand.web.problem import outcomes, solutions, tickets, versions, views

PROBLEM = "problems/<key:number>/"

urlpatterns = [
    path("name/", views.name, name="name"),
    path("name/checking/", views.checking, name="problem-checking"),
    path("problems/new/", views.new, name="new-problem"),
    path(PROBLEM, views.problem, name="problem"),
    path(f"{PROBLEM}removal/", views.removal, name="problem-removal"),
    path(f"{PROBLEM}ticket/", tickets.problem, name="problem-ticket"),
    path(f"{PROBLEM}versions/", versions.versions, name="versions"),
    path(f"{PROBLEM}versions/<key:part>/", versions.version, name="version"),
    path(f"{PROBLEM}versions/<key:part>/retaking/", versions.retaking, name="version-retaking"),
    path(f"{PROBLEM}solutions/", solutions.solutions, name="solutions"),
    path(f"{PROBLEM}solutions/<key:part>/removal/", solutions.removal, name="solution-removal"),
    path(f"{PROBLEM}solutions/<key:part>/trials/", solutions.trials, name="trials"),
    path(f"{PROBLEM}trials/<key:part>/outcome/", solutions.outcome, name="trial-outcome"),
    path(f"{PROBLEM}trials/<key:part>/removal/", solutions.trial_removal, name="trial-removal"),
    path(f"{PROBLEM}metrics/", outcomes.metrics, name="metrics"),
    path(f"{PROBLEM}metrics/<key:part>/removal/", outcomes.removal, name="metric-removal"),
    path(f"{PROBLEM}metrics/<key:part>/measurements/", outcomes.measurements, name="measurements"),
    path(
        f"{PROBLEM}measurements/<key:part>/removal/",
        outcomes.measurement_removal,
        name="measurement-removal",
    ),
]
