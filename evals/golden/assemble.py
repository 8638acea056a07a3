"""Judgments of two people -> the golden datasets, with a table of how far they agree.

    python evals/golden/assemble.py [CORPUS…]

Reads `questions.jsonl` (written by someone who saw no document), `judged/` (two judges who saw
neither each other nor the plan) and `catalogue.csv`; writes `queries.jsonl`, `qrels/test.tsv` and
`agreement.md`. A document on which the judges differ is `unjudged` for that question; a question on
which they agree too little (kappa below 0.7), or that no document answers, is dropped and listed.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2

HERE = Path(__file__).resolve().parent
DOCUMENTS = HERE.parents[1] / "documents"
KAPPA = 0.7
FOUND = {"cites", "mixed"}
TOLD = FOUND | {"second_hand"}
NOT_REVIEWS = ("joint area", "inspection", "committee", "inquiry", "response", "press", "newspaper",
               "blog", "guidance", "minutes", "briefing")  # fmt: skip
Row = dict[str, Any]


@dataclass
class Corpus:
    """One collection: its catalogue and what both judges said."""

    name: str
    catalogue: dict[str, Row]
    copies: dict[str, str]
    verdicts: dict[str, dict[tuple[str, str], Row]]
    answers: dict[str, dict[str, list[Row]]]
    dropped: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def read(cls, name: str) -> "Corpus":
        """Everything of one folder."""
        folder = HERE / name
        with (folder / "catalogue.csv").open(encoding="utf-8") as stream:
            rows = {row["slug"]: row for row in csv.DictReader(stream)}
        copies = {}
        for slug in rows:
            front = (DOCUMENTS / name / "sources" / f"{slug}.md").read_text("utf-8")
            if match := re.search(r"^copy_of: *(\S+)\.md", front, re.MULTILINE):
                copies[slug] = match[1]
        verdicts: dict[str, dict[tuple[str, str], Row]] = {"A": {}, "B": {}}
        answers: dict[str, dict[str, list[Row]]] = {"A": defaultdict(list), "B": defaultdict(list)}
        for judge in "AB":
            for path in sorted((folder / "judged").glob(f"{judge}-?.jsonl")):
                for row in lines(path):
                    if "judged" not in row:
                        verdicts[judge][row["slug"], row["subject"]] = row
            for path in sorted((folder / "judged").glob(f"{judge}-?-answers.jsonl")):
                for row in lines(path):
                    answers[judge][row["_id"]].append(row)
        return cls(name, rows, copies, verdicts, answers)

    def file(self, slug: str) -> str:
        """The file name of a document."""
        return f"{slug}.{self.catalogue[slug]['format']}"

    def is_review(self, slug: str) -> bool:
        """Whether the catalogue calls it a review."""
        kind = self.catalogue[slug]["document_type"].lower()
        return not any(word in kind for word in NOT_REVIEWS)

    def universe(self, question: Row) -> list[str]:
        """The documents that a list or count question is about."""
        return [
            slug
            for slug, row in self.catalogue.items()
            if (question.get("unit") == "documents" or self.is_review(slug))
            and passes(row, question.get("filters") or {})
        ]

    def holds(self, judge: str, slug: str, question: Row) -> bool:
        """Whether a judge found in a document what a question asks for."""
        wanted = TOLD if question.get("unit") == "documents" else FOUND
        slug = self.copies.get(slug, slug)
        said = [
            self.verdicts[judge].get((slug, subject), {}).get("verdict") in wanted
            for subject in question["subjects"]
        ]
        if question.get("op") == "or":
            return any(said)
        if question.get("op") == "not":
            return said[0] and not any(said[1:])
        return all(said)


def passes(row: Row, filters: Mapping[str, str]) -> bool:
    """Whether a catalogue row fits the filters of a question."""
    year = int(row["year_published"])
    for name, value in filters.items():
        if name == "year" and not in_years(year, value):
            return False
        if name == "type" and value.lower() not in row["document_type"].lower():
            return False
        if name in ("authority", "label") and value.lower() not in row[name].lower():
            return False
    return True


def in_years(year: int, span: str) -> bool:
    """Whether `year` lies in "2012", "2010-2014", "<2010" or ">2015"."""
    if span[0] in "<>":
        return year < int(span[1:]) if span[0] == "<" else year > int(span[1:])
    first, _, last = span.partition("-")
    return int(first) <= year <= int(last or first)


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa (1960); 1 where both always say the same."""
    n = len(pairs)
    agree = sum(a == b for a, b in pairs) / n
    yes_a, yes_b = sum(a for a, _ in pairs) / n, sum(b for _, b in pairs) / n
    chance = yes_a * yes_b + (1 - yes_a) * (1 - yes_b)
    return 1.0 if chance == 1 else (agree - chance) / (1 - chance)


