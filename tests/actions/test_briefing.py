"""The brief as it leaves the team: everything is counted, and nobody's words go without consent."""

import json
import re
from datetime import date

import pypdfium2
import pytest
from django.utils import timezone
from tests.mapping import a_map, a_note, a_quote
from tests.workspace import joins, person, the_source

from firsthand.actions.briefing import KEPT_BACK, brief_of, leaving_brief
from firsthand.actions.map_relating import related
from firsthand.actions.permissions import NotAllowed
from firsthand.actions.studies import start_study
from firsthand.actions.working import do_next
from firsthand.exchange.briefs import FORMS
from firsthand.method.briefs import Part, Reader
from firsthand.method.sources import Purpose
from firsthand.records.models import Consent, EmpathyMap, NoteGroup, Person, Study
from firsthand.records.studies import Role

ARM = "Last Tuesday the terminal froze twice, so I wrote the vitals on my arm."
ON = date(2026, 11, 20)
ROOT = "https://firsthand.test"


@pytest.fixture
def drawn(study: Study) -> EmpathyMap:
    do_next(timezone.now())
    one = a_map(study, "A night on the ward")
    group = NoteGroup.objects.create(
        map=one, lens=one.lenses.get(number=3), key="g", name="so I wrote the vitals on paper"
    )
    a_quote(one, the_source(study), ARM, text="I wrote the vitals on my arm", group=group)
    a_note(one, "<b>Types</b> it [twice](http://x.test) @ann", ask="So I wrote the vitals when?")
    return one


def consents(study: Study) -> None:
    who = study.participants.get()
    Consent.objects.create(participant=who, given=date(2026, 1, 1), purposes=[str(Purpose.QUOTES)])


def files(one: EmpathyMap, by: Person) -> dict[str, str]:
    left = leaving_brief(one, by, ON, root=ROOT)
    assert left.brief is not None
    made = {name: form.write(left.brief, left.address) for name, form in FORMS.items()}
    return {name: _text(file) for name, file in made.items()}


def _text(file: bytes) -> str:
    """The words of a file, and the addresses it leads to."""
    if not file.startswith(b"%PDF"):
        return file.decode()
    document = pypdfium2.PdfDocument(file)
    told = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    leads = re.findall(rb"/URI \((.*?)\)", file)
    return " ".join(" ".join(told).split()) + b" ".join(leads).decode()


def test_with_consent_every_file_has_the_words_their_place_and_who_said_them(
    drawn: EmpathyMap, ann: Person
) -> None:
    consents(drawn.study)
    place = f"{ROOT}/studies/{drawn.study_id}/sources/{the_source(drawn.study).pk}/#s"
    for text in files(drawn, ann).values():
        assert ARM in text.replace("\\", "")
        assert place in text
        assert "Mara" in text
        assert f"{ROOT}/studies/{drawn.study_id}/maps/{drawn.pk}/brief/" in text
    assert not leaving_brief(drawn, ann, ON).held


def test_without_consent_nobody_s_words_leave_however_they_are_repeated(
    drawn: EmpathyMap, ann: Person
) -> None:
    left = leaving_brief(drawn, ann, ON)
    assert [one.participant.pseudonym for one in left.held] == ["Mara"]
    for text in files(drawn, ann).values():
        assert "wrote the vitals" not in text
        assert "Mara" not in text
        assert KEPT_BACK.strip("()") in text


def test_who_may_not_be_quoted_is_not_named_as_whom_to_ask_either(
    drawn: EmpathyMap, ann: Person
) -> None:
    drawn.study.participants.update(role="staff nurse, nights")
    note = drawn.notes.latest("pk")
    assert "Ask Mara" in FORMS["markdown"].write(brief_of(drawn), "").decode()
    assert "Mara" not in "".join(files(drawn, ann).values())
    note.whom = "Mara"
    note.save()
    assert "Mara" not in "".join(files(drawn, ann).values())


def test_what_stays_inside_is_counted_with_its_grade_all_the_same(
    drawn: EmpathyMap, ann: Person
) -> None:
    left = leaving_brief(drawn, ann, ON)
    assert left.brief is not None
    (summary,) = [one for one in left.brief.sections if one.part is Part.SUMMARY]
    assert "1 of 2 (9–91 %) notes rest on evidence: 1 past behaviour." in [
        line.text for line in summary.lines
    ]


