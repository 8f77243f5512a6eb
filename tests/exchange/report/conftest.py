"""An invented study of five bakers, filled by the method's own functions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from firsthand.measures.saturation import saturation
from firsthand.method.dossier import About, Change, Contradiction, Dossier, Findings, compose
from firsthand.method.empathize import ConstraintKind, OpenQuestion, Press
from firsthand.method.evidence import Flag, Grade, Kind, Label, Quote, Reason, quote
from firsthand.method.interview import Asked, Hygiene, grades_of
from firsthand.method.locate import locate
from firsthand.method.problem import Named, Rest, Support, Verdict, Word, judge
from firsthand.method.sources import (
    Consent,
    Moment,
    Part,
    Participant,
    Role,
    Session,
    Source,
    Turn,
    Unread,
)
from firsthand.method.synthesize import Cost, CostKind, Marked, Phrase, ordered, pattern

G, K, F = Grade, Kind, Flag
PAST, GENERAL, WISH, HEARSAY = G.PAST_BEHAVIOUR, G.GENERAL, G.STATED_PREFERENCE, G.SECOND_HAND


@dataclass(frozen=True)
class Said:
    """A sentence of a participant, its grade and kinds, and the words they rest on."""

    words: str
    grade: Grade = GENERAL
    kinds: tuple[Kind, ...] = ()
    because: str = ""
    telling: bool = True


@dataclass(frozen=True)
class Ask:
    """A question of the interviewer."""

    words: str
    flag: Flag | None = None
    because: str = ""
    rewrite: str = ""
    is_open: bool = True


@dataclass
class Held:
    """A session in the making."""

    source: Source
    marked: dict[str, Marked] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)


def hold(name: str, who: str, asks: str, talk: Sequence[Ask | Said], timed: bool = True) -> Held:
    """A source with a turn for each question and each run of answers, marked as told."""
    text, turns, moments, spans = "", [], [], []
    speaker = ""
    for number, one in enumerate(talk):
        now = asks if isinstance(one, Ask) else who
        if now != speaker:
            text += ("\n\n" if text else "") + f"{now}: "
            turns.append(Turn(now, len(text), len(text), number * 21.0 if timed else None))
            speaker = now
        else:
            text += " "
        start = len(text)
        text += one.words
        moments.append(Moment(start, number * 21.0))
        spans.append((one, start, len(text)))
        turns[-1] = replace(turns[-1], end=len(text))
    source = Source(name, text, turns=tuple(turns), moments=tuple(moments) if timed else ())
    held = Held(source)
    for one, start, end in spans:
        at = source.moment_of(start)
        span = quote(source, start, end)
        if isinstance(one, Ask):
            held.asked.append(_asked(one, span, name, asks, at))
        else:
            held.marked[one.words] = _marked(one, span, who, at)
    return held


def _asked(one: Ask, span: Quote, name: str, asks: str, at: float | None) -> Asked:
    flags = ()
    if one.flag:
        flags = (Label(one.flag, 0.9, reasons(one.words, one.because, one.flag.value)),)
    return Asked(span, name, asks, one.is_open, flags, one.rewrite, at)


def _marked(one: Said, span: Quote, who: str, at: float | None) -> Marked:
    because = reasons(one.words, one.because, "a particular time")
    return Marked(
        id=hashlib.sha256(f"{span.sha256}:{span.start}".encode()).hexdigest()[:12],
        quote=span,
        participant=who,
        session=span.source,
        grade=Label(one.grade, 0.86, because),
        kinds=tuple(Label(kind, 0.71) for kind in one.kinds),
        telling=one.telling,
        at=at,
    )


def reasons(text: str, words: str, rule: str) -> tuple[Reason, ...]:
    if not words:
        return ()
    start = text.index(words)
    return (Reason(start, start + len(words), words, rule),)


ROSA: tuple[Ask | Said, ...] = (
    Ask("Tell me about the last time you ordered flour."),
    Said("It was Sunday, late, the ovens were on already.", PAST, (), "It was Sunday"),
    Said("I write it on the flour bag, because the screen is in the office.", PAST,
         (K.WORKAROUND, K.TOOL), "I write it on the flour bag"),
    Said("That costs me ten minutes every night, going over it again.", GENERAL, (K.COMPLAINT,)),
    Ask("And what did you do then?"),
    Said("I rang the mill at six and read it out to them.", PAST, (K.WORKAROUND,), "I rang"),
    Said("The man there knows my voice, so it works out.", GENERAL),
    Ask("Don't you find the ordering screen slow?", F.LEADING, "Don't you find",
        "What was it like the last time you ordered on the screen?", False),
    Said("Yes, I suppose.", WISH, (), "", False),
    Said("The screen is fine, really.", GENERAL),
    Said("My hands are in dough till five, I can't touch it.", GENERAL, (K.CONSTRAINT,)),
)  # fmt: skip
EMIL: tuple[Ask | Said, ...] = (
    Ask("How did Saturday's order get to the mill?"),
    Said("Saturday I wrote it on the flour bag and took a photo for my wife.", PAST,
         (K.WORKAROUND,), "Saturday I wrote it"),
    Said("She types it in at home, half an hour, unpaid.", GENERAL, (K.COMPLAINT,)),
    Ask("Who else sees that photo?"),
    Said("The driver, he wants to know before four.", GENERAL),
    Said("Our driver told me the others all phone it in.", HEARSAY, (), "told me"),
    Ask("Would you use an app that reads the photo, and would you pay for it?", F.HYPOTHETICAL,
        "Would you use", "What have you tried so far to get the order across?", False),
    Said("I would use that every day.", WISH, (K.REQUEST,), "I would use"),
    Said("The parking at the mill is a disgrace, I was there forty minutes.", PAST,
         (K.COMPLAINT,), "I was there"),
)  # fmt: skip
NOOR: tuple[Ask | Said, ...] = (
    Ask("What did you do first, the night before the market?"),
    Said("I counted the sacks with chalk on the door.", PAST, (K.WORKAROUND, K.TOOL), "I counted"),
    Said("I can't touch a screen with flour on my hands, it wants a dry finger.", GENERAL,
         (K.CONSTRAINT, K.COMPLAINT)),
    Said("At five I wiped my hands, twice, and typed it in.", PAST, (), "At five I wiped"),
    Ask("What happened with the order after that?"),
    Said("Twelve came, where I'd put twenty.", PAST, (K.COMPLAINT,), "Twelve came"),
    Said("So we baked rolls.", PAST, (), "we baked"),
    Said("I rang the mill and the line was dead till seven.", PAST, (), "I rang"),
)  # fmt: skip
PER: tuple[Ask | Said, ...] = (
    Ask("Our new ordering app does all this in one tap, it's great, shall I show you?",
        F.PITCHING, "Our new ordering app", "", False),
    Said("Sure.", WISH, (), "", False),
    Ask("You'd save an hour a night, wouldn't you?", F.LEADING, "wouldn't you",
        "How long did the last order take?", False),
    Said("I'd love that.", WISH, (K.REQUEST,), "I'd love"),
    Ask("And with our app the mill confirms at once, brilliant, right?", F.PITCHING,
        "with our app", "", False),
    Said("Could be, yes.", WISH, (), "", False),
    Ask("Our app has a chart of flour prices too, would that help?", F.PITCHING, "Our app has",
        "", False),
    Said("We keep the order on a bag as well, my brother does.", HEARSAY, (K.WORKAROUND,)),
)  # fmt: skip
SPEAKER_2: tuple[Ask | Said, ...] = (
    Ask("Where do you do the ordering?"),
    Said("In the office, at the desk, the night before.", GENERAL),
    Said("I type it straight into the screen and it's done.", GENERAL, (K.TOOL,)),
    Said("There's two of us at night, so one has clean hands.", GENERAL, (K.CONSTRAINT,)),
)

TALKS = (
    ("interviews/rosa.txt", "Rosa", "Ines", ROSA, True),
    ("interviews/emil.vtt", "Emil", "Ines", EMIL, True),
    ("interviews/noor.txt", "Noor", "Ines", NOOR, False),
    ("per.txt", "Per", "Rolf", PER, True),
    ("speaker.txt", "Speaker 2 (speaker.txt)", "Tom", SPEAKER_2, False),
)
PEOPLE = (
    Participant("Rosa", role="baker, nights", workflow="orders flour for a bakery of three",
                tool="the mill's ordering screen", attributes={"size": "small", "shift": "night"},
                access_needs="large text", consent=Consent(given=date(2026, 10, 1))),
    Participant("Emil", role="owner of a bakery", workflow="orders on Saturdays",
                attributes={"size": "small", "shift": "day"}),
    Participant("Noor", role="market baker", attributes={"size": "one person", "shift": "night"},
                consent=Consent(given=date(2026, 10, 5), withdrawn=date(2026, 10, 30))),
    Participant("Per", attributes={"size": "large"}),
    Participant("Speaker 2 (speaker.txt)", generic=True),
)  # fmt: skip


@pytest.fixture(scope="session")
def bakers() -> Dossier:
    return bakers_study()


def bakers_study() -> Dossier:
    held = [hold(*talk) for talk in TALKS]
    sources = [one.source for one in held]
    said = {words: marked for one in held for words, marked in one.marked.items()}
    said = _with_cost(said, "That costs me ten minutes every night, going over it again.",
                      CostKind.TIME, "ten minutes every night", sources[0])  # fmt: skip
    said = _with_cost(said, "She types it in at home, half an hour, unpaid.",
                      CostKind.TIME, "half an hour", sources[1])  # fmt: skip
    sessions = [_session(one) for one in held]
    return compose(
        About(
            title="Ordering flour",
            question="How does a night's order get from the bakery to the mill?",
            invented=True,
            settings={"granularity": "middle", "interviewers": "Ines, Rolf, Tom"},
        ),
        sources,
        sessions,
        locate(PEOPLE, sessions),
        _findings(held, said),
        refused=[Unread("scan.pdf", "It holds pictures of text and no text.")],
        set_aside=[Unread("notes/plan.docx", "no speakers in it: not a session")],
        warnings=["Nobody said who asked in speaker.txt; Tom was taken for the interviewer."],
    )


def _session(one: Held) -> Session:
    asks, who = one.source.speakers[0], one.source.speakers[1]
    day = {"per.txt": 11, "speaker.txt": None}.get(one.source.name, 3)
    return Session(
        source=one.source.name,
        cast={asks: Role(Part.INTERVIEWER), who: Role(Part.PARTICIPANT, who)},
        on=date(2026, 11, day) if day else None,
        attended=("Ines (product)",) if asks == "Ines" else (),
        because="asks more than anybody",
    )


def _with_cost(
    said: dict[str, Marked], words: str, kind: CostKind, cost: str, source: Source
) -> dict[str, Marked]:
    one = said[words]
    start = one.quote.start + words.index(cost)
    costs = (Cost(kind, quote(source, start, start + len(cost))),)
    return said | {words: replace(one, costs=costs)}


def _findings(held: Sequence[Held], said: dict[str, Marked]) -> Findings:
    bag = _starting(said, "I write it on", "Saturday I wrote", "We keep the order", "That costs",
                    "She types")  # fmt: skip
    against = _starting(said, "I type it straight")
    rang = _starting(said, "I rang the mill at", "I rang the mill and")
    hands = _starting(said, "My hands are", "I can't touch a screen")
    parking = _starting(said, "The parking")
    patterns = [
        pattern("p1", _span(bag[0], "on the flour bag", held), bag, 5, against),
        pattern("p2", _span(rang[0], "I rang the mill", held), rang, 5),
        pattern("p3", _span(hands[0], "My hands are in dough", held), hands, 5),
        pattern("p4", _span(parking[0], "The parking at the mill", held), parking, 5),
    ]
    bagged = [one for one in said.values() if "flour bag" in one.quote.exact]
    return Findings(
        statements=tuple(said.values()),
        patterns=ordered(patterns),
        phrases=(
            Phrase("flour bag", ("Emil", "Rosa"),
                   tuple(_span(one, "flour bag", held) for one in bagged)),
        ),
        contradictions=(
            Contradiction(
                _starting(said, "The screen is fine")[0], bag[0],
                "says the screen is fine, and works round it",
            ),
        ),
        interviews=tuple(_hygiene(one, said) for one in held),
        presses=(
            Press(bag[0], hands[0], ConstraintKind.ENVIRONMENT,
                  _span(hands[0], "hands are in dough till five", held)),
        ),
        open_questions=(
            OpenQuestion(rang[0], "Ask Rosa what was in the way the last time she rang the mill"),
        ),
        problems=(_passing(bag[0], hands[0], held), _refused(bag[0], held)),
        named=(Named(_passing(bag[0], hands[0], held), 2, ("Solution: a hook (not done yet)",)),),
        saturation=saturation([["a", "b", "c"], ["a", "d"], ["b", "e"], ["a"], ["c"]],
                              base_size=3),
        changes=(Change("I rang the mill", "one more participant: Noor"),),
    )  # fmt: skip


def _starting(said: dict[str, Marked], *starts: str) -> list[Marked]:
    return [next(m for words, m in said.items() if words.startswith(start)) for start in starts]


def _span(one: Marked, words: str, held: Iterable[Held]) -> Quote:
    source = next(h.source for h in held if h.source.name == one.quote.source)
    start = one.quote.start + one.quote.exact.index(words)
    return quote(source, start, start + len(words))


def _hygiene(one: Held, said: dict[str, Marked]) -> Hygiene:
    source = one.source
    asks, who = source.speakers[0], source.speakers[1]
    theirs = [m for m in said.values() if m.session == source.name]
    count = {name: sum(len(source.words_of(t).split()) for t in source.turns if t.speaker == name)
             for name in (asks, who)}  # fmt: skip
    longest = max((t for t in source.turns if t.speaker == asks), key=lambda t: t.end - t.start)
    return Hygiene(
        session=source.name,
        on=None if source.name == "speaker.txt" else date(2026, 11, 3),
        participants=(who,),
        interviewers=(asks,),
        attended=("Ines (product)",) if asks == "Ines" else (),
        talk_by_words=count[who] / sum(count.values()),
        talk_by_time=0.7 if source.moments else None,
        longest=quote(source, longest.start, longest.end),
        longest_words=len(source.words_of(longest).split()),
        questions=tuple(one.asked),
        grades=grades_of(theirs),
        note="The interviewer was inferred: asks more than anybody.",
    )


def _passing(behaviour: Marked, constraint: Marked, held: Sequence[Held]) -> Verdict:
    sentence = "Rosa writes it on the flour bag because her hands are in dough."
    told = {
        "writes": (Support.SUPPORTED, _span(behaviour, "write", held), ""),
        "flour": (Support.SUPPORTED, _span(behaviour, "flour", held), ""),
        "bag": (Support.SUPPORTED, _span(behaviour, "bag", held), ""),
        "hands": (Support.SUPPORTED, _span(constraint, "hands", held), ""),
        "dough": (Support.SUPPORTED, _span(constraint, "dough", held), ""),
    }
    return judge(sentence, 1, _words(sentence, told), _rests(behaviour, constraint))


def _refused(behaviour: Marked, held: Sequence[Held]) -> Verdict:
    sentence = "Bakers need a seamless app to order sacks in real time."
    told = {
        "seamless": (Support.ADJECTIVE, None, ""),
        "app": (Support.SOLUTION, None, ""),
        "sacks": (Support.CLOSE, _span(behaviour, "bag", held), "bag"),
        "real": (Support.UNSUPPORTED, None, ""),
    }
    rests = (Rest("a located participant", False, "no name in it"),)
    return judge(sentence, 1, _words(sentence, told), rests)


def _words(sentence: str, told: dict[str, tuple[Support, Quote | None, str]]) -> list[Word]:
    words, here = [], 0
    for text in sentence.rstrip(".").split():
        start = sentence.index(text, here)
        here = start + len(text)
        support, span, close = told.get(text, (Support.PLAIN, None, ""))
        words.append(Word(text, start, here, support, (span,) if span else (), close))
    return words


def _rests(behaviour: Marked, constraint: Marked) -> tuple[Rest, ...]:
    return (
        Rest("a located participant", True, "Rosa", ()),
        Rest("a dated contact", True, "3 November 2026", ()),
        Rest("a behaviour", True, "past behaviour", (behaviour.quote,)),
        Rest("its constraint", True, "environment", (constraint.quote,)),
    )


@pytest.fixture(scope="session")
def crowd() -> Dossier:
    return many(5_000)


def many(statements: int) -> Dossier:
    """A study of 25 long interviews, of the size that a team has after a busy year."""
    held = [_long(number, statements // 25) for number in range(25)]
    sources = [one.source for one in held]
    said = [marked for one in held for marked in one.marked.values()]
    sessions = [_session(one) for one in held]
    people = [Participant(source.speakers[1]) for source in sources]
    patterns = [
        pattern(f"p{n}", _span(said[n], "I wrote order", held), said[n::200], 25)
        for n in range(0, 100, 2)
    ]
    findings = Findings(
        statements=tuple(said),
        patterns=ordered(patterns),
        phrases=(),
        contradictions=(),
        interviews=tuple(_hygiene(one, one.marked) for one in held),
        presses=(),
        open_questions=(),
        problems=(),
        saturation=saturation([[str(n // 3), "a"] for n in range(25)]),
    )
    about = About("A busy year")
    return compose(about, sources, sessions, locate(people, sessions), findings)


def _long(number: int, statements: int) -> Held:
    talk: list[Ask | Said] = []
    for n in range(statements):
        if n % 4 == 0:
            talk.append(Ask(f"And what happened with the order of day {n} after that?"))
        talk.append(
            Said(
                f"On day {n} I wrote order {number}-{n} on the flour bag by the door, "
                "because both of my hands were in dough until five.",
                PAST,
                (K.WORKAROUND, K.CONSTRAINT)[: n % 3],
                f"I wrote order {number}-{n} on",
            )
        )
    return hold(f"talks/{number:02}.vtt", f"Baker {number}", "Ines", talk)


@pytest.fixture(scope="session")
def empty() -> Dossier:
    return compose(About(""), [], [], [], _nothing())


def _nothing() -> Findings:
    return Findings((), (), (), (), (), (), (), (), saturation([]))


HOSTILE = (
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)> {{ 7 * 7 }} {% raw %}",
    "[a](javascript:alert(1)) | # * _b_ `c` <b>&amp;</b>",
    "a \u202eright to left\u202c and שלום",
    "nul \0 bell \a escape \x1b[31m delete \x7f",
)


@pytest.fixture(scope="session")
def hostile() -> Dossier:
    """A study whose every text tries to be something else."""
    name = '../../etc/<img src=x onerror="alert(1)">|`#.txt'
    who = '"><script>alert(2)</script>*_[x](javascript:1)'
    held = hold(name, who, "</style><b>", [Ask("</title>?"), *(Said(one) for one in HOSTILE)])
    said = list(held.marked.values())
    sessions = [_session(held)]
    named = _span(said[0], "<script>alert(1)", [held])
    findings = replace(
        _nothing(),
        statements=tuple(said),
        patterns=(pattern("p", named, said, 1),),
        interviews=(_hygiene(held, held.marked),),
        problems=(judge("<script>", 1, [Word("<script>", 0, 8, Support.UNSUPPORTED)], ()),),
    )
    about = About("<script>alert(3)</script>", "</title><img src=x onerror=alert(1)>")
    people = locate([Participant(who, role="<b>")], sessions)
    unread = [Unread("<b>.pdf", "| <script>")]
    return compose(about, [held.source], sessions, people, findings, unread, unread, ["<b>"])
