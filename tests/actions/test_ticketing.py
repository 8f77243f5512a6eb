"""What leaves the team in a ticket: words of those who may be quoted, and of nobody else."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.utils import timezone
from tests.workspace import a_study, joins, person, upload

from firsthand.actions.permissions import NotAllowed
from firsthand.actions.quoting import Place
from firsthand.actions.ticketing import NOBODY, OWN_WORDS, Claim, Given, give, of_pattern
from firsthand.actions.working import do_next
from firsthand.exchange.trackers.jira import jira
from firsthand.method.sources import Purpose
from firsthand.records.models import (
    Belonging,
    Consent,
    Participant,
    Pattern,
    Person,
    Statement,
    Study,
)
from firsthand.records.studies import Role

MARA = "INES: When was it slow?\nMARA: Last Tuesday the terminal froze twice, so I used my arm.\n"
JO = "INES: When was it slow?\nJO: Last night I wrote every number on a paper towel at the desk.\n"
TODAY = date(2026, 11, 22)
FROZE, TOWEL = "the terminal froze twice", "I wrote every number on a paper towel"


@pytest.fixture
def study(ann: Person) -> Study:
    found = a_study(ann, [upload("mara.txt", MARA), upload("jo.txt", JO)])
    do_next(timezone.now())
    return found


def place(study: Study, words: str) -> Place:
    text = MARA if words in MARA else JO
    source = study.sources.get(name="mara.txt" if text is MARA else "jo.txt")
    return source.pk, text.index(words), text.index(words) + len(words)


def agrees(study: Study, who: str, *purposes: str, withdrawn: date | None = None) -> None:
    participant = Participant.objects.get(study=study, pseudonym__iexact=who)
    Consent.objects.create(
        participant=participant,
        given=date(2026, 11, 1),
        withdrawn=withdrawn,
        purposes=list(purposes or [Purpose.QUOTES]),
    )


def asked(
    study: Study, by: Person, text: str, speaking: Sequence[str], against: Sequence[str] = ()
) -> Given:
    claim = Claim(
        "A finding",
        text,
        "http://firsthand.test/findings/1/",
        [place(study, one) for one in speaking],
        [place(study, one) for one in against],
    )
    return give(study, by, claim, TODAY, lambda one: f"http://firsthand.test/{one.key}/")


def test_who_may_be_quoted_is_quoted_with_grade_and_a_link_to_the_place(
    study: Study, ann: Person
) -> None:
    agrees(study, "mara")
    agrees(study, "jo")
    given = asked(study, ann, "Nurses keep their own notes.", [FROZE], [TOWEL])
    assert given.ticket is not None
    text = jira(given.ticket)
    source, start, end = place(study, FROZE)
    assert f"bq. {FROZE}\n◆ past behaviour · Mara · [in its place|" in text
    assert f"http://firsthand.test/{source}:{start}-{end}/]" in text
    assert "1 of 2 (9–91 %) participants, in 1 quote from 1 session" in text
    assert text.index("h3. What contradicts it") < text.index(f"bq. {TOWEL}")
    assert given.held == []


def test_words_without_recorded_consent_stay_and_the_text_says_how_many(
    study: Study, ann: Person
) -> None:
    agrees(study, "mara")
    given = asked(study, ann, "Nurses keep their own notes.", [FROZE, TOWEL])
    assert given.ticket is not None
    text = jira(given.ticket)
    assert TOWEL not in text
    assert "JO" not in text
    assert "1 more quote may not be shown outside the team." in text
    # A count repeats nobody's words: it stays whole.
    assert "2 of 2 (29–100 %) participants" in text
    assert [(str(one.participant), one.why) for one in given.held] == [
        ("JO", "no consent is recorded")
    ]


def test_contradicting_words_that_stay_are_counted_too(study: Study, ann: Person) -> None:
    agrees(study, "mara")
    given = asked(study, ann, "Nurses keep their own notes.", [FROZE], [TOWEL])
    assert given.ticket is not None
    text = jira(given.ticket)
    assert TOWEL not in text
    assert "h3. What contradicts it\n\n1 quote may not be shown outside the team." in text


def test_where_nobody_may_be_quoted_nothing_is_given(study: Study, ann: Person) -> None:
    agrees(study, "jo", Purpose.ANALYSIS)
    given = asked(study, ann, "Nurses keep their own notes.", [FROZE, TOWEL])
    assert given.ticket is None
    assert given.why == NOBODY
    assert [one.why for one in given.held] == [
        "consent was not given for quotes in reports",
        "no consent is recorded",
    ]


def test_a_claim_does_not_carry_out_the_words_that_have_to_stay(study: Study, ann: Person) -> None:
    agrees(study, "mara")
    given = asked(study, ann, "They say: “I wrote every number on a towel”.", [FROZE, TOWEL])
    assert given.ticket is None
    assert given.why == OWN_WORDS


def test_whoever_withdrew_is_in_no_figure_and_not_in_the_claim(study: Study, ann: Person) -> None:
    agrees(study, "mara")
    agrees(study, "jo", withdrawn=TODAY)
    given = asked(study, ann, "Nurses keep their own notes.", [FROZE, TOWEL])
    assert given.ticket is not None
    text = jira(given.ticket)
    assert "1 of 1 (17–100 %) participants" in text
    assert "may not be shown" not in text
    assert TOWEL not in text
    again = asked(study, ann, "Every number on a paper towel.", [FROZE, TOWEL])
    assert again.why == OWN_WORDS


def test_the_strongest_words_stand_first(study: Study, ann: Person) -> None:
    agrees(study, "mara")
    Statement.objects.filter(source__name="jo.txt").update(grade="second_hand")
    agrees(study, "jo")
    given = asked(study, ann, "Nurses keep their own notes.", [TOWEL, FROZE])
    assert given.ticket is not None
    assert [one.words for one in given.ticket.quotes] == [FROZE, TOWEL]


def test_an_assumption_may_leave_and_is_called_one(study: Study, ann: Person) -> None:
    given = asked(study, ann, "Managers do not know.", [])
    assert given.ticket is not None
    assert "*An assumption: nobody said it yet.*" in jira(given.ticket)


def test_a_pattern_gives_what_belongs_to_it_and_nothing_that_was_taken_out(
    study: Study, ann: Person
) -> None:
    agrees(study, "mara")
    agrees(study, "jo")
    pattern = Pattern.objects.create(study=study, name="Own notes", by=ann)
    for words, removed in ((FROZE, False), (TOWEL, True)):
        source, start, end = place(study, words)
        Belonging.objects.create(
            pattern=pattern, source_id=source, start=start, end=end, removed=removed
        )
    claim = of_pattern(pattern, "http://firsthand.test/")
    given = give(study, ann, claim, TODAY, lambda one: "http://firsthand.test/")
    assert given.ticket is not None
    assert [one.words for one in given.ticket.quotes] == [FROZE]


def test_who_may_only_read_takes_nothing_out(study: Study) -> None:
    ben = person("Ben")
    joins(ben, study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        asked(study, ben, "Nurses keep their own notes.", [])
