"""The interview guide of a study: its questions, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Dossier, Person, Question, Study

LONGEST, MOST = 1000, 200
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\(?\d{1,3}[.):])\s+")


def add_questions(study: Study, by: Person, typed: str, memo: str = "") -> Sequence[Question]:
    """A question for each line that was typed or pasted, after those there are."""
    texts = [text for line in typed.splitlines() if (text := _question(line))]
    if not texts:
        raise RuleBroken(_("Nothing was typed. Write a question, or paste several, one a line."))
    with doing(study, by, May.MARK, "added to the guide") as now:
        if study.questions.count() + len(texts) > MOST:
            raise RuleBroken(_("A guide has at most %s questions. Remove some first.") % MOST)
        last = study.questions.aggregate(last=Max("number"))["last"] or 0
        return [
            now.add(Question(study=study, number=number, text=text, memo=memo.strip()))
            for number, text in enumerate(texts, start=last + 1)
        ]


def change_question(question: Question, by: Person, typed: str, memo: str) -> None:
    text = _question(typed)
    if not text:
        raise RuleBroken(_("A question can't be empty. Write it, or remove it from the guide."))
    if (text, memo.strip()) != (question.text, question.memo):
        with doing(question.study, by, May.MARK, "changed a question") as now:
            now.change(question, text=text, memo=memo.strip())


def move_question(question: Question, by: Person, places: int) -> None:
    """Moves it so many places on, back where negative, as far as the guide goes."""
    with doing(question.study, by, May.MARK, "moved a question") as now:
        guide = list(question.study.questions.select_for_update())
        here = [one.pk for one in guide].index(question.pk)
        guide.insert(max(0, here + places), guide.pop(here))
        for number, one in enumerate(guide, start=1):
            if one.number != number:
                now.change(one, number=number)


def remove_question(question: Question, by: Person) -> None:
    with doing(question.study, by, May.MARK, "removed a question") as now:
        now.change_all(list(question.behaviours.all()), question=None)
        now.change_all(list(question.map_notes.all()), question=None)
        now.remove(question)


def offered(study: Study) -> list[dict[str, Any]]:
    """What the study itself leaves open, as questions to take in; without those taken in."""
    rows = Dossier.objects.filter(study=study).values_list("questions", flat=True).first() or []
    there = set(study.questions.values_list("text", "memo"))
    asked = study.behaviours.exclude(question=None, refused=False)
    known = set(asked.values_list("source__name", "start"))
    found = [_offered(row) for row in rows if (row["source"], row["start"]) not in known]
    return [one for one in found if (one["text"], one["memo"]) not in there]


def _offered(row: dict[str, Any]) -> dict[str, Any]:
    words = " ".join(row["words"].split())
    return row | {
        "text": "What was in the way that time?",
        "memo": f"{row['participant']}: “{words}”",
    }


def _question(typed: str) -> str:
    text = " ".join(_BULLET.sub("", typed).split())
    if len(text) > LONGEST:
        raise RuleBroken(_("A question is longer than %s characters. Ask it shorter.") % LONGEST)
    return text
