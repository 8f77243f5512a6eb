"""The interview guide: the questions a study asks."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.actions.doing import doing
from firsthand.actions.permissions import May
from firsthand.method.errors import RuleBroken
from firsthand.records.models import Person, Question, Study

LONGEST = 500


def add_questions(study: Study, by: Person, typed: str, memo: str = "") -> Sequence[Question]:
    """A question for each line, after those there are."""
    texts = [text for line in typed.splitlines() if (text := " ".join(line.split()))]
    if not texts:
        raise RuleBroken("Nothing was typed. Write a question first.")
    if any(len(text) > LONGEST for text in texts):
        raise RuleBroken(f"A question is longer than {LONGEST} characters. Ask it shorter.")
    with doing(study, by, May.MARK, "added to the guide") as now:
        number = study.questions.count()
        return [
            now.add(Question(study=study, number=number + n, text=text, memo=memo))
            for n, text in enumerate(texts, start=1)
        ]
