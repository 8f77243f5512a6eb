"""What stands on every page of a study: the six letters, and what a step is and lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.template import Library
from django.urls import reverse

from firsthand.actions.permissions import May, allowed
from firsthand.exchange.report.lessons import LESSONS
from firsthand.method.locate import missing_of
from firsthand.method.steps import Step
from firsthand.records.models import Dossier, Participant, Source, Study
from firsthand.web import access
from firsthand.web.empathize.shaping import shaping
from firsthand.web.interview.player import player
from firsthand.web.live.tags import live
from firsthand.web.search.answers import known_of
from firsthand.web.synthesize.changed import what_changed
from firsthand.web.undoing import undoing
from firsthand.web.vendored import htmx
from firsthand.web.wording.tags import told, watched, watching, words

register = Library()

type Page = Mapping[str, Any]


@register.inclusion_tag("components/spine.html", takes_context=True)
def spine(context: Page) -> dict[str, Any]:
    """The study's six letters, each filled where its gate is open; they lead to their pages."""
    study, path = context["study"], context["request"].path
    steps = []
    for step, gate in zip(Step, gates_of(study), strict=True):
        address = address_of(study, step)
        steps.append({"gate": gate, "address": address, "here": path == address})
    shortcuts = access.person(context["request"]).shortcuts
    return {"study": study, "steps": steps, "path": path, "shortcuts": shortcuts}


@register.inclusion_tag("components/step.html", takes_context=True)
def step_head(context: Page, title: str) -> dict[str, Any]:
    """The head of a step's page: what the step is, its gate, and who went on without it."""
    study: Study = context["study"]
    step = next(one for one in Step if one.title == title)
    gate = next(one for one in gates_of(study) if one["letter"] == step.letter)
    who = access.person(context["request"])
    return {
        "study": study,
        "step": step,
        "lesson": LESSONS[step],
        "gate": gate,
        "has": _linked(study, gate.get("has", ())),
        "missing": _linked(study, gate.get("missing", ())),
        "next_address": _page_of(study, gate.get("about", "")),
        "passages": study.passages.filter(step=step.title).select_related("by").order_by("pk"),
        "may_go_on": May.DECIDE in allowed(who, study),
        "csrf_token": context["csrf_token"],
    }


@register.inclusion_tag("components/who.html")
def who(participant: Participant, hypothesis: bool | None = None) -> dict[str, Any]:
    """A participant's pseudonym, leading to their page, and `hypothesis` where not located.

    Without `hypothesis`, whoever is shown is taken to have been spoken to.
    """
    if hypothesis is None:
        hypothesis = bool(missing_of(participant.value()))
    return {"participant": participant, "hypothesis": hypothesis}


@register.inclusion_tag("components/withdrawn.html")
def withdrawn_in(source: Source) -> dict[str, Any]:
    """Says of a text whose consent was withdrawn in it; two queries."""
    speaking = Participant.objects.filter(speakers__source=source).distinct()
    people = speaking.order_by("pseudonym").prefetch_related("consents")
    found = [(one, consent) for one in people if (consent := one.consent()) and consent.withdrawn]
    return {"study": source.study_id, "withdrawn": found}


@register.inclusion_tag("search/known.html", takes_context=True)
def already_known(context: Page) -> dict[str, Any]:
    """What the person's other studies hold on this study's question."""
    study, request = context["study"], context["request"]
    others = [one for one in access.studies(request) if one.pk != study.pk]
    answer = known_of(study.question, others) if study.question else None
    return {"answer": answer, "question": study.question}


def gates_of(study: Study) -> Sequence[Mapping[str, Any]]:
    """The six gates as they were last computed; closed and unknown before that."""
    found = Dossier.objects.filter(study=study).values_list("gates", flat=True).first()
    return found or [
        {"letter": step.letter, "title": step.title, "needs": step.needs, "open": False}
        for step in Step
    ]


def address_of(study: Study, step: Step) -> str:
    return reverse(step.title.lower(), args=(study.pk,))


def _linked(study: Study, lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The lines of a gate with addresses: of whom they speak of, and of each quote."""
    people = {one["about"] for one in lines}
    known = Participant.objects.filter(study=study, pseudonym__in=people)
    who = {one.pseudonym: reverse("participant", args=(study.pk, one.pk)) for one in known}
    names = {name for one in lines for name, _start, _words in one["evidence"]}
    sources = Source.objects.filter(study=study, name__in=names).values_list("name", "pk")
    where = {name: reverse("transcript", args=(study.pk, key)) for name, key in sources}
    return [
        {
            "text": one["text"],
            "address": who.get(one["about"], ""),
            "quotes": [
                (words, f"{where[name]}?at={start}#s{start}")
                for name, start, words in one["evidence"]
                if name in where
            ],
        }
        for one in lines
    ]


def _page_of(study: Study, pseudonym: str) -> str:
    """The participant's page; empty where nobody is called so."""
    found = Participant.objects.filter(study=study, pseudonym=pseudonym).first()
    return reverse("participant", args=(study.pk, found.pk)) if found else ""


register.simple_tag(htmx)
register.inclusion_tag("wording/words.html", takes_context=True, name="worded")(words)
register.inclusion_tag("wording/told.html", takes_context=True, name="wording")(told)
register.inclusion_tag("wording/watching.html", takes_context=True)(watching)
register.simple_tag(watched, takes_context=True)
register.inclusion_tag("interview/player.html")(player)
register.inclusion_tag("components/live.html", takes_context=True)(live)
register.inclusion_tag("components/undoing.html", takes_context=True)(undoing)
register.inclusion_tag("empathize/shaping.html", takes_context=True)(shaping)
register.inclusion_tag("components/changes.html")(what_changed)
