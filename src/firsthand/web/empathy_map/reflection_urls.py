"""Reflections, with what belongs to each: its pause, its agreements, its working agreement."""

from django.urls import path

from firsthand.web.empathy_map import agreements, pauses, reflections, working

ONE = "reflections/<key:number>/"

urlpatterns = [
    path("reflections/", reflections.reflections, name="reflections"),
    path("reflections/new/", reflections.new, name="new-reflection"),
    path(ONE, reflections.reflection, name="reflection"),
    path(f"{ONE}changing/", reflections.changing, name="reflection-changing"),
    path(f"{ONE}removal/", reflections.removal, name="reflection-removal"),
    path(f"{ONE}pairs/", reflections.pairs, name="pairs"),
    path(f"{ONE}reflected/<key:row>/roles/", reflections.roles, name="reflected-roles"),
    path(f"{ONE}markdown/", reflections.markdown, name="reflection-markdown"),
    path(f"{ONE}html/", reflections.html, name="reflection-html"),
    path(f"{ONE}pause/", pauses.pause, name="pause"),
    path(f"{ONE}pause/sharing/", pauses.sharing, name="pause-sharing"),
    path(f"{ONE}pause/withdrawal/", pauses.withdrawal, name="pause-withdrawal"),
    path(f"{ONE}pause/erasure/", pauses.erasure, name="pause-erasure"),
    path(f"{ONE}agreements/", agreements.agreements, name="agreements"),
    path(f"{ONE}agreements/<key:agreement>/", agreements.agreement, name="agreement"),
    path(
        f"{ONE}agreements/<key:agreement>/looking-back/",
        agreements.looking_back,
        name="agreement-looking-back",
    ),
    path(f"{ONE}agreements/<key:agreement>/removal/", agreements.removal, name="agreement-removal"),
    path(f"{ONE}working/", working.working, name="working"),
    path(f"{ONE}working/outcome/", working.outcome, name="working-outcome"),
    path(f"{ONE}working/letters/<key:letter>/", working.step, name="working-step"),
    path(f"{ONE}working/text/", working.text, name="working-text"),
]
