"""Themes counted by review, grouped, crossed with reviews, and their sentences."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from texts import add

from kb.access import LOCAL
from kb.config import Settings
from kb.errors import QuestionError
from kb.knowledge_base import KnowledgeBase
from kb.record_commands import themes as themes_command
from kb.theme_lists import Act, Grouping, Stance, ThemeSurvey, named_theme
from kb.types import Polarity, Standing

HEAD = """# Serious Case Review: {child}

{part}

{place} Safeguarding Children Board, May {year}

"""
TOLD = "1.1 The nursery was not told that she had been injured. It rained.\n\n"
ACRE = HEAD.format(child="Child A", part="Overview Report", place="Acre", year=2010) + TOLD
ACRE += "1.2 Her account was taken at face value.\n\n1.3 Was the school told in time?\n"
ACRE_SUMMARY = HEAD.format(child="Child A", part="Executive Summary", place="Acre", year=2010)
ACRE_SUMMARY += "1.1 Nobody told the nursery.\n"
BROOK = HEAD.format(child="Child B", part="Overview Report", place="Brook", year=2012)
BROOK += (
    "1.1 Information was shared promptly and well between the police and the school.\n\n"
    "## Recommendations\n\nR1. Staff should not take any account at face value.\n"
)
BRIEFING = """**Select Committee on Children's Services**

**Report of the Director of Children's Services**

**Briefing on a serious case review**

1. The nursery was not told that she had been injured.
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory, embedder):
    store = tmp_path_factory.mktemp("themes") / "store"
    with KnowledgeBase.open(Settings(store=store), create=True, embedder=embedder) as kb:
        ids = add(kb, ACRE, ACRE_SUMMARY, BROOK, BRIEFING)
        yield kb, dict(zip(("acre", "summary", "brook", "briefing"), ids, strict=True))


@pytest.fixture
def survey(held):
    with held[0].read(LOCAL) as snapshot:
        yield lambda conditions=None, **options: ThemeSurvey(snapshot, conditions or {}, **options)


@pytest.fixture
def command(held, monkeypatch):
    """`kb themes ARGUMENTS` on the store of this module."""
    monkeypatch.setenv("KB_STORE", str(held[0].store))
    return lambda *arguments: CliRunner().invoke(themes_command, arguments)


def row_of(found, theme):
    return next(row for row in found.themes if row.theme == theme)


def test_report_and_summary_count_once_and_other_papers_do_not(survey):
    found = survey().counts()
    row = row_of(found, "information-sharing")

    assert (found.basis.counted, found.basis.n) == ("reviews", 2)
    assert (row.present, row.only_absent, row.sentences) == (1, 1, 2)


def test_recommendation_is_no_finding_and_a_question_is_nothing(survey):
    found = survey().counts()

    row = row_of(found, "professional-curiosity")
    assert (row.present, row.only_recommended) == (1, 1)
    only_acre = survey({"authority": "Acre"}).mentions("information-sharing")
    asked = [m for m in only_acre.mentions if m.place.quote.endswith("?")]
    assert {m.act for m in asked} <= {Act.OTHERS}


def test_other_papers_count_where_they_are_asked_for(survey):
    every = survey(all_types=True).counts()
    briefings = survey({"document type": "committee report"}).counts()

    assert (every.basis.counted, every.basis.n) == ("papers", 3)
    assert row_of(every, "information-sharing").present == 2
    assert (briefings.basis.n, row_of(briefings, "information-sharing").present) == (1, 1)


def test_conditions_choose_documents(survey):
    found = survey({"year": "2012"}).counts()

    assert (found.basis.n, found.basis.conditions) == (1, {"year": "2012"})
    assert row_of(found, "information-sharing").present == 0


@pytest.mark.parametrize(
    ("by", "groups"), [("year", ["2010", "2012"]), ("authority", ["Acre", "Brook"])]
)
def test_groups_say_their_size(survey, by, groups):
    found = survey().grouped(Grouping(by))

    assert [(group.value, group.reviews) for group in found.groups] == [(g, 1) for g in groups]
    assert row_of(found, "information-sharing").present == {groups[0]: 1}


def test_matrix_says_what_each_review_says(survey, held):
    ids = held[1]
    found = survey().matrix()

    assert [sorted(review.documents) for review in found.reviews] == [
        sorted([ids["acre"], ids["summary"]]),
        [ids["brook"]],
    ]
    acre, brook = (review.id for review in found.reviews)
    assert row_of(found, "information-sharing").reviews == {
        acre: Stance.PRESENT,
        brook: Stance.ABSENT,
    }
    assert row_of(found, "professional-curiosity").reviews[brook] is Stance.RECOMMENDED


