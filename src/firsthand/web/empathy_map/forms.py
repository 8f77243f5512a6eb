"""What is asked when a map is made, and when its room is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from firsthand.actions.opening import BUDGET, HOURS, MOST_VOTES
from firsthand.method.empathy_map import Centre, Phase, Wording, lenses
from firsthand.method.map_templates import TEMPLATES
from firsthand.records.models import Problem, Study

CENTRES = [
    (Centre.PARTICIPANT.value, _("one participant")),
    (Centre.PROBLEM.value, _("the users of a problem")),
    (Centre.ROLE.value, _("a role in our organisation")),
]
WORDINGS = [
    (
        Wording.NEUTRAL.value,
        _("what reaches, drains and helps them; what they express, do and weigh"),
    ),
    (Wording.CLASSIC.value, _("sees, hears, says, does, thinks and feels, pains, gains")),
]
TERMS = [
    (24, _("a day")),
    (24 * 7, _("a week")),
    (HOURS, _("two weeks")),
    (24 * 30, _("30 days")),
    (24 * 90, _("90 days")),
]
_TEMPLATES = {one.key: one for one in TEMPLATES}


class MapForm(forms.Form):
    template = forms.ChoiceField(
        required=False,
        choices=[("", _("general questions")), *((one.key, one.title) for one in TEMPLATES)],
    )
    title = forms.CharField(max_length=200, required=False)
    centre = forms.ChoiceField(choices=CENTRES, initial=Centre.PARTICIPANT.value)
    participant = forms.ChoiceField(required=False)
    problem = forms.ChoiceField(required=False)
    role = forms.CharField(max_length=120, required=False)
    wording = forms.ChoiceField(choices=WORDINGS, initial=Wording.NEUTRAL.value, required=False)
    on = forms.DateField(required=False)

    def __init__(self, study: Study, sent: Mapping[str, Any] | None = None) -> None:
        super().__init__(sent)
        self._participants = {str(one.pk): one for one in study.participants.order_by("pseudonym")}
        problems = study.problems.prefetch_related("versions")
        self._problems = {str(one.pk): one for one in problems}
        self._choices("participant", self._participants)
        self._choices("problem", {key: _named(one) for key, one in self._problems.items()})

    def made(self) -> dict[str, Any]:
        """What `make_map` takes; who stands at the centre gives a title where none is."""
        sent = self.cleaned_data
        begun = _TEMPLATES.get(sent["template"])
        of: Any = sent["role"] or (begun.role if begun else "")
        if sent["centre"] == Centre.PARTICIPANT:
            of = self._participants.get(sent["participant"], "")
        elif sent["centre"] == Centre.PROBLEM:
            of = self._problems.get(sent["problem"], "")
        wording = Wording(sent["wording"] or Wording.NEUTRAL)
        return {
            "title": sent["title"] or (_named(of) if isinstance(of, Problem) else str(of)),
            "of": of,
            "lenses": begun.lenses if begun and wording is Wording.NEUTRAL else lenses(wording),
            "on": sent["on"],
        }

    def _choices(self, name: str, found: Mapping[str, Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose")), *((key, str(one)) for key, one in found.items())]


class RoomForm(forms.Form):
    """How a room is opened."""

    names = forms.ChoiceField(choices=[("asked", ""), ("none", "")], initial="asked")
    begin = forms.ChoiceField(choices=[("open", ""), ("lobby", "")], initial="open")
    hours = forms.TypedChoiceField(choices=TERMS, coerce=int, initial=HOURS)
    budget = forms.IntegerField(min_value=1, max_value=MOST_VOTES, initial=BUDGET)
    everyone_groups = forms.BooleanField(required=False)

    def opened(self) -> dict[str, Any]:
        """What `open_room` takes."""
        sent = self.cleaned_data
        return {
            "anonymous": sent["names"] == "none",
            "phase": Phase.LOBBY if sent["begin"] == "lobby" else Phase.OPEN,
            "hours": sent["hours"],
            "budget": sent["budget"],
            "everyone_groups": sent["everyone_groups"],
        }


class RulesForm(forms.Form):
    """What can be changed while a room is open; whether people are named can't be."""

    budget = forms.IntegerField(min_value=1, max_value=MOST_VOTES)
    everyone_groups = forms.BooleanField(required=False)


class TermForm(forms.Form):
    hours = forms.TypedChoiceField(choices=[(0, ""), *TERMS], coerce=int)


def _named(problem: Problem) -> str:
    """The sentence of its newest version."""
    newest = max(problem.versions.all(), key=lambda one: one.number, default=None)
    return newest.sentence[:200] if newest else ""
