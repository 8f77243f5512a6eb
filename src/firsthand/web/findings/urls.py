"""Findings, quotes, what is remarked on them, what is decided, and the text for a ticket."""

from django.urls import path

from firsthand.web.findings import comments, decisions, evidence, judgements, quotes, tickets, views

QUOTE = "sources/<key:number>/quotes/<key:start>/to/<key:end>/"

urlpatterns = [
    path("findings/", views.findings, name="findings"),
    path("findings/new/", views.new, name="new-finding"),
    path("findings/<key:number>/", views.finding, name="finding"),
    path("findings/<key:number>/claim/", views.claim, name="claim"),
    path("findings/<key:number>/judgements/", judgements.judgements, name="judgements"),
    path("findings/<key:number>/removal/", views.removal, name="finding-removal"),
    path("findings/<key:number>/candidates/", evidence.candidates, name="candidates"),
    path("findings/<key:number>/evidence/", evidence.evidence, name="evidence"),
    path(
        "findings/<key:number>/evidence/<key:piece>/turning/",
        evidence.turning,
        name="evidence-turning",
    ),
    path(
        "findings/<key:number>/evidence/<key:piece>/removal/",
        evidence.removal,
        name="evidence-removal",
    ),
    path("findings/<key:number>/ticket/", tickets.finding, name="finding-ticket"),
    path("patterns/<key:number>/ticket/", tickets.pattern, name="pattern-ticket"),
    path("suggested/<key:suggested>/ticket/", tickets.suggested, name="suggested-ticket"),
    path(QUOTE, quotes.quote, name="quote"),
    path(f"{QUOTE}ticket/", tickets.quote, name="quote-ticket"),
    path("comments/", comments.comments, name="comments"),
    path("comments/<key:number>/", comments.comment, name="comment"),
    path("comments/<key:number>/removal/", comments.removal, name="comment-removal"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/new/", decisions.new, name="new-decision"),
    path("decisions/<key:number>/", decisions.decision, name="decision"),
    path("decisions/<key:number>/removal/", decisions.removal, name="decision-removal"),
]
