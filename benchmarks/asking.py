"""Ask on real interviews: does it answer what was spoken of, and say so where nobody did?

    python benchmarks/asking.py

The questions (`gold/asked.tsv`) were written before any score was seen; the threshold in
`method/asking.py` was then chosen on them, so that these figures flatter it.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path

from data import GOLD, data_or_exit


def main() -> None:
    home = os.environ.get("FIRSTHAND_ASKED")
    if home:
        ask(Path(home))
    else:
        with tempfile.TemporaryDirectory() as folder:
            ask(Path(folder))


def ask(home: Path) -> None:
    os.environ["FIRSTHAND_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "firsthand.settings.local"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from firsthand.records.models import Study
    from firsthand.web.search.answers import answer_to

    rows = [line.split("\t") for line in (GOLD / "asked.tsv").read_text().splitlines()]
    rows = [row for row in rows if not row[0].startswith("#")]
    for name in sorted(
        {row[0] for row in rows} - set(Study.objects.values_list("title", flat=True))
    ):
        read_in(name)
    told: Counter[tuple[str, bool]] = Counter()
    for name, answered, question in rows:
        silent = answer_to(question, [Study.objects.get(title=name)]).is_empty
        told[answered, silent] += 1
        if silent is (answered == "yes"):
            print(f"  {'silent on' if silent else 'answered'} ({answered}): {question}")
    silent = sum(n for (_answered, none), n in told.items() if none)
    right = told["near", True] + told["no", True]
    wanted = right + told["near", False] + told["no", False]
    print(
        f"'no evidence yet': precision {right} of {silent}, recall {right} of {wanted} "
        f"(of something else {told['no', True]} of {told['no', True] + told['no', False]}, "
        f"of the field {told['near', True]} of {told['near', True] + told['near', False]}); "
        f"answered {told['yes', False]} of {told['yes', True] + told['yes', False]}"
    )


def read_in(name: str) -> None:
    """A study of that folder's interviews, labelled and indexed."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from firsthand.actions.entering import the_person
    from firsthand.actions.importing import add_files, read_in
    from firsthand.actions.indexing import settle
    from firsthand.actions.labelling import label
    from firsthand.actions.studies import start_study

    folder = data_or_exit() / "A-interviews" / name
    paths = [one for one in sorted(folder.iterdir()) if one.suffix in {".md", ".txt"}]
    files = [
        SimpleUploadedFile(one.name, one.read_bytes())
        for one in paths
        if one.name not in {"README.md", "ATTRIBUTION.md"}
    ]
    study = start_study(the_person(), name)
    read_in(add_files(study, the_person(), files))
    for source in study.sources.all():
        label(source, timezone.now())
    settle()


if __name__ == "__main__":
    main()
