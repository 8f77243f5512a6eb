"""What stands in somebody's way: its kind, its words, and whether it is given as a reason."""

import pytest

from firsthand.language import constraints
from firsthand.method.empathize import ConstraintKind as Is


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We're not allowed to leave a session open.", Is.POLICY),
        ("I'm not allowed to sign it.", Is.AUTHORITY),
        ("I have no log-in on that ward.", Is.AUTHORITY),
        ("It takes ten minutes, I've no time for it.", Is.TIME),
        ("Came back and it had logged me out.", Is.TOOL),
        ("I don't know how to export it.", Is.SKILL),
        ("We have no budget for a second one.", Is.MONEY),
        ("It was dark in the bay.", Is.ENVIRONMENT),
        ("I have a tremor, so small boxes are out.", Is.ACCESS_NEED),
        ("If we're late I get blamed, she gets blamed, nobody rings.", Is.INCENTIVE),
    ],
)
def test_each_kind_is_found_in_plain_words(text: str, kind: Is) -> None:
    sure = [one for one in constraints.find(text) if not one.hint]
    assert kind in {one.kind for one in sure}
    for one in sure:
        assert text[one.start : one.end].strip() == text[one.start : one.end]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I wrote it down because the printer was empty.", "because the printer was empty"),
        ("The battery was dead, so I pushed it back.", "The battery was dead"),
        ("I keep a sheet in case it logs me out.", "in case it logs me out"),
        ("I typed it at five since there was no chair before.", "since there was no chair before"),
        ("I ask them unless they are busy.", "unless they are busy"),
    ],
)
def test_a_reason_is_what_follows_because_or_comes_before_so(text: str, reason: str) -> None:
    assert [text[start:end] for start, end in constraints.reasons(text)] == [reason]


@pytest.mark.parametrize(
    "text", ["I work there since August.", "So that's ten minutes gone.", "I was so tired."]
)
def test_since_a_day_and_so_that_s_give_no_reason(text: str) -> None:
    assert list(constraints.reasons(text)) == []


@pytest.mark.parametrize(
    ("text", "doing"),
    [
        ("I wrote it on the glove.", True),
        ("Laid them out on the desk.", True),
        ("She just opened it for me.", True),
        ("I was raging.", False),
        ("It was fine.", False),
        ("I know her.", False),
    ],
)
def test_a_state_is_nothing_done(text: str, doing: bool) -> None:
    assert constraints.is_doing(text) is doing
