"""Maps to start from: one for each role, each question written for that work."""

import re

from firsthand.method.empathy_map import NEUTRAL, Centre
from firsthand.method.map_templates import TEMPLATES, template_of

SENSES = re.compile(r"\b(sees?|hears?|looks? at|listens?|watch\w*|eyes?|ears?)\b", re.IGNORECASE)


def test_there_is_one_for_six_roles_and_for_a_customer():
    assert [one.key for one in TEMPLATES] == [
        "product-manager",
        "designer",
        "researcher",
        "engineer",
        "salesperson",
        "support-agent",
        "customer",
    ]


def test_a_role_stands_at_the_centre_of_all_but_the_customers():
    roles = {one.key: one.role for one in TEMPLATES if one.centre is Centre.ROLE}
    assert roles == {one.key: one.title.lower() for one in TEMPLATES[:-1]}
    assert (TEMPLATES[-1].centre, TEMPLATES[-1].role) == (Centre.PARTICIPANT, "")


def test_each_has_the_six_lenses_of_the_neutral_wording():
    for one in TEMPLATES:
        told = [(lens.number, lens.name, lens.area) for lens in one.lenses]
        assert told == [(lens.number, lens.name, lens.area) for lens in NEUTRAL]


def test_every_question_is_its_own_and_short_enough_to_be_stored():
    asked = [lens.ask for one in TEMPLATES for lens in one.lenses]
    assert len(set(asked)) == len(asked) == 42
    assert [ask for ask in asked if not ask.endswith("?") or len(ask) > 300] == []


def test_no_question_needs_a_sense():
    asked = [lens.ask for one in TEMPLATES for lens in one.lenses]
    assert [ask for ask in asked if SENSES.search(ask)] == []


def test_one_is_found_by_its_key():
    assert template_of("engineer") is TEMPLATES[3]
    assert template_of("king") is None
