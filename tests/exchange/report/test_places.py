"""From a quote to the statement that holds it, and on to the words in their file."""

from firsthand.exchange.report.places import Places
from firsthand.method.dossier import Dossier
from firsthand.method.evidence import quote


def test_a_phrase_lies_in_its_statement(bakers: Dossier) -> None:
    places = Places(bakers)
    for one in bakers.findings.phrases[0].quotes:
        statement = places.statement(one)
        assert statement is not None
        assert one.exact in statement.quote.exact
        assert places.link(one) == f"#s-{statement.id}"


def test_a_question_lies_in_no_statement_and_leads_to_its_file(bakers: Dossier) -> None:
    asked = bakers.findings.interviews[0].questions[0].quote
    places = Places(bakers)
    assert places.statement(asked) is None
    assert places.link(asked) == (
        "sources/interviews-rosa.txt#:~:text=Tell%20me%20about,you%20ordered%20flour."
    )


def test_a_short_quote_is_looked_for_as_a_whole(bakers: Dossier) -> None:
    source = bakers.source("per.txt")
    start = source.text.index("Sure.")
    assert Places(bakers).file(quote(source, start, start + 5)) == ("sources/per.txt#:~:text=Sure.")
