import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.parsing import parse
from kb.identity import Facts, identify
from kb.signatures import likeness, sign
from kb.verdicts import Unit

SCR = "serious case review"
WORDS = (
    "the school nurse wrote to the surgery about the bruise and nobody there answered her letter "
    "so the health visitor went to the house twice in one week and found the curtains drawn while "
    "the police log for that night shows a call about shouting which was closed without a visit"
)


def document(tmp_path, text, name="file.txt"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return parse(str(path), name)


def report(label="Child L", authority="Northwick", year=2012, **more):
    title = more.pop("title", f"Serious Case Review: {label}")
    return Facts(SCR, title, authority, year, labels=(label,), **more)


def groups(documents):
    return sorted(
        sorted(m.document_id for m in r.members) for r in identify(documents).reviews.values()
    )


def test_the_same_words_in_another_layout_have_one_signature(tmp_path):
    a = sign(document(tmp_path, f"# Review\n\n{WORDS}."))
    wrapped = WORDS.replace(" and ", " and\n")
    b = sign(document(tmp_path, f"REVIEW\n======\n\n{wrapped}."))

    assert a.text_sha256 == b.text_sha256
    assert likeness(a, b) == 1.0


def test_a_corrected_copy_is_alike_and_another_text_is_not(tmp_path):
    pages = "\n\n".join(f"{n}. {WORDS} in month {n}." for n in range(1, 30))
    first = sign(document(tmp_path, pages))
    mended = sign(document(tmp_path, pages.replace("in month 7.", "in the month of June.")))
    other = sign(document(tmp_path, "A page about parking and its cost in the town centre today."))

    assert likeness(first, mended) > 0.8
    assert likeness(first, other) < 0.1


def test_copies_are_one_review(tmp_path):
    signature = sign(document(tmp_path, WORDS))
    copies = {
        "a": report(signature=signature, n_pages=40),
        "b": report(signature=signature, n_pages=1, authority=None),
    }

    (review,) = identify(copies).reviews.values()

    assert [(m.document_id, m.role) for m in review.members] == [("a", "report"), ("b", "copy")]
    assert identify(copies).copies == {"b": "a"}


def test_a_report_its_summary_and_its_brief_are_one_review():
    held = {
        "brief": Facts("learning brief", "Child L: brief", "Northwick", 2012, labels=("Child L",)),
        "report": report(n_pages=60),
        "summary": report(part="executive summary", title="Child L. Executive Summary"),
    }

    found = identify(held)

    assert groups(held) == [["brief", "report", "summary"]]
    assert found.review_of("brief") == found.review_of("summary") == "report"
    assert not Unit(found.reviews["report"].members, "report").summary_only
    assert found.reviews["report"].case == "Northwick, Child L, 2012"


def test_a_summary_without_its_report_is_a_review_that_says_so():
    (review,) = identify({"s": report(part="executive summary")}).reviews.values()

    assert Unit(review.members, review.id).summary_only


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (report(authority="Southmere"), "another board's Child L"),
        (report(label="Child M"), "another child"),
        (report(year=2016), "the label used again years later"),
        (report(authority=None), "no board known"),
        (report(title="Serious Case Review: Child L. Second Overview Report",
                part="second overview report"), "a review done again"),
    ],
)  # fmt: skip
def test_other_reviews_stay_apart(other, why):
    assert groups({"a": report(), "b": other}) == [["a"], ["b"]], why


def test_a_review_done_again_is_of_the_same_case():
    again = report(year=2014, title="Second Report: Child L", part="second overview report")
    found = identify({"a": report(), "b": again}).reviews

    assert found["a"].case == found["b"].case == "Northwick, Child L, 2012"


def test_dates_of_death_tell_two_children_of_one_label_apart():
    a, b = report(date_of_death="2010-02-14"), report(year=2013, date_of_death="2012-05-01")
    found = identify({"a": a, "b": b}).reviews

    assert found["a"].case != found["b"].case


def test_a_brief_that_two_reviews_could_own_belongs_to_none():
    held = {
        "a": report(year=2010, title="First"),
        "b": report(year=2014, title="Second thoughts"),
        "brief": Facts("learning brief", "Child L", "Northwick", 2012, labels=("Child L",)),
    }

    assert identify(held).review_of("brief") is None


def test_a_committee_paper_is_about_the_review_and_no_part_of_it():
    held = {
        "a": report(),
        "paper": Facts("committee report", "Child L", "Northwick", 2013, labels=("Child L",)),
        "press": Facts("press", "Child L", None, 2012, labels=("Child L",)),
    }
    found = identify(held)

    assert found.about == {"paper": "a"}
    assert found.review_of("paper") is None
    assert found.review_of("press") is None


FACTS = st.builds(
    Facts,
    document_type=st.sampled_from([SCR, "child practice review", "press", "learning brief"]),
    title=st.sampled_from(["Review", "Second Review", "Brief"]),
    authority=st.sampled_from([None, "Northwick", "Southmere"]),
    year=st.sampled_from([None, 2010, 2011, 2020]),
    part=st.sampled_from([None, "executive summary", "overview report"]),
    labels=st.sampled_from([(), ("Child L",), ("Child M",)]),
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abcdefgh"), FACTS))
def test_every_review_paper_is_in_one_review_whatever_the_order(held):
    found = identify(held)
    members = [m.document_id for review in found.reviews.values() for m in review.members]
    turned = dict(reversed(held.items()))

    assert len(members) == len(set(members))
    assert {i for i, item in held.items() if item.is_review} <= set(members)
    assert groups(held) == groups(turned)
