"""Which sentences of a report tell in short what befell the child, and what was found. By rules.

What befell is told by the sentences that the catalogue's fields were read from (date of death,
harm, age), and by those of the opening that name the child and what was done or happened to it.
"""

import re
from collections.abc import Iterator

from kb.evidence import Evidence
from kb.mentions import mentions_of
from kb.reader import Reader
from kb.scope import labels_of
from kb.speech import is_question, standing_of
from kb.theme_lists import Act, what_is_said
from kb.themes import themes
from kb.types import Block, BlockKind, Polarity, Span, Spans, Standing, SubjectKind
from kb.word_lists import WordLists, table_beside

_WORDS = WordLists(table_beside(__file__)["words"])
_BEFALLS, _IN_PERSON = _WORDS.pattern("befalls"), _WORDS.pattern("in_person")
_OF_REPORT, _CONCLUDING = _WORDS.pattern("of_report"), _WORDS.pattern("concluding")
_APART, _NOT_OF_CASE = _WORDS.pattern("apart"), _WORDS.pattern("not_of_case")
_FIELDS = {
    "date of death": 3.0, "date of incident": 3.0, "outcome": 2.0, "harm": 1.0, "age band": 1.0
}  # fmt: skip
_AT_HEAD = 0.15  # of a report's sentences
_ENOUGH = 3.0
_FEWEST_WORDS, _MOST_WORDS = 6, 60
_ORDER = list(Standing)


def befallen(reader: Reader, document_id: str, limit: int) -> list[Evidence]:
    """The sentences that tell best what befell the child, in reading order."""
    fields = reader.snapshot.fields.get(document_id, ())
    names = [label for label, _ in labels_of(fields)]
    named = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in names) or "(?!)")
    told = [(f.spans[0], _FIELDS[f.name]) for f in fields if f.name in _FIELDS and f.spans]
    sentences = list(_sentences(reader, document_id))
    worth: dict[int, float] = {}
    for n, item in enumerate(sentences):
        shown = sum(weight for span, weight in told if _inside(span, item.spans))
        child = 1.0 if named.search(item.text) else 0.5 * bool(_IN_PERSON.search(item.text))
        befalls = bool(_BEFALLS.search(item.text))
        if shown or befalls:
            worth[n] = shown + child + 1.5 * befalls - 2.0 * bool(_OF_REPORT.search(item.text))
            worth[n] += 0.0 if n > _AT_HEAD * len(sentences) else 1.0
    if not worth:
        return []
    first = max(worth, key=lambda n: (worth[n], -n))
    for n in worth:  # what stands beside it is of the same happening, whoever "he" is
        worth[n] += 1.0 if sentences[n].block == sentences[first].block else 0.0
    best = sorted(worth, key=lambda n: (-worth[n], n))[:limit]
    return [sentences[n] for n in sorted(best) if worth[n] >= _ENOUGH]


def findings(reader: Reader, document_id: str, limit: int) -> list[tuple[str, Evidence]]:
    """Names of themes that a report finds present, each with the sentence that says so best.

    Failings first, then what its findings or analysis say, then what it says most often; no
    sentence twice.
    """
    document = reader.snapshot.documents[document_id]
    known = {theme.id: theme for theme in themes()}
    said: dict[str, list[tuple[tuple[int, bool, bool, int], Evidence]]] = {}
    for mention in mentions_of(reader.snapshot, document_id):
        theme = known[mention.theme]
        does = what_is_said(theme, mention.polarity, mention.marks)
        block = reader.block(document_id, mention.block)
        text = reader.text(document_id, mention.spans)
        finds = does == (Act.FINDING, Polarity.PRESENT) and not _NOT_OF_CASE.fullmatch(theme.id)
        if not finds or not _is_told(block, text):
            continue
        standing = standing_of(
            document.standing, block, text, reader.before(document_id, block, text)
        )
        heading = " ".join(block.section)
        rank = (
            _ORDER.index(standing),
            not _CONCLUDING.search(heading),
            len(text.split()) > _MOST_WORDS,
            mention.sentence,
        )
        item = Evidence(document_id, block, mention.spans, text, 1.0, 0.0, 0.0)
        said.setdefault(theme.id, []).append((rank, item))
    apart = {i for i, ranked in said.items() if min(rank for rank, _ in ranked)[1]}
    order = sorted(
        said, key=lambda i: (known[i].kind is not SubjectKind.FAILING, i in apart, -len(said[i]), i)
    )
    shown: dict[Spans, tuple[str, Evidence]] = {}
    for theme_id in order:
        ranked = (item for _, item in sorted(said[theme_id], key=lambda pair: pair[0]))
        best = next((item for item in ranked if item.spans not in shown), None)
        if best is not None and len(shown) < limit:
            shown[best.spans] = (known[theme_id].label, best)
    return list(shown.values())


def _sentences(reader: Reader, document_id: str) -> Iterator[Evidence]:
    """The sentences of a document's prose that state something in its own words."""
    standing = reader.snapshot.documents[document_id].standing
    for sentence in reader.snapshot.passages.sentences(document_id):
        block = reader.block(document_id, sentence.block)
        text = reader.text(document_id, sentence.spans)
        if not _is_told(block, text) or is_question(text):
            continue
        if standing_of(standing, block, text, reader.before(document_id, block, text)) is standing:
            yield Evidence(document_id, block, sentence.spans, text, 1.0, 0.0, 0.0)


def _is_told(block: Block, text: str) -> bool:
    """Whether this is a sentence of prose on the case, and no title, row or term."""
    return (
        block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        and _FEWEST_WORDS <= len(text.split())
        and not (block.section and _APART.search(block.section[-1]))
    )


def _inside(span: Span, spans: Spans) -> bool:
    return any(s.page == span.page and s.start <= span.start < s.end for s in spans)