def test_counts_are_those_of_the_matrix_and_of_the_sentences(survey):
    matrix = survey().matrix()
    for row in survey().counts().themes:
        stances = list(row_of(matrix, row.theme).reviews.values())
        said = survey().mentions(row.theme).mentions
        finding = [m for m in said if m.act is Act.FINDING and m.polarity is Polarity.PRESENT]
        assert stances.count(Stance.PRESENT) == row.present == len({m.review for m in finding})


def test_sentence_has_its_place_and_its_words(survey, held):
    kb, ids = held
    found = survey({"authority": "Acre"}).mentions("professional curiosity")

    (item,) = found.mentions
    place = item.place
    assert (place.document_id, place.paragraph) == (ids["acre"], "1.2")
    assert place.quote == "Her account was taken at face value."
    assert (item.act, item.polarity, place.standing) == (
        Act.FINDING,
        Polarity.PRESENT,
        Standing.PRIMARY,
    )
    with kb.read(LOCAL) as snapshot:
        (span,) = place.spans
        text = snapshot.page(place.document_id, span.page).text
    assert text[span.start : span.end] == place.quote


def test_what_is_not_tagged_yet_is_tagged_for_the_list(kb):
    (document_id,) = add(kb, ACRE)
    kb.build_index()
    with kb.writing("testing"):
        kb.catalog.set_mentions(document_id, [], "of an older vocabulary")

    with kb.read(LOCAL) as snapshot:
        found = ThemeSurvey(snapshot, {}).counts()

    assert found.basis.tagged_now == 1
    assert row_of(found, "information-sharing").present == 1


@pytest.mark.parametrize(
    ("name", "theme"),
    [
        ("information-sharing", "information-sharing"),
        ("Missed  Appointments", "missed-appointments"),
        ("failure to share information", "information-sharing"),
    ],
)
def test_theme_is_known_by_id_and_names(name, theme):
    assert named_theme(name).id == theme


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("neglekt", "did you mean 'neglect'"),
        ("badgers", "no theme is called 'badgers'"),
        ("missed appointments and poor record keeping", "names more than one"),
    ],
)
def test_theme_that_is_not_known_is_a_clear_error(name, message):
    with pytest.raises(QuestionError, match=message):
        named_theme(name)


@pytest.mark.parametrize(
    ("options", "keys"),
    [
        ([], {"basis", "themes"}),
        (["--by", "year"], {"basis", "by", "groups", "themes"}),
        (["--matrix"], {"basis", "reviews", "themes"}),
        (
            ["--theme", "supervision"],
            {"basis", "theme", "label", "kind", "scope_note", "mentions"},
        ),
    ],
)
def test_command_prints_json_csv_and_tables(command, options, keys):
    assert set(json.loads(command(*options, "--json").stdout)) == keys
    rows = list(csv.reader(io.StringIO(command(*options, "--csv").stdout.removeprefix("\ufeff"))))
    assert len({len(row) for row in rows}) == 1
    shown = command(*options)
    assert (shown.exit_code, "2 reviews" in shown.stdout) == (0, True)


def test_csv_of_groups_and_matrix_hold_what_the_lists_do(command):
    by_year = csv.DictReader(
        io.StringIO(command("--by", "year", "--csv").stdout.removeprefix("\ufeff"))
    )
    rows = {row["theme"]: row for row in by_year}
    assert (rows[""]["2010"], rows[""]["2012"]) == ("1", "1")
    assert (rows["information-sharing"]["2010"], rows["information-sharing"]["2012"]) == ("1", "0")

    matrix = command("--matrix", "--csv").stdout.removeprefix("\ufeff")
    found = {row["authority"]: row for row in csv.DictReader(io.StringIO(matrix))}
    assert found["Acre"]["information-sharing"] == "present"
    assert found["Brook"]["information-sharing"] == "absent"


def test_command_tags_anew_and_refuses_two_lists_at_once(command):
    assert json.loads(command("--retag", "--json").stdout) == {"documents": 0}
    refused = command("--matrix", "--by", "year")
    assert (refused.exit_code, "exclude each other" in refused.output) == (2, True)
    assert isinstance(command("--theme", "badgers").exception, QuestionError)
