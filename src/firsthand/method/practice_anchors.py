"""What each mark of each part means, in words that a person can hold beside an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is there for the mark to be given."""

    absent: str
    general: str
    specific: str


_USER = Anchor(
    "nobody, or users / people / customers at large",
    "a segment ('busy parents', 'young professionals') without a situation",
    "one kind of person one could go and find: a role or a named person, in a situation",
)
_WORKFLOW = Anchor(
    "what they do now is not told",
    "the activity is named, without steps or without what they use for it",
    "a step or moment of what they do now AND the tool or thing they do it with",
)
_CONSTRAINT = Anchor(
    "none",
    "a constraint is named (time, money, rules, a boss) that explains no particular behaviour",
    "a particular behaviour is explained by a particular constraint",
)
_TRADEOFF = Anchor(
    "none",
    "'there are trade-offs', 'prioritise', without what is given up",
    "what is chosen, what is given up for it, and why",
)
_METRIC = Anchor(
    "none",
    "a measure of the business or of a feeling (engagement, retention, satisfaction, NPS)",
    "a measurable change in what that person does or gets",
)

# By kind of question, then by part, in the order in which parts are shown.
ANCHORS: Mapping[str, Mapping[str, Anchor]] = {
    "design": {
        "user": _USER,
        "workflow": _WORKFLOW,
        "questions": Anchor(
            "no question to such a person, or only on opinions and the future ('would you use…')",
            "says that past behaviour would be asked about, or asks about habits in general",
            "at least one question about a particular past time that could be put as it stands",
        ),
        "patterns": Anchor(
            "no behaviour is expected",
            "a difficulty or a habit in general ('they struggle', 'they forget')",
            "a behaviour or workaround that could be seen, and why it is expected",
        ),
        "test": Anchor(
            "none",
            "a kind of test ('usability test', 'A/B test', 'interviews') without who does what",
            "who does what with which thing, and what would be watched for",
        ),
        "constraint": _CONSTRAINT,
        "sentence": Anchor(
            "the problem is nowhere in one sentence",
            "a problem sentence with a solution in it, or of adjectives and abstract words",
            "one sentence: who, what they try to do, what stops them, in their words, no solution",
        ),
        "tradeoff": _TRADEOFF,
        "metric": _METRIC,
    },
    "behavioural": {
        "user": _USER,
        "workflow": _WORKFLOW,
        "patterns": Anchor(
            "no behaviour of theirs is told",
            "a difficulty or habit in general",
            "a behaviour seen or told more than once or of more than one person, or a workaround",
        ),
        "constraint": _CONSTRAINT,
        "tradeoff": _TRADEOFF,
        "own_part": Anchor(
            "only 'we', or nothing of what the teller did",
            "'I led', 'I was responsible', without an act",
            "what the teller did themselves, as acts one could have watched",
        ),
        "metric": _METRIC,
        "reflection": Anchor(
            "none",
            "a lesson in general ('communication matters')",
            "a particular thing that the teller would do differently, tied to what happened",
        ),
    },
    "analytical": {
        "meaning": Anchor(
            "the number is repeated",
            "what it is made of, or what it means for the business",
            "what people did or did not do for it to move",
        ),
        "user": Anchor(
            "nobody in particular, users at large",
            "a segment by one broad word (new users, mobile)",
            "which people, in which situation, whose behaviour could have moved it",
        ),
        "explanations": Anchor(
            "the first explanation is taken",
            "others are named in a word or two (seasonality, a bug)",
            "at least one other explanation with what would be seen if it were so",
        ),
        "questions": Anchor(
            "nobody would be talked to",
            "'talk to users', 'interview customers'",
            "which people by what they did, and what they would be asked about a particular time",
        ),
        "watch": Anchor(
            "nothing",
            "'monitor the metric', 'look at dashboards'",
            "a named behaviour or measure, of whom, and what would change one's mind",
        ),
    },
}
