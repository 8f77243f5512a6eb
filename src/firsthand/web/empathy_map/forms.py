"""What is asked when a map is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from firsthand.method.empathy_map import Centre, Wording, lenses
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


class MapForm(forms.Form):
    title = forms.CharField(max_length=200)
    centre = forms.ChoiceField(choices=CENTRES, initial=Centre.PARTICIPANT.value)
    participant = forms.ChoiceField(required=False)
    problem = forms.ChoiceField(required=False)
    role = forms.CharField(max_length=120, required=False)
    wording = forms.ChoiceField(choices=WORDINGS, initial=Wording.NEUTRAL.value)
    on = forms.DateField(required=False)

    def __init__(self, study: Study, sent: Mapping[str, Any] | None = None) -> None:
        super().__init__(sent)
        self._participants = {str(one.pk): one for one in study.participants.order_by("pseudonym")}
        problems = study.problems.prefetch_related("versions")
        self._problems = {str(one.pk): one for one in problems}
        self._choices("participant", self._participants)
        self._choices("problem", {key: _named(one) for key, one in self._problems.items()})

    def made(self) -> dict[str, Any]:
        """What `make_map` takes."""
        sent = self.cleaned_data
        of: Any = sent["role"]
        if sent["centre"] == Centre.PARTICIPANT:
            of = self._participants.get(sent["participant"], "")
        elif sent["centre"] == Centre.PROBLEM:
            of = self._problems.get(sent["problem"], "")
        return {
            "title": sent["title"],
            "of": of,
            "lenses": lenses(Wording(sent["wording"])),
            "on": sent["on"],
        }

    def _choices(self, name: str, found: Mapping[str, Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose")), *((key, str(one)) for key, one in found.items())]


def _named(problem: Problem) -> str:
    """The sentence of its newest version."""
    newest = max(problem.versions.all(), key=lambda one: one.number, default=None)
    return newest.sentence if newest else ""
