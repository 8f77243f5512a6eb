"""The page of Empathize, a behaviour's own page, the guide, and remarks on how one writes."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.actions.test_empathizing import ARM, DEAD, JO, MARA, SKIN, TYPED, at
from tests.grouping import put_together
from tests.workspace import a_study, joins, person, upload

from firsthand.actions.commenting import remark
from firsthand.actions.empathizing import Link, ask, behave, confirm
from firsthand.actions.finding import Cites, claim
from firsthand.actions.marking import mark
from firsthand.actions.staging import add_stage
from firsthand.method.empathize import ConstraintKind
from firsthand.records.models import Behaviour, Constraint, Participant, Person, Stage, Study
from firsthand.records.studies import Role

POLICY = ConstraintKind.POLICY


@pytest.fixture
def study(ann: Person) -> Study:
    made = a_study(ann, [upload("mara.txt", MARA)])
    put_together()
    return made


@pytest.fixture
def client(ann: Person) -> Client:
    signed_in = Client()
    signed_in.force_login(ann)
    return signed_in


def shown(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def key(study: Study, words: str) -> str:
    return "-".join(map(str, at(study, words)))


def blamed(page: str, words: str) -> bool:
    return bool(re.search(f"“[^”]*{words}[^”]*” blames the user\\.", page))


def first_link(page: str) -> str:
    found = re.search(r'name="link" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_suggestion_is_confirmed_under_another_kind_with_one_button(
    client: Client, study: Study
) -> None:
    page = shown(client, "empathize", study.pk)
    link = first_link(page)
    sent = {"confirm": link, f"kind {link}": "authority"}
    answer = client.post(reverse("links", args=(study.pk,)), sent)
    assert answer.status_code == 302
    assert Constraint.objects.get().kind == "authority"
    page = shown(client, "empathize", study.pk)
    assert "1 behaviour, 1 with what shaped it." in page
    assert f'value="{link}"' not in page


def test_what_is_ticked_is_refused_at_once_and_stays_as_an_open_question(
    client: Client, study: Study
) -> None:
    links = re.findall(r'name="link" value="([^"]+)"', shown(client, "empathize", study.pk))
    sent = {"link": links, "as": "refused"} | {f"kind {one}": "tool" for one in links}
    client.post(reverse("links", args=(study.pk,)), sent)
    assert set(Constraint.objects.values_list("refused", flat=True)) == {True}
    page = shown(client, "empathize", study.pk)
    assert 'name="link"' not in page
    assert "What shaped it is an open question." in page


def test_a_link_without_a_kind_is_refused_in_words(client: Client, study: Study) -> None:
    link = first_link(shown(client, "empathize", study.pk))
    answer = client.post(reverse("links", args=(study.pk,)), {"confirm": link})
    assert answer.status_code == 422
    assert "Choose what kind of constraint it is." in answer.content.decode()
    assert not Constraint.objects.exists()


def test_a_day_is_laid_out_with_offered_names_and_moved(client: Client, study: Study) -> None:
    Participant.objects.update(workflow="takes vital signs at ten, types them at five")
    page = shown(client, "empathize", study.pk)
    assert "types them at five" in page
    assert 'name="offered" value="at five"' not in page  # one person alone names it
    for name in ("takes vital signs at ten", "types them at five"):
        client.post(reverse("stages", args=(study.pk,)), {"offered": name, "name": ""})
    page = shown(client, "empathize", study.pk)
    assert 'name="offered" value="types them at five"' not in page
    last = Stage.objects.get(name="types them at five")
    client.post(reverse("stage-moving", args=(study.pk, last.pk)), {"to": "earlier"})
    assert next(one.name for one in study.stages.all()) == "types them at five"
    client.post(reverse("stage", args=(study.pk, last.pk)), {"name": "five in the morning"})
    client.post(reverse("stage-removal", args=(study.pk, study.stages.last().pk)))  # type: ignore[union-attr]
    assert [one.name for one in study.stages.all()] == ["five in the morning"]


def test_a_stage_without_a_name_keeps_what_was_typed(client: Client, study: Study) -> None:
    answer = client.post(reverse("stages", args=(study.pk,)), {"name": "x" * 201})
    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()
    assert "longer than 200 characters" in answer.content.decode()


def test_what_was_done_is_found_by_words_and_put_in_a_stage(
    client: Client, study: Study, ann: Person
) -> None:
    night = add_stage(study, ann, "the round")
    page = shown(client, "behaviours", study.pk)
    assert ARM in page
    found = client.get(reverse("behaviours", args=(study.pk,)), {"words": "typed it"})
    assert ARM not in found.content.decode()
    assert TYPED in found.content.decode()
    sent = {"place": [key(study, ARM), key(study, TYPED)], "stage": str(night.pk)}
    client.post(reverse("behaviours", args=(study.pk,)), sent)
    assert set(Behaviour.objects.values_list("stage", flat=True)) == {night.pk}
    client.post(reverse("behaviours", args=(study.pk,)), {"place": key(study, ARM), "as": "none"})
    assert Behaviour.objects.get(refused=True).exact.startswith("I wrote the vitals")


def test_other_words_are_chosen_as_what_shaped_it(
    client: Client, study: Study, ann: Person
) -> None:
    [row] = behave(study, ann, [at(study, ARM)])
    page = shown(client, "behaviour", study.pk, row.pk)
    assert f'name="words" value="{key(study, SKIN)}"' in page
    sent = {"behaviour": key(study, ARM), "words": key(study, SKIN), "kind": "policy"}
    client.post(reverse("constraints", args=(study.pk,)), sent)
    bound = Constraint.objects.get()
    assert (bound.behaviour_id, bound.kind, bound.exact[:8]) == (row.pk, "policy", "We're no")
    client.post(reverse("constraint", args=(study.pk, bound.pk)), {"kind": "time"})
    assert Constraint.objects.get().kind == "time"
    client.post(reverse("constraint-removal", args=(study.pk, bound.pk)))
    assert not Constraint.objects.exists()


def test_exact_words_that_were_marked_are_offered_too(
    client: Client, study: Study, ann: Person
) -> None:
    source = study.sources.get()
    start = MARA.index(DEAD)
    mark(source, ann, start, start + len(DEAD))
    [row] = behave(study, ann, [at(study, ARM)])
    value = f"{source.pk}-{start}-{start + len(DEAD)}"
    assert f'value="{value}"' in shown(client, "behaviour", study.pk, row.pk)
    sent = {"behaviour": key(study, ARM), "words": value, "kind": "tool"}
    client.post(reverse("constraints", args=(study.pk,)), sent)
    assert Constraint.objects.get().exact == DEAD


def test_on_a_statement_and_a_quote_it_is_one_act(client: Client, study: Study) -> None:
    source, start, end = at(study, ARM)
    page = shown(client, "statement", study.pk, source, start)
    assert "This is a behaviour" in page
    sent = {"place": f"{source}-{start}-{end}", "back": reverse("quote", args=at_args(study, ARM))}
    answer = client.post(reverse("behaviours", args=(study.pk,)), sent)
    assert answer["Location"] == reverse("quote", args=at_args(study, ARM))
    assert "These words are a behaviour there" in shown(client, "quote", *at_args(study, ARM))
    assert "This is the constraint on…" in shown(client, "quote", *at_args(study, SKIN))


def at_args(study: Study, words: str) -> tuple[int, ...]:
    return (study.pk, *at(study, words))


def test_an_open_question_is_one_click_from_the_guide_and_says_when_it_is_answered(
    client: Client, study: Study, ann: Person
) -> None:
    client.post(reverse("behaviour-questions", args=(study.pk,)), {"place": key(study, TYPED)})
    page = shown(client, "guide", study.pk)
    assert "What was in the way that time?" in page
    assert "Ask Mara, about:" in page
    assert f"<q>I {TYPED} in at five.</q>" in page
    assert "In the guide already" in shown(client, "empathize", study.pk)
    confirm(study, ann, [Link(at(study, TYPED), at(study, SKIN), POLICY)])
    page = shown(client, "guide", study.pk)
    assert "Answered since: policy, <q>We&#x27;re not allowed to write on skin.</q>" in page


def test_whoever_may_only_read_sees_the_day_and_no_buttons(study: Study, ann: Person) -> None:
    confirm(study, ann, [Link(at(study, ARM), at(study, SKIN), POLICY)])
    vera = person("Vera")
    joins(vera, study, Role.VIEWER)
    reads = Client()
    reads.force_login(vera)
    page = shown(reads, "empathize", study.pk)
    assert ARM in page
    assert "Put it there" not in page
    assert "Add the stage" not in page
    row = Behaviour.objects.get()
    assert "These words shaped it" not in shown(reads, "behaviour", study.pk, row.pk)


def test_the_queries_do_not_grow_with_behaviours(client: Client, study: Study, ann: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            shown(client, "empathize", study.pk)
        return len(seen)

    confirm(study, ann, [Link(at(study, ARM), at(study, SKIN), POLICY)])
    ask(study, ann, at(study, SKIN))
    before = asked()
    behave(study, ann, [at(study, TYPED)])
    confirm(study, ann, [Link(at(study, TYPED), at(study, ARM), POLICY)])
    assert asked() <= before  # fewer where nothing is suggested any more


def test_a_claim_that_blames_is_underlined_named_and_led_to_a_behaviour(
    client: Client, study: Study, ann: Person
) -> None:
    confirm(study, ann, [Link(at(study, ARM), at(study, SKIN), POLICY)])
    finding = claim(study, ann, "Mara is too lazy to chart.")
    page = shown(client, "finding", study.pk, finding.pk)
    underlined = (
        r'<span class="remarked">[^<]*lazy[^<]*</span><span class="sr"> \(blames the user\)'
    )
    assert re.search(underlined, page)
    assert blamed(page, "lazy")
    assert "policy: <q>We&#x27;re not allowed to write on skin.</q>" in page
    assert blamed(shown(client, "findings", study.pk), "lazy")
    assert blamed(shown(client, "study", study.pk), "lazy")


def test_a_comment_a_decision_and_a_memo_are_looked_at_too(
    client: Client, study: Study, ann: Person
) -> None:
    finding = claim(study, ann, "The battery is dead by two.")
    remark(finding, ann, "They are careless.\nSo what.")
    assert blamed(shown(client, "finding", study.pk, finding.pk), "careless")
    source = study.sources.get()
    mark(source, ann, MARA.index(ARM), MARA.index(ARM) + 4, memo="Stupid idea.")
    assert blamed(shown(client, "transcript", study.pk, source.pk), "Stupid")
    assert blamed(shown(client, "quotes", study.pk), "Stupid")


def test_words_that_are_said_in_a_participant_s_name_stay_as_they_are(
    client: Client, study: Study
) -> None:
    assert "blames the user" not in shown(client, "transcript", study.pk, study.sources.get().pk)


def test_a_claim_on_nothing_but_a_wish_is_said_to_be_a_request(client: Client, ann: Person) -> None:
    study = a_study(ann, [upload("jo.txt", JO + "JO: I wish you would give us an app for that.\n")])
    put_together()
    finding = claim(study, ann, "An app helps them.", Cites([at(study, "I wish you")]))
    page = shown(client, "finding", study.pk, finding.pk)
    assert "a request taken over" in page
    other = claim(study, ann, "An app helps them.", Cites([at(study, "on a glove")]))
    assert "a request taken over" not in shown(client, "finding", study.pk, other.pk)


def test_what_is_typed_is_remarked_and_never_kept_from_being_saved(
    client: Client, study: Study
) -> None:
    asked = {"of": "claim", "claim": "They are lazy."}
    answer = client.get(reverse("wording", args=(study.pk,)), asked)
    assert blamed(answer.content.decode(), "lazy")
    assert "<html" not in answer.content.decode()
    page = shown(client, "new-finding", study.pk)
    assert 'aria-live="polite"' in page
    assert f'hx-get="{reverse("wording", args=(study.pk,))}?of=claim"' in page
    saved = client.post(reverse("new-finding", args=(study.pk,)), {"claim": "They are lazy."})
    assert saved.status_code == 302
