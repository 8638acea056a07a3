import re
from itertools import pairwise

import pytest
from lxml import html

from evals.report import write_report
from evals.results import Asked, Result
from kb.errors import DatasetError

HOSTILE = '<script>alert("$x")</script> & <img src=https://example.org/a.png onerror=alert(1)>'
QUESTIONS = [
    # id, kind, answerable, stratum, relevant, and our figures
    ("easy", "fact", True, "plain", ["d1"], {"ap": 1.0, "ndcg@10": 1.0, "false refusal": 0.0,
     "page exact": 1.0, "quote validity": 1.0, "confidence": 0.9}),
    ("hard", "fact", True, "plain", ["d2"], {"ap": 0.1, "ndcg@10": 0.2, "false refusal": 0.0,
     "page exact": 0.0, "quote validity": 1.0, "confidence": 0.6}),
    ("refused", "fact", True, "plain", ["d2"], {"ap": 0.1, "ndcg@10": 0.3, "false refusal": 1.0,
     "page exact": 0.0, "confidence": 0.3}),
    ("set", "list", True, "theme", ["d1", "d2", "d3"], {"ap": 0.5, "ndcg@10": 0.6,
     "set precision": 0.5, "set recall": 1 / 3, "set f1": 0.4, "confidence": 0.8}),
    ("set-worse", "list", True, "theme", ["d1"], {"ap": 0.5, "ndcg@10": 0.6, "set precision": 0.0,
     "set recall": 0.0, "set f1": 0.0, "confidence": 0.7}),
    ("none", "unanswerable", False, "plain", [], {"rejection": 0.0, "confidence": 0.5}),
    ("mute", "unanswerable", False, "plain", [], {}),
]  # fmt: skip


def result(name="northern"):
    asked = [
        Asked(
            id=key,
            text=f"What of {key}? {HOSTILE}",
            kind=kind,
            answerable=answerable,
            stratum=stratum,
            themes=[f"theme of {kind}", f"other {key}"],
            relevant=relevant,
            quotes=[{"document": d, "text": f"gold {HOSTILE}", "page": 7} for d in relevant[:1]],
        )
        for key, kind, answerable, stratum, relevant, _ in QUESTIONS
    ]
    found = Result(name, "c0ffee", "0ddba11", "f1a6e4", 4, asked, {})
    found.unread["broken.pdf"] = f"not a PDF {HOSTILE}"
    # another system before ours: the page must turn them round
    found.add("bm25", {q.id: {"ap": 0.4, "ndcg@10": 0.5} for q in asked if q.relevant})
    found.add("control-a", {q.id: {"ap": 0.2, "ndcg@10": 0.25} for q in asked if q.relevant})
    found.add("ours", {key: figures for key, *_, figures in QUESTIONS})
    citation = {"corpus_id": "d1", "page": 7, "paragraph": "4.12", "quote": HOSTILE, "score": 0.8}
    cited = {"status": "answered", "kind": "list", "text": "", "nearest": []}
    found.answers["set"] = cited | {
        "cites": ["d1", "d4"],
        "borderline": ["d2"],
        "citations": [citation],
    }
    found.answers["refused"] = {
        "status": "insufficient_evidence",
        "kind": "fact",
        "text": f"Not found. {HOSTILE}",
        "cites": [],
        "borderline": [],
        "citations": [],
        "nearest": [f"near miss {HOSTILE}"],
    }
    return found


@pytest.fixture
def page(tmp_path):
    write_report([result()], tmp_path / "out" / "report.html")
    return html.fromstring((tmp_path / "out" / "report.html").read_bytes())


def words(element):
    return " ".join(element.text_content().split())


def table(page, caption):
    """Rows of the first table whose caption begins so, by the row's name and the column's."""
    (found, *_) = [t for t in page.iter("table") if words(t.find("caption")).startswith(caption)]
    columns = [words(th) for th in found.findall("thead/tr/th")]
    return {
        words(row[0]): dict(zip(columns[1:], map(words, row[1:]), strict=True))
        for row in found.findall("tbody/tr")
    }


def questions(page):
    return {found.findtext("p/code"): found for found in page.xpath(".//details[@data-kind]")}


def test_head_names_the_data_and_what_weakens_the_figures(page):
    head = words(page.find(".//dl"))
    warnings = [words(element) for element in page.find_class("warning")]

    assert words(page.find(".//h2")) == "northern"
    for expected in ("4 searched, 1 unread", "7: 3 fact, 2 list, 2 unanswerable", "c0ffee"):
        assert expected in head
    assert "f1a6e4" in head
    assert "broken.pdf: not a PDF" in warnings[0]
    assert "Fewer than 20 questions" in warnings[1]
    assert "ap (5)" in warnings[1]
    assert "auroc (1)" in warnings[1]  # five against one question: it rests on the one


