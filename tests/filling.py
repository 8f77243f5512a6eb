"""Puts a study with a row for every address into a workspace that is being served.

    python -m tests.filling HOME

Run beside the server, as a process of its own; prints the addresses of its pages as JSON.
"""

import json
import os
import sys
import time

import django


def main(home: str) -> None:
    os.environ |= {"FIRSTHAND_HOME": home, "DJANGO_SETTINGS_MODULE": "firsthand.settings.local"}
    django.setup()
    from django.urls import reverse
    from tests.addresses import MINE, READS, a_suggestion, address, fill
    from tests.workspace import INTERVIEW, the_source, upload

    from firsthand.actions.entering import the_person
    from firsthand.actions.importing import add_files
    from firsthand.actions.studies import start_study
    from firsthand.records.jobs import State
    from firsthand.records.models import Dossier

    you = the_person()
    study = start_study(you, "Charting at night", "How do numbers get into the record?")
    add_files(study, you, [upload("mara.txt", INTERVIEW)])
    while not Dossier.objects.filter(study=study).exists():
        time.sleep(0.2)  # the worker beside the server reads and labels
    made = Dossier.objects.get(study=study)
    Dossier.objects.all().delete()
    the_source(study)
    fill(study, you)
    while study.jobs.filter(state__in=(State.WAITING, State.RUNNING)).exists():
        time.sleep(0.2)  # the worker puts the dossier together for what was filled in
    rows = Dossier.objects.get(study=study)
    for name in ("gates", "page", "board", "questions"):
        setattr(rows, name, getattr(made, name))
    rows.suggested = [a_suggestion(the_source(study))]
    rows.save()
    own = {name: reverse(name) for name in MINE}
    print(json.dumps(own | {name: address(name, study) for name in READS}))


if __name__ == "__main__":
    main(sys.argv[1])
