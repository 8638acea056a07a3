"""Verdicts of documents and parts become one a review, by rules that hold whatever is judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.evidence import Evidence
from kb.identity import Identity, Member, Review
from kb.planning import Steering, plan
from kb.planning.filters import Facets
from kb.sweep import Judgement
from kb.types import Block, BlockKind, DocumentSummary, FileStatus, Span, Standing, Verdict
from kb.verdicts import Unit, judged, units

ORDER = list(Verdict)
ONE, BOTH, BUT_NOT, NOT = (
    plan("Which reviews cite drift?"),
    plan("Which reviews found both drift and poor supervision?"),
    plan("Which reviews cite drift but not poor supervision?"),
    plan("Which reviews do not mention drift?"),
)
LETTERS = "abc"


def document(name, *, unread=(), year=None, document_type="serious case review"):
    return DocumentSummary(
        id=name, title=name, document_type=document_type, standing=Standing.PRIMARY, authority=None,
        year=year, media_type="", status=FileStatus.INGESTED, pages=9, passages=1,
        unreadable_pages=list(unread), sources=[], access="public", sha256="", parser="",
        ingested_at="",
    )  # fmt: skip


DOCUMENTS = {name: document(name) for name in LETTERS}


def says(name, verdict, *, contrary=False):
    def sentence(text):
        block = Block(BlockKind.PARAGRAPH, ())
        return Evidence(name, block, (Span(1, 0, 9),), f"{name} {text}", 0.5, 0.5, 0.5)

    shown = verdict in (Verdict.CITES, Verdict.BORDERLINE, Verdict.CONTRARY)
    return Judgement(
        name, verdict, 0.5, (sentence("says"),) * shown, (sentence("denies"),) * contrary
    )


def unit(roles):
    return Unit(tuple(map(Member, LETTERS, roles)), "a")


REVIEW = unit(["report", "copy", "executive summary"])


def of_review(found_plan, parts, of=REVIEW, documents=DOCUMENTS):
    """What a review says whose documents say of each part what `parts` has, a row a part."""
    heard = {
        name: tuple(says(name, part[n]) for part in parts)
        for n, name in enumerate(LETTERS[: len(of.members)])
    }
    return judged(found_plan, of, heard, documents)


verdicts = st.sampled_from([v for v in Verdict if v is not Verdict.UNREADABLE])


@given(st.lists(verdicts, min_size=3, max_size=3))
def test_review_has_the_strongest_verdict_of_its_documents_in_the_fullest_ones_words(found):
    said = of_review(ONE, [found])

    strongest = min(found, key=ORDER.index)
    assert said.verdict is (Verdict.SILENT if "silent" in strongest else strongest)
    assert said.document_id == LETTERS[found.index(strongest)]
    assert all(e.document_id == said.document_id for e in said.evidence)


@given(st.lists(verdicts, min_size=3, max_size=3), st.lists(verdicts, min_size=3, max_size=3))
def test_conjunction_of_a_review_is_no_stronger_than_either_part(first, second):
    together = of_review(BOTH, [first, second])

    alone = [of_review(ONE, [part]) for part in (first, second)]
    assert ORDER.index(together.verdict) == max(ORDER.index(said.verdict) for said in alone)
    assert together.score == pytest.approx(alone[0].score * alone[1].score)


def test_parts_may_be_said_in_different_documents_of_a_review():
    cites, silent = Verdict.CITES, Verdict.SILENT
    said = of_review(BOTH, [[cites, silent, silent], [silent, silent, cites]])

    assert said.verdict is Verdict.CITES
    assert [e.document_id for e in said.evidence] == ["a", "c"]


def test_what_only_the_report_says_spoils_but_not_of_the_summary_too():
    cites, silent = Verdict.CITES, Verdict.SILENT

    assert of_review(BUT_NOT, [[cites] * 3, [silent] * 3]).verdict is Verdict.CITES
    spoilt = of_review(BUT_NOT, [[cites] * 3, [cites, silent, silent]])
    assert spoilt.verdict is Verdict.CONTRARY
    assert [e.document_id for e in spoilt.evidence] == ["a"]
    assert of_review(BUT_NOT, [[silent] * 3, [cites] * 3]).verdict is Verdict.SILENT


def test_a_review_that_says_what_was_not_to_be_said_is_shown_as_denying_the_question():
    cites, borderline, silent = Verdict.CITES, Verdict.BORDERLINE, Verdict.SILENT

    assert of_review(NOT, [[silent] * 3]).verdict is cites
    assert of_review(NOT, [[borderline, silent, silent]]).verdict is borderline
    denies = of_review(NOT, [[cites, silent, silent]])
    assert denies.verdict is Verdict.CONTRARY
    assert [e.document_id for e in denies.evidence] == ["a"]


def test_summary_that_says_so_and_report_that_denies_it_are_both_shown():
    said = of_review(ONE, [[Verdict.CONTRARY, Verdict.SILENT, Verdict.CITES]])

    assert said.verdict is Verdict.CITES
    assert [e.text for e in (*said.evidence, *said.contrary)] == ["c says", "a says"]


@pytest.mark.parametrize(
    ("roles", "unread", "verdict"),
    [
        (["report"], "", Verdict.SILENT),
        (["report"], "a", Verdict.SILENT_IN_PART),
        (["report", "copy"], "a", Verdict.SILENT),  # the copy was read in full
        (["report", "executive summary"], "a", Verdict.SILENT_IN_PART),
        (["report", "executive summary"], "b", Verdict.SILENT),
        (["executive summary"], "a", Verdict.SILENT_IN_PART),
        (["executive summary"], "", Verdict.SILENT),
    ],
)
def test_silence_is_of_the_review_where_its_fullest_document_was_read_in_full(
    roles, unread, verdict
):
    documents = {n: document(n, unread=(2,) if n in unread else ()) for n in LETTERS}

    said = of_review(ONE, [[Verdict.SILENT] * len(roles)], unit(roles), documents)

    assert said.verdict is verdict


IDENTITY = Identity({"a": Review("a", (Member("a", "report"), Member("b", "executive summary")))})


def test_units_are_reviews_and_loose_papers_or_documents_as_the_question_asks():
    documents = {**DOCUMENTS, "c": document("c", document_type="press")}

    def found(question):
        asked = units(plan(question), documents, IDENTITY)
        return [(u.review_id, [(m.document_id, m.role) for m in u.members]) for u in asked]

    summary = ("b", "executive summary")
    assert found("Which reviews cite drift?") == [
        ("a", [("a", "report"), summary]),
        (None, [("c", "press")]),
    ]
    assert found("Which documents cite drift?") == [
        (None, [("a", "report")]),
        (None, [summary]),
        (None, [("c", "press")]),
    ]


@pytest.mark.parametrize(
    ("years", "year", "passes"),
    [
        ((2014, 2015), "2014", True),
        ((2014, 2015), "2015", False),  # the report's year is the review's
        ((None, 2015), "2015", True),  # unless only the summary says when
        ((2014, None), "2014", True),
    ],
)
def test_review_meets_a_condition_by_its_fullest_document_that_has_the_field(years, year, passes):
    documents = {n: document(n, year=y) for n, y in zip("ab", years, strict=True)}
    facets = Facets.of(documents.values(), {})
    asked = [
        plan("Which reviews cite drift?", facets, Steering({"year": [year]})),
        plan(f"Which {year} reviews cite drift?", facets),
    ]

    for found in asked:
        assert [u.review_id for u in units(found, documents, IDENTITY)] == ["a"] * passes
