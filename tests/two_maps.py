"""Puts two maps of roles, with notes of several people, into a workspace that is being served.

    python -m tests.two_maps HOME

Run beside the server, as a process of its own; prints the key of their study.
"""

import os
import sys

import django

PRODUCT = (
    ("Status meetings eat half of Monday", 5, "PM"),
    ("Wants people to get through onboarding without a call", 6, "PM"),
    ("Reviews of designs are quick", 3, "PM"),
    ("Reviews of designs take forever", 3, "Engineer"),
    ("Opens forty tabs", 1, "Engineer"),
)
DESIGN = (
    ("Half of every Monday goes into status meetings", 5, "UX designer"),
    ("Wants users to get through onboarding without calling", 6, "UX designer"),
    ("Draws before there is a text", 3, "PM"),
    ("A calendar with no gap", 4, ""),
)


def main(home: str) -> None:
    os.environ |= {"FIRSTHAND_HOME": home, "DJANGO_SETTINGS_MODULE": "firsthand.settings.local"}
    django.setup()
    from tests.mapping import a_guest, a_map, a_note, a_room

    from firsthand.records.models import Study

    study = Study.objects.order_by("pk")[0]
    for title, role, notes, code in (
        ("Product", "product manager", PRODUCT, "AAAA2345"),
        ("Design", "designer", DESIGN, "BBBB2345"),
    ):
        made = a_map(study, title, role=role)
        room = a_room(made, code)
        for text, lens, does in notes:
            a_note(
                made, text, lens, contributor=a_guest(made, room, f"Somebody, {does}", role=does)
            )
    print(study.pk)


if __name__ == "__main__":
    main(sys.argv[1])