def test_a_map_of_somebody_who_may_not_be_quoted_is_not_given(study: Study, ann: Person) -> None:
    do_next(timezone.now())
    of_mara = a_map(
        study, "Mara", centre="participant", role="", participant=study.participants.get()
    )
    a_note(of_mara, "Waits")
    left = leaving_brief(of_mara, ann, ON)
    assert (left.brief, left.why[:42]) == (None, "Whoever stands at the centre may not be qu")
    consents(study)
    assert leaving_brief(of_mara, ann, ON).brief is not None


def test_withdrawn_consent_takes_the_quote_out_of_the_team_s_own_brief_too(
    drawn: EmpathyMap,
) -> None:
    consents(drawn.study)
    assert [one.part for one in brief_of(drawn).sections].count(Part.QUOTES) == 1
    Consent.objects.update(withdrawn=date(2026, 2, 1))
    assert [one.part for one in brief_of(drawn).sections].count(Part.QUOTES) == 0


def test_a_viewer_takes_nothing_along(drawn: EmpathyMap) -> None:
    ben = person("Ben")
    joins(ben, drawn.study, Role.VIEWER)
    with pytest.raises(NotAllowed):
        leaving_brief(drawn, ben, ON)


def test_what_was_typed_acts_in_no_file(drawn: EmpathyMap, ann: Person) -> None:
    made = files(drawn, ann)
    assert "<b>Types" not in made["html"] + made["markdown"]
    leads = re.findall(r"(?<!\\)\]\((.*?)\)", made["markdown"])
    assert [one for one in leads if not one.startswith(ROOT)] == []
    assert "<script" not in made["html"]
    assert json.loads(made["json"])["notes"][1]["text"].startswith("<b>Types</b>")


def test_every_line_of_the_data_names_its_notes(drawn: EmpathyMap, ann: Person) -> None:
    consents(drawn.study)
    data = json.loads(files(drawn, ann)["json"])
    keys = {note["key"] for note in data["notes"]}
    lines = [line for section in data["sections"] for line in section["lines"]]
    assert len(lines) >= 8
    assert all(
        set(line["notes"]) <= keys
        and (line["notes"] or line["text"].startswith("Nothing is noted"))
        for line in lines
    )
    assert data["on_evidence"] == {"count": 1, "of": 2}


def test_the_files_are_the_same_each_time(drawn: EmpathyMap, ann: Person) -> None:
    assert files(drawn, ann) == files(drawn, ann)


def test_a_reader_gets_the_same_lines_in_an_order_of_their_own(
    drawn: EmpathyMap, ann: Person
) -> None:
    mine = leaving_brief(drawn, ann, ON, Reader.RESEARCHER).brief
    everybody = leaving_brief(drawn, ann, ON).brief
    assert mine is not None
    assert everybody is not None
    assert {one.part: one.lines for one in mine.sections} == {
        one.part: one.lines for one in everybody.sections
    }
    assert [one.part for one in mine.sections] != [one.part for one in everybody.sections]


def test_related_are_what_is_quoted_maps_of_the_same_centre_and_what_has_the_same_words(
    drawn: EmpathyMap,
) -> None:
    same = a_map(drawn.study, "After the pilot", role="Night Nurse")
    near = a_map(drawn.study, "Managers", role="manager")
    a_note(near, "Asks who typed the vitals, and wrote them twice")
    far = a_map(drawn.study, "Sales", role="salesperson")
    a_note(far, "Sends offers on Friday")
    found = related(drawn)
    assert [one.map for one in found if one.map] == [same, near]
    assert found[0].same
    (source,) = [one for one in found if one.source]
    assert (source.source, source.quoted) == (the_source(drawn.study), 1)
    assert "vitals" in source.words


def test_related_never_leaves_the_study(drawn: EmpathyMap, ann: Person) -> None:
    other = a_map(start_study(ann, "Another"), role="night nurse")
    a_note(other, "Wrote the vitals on her arm")
    assert [one.map for one in related(drawn) if one.map] == []
