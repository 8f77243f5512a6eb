"""What the pages of Name show of a sentence: each word with its mark, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.actions.checking import checked
from firsthand.actions.hearing import Spoken, spoken_in
from firsthand.actions.naming import as_stored, newest_of, resting_on, source_keys
from firsthand.actions.suggesting import PROBLEM
from firsthand.method.evidence import Quote
from firsthand.method.problem import Rest, Support, Verdict, Word
from firsthand.records.models import Dossier, Participant, Problem, Study, Version

WHERE = {
    "a located participant": "locate",
    "a dated contact": "interview",
    "a verbatim quote": "statements",
    "an observed or past behaviour": "guide",
    "its constraint": "empathize",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence; `mark` is empty between the words that carry meaning."""

    text: str
    mark: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What is to be said of some of the words, and the words; each with what it is close to."""

    says: str
    words: Sequence[tuple[str, str]]
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Cited:
    """A word, or a thing the sentence rests on, with its quotes; `act` is what would meet it."""

    what: str
    met: bool
    detail: str
    quotes: Sequence[Spoken]
    address: str = ""
    again: bool = False  # the same words as those of the thing before


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence as the editor shows it."""

    verdict: Verdict
    pieces: Sequence[Piece]
    named: Sequence[Named]
    words: Sequence[Cited]
    rests: Sequence[Cited]

    @property
    def summary(self) -> str:
        """All of it in a line or two, for whoever hears the page."""
        if self.verdict.passes:
            return _("It passes.")
        found = [
            f"{one.says} {', '.join(w for w, _near in one.words)}"
            for one in self.named
            if one.wrong
        ]
        missing = [one.what for one in self.rests if not one.met]
        if missing:
            found.append(_("It does not rest on %s yet.") % ", ".join(missing))
        return " ".join(found)


@dataclass(frozen=True, slots=True)
class Listed:
    """A problem in the list: its newest version, and how it stands now."""

    problem: Problem
    version: Version
    verdict: Verdict
    versions: int

    @property
    def fell(self) -> bool:
        """Whether it passed when it was saved, and no longer does."""
        return self.version.passes and not self.verdict.passes


@dataclass(frozen=True, slots=True)
class Kept:
    """A version, and in a line what evidence came and went since the one before."""

    version: Version
    changed: str


def shown(study: Study, verdict: Verdict) -> Checked:
    """The sentence checked, with the quotes behind it; a fixed number of questions."""
    quotes = [q for word in verdict.words for q in word.quotes]
    quotes += [q for rest in verdict.rests_on for q in rest.evidence]
    found = spoken_in(study, quotes)

    def cited(some: Sequence[Quote]) -> list[Spoken]:
        return [found[one] for one in dict.fromkeys(some) if one in found]

    rests: list[Cited] = []
    for one in verdict.rests_on:
        words = cited(one.evidence)
        again = bool(words and rests and words == rests[-1].quotes)
        where = _where(study, one, verdict.who)
        rests.append(Cited(one.what, one.met, one.detail, words, where, again))
    return Checked(
        verdict=verdict,
        pieces=list(_pieces(study, verdict, found)),
        named=list(named(verdict)),
        words=[
            Cited(word.text, True, word.mark, cited(word.quotes))
            for word in verdict.words
            if word.quotes
        ],
        rests=rests,
    )


def named(verdict: Verdict) -> Iterator[Named]:
    """The words that are to be named, in text, by what they are."""
    if verdict.sentences > 1:
        several = _("More than one sentence: these are %s. A problem is one.") % verdict.sentences
        yield Named(several, ())
    lists = (
        (_("Nobody said:"), Support.UNSUPPORTED, False, True),
        (_("Close to what was said:"), Support.CLOSE, False, True),
        (_("Words of a solution:"), Support.SOLUTION, False, True),
        (_("Judging words, put what happened in their place:"), Support.ADJECTIVE, False, True),
        (_("Judging words that a participant said, and that may stand:"),
         Support.ADJECTIVE, True, False),
        (_("Only in what you wrote of participants:"), Support.ENTERED, False, False),
    )  # fmt: skip
    for says, support, cited, wrong in lists:
        words = {
            word.text: word.close_to
            for word in verdict.words
            if word.support is support and bool(word.quotes) is cited
        }
        if words:
            yield Named(says, list(words.items()), wrong)


def listed(study: Study) -> list[Listed]:
    """The study's problems, each checked as it stands now."""
    rows = study.problems.prefetch_related("versions").select_related("by")
    found = []
    for problem in rows.order_by("-pk"):
        problem.study = study
        versions = sorted(problem.versions.all(), key=lambda one: one.number)
        verdict = checked(study, versions[-1].sentence)
        found.append(Listed(problem, versions[-1], verdict, len(versions)))
    return found


def suggested(study: Study) -> list[dict[str, Any]]:
    """The sentences that the dossier suggests, each with why it is refused."""
    rows = Dossier.objects.filter(study=study).values_list("suggested", flat=True).first()
    return [one for one in rows or () if one["kind"] == PROBLEM]


def history(problem: Problem) -> list[Kept]:
    """Every version, the newest first, with what evidence changed between them."""
    rows = list(problem.versions.select_related("by").order_by("number"))
    found, before = [], None
    for one in rows:
        resting = resting_on(one.verdict)
        found.append(Kept(one, _between(before, resting)))
        before = resting
    return found[::-1]


def since_saved(problem: Problem, verdict: Verdict) -> str:
    """In a line what evidence came and went since the newest version was saved."""
    now = resting_on(as_stored(verdict, source_keys(problem.study)))
    return _between(resting_on(newest_of(problem).verdict), now)


def pieces_of(version: Version) -> list[Piece]:
    """An earlier sentence with the marks that it had then."""
    pieces, at = [], 0
    for start, end, mark, _places in version.verdict.get("words", ()):
        pieces += [Piece(version.sentence[at:start]), Piece(version.sentence[start:end], mark)]
        at = end
    return [one for one in (*pieces, Piece(version.sentence[at:])) if one.text]


def _between(before: set[str] | None, now: set[str]) -> str:
    if before is None or before == now:
        return ""
    came, went = len(now - before), len(before - now)
    lines = []
    if came:
        lines.append(ngettext("%s quote came", "%s quotes came", came) % came)
    if went:
        lines.append(ngettext("%s quote went", "%s quotes went", went) % went)
    return ", ".join(lines)


def _pieces(study: Study, verdict: Verdict, found: Mapping[Quote, Spoken]) -> Iterator[Piece]:
    at = 0
    for word in verdict.words:
        if not word.mark:
            continue
        if word.start > at:
            yield Piece(verdict.sentence[at : word.start])
        yield Piece(word.text, word.mark, _place(study, word, found))
        at = word.end
    if verdict.sentence[at:]:
        yield Piece(verdict.sentence[at:])


def _place(study: Study, word: Word, found: Mapping[Quote, Spoken]) -> str:
    first = next((found[one] for one in word.quotes if one in found), None)
    if first is None:
        return ""
    page = reverse("transcript", args=(study.pk, first.key))
    return f"{page}?at={first.start}#s{first.start}"


def _where(study: Study, rest: Rest, pseudonym: str) -> str:
    """The page on which what is missing is done."""
    if rest.met:
        return ""
    if rest.what == "a located participant":
        who = Participant.objects.filter(study=study, pseudonym=pseudonym).first()
        if who is not None:
            return reverse("participant", args=(study.pk, who.pk))
    return reverse(WHERE[rest.what], args=(study.pk,))