def lines(path: Path) -> Iterator[Row]:
    """The JSON objects of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def fold(text: str) -> str:
    """Letters and digits in lower case."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(ch for ch in plain if ch.isalnum())


def printed(quote: str, *, redacted: str = "[redacted]") -> str:
    """A quotation of a source as a reader of the built document sees it."""
    quote = re.sub(r"\[\[redacted (\d+)\]\]", lambda m: redacted or "1" * int(m[1]), quote)
    quote = re.sub(r"\[\[hidden: (.*?)\]\]", r"\1", quote)
    return re.sub(r"\^\[.*?\]", "", quote).strip()


@cache
def page_texts(path: Path) -> list[str]:
    """The folded text of each page, by an extractor that the product does not read with."""
    document = pypdfium2.PdfDocument(path)
    return [fold(page.get_textpage().get_text_bounded()) for page in document]


def page_of(corpus: Corpus, slug: str, quote: str) -> int | None:
    """The page on which a quotation ends; 1 where the format has none; None if it is not found."""
    if corpus.catalogue[slug]["format"] != "pdf":
        return 1
    pages = page_texts(DOCUMENTS / corpus.name / corpus.file(slug))
    wanted = fold(quote)
    for number, text in enumerate(pages, 1):
        if wanted in text:
            return number
    for number, text in enumerate(pages, 1):  # it runs over from the page before
        if len(wanted) > 60 and wanted[-40:] in text:
            return number
    return None


def set_question(corpus: Corpus, question: Row) -> Row | None:
    """A list or count question with what both judges say; None where it is dropped."""
    universe = corpus.universe(question)
    single = [slug for slug in universe if slug not in corpus.copies]
    pairs = [(corpus.holds("A", s, question), corpus.holds("B", s, question)) for s in single]
    score = kappa(pairs) if pairs else 1.0
    relevant = [
        s for s in universe if corpus.holds("A", s, question) and corpus.holds("B", s, question)
    ]
    if score < KAPPA:
        corpus.dropped.append((question["_id"], f"kappa {score:.2f}"))
        return None
    if not relevant:
        corpus.dropped.append((question["_id"], "no document does"))
        return None
    differ = [
        s for s in universe if corpus.holds("A", s, question) != corpus.holds("B", s, question)
    ]
    extra = "&".join(["theme"] * len(question["subjects"]) + ["filter"] * bool(question["filters"]))
    made = common(question) | {
        "stratum": f"{question.get('op') or ''} {extra}".strip(),
        "themes": question["subjects"],
        "unjudged": [corpus.file(s) for s in differ],
        "quotes": list(best_sentences(corpus, question, relevant)),
    }
    return made | {"_relevant": [corpus.file(s) for s in relevant], "_kappa": score}


def best_sentences(corpus: Corpus, question: Row, relevant: Sequence[str]) -> Iterator[Row]:
    """The judges' best sentences of the documents that do."""
    seen = set()
    for slug in relevant:
        for judge in "AB":
            for subject in question["subjects"]:
                row = corpus.verdicts[judge].get((corpus.copies.get(slug, slug), subject))
                if row and row["verdict"] in TOLD:
                    quote = gold_quote(corpus, slug, row["quote"], row.get("paragraph"))
                    key = (slug, fold(row["quote"]))
                    if quote and key not in seen:
                        seen.add(key)
                        yield quote


def gold_quote(corpus: Corpus, slug: str, text: str, paragraph: str | None) -> Row | None:
    """A quotation with its page; None where the built document has no such text (a scan)."""
    page = page_of(corpus, slug, printed(text, redacted=""))  # a run of ones in the file
    if page is None:
        return None
    return {
        "document": corpus.file(slug),
        "text": printed(text),
        "page": page if corpus.catalogue[slug]["format"] == "pdf" else None,
        "paragraph": paragraph,
    }


def answered_question(corpus: Corpus, question: Row) -> Row | None:
    """A fact, comparison, timeline ... with the sentences that both judges gave."""
    both = {judge: corpus.answers[judge].get(question["_id"], []) for judge in "AB"}
    told = question.get("misleading")  # there the sentence that corrects is the answer
    given = {
        judge: [q for row in rows if told or row["answered"] for q in row["quotes"]]
        for judge, rows in both.items()
    }
    if not given["A"] or not given["B"]:
        why = "not answered" if not given["A"] and not given["B"] else "one judge found no answer"
        corpus.dropped.append((question["_id"], why))
        return None
    if not any(same(a, b) for a in given["A"] for b in given["B"]):
        corpus.dropped.append((question["_id"], "the judges gave other sentences"))
        return None
    quotes: dict[tuple[str, str], Row | None] = {}
    for quote in [*given["A"], *given["B"]]:
        quotes.setdefault(
            (quote["slug"], fold(quote["text"])),
            gold_quote(corpus, quote["slug"], quote["text"], quote.get("paragraph")),
        )
    found = [quote for quote in quotes.values() if quote is not None]
    named = {slug for slug, _ in quotes}
    named |= {copy for copy, slug in corpus.copies.items() if slug in named}
    stratum = "misleading premise" if told else "plain" if found else "scanned"
    made = common(question) | {"stratum": stratum, "quotes": found}
    return made | {"_relevant": sorted(corpus.file(s) for s in named)}


