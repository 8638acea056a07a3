"""A row a review, its documents beneath, and a count with its denominator; the plan is steered."""

import csv
import io
from dataclasses import replace

import pytest
from click.testing import CliRunner
from texts import document_of

from kb.answer_tables import print_answer, rows_csv
from kb.commands import ask
from kb.config import Settings
from kb.errors import QuestionError
from kb.knowledge_base import KnowledgeBase
from kb.planning import Steering
from kb.publishing import Incoming
from kb.types import Page, PageState, Standing, Verdict, to_json

QUESTION = "Which reviews cite failure to share information?"
SAID = (
    "The hospital failed to share information with the school about the broken arm. "
    "Nobody told the police. Information was not passed on to the midwife."
)
VISITS = [
    f"On the {n} visit the nurse did not share information with the doctor about what she saw."
    for n in ("first", "second", "third", "fourth")
]


def paper(authority, title, year, *paragraphs):
    cover = f"# {authority} Safeguarding Children Board\n\n# {title}\n\nPublished March {year}\n\n"
    return cover + "\n\n".join(f"{n}.1 {text}" for n, text in enumerate(paragraphs, 1)) + "\n"


def review(label):
    return f"Serious Case Review: Child {label}"


def summary(label):
    return f"{review(label)}. Executive Summary"


REPORT = paper("Marrowby", review("A"), 2014, *VISITS, SAID)
PAPERS = {
    "a-report": REPORT,
    "a-copy": REPORT.replace("what she saw", "all she saw", 1),
    "a-summary": paper("Marrowby", summary("A"), 2015, "Child A lived with her grandmother."),
    "b-summary": paper("Stourbeck", summary("B"), 2012, SAID),
    "c-report": paper("Averley", review("C"), 2011, "The dog was fed at noon."),
    "c-summary": paper("Averley", summary("C"), 2011, SAID),
    "d-report": paper("Quorn", review("D"), 2010, "The garden of the house was tidy."),
    "press": "# Review finds\n\nThe Marrowby Chronicle, 4 March 2014\n\n" + SAID,
}


def hold(kb, name, text, *, unread=False):
    document = document_of(text)
    if unread:
        lost = Page(2, "", "2", PageState.UNREADABLE, "no text")
        document = replace(document, pages=(*document.pages, lost))
    original = kb.store / f"{name}.md"
    original.write_text(text, encoding="utf-8")
    with kb.writing("testing"):
        kb.originals.keep(original)
        kb.add([Incoming(document, f"/in/{name}.md", f"{name}.md")])
    original.unlink()
    return document.id


@pytest.fixture(scope="module")
def held(tmp_path_factory, embedder):
    settings = Settings(store=tmp_path_factory.mktemp("rows") / "store")
    with KnowledgeBase.open(settings, create=True, embedder=embedder) as kb:
        ids = {name: hold(kb, name, text, unread=name[0] == "d") for name, text in PAPERS.items()}
        kb.correct(ids["press"], {"document type": "press"}, "a test")
        with kb.writing("testing"):
            kb.catalog.failures.record("/in/lost.pdf", "damaged")
        yield kb, ids


@pytest.fixture(scope="module")
def answer(held):
    return held[0].ask(QUESTION)


def row(answer, title):
    (found,) = [row for row in answer.rows if title in row.title]
    return found


def test_report_copy_and_summary_are_one_row(held, answer):
    _, ids = held
    found = row(answer, "Child A")

    assert [(d.document_id, d.role) for d in found.documents] == [
        (min(ids["a-report"], ids["a-copy"]), "report"),
        (max(ids["a-report"], ids["a-copy"]), "copy"),
        (ids["a-summary"], "executive summary"),
    ]
    assert [d.verdict for d in found.documents] == ["cites", "cites", "silent"]
    assert (found.verdict, found.document_id) == (Verdict.CITES, found.review_id)
    assert set(found.files) == {"/in/a-report.md", "/in/a-copy.md", "/in/a-summary.md"}
    assert len(answer.rows) == 5  # four reviews, one file that nobody could read


def test_what_only_the_summary_says_is_said_to_be_from_the_summary(held, answer):
    _, ids = held

    assert row(answer, "Child C").document_id == ids["c-summary"]
    assert row(answer, "Child C").title == review("C")
    lines = {line.split(" — ")[0]: line for line in answer.text.split("\n\n")}
    assert "in the executive summary)" in lines[f"- {review('C')}"]
    assert "in the executive summary; the report is not held)" in lines[f"- {summary('B')}"]
    assert "summary" not in lines[f"- {review('A')}"]


