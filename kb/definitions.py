"""Sentences and rows of glossaries that say what a term means, of all that is held. By rules."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.capital_names import has_initials
from kb.catalog import Snapshot
from kb.evidence import Evidence
from kb.reader import Reader
from kb.sentences import marker_length
from kb.spans import narrow, offsets_within
from kb.speech import is_question
from kb.types import Block, BlockKind, Standing
from kb.word_lists import WordLists, table_beside
from kb.words import content_terms, surface_forms

_WORDS = WordLists(table_beside(__file__)["words"])
_GLOSSARY = _WORDS.pattern("glossary")
_SHORT = re.compile(r"[A-Z][A-Z0-9/&]{1,7}s?|[a-z]{2,6}")
_IN_BRACKETS = re.compile(
    r"(?P<long>(?:[\w’'&,-]+ ){1,9})\(\s*[“‘]?(?P<short>[A-Z][\w/&-]{1,9})[”’]?\s*\)"
)
_COLON = re.compile(r":\s|\s[–—-]\s")
_FEWEST_WORDS = 3
_MOST_PASSAGES = 400
_ORDER = list(Standing)
_ROW, _SAID, _IS, _BRACKETS = range(4)  # the plainest first


def definitions(reader: Reader, term: str) -> list[Evidence]:
    """What says what `term` means, the plainest first; of equals, primary sources first."""
    said = _Said(term)
    found: list[tuple[int, int, int, Evidence]] = []
    for evidence in _sentences(reader, term):
        before = reader.before(evidence.document_id, evidence.block, evidence.text)
        rank = said.rank(evidence.block, evidence.text, before)
        if rank is None:
            continue
        standing = reader.snapshot.documents[evidence.document_id].standing
        shown = _with_label(reader, evidence) if said.is_label(before) else evidence
        found.append((rank, _ORDER.index(standing), len(found), shown))
    return [evidence for *_, evidence in sorted(found, key=lambda row: row[:3])]


def _with_label(reader: Reader, evidence: Evidence) -> Evidence:
    """A meaning with the term before it, from the head of its block."""
    block = evidence.block
    _, end = offsets_within(block.spans, evidence.spans)
    start = marker_length(reader.text(evidence.document_id, block.spans), block.paragraph)
    spans = narrow(block.spans, start, end)
    return replace(evidence, spans=spans, text=reader.text(evidence.document_id, spans))


class _Said:
    """How a term is defined, in expressions."""

    def __init__(self, term: str):
        *others, last = term.split()
        stem = re.sub(r"(?:ies|y|s)$", "", last)
        words = [*map(re.escape, others), f"{re.escape(stem)}(?:y|ies|e?s)?"]
        this = re.sub("[ei]nquir", "[ie]nquir", r"[\s-]".join(words), flags=re.IGNORECASE)
        self._short = term.upper().removesuffix("S") if _SHORT.fullmatch(term) else ""
        self._bare, self._head, self._label, self._says, self._is, self._this = (
            re.compile(_WORDS.any(name).replace("@", this), re.IGNORECASE)
            for name in ("bare", "head", "label", "says", "is", "this_term")
        )

    def rank(self, block: Block, text: str, before: str) -> int | None:
        """How plainly `text` defines the term, `before` it in its block; None where not at all."""
        if block.kind is BlockKind.TABLE_ROW:
            head, *cells = (cell.strip(" *_") for cell in text.strip("| ").split(" | "))
            says = self._head.fullmatch(head) and len(cells) == 1 and self._is_meaning(cells[0])
            return _ROW if says else None
        if is_question(text):
            return None
        if self.is_label(before) or self._is_line(block, text):
            return _ROW
        heading = block.section[-1] if block.section else ""
        named = self._head.fullmatch(heading) or self._bare.search(before)
        if self._says.search(text) or (named and self._this.search(text)):
            return _SAID
        if self._is.search(text):
            return _IS
        return _BRACKETS if self._in_brackets(text) else None

    def is_label(self, before: str) -> bool:
        """Whether what stands before a sentence is only the term, called a definition."""
        return bool(self._label.fullmatch(before.strip()))

    def _is_line(self, block: Block, text: str) -> bool:
        """Whether this is "Term: meaning" in a glossary."""
        label, meaning = (*_COLON.split(text, maxsplit=1), "")[:2]
        return bool(
            _GLOSSARY.search(" ".join(block.section))
            and self._head.fullmatch(label.strip(" *_•-"))
            and self._is_meaning(meaning)
        )

    def _is_meaning(self, words: str) -> bool:
        return len(words.split()) >= _FEWEST_WORDS or bool(
            self._short and has_initials(words.title(), self._short)
        )

    def _in_brackets(self, text: str) -> bool:
        """Whether a short name stands in brackets behind the words that it is short for."""
        return any(
            self._short == match["short"].upper().removesuffix("S")
            and has_initials(match["long"].title(), self._short)
            for match in _IN_BRACKETS.finditer(text)
        )


def _sentences(reader: Reader, term: str) -> Iterator[Evidence]:
    """The sentences of passages in which every word of `term` stands."""
    keys = _passages(reader.snapshot, term)
    passages = reader.snapshot.passages.by_key(keys)
    reader.fetch_passages(passages.values())
    for passage in passages.values():
        for sentence in passage.sentences:
            block = reader.block(passage.document_id, sentence.block)
            text = reader.text(passage.document_id, sentence.spans)
            yield Evidence(passage.document_id, block, sentence.spans, text, 1.0, 0.0, 0.0)


def _passages(snapshot: Snapshot, term: str) -> list[int]:
    words = content_terms(term) or tuple(term.lower().split())
    common: set[int] | None = None
    for word in words:
        held = {
            key
            for spelt in {
                word,
                re.sub("^[ei]nquir", "inquir", word),
                re.sub("^[ei]nquir", "enquir", word),
            }
            for form in surface_forms([spelt])
            for key in snapshot.full_text.term_scores(form)[0].tolist()
        }
        common = held if common is None else common & held
    return sorted(common or ())[:_MOST_PASSAGES]
