"""Maps to start from: who stands at the centre, and what to ask about their work in each lens."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.method.empathy_map import NEUTRAL, Centre, Lens


@dataclass(frozen=True, slots=True)
class Template:
    """A map before anything is written on it; `role` is empty for somebody outside."""

    key: str
    title: str
    centre: Centre
    role: str
    lenses: tuple[Lens, ...]


def _asking(
    reaches: str, expresses: str, does: str, weighs: str, drains: str, helps: str
) -> tuple[Lens, ...]:
    asked = (reaches, expresses, does, weighs, drains, helps)
    return tuple(
        Lens(one.number, one.name, ask, one.area) for one, ask in zip(NEUTRAL, asked, strict=True)
    )


def _role(key: str, title: str, lenses: tuple[Lens, ...]) -> Template:
    return Template(key, title, Centre.ROLE, title.lower(), lenses)


TEMPLATES: tuple[Template, ...] = (
    _role(
        "product-manager",
        "Product manager",
        _asking(
            reaches="Which requests, figures and deadlines come in during a week, and from whom?",
            expresses="What did they last write or present about what is built next, and to whom?",
            does="What did they do between a request coming in and a decision about it?",
            weighs="What did they set against each other the last time they said no?",
            drains="Which meetings, reports or repeated talks took time, and what stayed undone?",
            helps="What do they want to have settled this quarter, and what brought it nearer?",
        ),
    ),
    _role(
        "designer",
        "Designer",
        _asking(
            reaches="What does a piece of work begin with: a brief, a ticket, a talk, a recording?",
            expresses="How did they last explain a choice, and what was answered?",
            does="Which steps did the last piece of work go through, with which tools?",
            weighs="What do they hold on to when time gets short, and what do they let go?",
            drains="What was made a second time or thrown away, and what led to that?",
            helps="What do they want users to manage, and how do they learn whether they did?",
        ),
    ),
    _role(
        "researcher",
        "Researcher",
        _asking(
            reaches="Which questions are brought to them, by whom, and how late in the work?",
            expresses="How did they last report what they found, and what became of it?",
            does="What did they do from question to report, and how long did each part take?",
            weighs="What did they set against each other: depth, speed, number of people?",
            drains="What did finding people, consent, notes or repeated explaining cost them?",
            helps="What do they want decided on evidence, and who has used their work so far?",
        ),
    ),
    _role(
        "engineer",
        "Engineer",
        _asking(
            reaches="Which requests, alerts and reviews come in during a day, and from whom?",
            expresses="What did they last warn of, estimate or object to, and where does it stand?",
            does="What did they do from taking up the last change until it ran for users?",
            weighs="What did they weigh the last time there were two ways to build it?",
            drains="What broke into their work last week, and what was done twice?",
            helps="What do they want the system to do well, and what lets them work on that?",
        ),
    ),
    _role(
        "salesperson",
        "Salesperson",
        _asking(
            reaches="What do buyers ask for and object to, and what does the company ask of them?",
            expresses="What did they last promise or decline, in which words, and to whom?",
            does="Which steps did the last deal take, won or lost, and who was needed for each?",
            weighs="What did they weigh when a buyer wanted something that is not there?",
            drains="What did they wait for, look up or write again while a buyer was waiting?",
            helps="What do they want to reach this quarter, and what closed the last deal?",
        ),
    ),
    _role(
        "support-agent",
        "Support agent",
        _asking(
            reaches="Which calls and messages come in during a shift, and what went before?",
            expresses="What do they write or say most often, and what may they not say?",
            does="What did they do in the last hard case, from opening to closing it?",
            weighs="What did they set against each other: the clock, the rules, whoever asks?",
            drains="Which case comes back again and again, and what does it take each time?",
            helps="What do they want whoever asks to leave with, and what let them manage it?",
        ),
    ),
    Template(
        "customer",
        "Customer",
        Centre.PARTICIPANT,
        "",
        _asking(
            reaches="How did they come upon it, and what else was coming in that day, from whom?",
            expresses="What did they tell others about it, in their own words?",
            does="What did they do the last time, step by step, and with which tools?",
            weighs="What mattered to them that time, and what did they set against it?",
            drains="What did it cost them: time, money, steps, somebody's patience?",
            helps="What did they want to get done, and what brought it nearer?",
        ),
    ),
)


def template_of(key: str) -> Template | None:
    return next((one for one in TEMPLATES if one.key == key), None)
