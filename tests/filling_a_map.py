"""Puts an empathy map with notes of every kind into a workspace that is being served.

    python -m tests.filling_a_map HOME

Run beside the server, as a process of its own, once the study's interviews are read.
"""

import os
import sys

import django


def main(home: str) -> None:
    os.environ |= {"FIRSTHAND_HOME": home, "DJANGO_SETTINGS_MODULE": "firsthand.settings.local"}
    django.setup()
    from tests.mapping import a_map, a_note

    from firsthand.records.models import NoteGroup, Statement, Study

    study = Study.objects.get()
    one = a_map(study, "Nights, before the pilot", role="night nurse")
    drains = one.lenses.get(number=5)
    group = NoteGroup.objects.create(map=one, lens=drains, key="g", name="numbers on the arm")
    for text in ("Numbers on the arm", "Writes on a glove", "Writes it on the hand first"):
        a_note(one, text, lens=5, group=group)
    a_note(one, "It's fine, really", lens=2, spoken=True)
    a_note(one, "Leaves the screen logged in", lens=3, basis="seen", seen_on=study.created.date())
    a_note(one, "A template for the handover", lens=6)
    said = Statement.objects.filter(source__study=study, telling=True, grade="past_behaviour")[0]
    place = {"source": said.source, "start": said.start, "end": said.end}
    a_note(one, "Writes it down first", lens=3, basis="quote", **place)


if __name__ == "__main__":
    main(sys.argv[1])
