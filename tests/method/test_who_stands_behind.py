"""Who stands behind a pattern, and how strongly."""

from firsthand.method.evidence import Grade, Kind, Label, quote
from firsthand.method.sources import Source
from firsthand.method.synthesize import Marked, Pattern, pattern

SOURCE = Source("a.txt", "We wrote it on the door")


def said(who: str, grade: Grade, *kinds: Kind) -> Marked:
    labels = tuple(Label(kind, 0.8) for kind in kinds)
    words = quote(SOURCE, 0, len(SOURCE.text))
    return Marked(f"{who}-{grade}", words, who, SOURCE.name, Label(grade, 0.8), labels)


def of(*statements: Marked) -> Pattern:
    return pattern("p", quote(SOURCE, 3, 8), statements, 5)


def test_each_participant_stands_with_the_strongest_grade() -> None:
    found = of(
        said("Lee", Grade.GENERAL),
        said("Ann", Grade.STATED_PREFERENCE),
        said("Ann", Grade.PAST_BEHAVIOUR),
        said("Bo", Grade.GENERAL),
    )
    assert found.strongest == {
        "Ann": Grade.PAST_BEHAVIOUR,
        "Bo": Grade.GENERAL,
        "Lee": Grade.GENERAL,
    }
    assert found.behind == {Grade.PAST_BEHAVIOUR: ("Ann",), Grade.GENERAL: ("Bo", "Lee")}


def test_it_takes_two_to_make_a_workaround() -> None:
    ann = said("Ann", Grade.GENERAL, Kind.WORKAROUND)
    assert not of(ann, said("Bo", Grade.GENERAL, Kind.COMPLAINT)).is_workaround
    assert of(ann, said("Bo", Grade.GENERAL, Kind.WORKAROUND)).is_workaround


def test_what_several_would_like_is_not_shared_evidence() -> None:
    wishes = [said(who, Grade.STATED_PREFERENCE) for who in ("Ann", "Bo")]
    assert not of(*wishes).is_shared
    assert of(*wishes, said("Cleo", Grade.GENERAL)).is_shared
    assert not of(said("Ann", Grade.OBSERVED)).is_shared


def test_workaround_is_named_first_of_the_two_most_frequent_kinds() -> None:
    both = [said(who, Grade.GENERAL, Kind.WORKAROUND, Kind.TOOL) for who in ("Ann", "Bo")]
    more = [said(who, Grade.GENERAL, Kind.TOOL, Kind.COMPLAINT) for who in ("Cleo", "Di", "Ed")]
    assert of(*both, *more).leading_kinds == (Kind.WORKAROUND, Kind.TOOL)
    assert of(*more).leading_kinds == (Kind.COMPLAINT, Kind.TOOL)