def same(a: Row, b: Row) -> bool:
    """Whether two quotations share their words."""
    x, y = fold(a["text"]), fold(b["text"])
    return a["slug"] == b["slug"] and (x in y or y in x)


def common(question: Row) -> Row:
    """What every question keeps."""
    kept = {"_id": question["_id"], "text": question["text"], "kind": question["kind"]}
    kept["answerable"] = question["answerable"]
    return kept | ({"pair": question["pair"]} if question.get("pair") else {})


def assemble(name: str) -> None:
    """Writes one dataset and its table of agreement."""
    corpus = Corpus.read(name)
    made: list[Row] = []
    for question in lines(HERE / name / "questions.jsonl"):
        if not question["answerable"]:
            made.append(common(question) | {"stratum": question["why_not"], "_relevant": []})
        elif question["kind"] in ("list", "count") and not question.get("misleading"):
            made += [found] if (found := set_question(corpus, question)) else []
        else:
            made += [found] if (found := answered_question(corpus, question)) else []
    pairs = Counter(q["pair"] for q in made if q.get("pair"))
    for question in made:
        if pairs.get(question.get("pair", ""), 2) < 2:
            del question["pair"]
    folder = HERE / name
    (folder / "qrels").mkdir(exist_ok=True)
    rows = [f"{q['_id']}\t{d}\t1\n" for q in made for d in q["_relevant"]]
    (folder / "qrels/test.tsv").write_text("query-id\tcorpus-id\tscore\n" + "".join(rows))
    inner = ("_relevant", "_kappa")
    kept = [{k: v for k, v in q.items() if k not in inner} for q in made]
    (folder / "queries.jsonl").write_text(
        "".join(json.dumps(q, ensure_ascii=False) + "\n" for q in kept), encoding="utf-8"
    )
    (folder / "agreement.md").write_text(agreement(corpus, made), encoding="utf-8")
    kinds = Counter(q["kind"] if q["answerable"] else "unanswerable" for q in made)
    sys.stdout.write(f"{name}: {dict(kinds)}, {len(corpus.dropped)} dropped\n")


def agreement(corpus: Corpus, made: Sequence[Row]) -> str:
    """Kappa by subject and by question, and what was dropped."""
    subjects = json.loads((HERE / "subjects.json").read_text("utf-8"))
    single = [s for s in corpus.catalogue if s not in corpus.copies]
    asked = sorted({s for v in corpus.verdicts.values() for _, s in v})
    parts = [
        f"# Agreement of the two judges: {corpus.name}\n",
        "Cohen's kappa on whether a document finds the subject (`cites` or `mixed`), over all "
        f"{len(single)} documents. Made by `python evals/golden/assemble.py`.\n",
        "| subject | what it says | judge A | judge B | both | kappa |\n|---|---|---|---|---|---|",
    ]
    everything: list[tuple[bool, bool]] = []
    for subject in asked:
        question = {"subjects": [subject], "unit": "reviews"}
        votes = [(corpus.holds("A", s, question), corpus.holds("B", s, question)) for s in single]
        everything += votes
        counts = (
            sum(a for a, _ in votes),
            sum(b for _, b in votes),
            sum(a and b for a, b in votes),
        )
        parts.append(
            f"| {subject} | {subjects[subject]} | {counts[0]} | {counts[1]} | {counts[2]} | "
            f"{kappa(votes):.2f} |"
        )
    parts.append(f"\nAll subjects together: kappa {kappa(everything):.2f}.\n")
    parts.append("| question | documents that do | unjudged | kappa |\n|---|---|---|---|")
    parts += [
        f"| {q['_id']} | {len(q['_relevant'])} | {len(q['unjudged'])} | {q['_kappa']:.2f} |"
        for q in made
        if "_kappa" in q
    ]
    parts.append("\nDropped:\n")
    parts += [f"- {name}: {why}" for name, why in corpus.dropped]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    for chosen in sys.argv[1:] or ["northern", "southern"]:
        assemble(chosen)
