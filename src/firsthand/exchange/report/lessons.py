"""Each step in a paragraph, for a reader who has never heard of it; the examples are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.method.steps import Step


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a step is for, where to read on, and one good and one bad example."""

    paragraph: str
    sources: tuple[str, ...]
    good: str
    why_good: str
    bad: str
    why_bad: str


LESSONS: Mapping[Step, Lesson] = {
    Step.LOCATE: Lesson(
        paragraph=(
            "Before anything can be learnt about users, there has to be one: a person with a name "
            "or a pseudonym, a role, a piece of work they do, and a tool they already rely on. "
            "“Users”, a segment or a persona is a guess about many people at once. It may be "
            "right, and until somebody real stands behind it, it is called a hypothesis here."
        ),
        sources=(
            "Steve Portigal, Interviewing Users (2nd ed., 2023)",
            "Indi Young, Practical Empathy (2015)",
        ),
        good=(
            "Rosa books the lessons at a driving school with nine cars. She plans the week on "
            "Sunday evening, in a paper diary and a shared calendar."
        ),
        why_good="One person, her work, and what she uses now. She can be asked again.",
        bad="Busy office staff in small firms who want simple scheduling.",
        why_bad="Nobody can ring this person up. It is a hypothesis.",
    ),
    Step.INTERVIEW: Lesson(
        paragraph=(
            "People are poor at predicting what they will do and good at telling what they did. So "
            "an interview asks openly about the last time something happened, lets the other "
            "person talk for most of it, and offers nothing for sale. Whoever will build the thing "
            "should be in the room: an account read later loses what was not written down. New "
            "interviews bring fewer new things after a while; that everything was heard does not "
            "mean that it was understood."
        ),
        sources=(
            "Rob Fitzpatrick, The Mom Test (2013)",
            "Steve Portigal, Interviewing Users (2nd ed., 2023)",
            "Greg Guest, Emily Namey and Mario Chen, “A simple method to assess and report "
            "thematic saturation in qualitative research”, PLOS ONE 15(5), 2020",
            "Monique Hennink, Bonnie Kaiser and Vincent Marconi, “Code saturation versus meaning "
            "saturation”, Qualitative Health Research 27(4), 2017",
        ),
        good="Tell me about the last time two pupils were booked into the same car.",
        why_good="Open, about one time that happened, and about what was done.",
        bad="Would you use a calendar that stops double bookings, and how often?",
        why_bad="About the future, with the answer inside, and two questions at once.",
    ),
    Step.SYNTHESIZE: Lesson(
        paragraph=(
            "Every statement gets a grade, which says how strong it is as evidence, and statements "
            "of several people that say the same become a pattern, named in the words of one of "
            "them. Workarounds come first: what somebody built for themselves, with their own time "
            "and money, is the strongest sign of a need. Every share carries an interval, because "
            "few people were asked, and what speaks against a pattern stays beside it."
        ),
        sources=(
            "Virginia Braun and Victoria Clarke, “Using thematic analysis in psychology”, "
            "Qualitative Research in Psychology 3(2), 2006",
            "Simon Lewin and others, “Applying GRADE-CERQual to qualitative evidence synthesis "
            "findings”, Implementation Science 13 (Suppl 1), 2018",
            "Jeff Sauro and James Lewis, Quantifying the User Experience (2nd ed., 2016)",
        ),
        good="“I write the car on my hand till the phone stops”: 3 of 5 people, all three did it.",
        why_good="Their words, how many of how many, and what they did.",
        bad="80 % of users are frustrated with booking.",
        why_bad="Four of five people, no interval, a feeling nobody voiced, and no act.",
    ),
    Step.TEST: Lesson(
        paragraph=(
            "What people say and what they do differ, and neither side notices. So a rough version "
            "is put before one person, who tries to get something done with it, while somebody "
            "watches and keeps quiet. A sketch is enough, and it may come early: it is there to "
            "find out, not to convince. An interview alone does not do it."
        ),
        sources=(
            "Steve Krug, Rocket Surgery Made Easy (2009)",
            "Jakob Nielsen, Usability Engineering (1993)",
            "Jeff Sauro and James Lewis, Quantifying the User Experience (2nd ed., 2016)",
        ),
        good="Rosa was asked to move Tuesday’s lesson. She opened the week twice, then the diary.",
        why_good="A task, what was seen, and no opinion asked for.",
        bad="We showed Rosa the new screens and she liked them.",
        why_bad="A demonstration and a compliment. Nothing was done with it.",
    ),
    Step.EMPATHIZE: Lesson(
        paragraph=(
            "Empathy in work is knowing what shapes somebody’s behaviour. Each thing a person was "
            "seen or heard to do is tied to the constraint that presses on it: time, a policy, a "
            "tool, skill, money, authority, the surroundings, an access need, or what is rewarded. "
            "With the constraint in view, what looked careless turns out to make sense. A "
            "behaviour without one is a question for the next conversation. Agreeing with a "
            "request is not empathy; knowing what is behind it is."
        ),
        sources=(
            "Indi Young, Practical Empathy (2015)",
            "Hugh Beyer and Karen Holtzblatt, Contextual Design (1998)",
        ),
        good="Rosa writes on her hand, because the calendar logs out while she is on the phone.",
        why_good="What she does, and what makes it the sensible thing to do.",
        bad="Rosa is too lazy to use the calendar properly.",
        why_bad="It blames her, and it ends the search for the reason.",
    ),
    Step.NAME: Lesson(
        paragraph=(
            "At the end stands one sentence that says what the problem is, for whom, and why, in "
            "words that people used. Each word is checked against what was said. A word nobody "
            "said is shown, so that somebody can take it out or go and ask. Words of a solution "
            "are refused: with the solution in the sentence, it can no longer turn out wrong."
        ),
        sources=(
            "Clayton Christensen, Taddy Hall, Karen Dillon and David Duncan, Competing Against "
            "Luck (2016)",
            "Donald Gause and Gerald Weinberg, Are Your Lights On? (1982)",
        ),
        good="Rosa writes bookings on her hand because the calendar logs out during a call.",
        why_good="One sentence: who, what is done, and what is in the way, all of it said.",
        bad="Users need a seamless, real-time booking app.",
        why_bad="Nobody in particular, two adjectives, and the solution.",
    ),
}
