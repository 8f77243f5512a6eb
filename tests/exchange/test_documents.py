"""DOCX, ODT, RTF, HTML and PDF, each read in a child process."""

TALK = [("Ann", "How do you do it today?"), ("Ben", "With paper & a pen."), ("Ann", "Why?")]


def test_a_docx_with_names_in_bold_and_a_heading(reads, said, build):
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Part one</w:t></w:r></w:p>'
    body = build.paragraph("Interview of 2 May") + heading
    body += "".join(build.paragraph((f"{name}: ", True), words) for name, words in TALK)

    source = reads("talk.docx", build.docx(body))

    assert (source.format, source.kind) == ("docx", "transcript")
    assert said(source) == TALK
    assert source.text.startswith("Interview of 2 May\n\n")


def test_bold_names_without_a_colon_get_one(reads, said, build):
    body = "".join(build.paragraph((name, True), f" {words}") for name, words in TALK)

    source = reads("talk.docx", build.docx(body))

    assert said(source) == TALK
    assert source.text.split("\n\n")[0] == "Ann: How do you do it today?"


def test_a_meeting_recorders_docx_with_name_and_time_above_the_words(reads, said, build):
    lines = [("Ann Bee", "0:03", "Hello."), ("Ben Cee", "1:09", "Hi.")]
    body = "".join(
        f"<w:p><w:r><w:t>{name}   {at}</w:t><w:br/><w:t>{words}</w:t></w:r></w:p>"
        for name, at, words in lines
    )

    source = reads("meeting.docx", build.docx(body))

    assert said(source) == [("Ann Bee", "Hello."), ("Ben Cee", "Hi.")]
    assert [turn.began for turn in source.turns] == [3.0, 69.0]


def test_a_table_of_speakers_and_words_in_docx(reads, said, build):
    rows = [("Time", "Speaker", "Text"), ("0:01", "Ann", "Hello?"), ("0:04", "Ben", "Hi.")]
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{build.paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )

    source = reads("table.docx", build.docx(f"<w:tbl>{body}</w:tbl>"))

    assert said(source) == [("Ann", "Hello?"), ("Ben", "Hi.")]
    assert [turn.began for turn in source.turns] == [1.0, 4.0]


def test_deleted_words_are_no_words(reads, said, build):
    deleted = "<w:p><w:r><w:t>Ann: I like </w:t></w:r><w:del><w:r><w:delText>hate</w:delText></w:r>"
    body = deleted + "</w:del><w:r><w:t>it. You?</w:t></w:r></w:p>"
    body += build.paragraph("Ben: So do I.") + build.paragraph("Ann: Good.")

    assert said(reads("x.docx", build.docx(body)))[0] == ("Ann", "I like it. You?")


def test_an_odt_with_bold_names_breaks_and_comments(reads, said, build):
    body = "".join(
        f'<text:p><text:span text:style-name="B">{name}</text:span><text:s/>'
        f"{words.replace('&', '&amp;')}<office:annotation><text:p>check</text:p>"
        "</office:annotation></text:p>"
        for name, words in TALK
    )

    source = reads("talk.odt", build.odt(f"<text:h>Title</text:h>{body}"))

    assert (source.format, said(source)) == ("odt", TALK)


def test_an_odt_table_of_speakers(reads, said, build):
    rows = [("Ann", "Hello, how are you?"), ("Ben", "Fine."), ("Ann", "Good."), ("Ben", "Yes.")]
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    body = "".join(
        f"<table:table-row>{''.join(cell.format(one) for one in row)}</table:table-row>"
        for row in rows
    )

    source = reads("t.odt", build.odt(f"<table:table>{body}</table:table>"))

    assert said(source) == rows


def test_an_rtf(reads, said):
    rtf = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl\f0 Arial;}\f0\pard {\b Ann:} How was the caf\'e9?\par "
        r"{\b Ben:} Fine, it\u8217?s good.\par {\b Ann:} Yes.\par}"
    )

    source = reads("talk.rtf", rtf)

    assert source.format == "rtf"
    assert said(source)[:2] == [("Ann", "How was the café?"), ("Ben", "Fine, it’s good.")]