def test_systems_stand_in_a_table_with_intervals_ours_first_best_marked(page):
    ranking = table(page, "Ranking")

    assert list(ranking) == ["ours", "bm25", "control-a"]
    assert list(ranking["ours"]) == ["ndcg@10", "ap"]  # measures that nobody has are left out
    expected = result().summary("ours", "ap")
    assert ranking["ours"]["ap"] == (
        f"{expected.mean:.3f} ★[{expected.low:.3f}, {expected.high:.3f}] n 5, few"
    )
    assert "★" not in ranking["bm25"]["ap"]
    assert list(table(page, "Refusals")) == ["ours"]
    assert "★" not in str(table(page, "Refusals"))  # alone, nothing is best


def test_strata_have_the_main_measures_of_ours(page):
    strata = table(page, "Our system")

    assert list(strata) == [
        "all (7)", "kind fact (3)", "kind list (2)", "kind unanswerable (2)", "stratum plain (5)",
        "stratum theme (2)",
    ]  # fmt: skip
    assert strata["kind list (2)"]["set f1"].startswith("0.200[0.000, 0.400]")
    assert strata["kind fact (3)"]["set f1"] == "–"


def test_tables_and_headings_can_be_walked_without_eyes(page):
    for found in page.iter("table"):
        assert found.find("caption") is not None
        assert {th.get("scope") for th in found.findall("thead/tr/th")} == {"col"}
        assert all(row[0].get("scope") == "row" for row in found.findall("tbody/tr"))
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[:2] == [1, 2]
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in page.iter("svg"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_plots(page):
    dots, strip, histogram = page.iter("figure")

    assert [words(g.find("text")) for g in dots.find_class("dot")] == ["ours", "bm25", "control-a"]
    differences = [words(bar) for bar in strip.iter("rect")]
    assert [text.split(": ")[1] for text in differences] == [
        "+0.500", "+0.100", "+0.100", "-0.200", "-0.300",
    ]  # fmt: skip
    caption = words(strip.find("figcaption"))
    assert "ours minus bm25" in caption
    assert "better on 3, equal on 0, worse on 2" in caption
    assert re.search(r"mean 0\.040 \[-\d\.\d{3}, \d\.\d{3}\], over \d themes", caption)
    assert "answerable (5)" in words(histogram)
    assert "unanswerable (1)" in words(histogram)


def test_questions_stand_worst_first(page):
    found = questions(page)

    assert list(found) == ["none", "refused", "hard", "set-worse", "set", "easy", "mute"]
    assert found["set"].get("data-kind") == "list"
    assert page.xpath("//option/text()") == ["all", "fact", "list", "unanswerable"]


def test_a_question_shows_answer_and_gold_with_what_was_found_missed_and_wrong(page):
    text = words(questions(page)["set"])

    for expected in (
        "cites, ✓ relevant (1): d1",
        "cites, ✗ wrong (1): d4",
        "borderline, ✓ relevant (1): d2",
        "✓ found (1): d1",
        "~ borderline only (1): d2",
        "✗ missed (1): d3",
        "✓ d1, p. 7, para 4.12, score 0.800",
        "d1, p. 7",
        "stratum theme",
        "theme of list",
    ):
        assert expected in text
    assert "insufficient evidence" in words(questions(page)["refused"])
    assert "near miss" in words(questions(page)["refused"])
    assert "None was kept" in words(questions(page)["easy"])
    assert "A refusal" in words(questions(page)["none"])


def test_text_of_documents_stays_text_and_nothing_is_fetched(page):
    (script,) = page.iter("script")

    assert "alert" not in script.text
    assert not list(page.iter("img", "link", "iframe"))
    assert all(value.startswith("#") for value in page.xpath("//@src | //@href"))
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert "url(" not in page.findtext(".//style")
    assert "@import" not in page.findtext(".//style")
    assert words(questions(page)["set"]).count(HOSTILE) == 3  # asked, cited, gold


def test_several_results_and_results_without_answers_or_others(tmp_path):
    bare = Result("southern", "c", "q", "f", 4, result().questions, {})
    bare.add("ours", {"easy": {"ap": 1.0, "ndcg@10": 1.0}})

    write_report([result(), bare], tmp_path / "report.html")
    page = html.fromstring((tmp_path / "report.html").read_bytes())

    assert page.xpath("//nav//a/@href") == ["#d1", "#d2"]
    assert [words(h) for h in page.iter("h2")] == ["northern", "southern"]
    southern = page.get_element_by_id("d2")
    assert len(southern.findall(".//figure")) == 1
    assert len(questions(southern)) == len(QUESTIONS)


def test_a_result_without_ours_is_refused(tmp_path):
    other = result()
    del other.figures["ours"]

    with pytest.raises(DatasetError, match="no system 'ours'"):
        write_report([other], tmp_path / "report.html")
