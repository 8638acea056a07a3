"""Reviews by what they recommend: from the table of recommendations, a row a review."""

import pytest
from texts import holding

from kb.answer_tables import print_answer, rows_csv
from kb.types import Verdict, to_json

HEAD = (
    "# {place} Safeguarding Children Board\n\n# Serious Case Review: Child {label}\n\n"
    "{part}May {year}\n\n"
)
ACRE = HEAD.format(place="Acre", label="A", part="", year=2010) + (
    "1.1 The police did not train anybody. Training was poor.\n\n## Recommendations\n\n"
    "R1. Acre Police should train every officer in neglect.\n\n"
    "R2. Acre Police should keep a list of dogs.\n\n"
    "R3. Acre Police should write to the Board.\n\n"
    "R4. The GP practice should weigh babies.\n"
)
ACRE_SUMMARY = HEAD.format(place="Acre", label="A", part="Executive Summary\n\n", year=2010)
ACRE_SUMMARY += "1.1 She was born in May.\n"
BROOK = HEAD.format(place="Brook", label="B", part="", year=2012) + (
    "1.1 This report makes no recommendations. The police had recommended training.\n"
)
COPSE = HEAD.format(place="Copse", label="C", part="", year=2014) + (
    "1.1 Nobody rang.\n\n## Recommendations\n\nR1. The school should ring the police each day.\n"
)
MINUTES = """**Select Committee on Children's Services**

**Report of the Director of Children's Services**

**Briefing on a serious case review**

## Recommendations

1. Acre Police should train its officers.
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory, embedder):
    with holding(
        tmp_path_factory.mktemp("advice"), embedder, ACRE, ACRE_SUMMARY, BROOK, COPSE, MINUTES
    ) as (kb, _):
        yield kb.ask


def rows(answer):
    return {row.authority: row for row in answer.rows}


def quotes(answer, row):
    return [c.quote for c in answer.citations if c.id in row.citation_ids]


def test_row_quotes_the_first_two_and_says_how_many(ask):
    answer = ask("Which reviews made recommendations to the police?")
    found = rows(answer)

    assert (answer.kind, answer.status) == ("list", "answered")
    assert (answer.count.cites, answer.count.searched) == (1, 3)
    assert answer.text.startswith("**1 of 3 reviews**: recommendations to the police")
    assert found["Acre"].verdict is Verdict.CITES
    assert found["Acre"].note == "does so in 3 of its 4 recommendations"
    assert quotes(answer, found["Acre"]) == [
        "Acre Police should train every officer in neglect.",
        "Acre Police should keep a list of dogs.",
    ]


def test_review_that_makes_none_is_silent_and_said_so(ask):
    answer = ask("Which reviews made recommendations to the police?")
    found = rows(answer)

    assert found["Brook"].verdict is Verdict.SILENT
    assert found["Brook"].note == "makes no recommendations, it sets out findings"
    assert quotes(answer, found["Brook"]) == ["This report makes no recommendations."]


def test_what_only_names_them_and_asks_others_is_borderline(ask):
    copse = rows(ask("Which reviews made recommendations to the police?"))["Copse"]
    gps = rows(ask("Which reviews have recommendations for GPs?"))["Copse"]

    assert (copse.verdict, copse.note) == (
        Verdict.BORDERLINE,
        "comes near in 1 of its 1 recommendations",
    )
    assert (gps.verdict, gps.note) == (Verdict.SILENT, "makes other recommendations")


def test_findings_on_the_same_matter_do_not_count(ask):
    answer = ask("How many reviews recommend training?")

    assert (answer.kind, answer.count.cites) == ("count", 1)
    assert quotes(answer, rows(answer)["Acre"])[0].startswith("Acre Police should train")
    assert answer.count.excluded == {"committee report": 1}


def test_addressee_and_matter_must_stand_in_one_recommendation(ask):
    both = ask("Which reviews recommended something to the police about dogs?")
    apart = ask("Which reviews recommended something to GPs about dogs?")

    assert (both.count.cites, apart.count.cites) == (1, 0)
    assert quotes(both, rows(both)["Acre"]) == ["Acre Police should keep a list of dogs."]


def test_reviews_without_such_recommendations_can_be_asked_for(ask):
    none = ask("Which reviews make no recommendations?")
    other = ask("Which reviews did not recommend training?")

    assert [name for name, row in rows(none).items() if row.verdict is Verdict.CITES] == ["Brook"]
    assert quotes(none, rows(none)["Brook"]) == ["This report makes no recommendations."]
    assert other.count.cites == 2


def test_conditions_hold(ask):
    answer = ask("Which Copse reviews made recommendations to schools?")

    assert (answer.count.cites, answer.count.searched) == (1, 1)


def test_terminal_and_csv_say_how_many(ask, capsys):
    answer = to_json(ask("Which reviews made recommendations to the police?"))
    print_answer(to_json(ask("Which reviews have recommendations for GPs?")))

    assert "makes other recommendations (1)" in capsys.readouterr().out
    assert "says so; does so in 3 of its 4 recommendations" in rows_csv(answer)