def test_an_html_page_without_its_scripts_and_menus(reads, said):
    page = """<!DOCTYPE html><html><head><title>T</title><style>p {}</style></head><body>
    <nav><p>Ann: menu</p></nav><h1>A talk</h1><script>var x = "Ben: no";</script>
    <p><strong>Ann:</strong> How do you
       do it today?<p><strong>Ben:</strong> With paper &amp; a pen.
    <p><strong>Ann:</strong> Why?</p></body></html>"""

    source = reads("talk.html", page)

    assert (source.format, said(source)) == ("html", TALK)


def test_an_html_table_with_an_empty_speaker(reads, said):
    cells = [("Speaker", "Text"), ("Ann", "Hello?"), ("Ben", "Hi."), ("", "And hi again.")]
    cells += [("Ann", "Good."), ("Ben", "Yes.")]
    rows = "".join(f"<tr><td>{name}</td><td>{words}</td></tr>" for name, words in cells)

    source = reads("t.html", f"<html><body><table>{rows}</table></body></html>")

    assert said(source)[:2] == [("Ann", "Hello?"), ("Ben", "Hi.\n\nAnd hi again.")]


def test_a_pdf_joins_lines_and_leaves_out_heads_feet_and_page_numbers(reads, said, build):
    long = "and then I write it down on the sheet of paper that lies in front of me there"
    pages = [
        ["Study 7", "Interview", "Ann: How do you do it today, when you are on your own, and who",
         "is it that helps you?", f"Ben: {long}", "every day.", "1/3"],
        ["Study 7", f"Ann: And after that, {long}", "again?", "Ben: Yes.", "2/3"],
        ["Study 7", f"Ann: And after that again, {long}?", "Ben: No.", "3/3"],
    ]  # fmt: skip

    source = reads("talk.pdf", build.pdf(pages))

    assert source.format == "pdf"
    assert said(source)[:3] == [
        ("Ann", "How do you do it today, when you are on your own, and who is it that helps you?"),
        ("Ben", f"{long} every day."),
        ("Ann", f"And after that, {long} again?"),
    ]
    assert "Study 7" not in source.text
    assert "2/3" not in source.text


def test_a_pdf_with_line_numbers(reads, said, build):
    spoken = [
        "Ann: How is it?",
        "Ben: Fine.",
        "Ann: Why?",
        "Ben: It is.",
        "Ann: Good.",
        "Ben: Yes.",
    ]
    lines = [f"{number} {line}" for number, line in enumerate(spoken, start=1)]

    source = reads("numbered.pdf", build.pdf([lines]))

    assert said(source) == [(line.split(": ")[0], line.split(": ")[1]) for line in spoken]


def test_one_misspelt_label_is_taken_for_the_name_it_nearly_is(reads, build):
    lines = ["Dan: So?", "Participant: Yes.", "Dan: And?", "Particpant: No.", "Dan: Oh?"]
    lines += ["Participant: Right.", "Dan: Fine."]

    assert reads("x.pdf", build.pdf([lines])).speakers == ("Dan", "Participant")


def test_prose_is_a_document_and_says_so(reads, build):
    source = reads("report.docx", build.docx(build.paragraph("We asked people. They said much.")))

    assert (source.kind, source.turns) == ("document", ())
    assert source.note == "no speakers and no times in it: not a session"


def test_an_export_of_coded_segments_is_a_document_though_people_speak_in_it(reads, build):
    lines = ["Coded Segments", "Document name Code Segment", "P1 Needs Dan: What do you need?"]
    lines += ["Dan: And?", "Participant: More.", "Dan: Why?", "Participant: For this."]

    source = reads("coded-segments.pdf", build.pdf([lines]))

    assert source.kind == "document"
    assert source.note == "an export of codes and coded segments: not a session"