def test_count_carries_its_denominator_and_what_was_left_out(answer):
    count = answer.count

    assert (count.unit, count.cites, count.searched) == ("review", 3, 4)
    assert (count.in_full, count.in_part, count.summary_only, count.unreadable) == (3, 1, 1, 1)
    assert (count.silent, count.silent_in_part, count.excluded) == (0, 1, {"press": 1})
    assert answer.text.startswith(
        "**3 of 4 reviews**: failure to share information; 3 readable in full, 1 in part; "
        "1 silent but read only in part; 1 held as summary only; 1 file unreadable; "
        "1 press account excluded.\n"
    )
    assert answer.text.endswith("This counts what this store holds, not all published reviews.")


def test_silence_in_a_review_that_was_read_in_part_is_no_silence(answer):
    found = row(answer, "Child D")

    assert (found.verdict, found.pages_read, found.pages) == (Verdict.SILENT_IN_PART, 1, 2)
    assert "no statement found in the 1 of 2 pages that could be read" in answer.text


def test_an_abbreviation_in_the_plural_is_no_name_that_must_be_held(held):
    found = held[0].ask("Which reviews say that a string of DNAs rang no bells with the LCSPRs?")

    assert "name" not in found.searched.filters


def test_what_nothing_held_speaks_of_is_refused_with_the_word_that_stands_nowhere(held):
    found = held[0].ask("Which reviews say that the trombone lessons were cancelled?")

    assert found.status == "insufficient_evidence"
    assert not [row for row in found.rows if row.verdict == "cites"]
    assert found.count.cites == 0
    assert "“trombone”" in found.text


def test_rows_are_documents_where_documents_are_asked_for(held):
    kb, ids = held
    found = kb.ask("Which documents cite failure to share information?")

    assert {r.document_id for r in found.rows} == {*ids.values(), None}
    assert all(r.review_id is None for r in found.rows)
    assert (found.count.unit, found.count.searched, found.count.excluded) == ("document", 8, {})


def test_executive_summaries_can_be_asked_for(held):
    kb, ids = held
    found = kb.ask("Which executive summaries cite failure to share information?")

    assert found.text.startswith("**2 of 3 executive summaries**")
    searched = {r.document_id for r in found.rows}
    assert searched == {ids["a-summary"], ids["b-summary"], ids["c-summary"], None}


def test_what_other_papers_say_stands_beside_a_kind_that_is_not_held(held):
    found = held[0].ask("Which child practice reviews cite failure to share information?")

    assert (found.status, found.citations) == ("insufficient_evidence", [])
    assert found.text.startswith("No child practice review held: there is nothing to search.")
    assert "which are not counted:\n\n- " in found.text
    assert {citation.document_type for citation in found.nearest} >= {"serious case review"}


def test_holdings_count_what_is_asked_for_and_name_the_rest(held):
    found = held[0].ask("How many review reports do we hold, compared with press?")

    assert found.kind == "inventory"
    assert (found.count.cites, found.count.excluded) == (4, {"press": 1})


def test_the_plan_stands_in_the_answer(held):
    kb, _ = held
    searched = kb.ask(
        "Which 2014 reviews cite failure to share information but not drift?"
    ).searched

    assert [(part.text, part.negated) for part in searched.parts] == [
        ("failure to share information", False),
        ("drift", True),
    ]
    assert searched.parts[0].theme == "information sharing"
    assert (searched.conjunction, searched.filters) == ("all", {"year": "2014"})


def test_filter_holds_for_a_review_by_its_report(held):
    kb, _ = held

    def titles(**filters):
        found = kb.ask(QUESTION, steering=Steering(filters))
        return {r.title for r in found.rows if r.document_id}

    assert titles(year=["2014"]) == {review("A")}
    assert titles(authority=["MARROWBY", "averley"]) == {review("A"), review("C")}
    assert titles(year=["2010-2012"], authority=["Averley"]) == {review("C")}
    assert titles(year=["2015"]) == set()  # its summary is of 2015, the review is not


def test_what_a_condition_is_not_known_of_is_left_out_and_counted(tmp_path, embedder):
    undated = paper("Quorn", review("E"), 2010, SAID).replace("Published March 2010\n\n", "")
    with KnowledgeBase.open(Settings(store=tmp_path / "s"), create=True, embedder=embedder) as kb:
        hold(kb, "a", REPORT)
        hold(kb, "e", undated)
        since = kb.ask("Which reviews since 2014 cite failure to share information?")
        later = kb.ask("Which reviews since 2020 cite failure to share information?")
        anywhen = kb.ask(QUESTION)

    assert (since.count.searched, since.count.unknown) == (1, 1)
    assert "; 1 left out, year not known" in since.text
    assert later.status == "insufficient_evidence"
    assert "1 review left out, year not known." in later.text
    assert (anywhen.count.searched, anywhen.count.unknown) == (2, 0)
    assert "left out" not in anywhen.text


