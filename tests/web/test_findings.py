"""The pages of findings: claims with their figures, forms that keep what was typed, tickets."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.workspace import INTERVIEW, joins, person, the_source

from firsthand.actions.commenting import remark
from firsthand.actions.finding import Cites, claim
from firsthand.actions.working import do_next
from firsthand.method.sources import Purpose
from firsthand.records.models import (
    Belonging,
    Comment,
    Consent,
    Decision,
    Dossier,
    Evidence,
    Finding,
    Participant,
    Pattern,
    Person,
    Publication,
    Study,
)
from firsthand.records.studies import Role

FROZE, MESS = "Last Tuesday the terminal froze twice", "It was a mess."


@pytest.fixture
def signed_in(ann: Person) -> Client:
    client = Client()
    client.force_login(ann)
    return client


@pytest.fixture
def heard(study: Study) -> Study:
    do_next(timezone.now())
    return study


def key(study: Study, words: str) -> str:
    start = INTERVIEW.index(words)
    return f"{the_source(study).pk}:{start}-{start + len(words)}"


def cites(study: Study, words: str) -> Cites:
    start = INTERVIEW.index(words)
    return Cites([(the_source(study).pk, start, start + len(words))])


def agreed(study: Study) -> None:
    mara = Participant.objects.get(study=study)
    Consent.objects.create(
        participant=mara, given=date(2026, 11, 1), purposes=[str(Purpose.QUOTES)]
    )


def page(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_finding_is_made_from_words_and_shows_each_figure(
    signed_in: Client, heard: Study
) -> None:
    form = signed_in.get(reverse("new-finding", args=(heard.pk,)), {"for": key(heard, FROZE)})
    assert FROZE in form.content.decode()
    sent = {"claim": "It freezes at night.", "for": key(heard, FROZE), "against": key(heard, MESS)}
    answer = signed_in.post(reverse("new-finding", args=(heard.pk,)), sent)
    finding = Finding.objects.get()
    assert answer["Location"] == reverse("finding", args=(heard.pk, finding.pk))
    shown = page(signed_in, "finding", heard.pk, finding.pk)
    assert "1 of 1 (17–100 %) participants, in 1 quote from 1 session" in shown
    assert "1 quote of 1 participant against it" in shown
    assert "It rests on what people did, or do" in shown
    source = the_source(heard)
    assert f"{reverse('transcript', args=(heard.pk, source.pk))}?at=" in shown


def test_a_claim_that_is_refused_keeps_what_was_typed_and_ticked(
    signed_in: Client, heard: Study
) -> None:
    sent = {"claim": "x" * 1001, "for": key(heard, FROZE)}
    answer = signed_in.post(reverse("new-finding", args=(heard.pk,)), sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "x" * 1001 in text
    assert f'value="{key(heard, FROZE)}" checked' in text
    assert "Say it shorter" in text


def test_a_finding_is_made_from_a_pattern_with_its_quotes(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    pattern = Pattern.objects.create(study=heard, name="It freezes", by=ann)
    [(source, start, end)] = cites(heard, FROZE).speaking
    Belonging.objects.create(pattern=pattern, source_id=source, start=start, end=end)
    form = signed_in.get(reverse("new-finding", args=(heard.pk,)), {"pattern": pattern.pk})
    assert f'value="{key(heard, FROZE)}" checked' in form.content.decode()
    sent = {"claim": "It freezes.", "for": key(heard, FROZE), "pattern": pattern.pk}
    signed_in.post(reverse("new-finding", args=(heard.pk,)), sent)
    assert Finding.objects.get().pattern == pattern


@pytest.mark.parametrize("odd", ["", "x", "1:5", "1:9-5", "1:-5-9", "9" * 30 + ":1-2", "²:1-2"])
def test_a_place_that_is_none_is_told(signed_in: Client, heard: Study, odd: str) -> None:
    sent = {"claim": "It freezes.", "for": odd}
    answer = signed_in.post(reverse("new-finding", args=(heard.pk,)), sent)
    assert answer.status_code == 422
    assert not Finding.objects.exists()


def test_candidates_are_narrowed_and_ticked(signed_in: Client, heard: Study, ann: Person) -> None:
    finding = claim(heard, ann, "The terminal freezes.")
    where = reverse("candidates", args=(heard.pk, finding.pk))
    everything = signed_in.get(where).content.decode()
    assert everything.count('name="place"') > 2
    # The nearest to the claim stands first.
    assert everything.index("the terminal froze twice") < everything.index(MESS)
    narrowed = signed_in.get(where, {"words": "a MESS"}).content.decode()
    assert narrowed.count('name="place"') == 1
    assert MESS in narrowed
    none = signed_in.get(where, {"words": "a mess", "grade": "second_hand"}).content.decode()
    assert "No quote is left" in none
    sent = {"place": key(heard, MESS), "as": "against"}
    signed_in.post(reverse("evidence", args=(heard.pk, finding.pk)), sent)
    assert Evidence.objects.get().contradicts
    assert MESS not in signed_in.get(where, {"words": "a mess"}).content.decode()


@pytest.mark.parametrize("odd", [{"who": "²"}, {"code": "x"}, {"pattern": "9" * 30}, {"kind": "x"}])
def test_a_filter_that_is_none_narrows_nothing(
    signed_in: Client, heard: Study, ann: Person, odd: dict[str, str]
) -> None:
    finding = claim(heard, ann, "The terminal freezes.")
    where = reverse("candidates", args=(heard.pk, finding.pk))
    found = signed_in.get(where, odd).content.decode()
    assert found.count('name="place"') == signed_in.get(where).content.decode().count(
        'name="place"'
    )


def test_evidence_is_turned_and_taken_away(signed_in: Client, heard: Study, ann: Person) -> None:
    finding = claim(heard, ann, "It freezes.", cites(heard, FROZE))
    row = Evidence.objects.get()
    signed_in.post(reverse("evidence-turning", args=(heard.pk, finding.pk, row.pk)))
    assert Evidence.objects.get().contradicts
    signed_in.post(reverse("evidence-removal", args=(heard.pk, finding.pk, row.pk)))
    assert not Evidence.objects.exists()


def test_a_quote_s_page_has_its_context_and_all_that_is_said_of_it(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    finding = claim(heard, ann, "It freezes.", cites(heard, FROZE))
    [(source, start, end)] = cites(heard, FROZE).speaking
    shown = page(signed_in, "quote", heard.pk, source, start, end)
    assert f"<strong>{FROZE}</strong>" in shown
    assert "so I wrote the vitals on my arm" in shown
    assert "Tell me about the last night you charted." in shown
    assert "Mara" in shown
    assert "past behaviour" in shown
    assert finding.claim in shown


def test_a_quote_beyond_its_text_is_not_there(signed_in: Client, heard: Study) -> None:
    source = the_source(heard).pk
    for start, end in ((9, 5), (5, 5), (5, 10**9), (10**9, 10**10), (10**17, 10**17 + 5)):
        where = reverse("quote", args=(heard.pk, source, start, end))
        assert signed_in.get(where).status_code == 404


def test_comments_stand_where_the_quote_does_and_only_their_writer_may_change_them(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    ben = person("Ben")
    joins(ben, heard, Role.CONTRIBUTOR)
    sent = {"quote": key(heard, FROZE), "text": "Which <b>terminal</b>?"}
    answer = signed_in.post(reverse("comments", args=(heard.pk,)), sent)
    assert answer["Location"].endswith("#comments")
    shown = signed_in.get(answer["Location"]).content.decode()
    assert "&lt;b&gt;terminal&lt;/b" in shown  # parts of it may be underlined
    assert "<b>terminal" not in shown
    made = Comment.objects.get()
    other = Client()
    other.force_login(ben)
    refused = other.post(reverse("comment", args=(heard.pk, made.pk)), {"text": "None."})
    assert refused.status_code == 422
    signed_in.post(reverse("comment", args=(heard.pk, made.pk)), {"text": "The third."})
    assert Comment.objects.get().text == "The third."
    signed_in.post(reverse("comment-removal", args=(heard.pk, made.pk)))
    assert not Comment.objects.exists()


def test_a_comment_that_is_refused_keeps_what_was_typed(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    finding = claim(heard, ann, "It freezes.")
    sent = {"finding": finding.pk, "text": "x" * 4001}
    answer = signed_in.post(reverse("comments", args=(heard.pk,)), sent)
    assert answer.status_code == 422
    assert "x" * 4001 in answer.content.decode()
    assert f'name="finding" value="{finding.pk}"' in answer.content.decode()


def test_a_decision_is_kept_and_says_what_is_weaker_since(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    finding = claim(heard, ann, "It freezes.", cites(heard, FROZE))
    sent = {"what": "Buy terminals.", "who": "Ann", "on": "2026-11-03", "finding": finding.pk}
    signed_in.post(reverse("new-decision", args=(heard.pk,)), sent)
    shown = page(signed_in, "decisions", heard.pk)
    assert "Then: 1 of 1 (17–100 %) participants, 1 session" in shown
    assert "Weaker since" not in shown
    Evidence.objects.update(contradicts=True)
    assert "Weaker since: nothing speaks for it any more" in page(signed_in, "decisions", heard.pk)
    assert "What it rests on is weaker since" in page(signed_in, "study", heard.pk)


@pytest.mark.parametrize(
    "odd", [{"what": " "}, {"who": " "}, {"on": "soon"}, {"on": ""}, {"finding": []}]
)
def test_a_decision_that_is_refused_keeps_what_was_typed(
    signed_in: Client, heard: Study, ann: Person, odd: dict[str, str]
) -> None:
    finding = claim(heard, ann, "It freezes.")
    sent = {"what": "Buy terminals.", "who": "Ann", "on": "2026-11-03", "finding": finding.pk}
    answer = signed_in.post(reverse("new-decision", args=(heard.pk,)), sent | odd)
    assert answer.status_code == 422
    assert ("Buy terminals." in answer.content.decode()) is ("what" not in odd)
    assert not Decision.objects.exists()


def test_findings_of_another_study_are_no_ground(signed_in: Client, heard: Study) -> None:
    cleo = person("Cleo")
    other = Study.objects.create(title="Elsewhere")
    joins(cleo, other, Role.OWNER)
    foreign = claim(other, cleo, "Nothing.")
    sent = {"what": "Buy.", "who": "Ann", "on": "2026-11-03", "finding": foreign.pk}
    answer = signed_in.post(reverse("new-decision", args=(heard.pk,)), sent)
    assert answer.status_code == 422


def test_a_ticket_is_given_with_consent_and_in_either_markup(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    finding = claim(heard, ann, "It freezes.", cites(heard, FROZE))
    agreed(heard)
    where = reverse("finding-ticket", args=(heard.pk, finding.pk))
    text = signed_in.get(where).content.decode()
    assert f"bq. {FROZE}" in text
    assert "http://testserver/studies/" in text
    assert f"&gt; {FROZE}" in signed_in.get(where, {"as": "markdown"}).content.decode()
    part = signed_in.get(where, headers={"HX-Request": "true"}).content.decode()
    assert "<textarea" in part
    assert "<html" not in part


def test_without_consent_the_page_says_whose_and_why_and_leads_to_them(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    finding = claim(heard, ann, "It freezes.", cites(heard, FROZE))
    text = page(signed_in, "finding-ticket", heard.pk, finding.pk)
    assert FROZE not in text
    assert "<textarea" not in text
    mara = reverse("participant", args=(heard.pk, Participant.objects.get().pk))
    assert f'<a href="{mara}">Mara</a>: no consent is recorded' in text


def test_who_may_only_read_sees_findings_and_no_act(heard: Study, ann: Person) -> None:
    finding = claim(heard, ann, "It freezes.", cites(heard, FROZE))
    remark(finding, ann, "The battery is dead by two.")
    ben = person("Ben")
    joins(ben, heard, Role.VIEWER)
    client = Client()
    client.force_login(ben)
    text = page(client, "finding", heard.pk, finding.pk)
    assert "The battery is dead by two." in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]
    assert "Copy for Jira" not in text


def test_the_list_asks_as_much_of_the_database_for_many_findings_as_for_one(
    signed_in: Client, heard: Study, ann: Person
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(signed_in, "findings", heard.pk)
        return len(queries)

    claim(heard, ann, "It freezes.", cites(heard, FROZE))
    one = asked()
    for number in range(5):
        claim(heard, ann, f"It freezes again, {number}.", cites(heard, MESS))
    assert asked() == one


def test_the_dossier_stands_under_the_workspace_s_head_and_says_when_it_was_made(
    signed_in: Client, heard: Study
) -> None:
    Dossier.objects.create(study=heard, made=timezone.now(), page="<p>What we can say</p>")
    text = page(signed_in, "dossier", heard.pk)
    assert "<p>What we can say</p>" in text
    assert 'class="spine"' in text
    assert "Put together on" in text
    heard.sources.update(labelled=None)
    state = page(signed_in, "dossier-state", heard.pk)
    assert "1 interview is still being read." in state


def test_files_say_who_is_left_out_before_they_are_given(signed_in: Client, heard: Study) -> None:
    text = page(signed_in, "dossier-file", heard.pk)
    assert "Mara</a>: no consent is recorded" in text
    assert "Nobody in this study may be quoted outside the team" in text
    assert signed_in.post(reverse("dossier-files", args=(heard.pk,))).status_code == 422
    agreed(heard)
    assert "no consent is recorded" not in page(signed_in, "dossier-file", heard.pk)
    assert signed_in.get(reverse("dossier-file", args=(heard.pk,)), {"as": "md"}).status_code == 422
    Publication.objects.create(
        study=heard, made=timezone.now(), html="<p>", markdown="# Charting", data="{}"
    )
    answer = signed_in.get(reverse("dossier-file", args=(heard.pk,)), {"as": "md"})
    assert answer.content.decode() == "# Charting"
    named = f'charting-at-night-dossier-{timezone.now():%Y-%m-%d}.md"'
    assert answer["Content-Disposition"].endswith(named)
