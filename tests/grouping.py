"""A study of three interviews, read and put together: what people do on its patterns board."""

from django.utils import timezone
from tests.workspace import a_study, upload

from firsthand.actions.importing import IMPORT
from firsthand.actions.labelling import label
from firsthand.actions.weighing import weigh
from firsthand.actions.working import do_next
from firsthand.records.jobs import State
from firsthand.records.models import Dossier, Job, Person, Source, Statement, Study

MARA = """INES: What did you do when the terminal froze?
MARA: Last Tuesday I wrote the vitals on my arm with a pen because the terminal was frozen.
INES: And then?
MARA: The terminal takes ages to wake up and I have to log in again every time.
"""
JO = """INES: Tell me about the last night.
JO: On Friday I wrote the vitals on my arm with a pen, the terminal was frozen again.
INES: What else happened?
JO: The terminal takes ages to wake up, and then I have to log in again.
"""
LEE = """INES: What happened on your shift?
LEE: I wrote the vitals on my arm with a pen last week, the terminal had frozen.
INES: How was that?
LEE: The charting screen is fine for me, honestly.
"""
ANA = """INES: And you?
ANA: Yesterday I wrote the vitals on my arm with a pen because the terminal was frozen.
"""


def put_together() -> None:
    """Does what a worker does, without its beat: with much to do here it would meet a lock."""
    now = timezone.now()
    while Job.objects.filter(kind=IMPORT, state=State.WAITING).exists():
        do_next(now)
    for source in Source.objects.filter(labelled=None):
        label(source, now)
    for study in Study.objects.all():
        weigh(study, now)


def a_board(owner: Person) -> Study:
    """Mara, Jo and Lee, all of it labelled and weighed."""
    files = [upload(f"{name}.txt", text) for name, text in NAMES.items()]
    study = a_study(owner, files)
    put_together()
    return study


NAMES = {"mara": MARA, "jo": JO, "lee": LEE}


def suggested(study: Study) -> list[dict[str, object]]:
    """What the engine suggested when the study was last put together."""
    board = Dossier.objects.get(study=study).board
    return [one for one in board["patterns"] if not one["decided"]]


def where(study: Study, words: str) -> list[tuple[int, int, int]]:
    """The places of all statements that hold these words, in the order of their sources."""
    rows = Statement.objects.filter(source__study=study).select_related("source").order_by("pk")
    return [(one.source_id, one.start, one.end) for one in rows if words in one.exact]