def test_filter_of_a_type_says_what_is_counted(held):
    kb, ids = held
    found = kb.ask(QUESTION, steering=Steering({"type": ["press"]}))

    assert [r.document_id for r in found.rows] == [ids["press"], None]
    assert found.searched.filters == {"document type": "press"}


def test_filter_holds_for_facts(held):
    kb, _ = held
    question = "Who failed to share information about the broken arm?"

    everywhere = {c.title for c in kb.ask(question).citations}
    found = kb.ask(question, steering=Steering({"authority": ["Stourbeck"]}))

    assert everywhere != {summary("B")}
    assert {c.title for c in (*found.citations, *found.nearest)} == {summary("B")}


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            {"colour": ["red"]},
            "no document has a field 'colour'; fields are: agency criticised, authority, board",
        ),
        (
            {"authority": ["Marowby"]},
            "no document has authority 'Marowby'; the nearest of 4 .*Marrow",
        ),
        ({"year": ["20x7"]}, "'20x7' is no year or period"),
        ({"year": ["1999"]}, "no document has year '1999'"),
    ],
)
def test_filter_that_nothing_can_meet_is_refused_with_what_is_held(held, filters, message):
    with pytest.raises(QuestionError, match=message):
        held[0].ask(QUESTION, steering=Steering(filters))


def test_condition_read_out_of_a_question_can_be_switched_off(held):
    kb, _ = held
    question = "Which Marrowby reviews from 2014 cite failure to share information?"

    read = kb.ask(question)
    off = kb.ask(question, steering=Steering(ignored=["authority", "year"]))

    assert read.searched.filters == {"authority": "Marrowby", "year": "2014"}
    assert (off.searched.filters, off.count.searched) == ({}, 4)
    assert "Marrowby" in off.searched.subject


def test_expansion_can_be_switched_off(held):
    kb, _ = held
    found = kb.ask(QUESTION, steering=Steering(expand=False))

    assert found.searched.expansions == []
    assert [part.theme for part in found.searched.parts] == [None]


def test_filter_without_a_value_is_wrong_use():
    result = CliRunner().invoke(ask, [QUESTION, "--filter", "year"])

    assert (result.exit_code, "write NAME=VALUE" in result.output) == (2, True)


def test_terminal_and_csv_show_every_row(answer, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    print_answer(to_json(answer))
    shown = capsys.readouterr().out
    table = list(csv.DictReader(io.StringIO(rows_csv(to_json(answer)).removeprefix("\ufeff"))))

    assert max(map(len, shown.splitlines())) <= 100
    assert shown.count("says so") == answer.count.cites == 3
    assert "pages that could be read (1): Serious Case Review: Child D" in " ".join(shown.split())
    assert "could not be read (1): lost.pdf" in shown
    assert len(table) == len(answer.rows)
    for record, found in zip(table, answer.rows, strict=True):
        assert (record["title"], record["authority"]) == (found.title, found.authority or "")
    by_title = {record["title"]: record for record in table}
    first = by_title[review("C")]
    assert (first["verdict"], first["paragraph"], first["year"]) == ("says so", "1.1", "2011")
    assert (first["file"], first["source"]) == ("/in/c-summary.md", "in the executive summary")
    assert first["quote"] in SAID


def test_quotation_has_neighbours_and_the_standing_of_what_was_judged(tmp_path, embedder):
    before = "The mother alleges that nobody ever rang her."
    judged = "The hospital failed to share information with the school about the broken arm."
    after = "The school should hold a meeting every month."
    with KnowledgeBase.open(Settings(store=tmp_path), create=True, embedder=embedder) as kb:
        hold(kb, "a", paper("Marrowby", review("A"), 2014, f"{before} {judged} {after}"))

        (told,) = kb.ask(QUESTION).citations
        (named,) = kb.ask("Which documents mention the broken arm?").citations

    assert told.quote == f"{before} {judged} {after}"
    assert (told.standing, told.paragraph) == (Standing.PRIMARY, "1.1")
    assert named.quote == judged


def test_what_could_not_be_read_is_named_with_its_cause_where_all_that_is_held_is_asked_for(held):
    answer = held[0].ask("Which documents could not be read?")

    assert answer.kind == "inventory"
    assert "- could not be read: lost.pdf (damaged)" in answer.text
    assert "- read in part: " in answer.text


def test_a_review_that_is_asked_for_by_what_it_does_not_say_is_not_said_to_say_so(held):
    answer = held[0].ask("Which reviews do not cite failure to share information?")

    found = [r for r in answer.rows if r.verdict is Verdict.CITES]
    assert found
    assert all(not r.citation_ids for r in found)
    assert "says so" not in answer.text
    denying = [r for r in answer.rows if r.verdict is Verdict.CONTRARY]
    assert all(r.citation_ids for r in denying)
    assert row(answer, "Child A") in denying
