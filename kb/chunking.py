"""Document -> passages below the model's token limit, with exact offsets. Pure.

Whole blocks are packed under their heading; a numbered paragraph opens a passage of its own once
the passage before it is long enough to stand alone. A block that is too long for one passage is cut
between sentences by LlamaIndex's SentenceSplitter. Its own offsets are wrong on repeated text, so
only its pieces are used and found again by a cursor.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kb.sentences import marker_length, sentence_ranges
from kb.spans import narrow
from kb.types import Block, BlockKind, Document, Passage, Sentence, Span, Spans

_ENOUGH_TOKENS = 60
_CONTEXT_TOKENS = 40
_ROW_CONTEXT_TOKENS = 64
_QUOTED = 80  # words of a quotation

TokenCounter = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or part of one, that fits a passage."""

    ordinal: int
    block: Block
    spans: Spans
    sentences: tuple[Sentence, ...]
    n_tokens: int
    opens: bool


def chunk(
    document: Document, title: str, count_tokens: TokenCounter, max_tokens: int
) -> list[Passage]:
    """The passages of `document`, in reading order.

    Together they cover every character that is neither white space nor furniture. `context` and
    `text` of a passage, joined by a line break, have at most `max_tokens` tokens.
    """
    passages: list[Passage] = []
    for group, context in _pack(document, title, count_tokens, max_tokens):
        spans = _merge(group)
        passages.append(
            Passage(
                id=_passage_id(document.id, spans),
                document_id=document.id,
                ordinal=len(passages),
                spans=spans,
                text=document.text(spans),
                context=context,
                sentences=tuple(s for piece in group for s in piece.sentences),
            )
        )
    return passages


def _pack(
    document: Document, title: str, count_tokens: TokenCounter, max_tokens: int
) -> Iterator[tuple[list[_Piece], str]]:
    group: list[_Piece] = []
    context, budget, used = "", 0, 0
    contexts: dict[tuple[str, ...], tuple[str, int]] = {}
    for ordinal, block in enumerate(document.blocks):
        if block.kind is BlockKind.FURNITURE:
            continue
        above = _above(document, block)
        if above not in contexts:
            limit = _CONTEXT_TOKENS if above == block.section else _ROW_CONTEXT_TOKENS
            words = _context(title, above, count_tokens, limit)
            contexts[above] = (words, max_tokens - count_tokens(words) - 1)
        block_context, block_budget = contexts[above]
        for piece in _pieces(document, ordinal, block, count_tokens, block_budget):
            if group and (used + piece.n_tokens > budget or _breaks(group, used, piece)):
                yield group, context
                group, used = [], 0
            if not group:
                context, budget = block_context, block_budget
            group.append(piece)
            used += piece.n_tokens
    if group:
        yield group, context


def _above(document: Document, block: Block) -> tuple[str, ...]:
    """The headings above `block`, and over a table's row its caption and the names of columns."""
    above: list[str] = []
    stem = block.stem if block.kind is BlockKind.TABLE_ROW else None
    while stem is not None:
        above.insert(0, document.text(document.blocks[stem].spans).strip("| "))
        stem = document.blocks[stem].stem
    return (*block.section, *above)


def _breaks(group: Sequence[_Piece], used: int, piece: _Piece) -> bool:
    """Whether `piece` opens a passage of its own after `group`."""
    last = group[-1].block
    if last.kind is BlockKind.HEADING:
        return False
    if piece.block.kind is BlockKind.HEADING or piece.block.section != last.section:
        return True
    if piece.block.speaker != last.speaker:
        return True
    return piece.opens and piece.block.paragraph is not None and used >= _ENOUGH_TOKENS


def _pieces(
    document: Document, ordinal: int, block: Block, count_tokens: TokenCounter, budget: int
) -> Iterator[_Piece]:
    text = document.text(block.spans)
    sentences = [] if block.kind is BlockKind.HEADING else _sentences(block, text)
    for start, end, n_tokens in _fit(text, count_tokens, budget):
        inside = [(max(a, start), min(b, end)) for a, b in sentences if a < end and b > start]
        spans = narrow(block.spans, start, end)
        yield _Piece(
            ordinal=ordinal,
            block=block,
            spans=spans,
            sentences=tuple(Sentence(narrow(block.spans, a, b), ordinal) for a, b in inside),
            n_tokens=n_tokens,
            opens=start == 0 and block.kind is not BlockKind.LIST_ITEM,
        )


def block_sentences(block: Block, text: str) -> list[Spans]:
    """The spans of each sentence of a block whose text is `text`."""
    return [narrow(block.spans, a, b) for a, b in _sentences(block, text)]


def among_neighbours(block: Block, text: str, spans: Spans) -> Spans:
    """`spans` of a sentence of `block`, with the sentences before and after it in the same block.

    A sentence alone leaves open who "she" is and what "this" was. What leads it (a stem) stays; a
    quotation of more than 80 words is none at a glance.

    Args:
        block: where the sentence stands.
        text: the words of the block.
        spans: the sentence.
    """
    ranges = _sentences(block, text)
    alone = [narrow(block.spans, *found) for found in ranges]
    number = next((n for n, own in enumerate(alone) if own == spans[-len(own) :]), None)
    if number is None:
        return spans  # a piece of a very long sentence

    def fits(first: int, last: int) -> bool:
        inside = 0 <= first and last < len(ranges)
        return inside and len(text[ranges[first][0] : ranges[last][1]].split()) <= _QUOTED

    first = number - 1 if fits(number - 1, number) else number
    last = number + 1 if fits(first, number + 1) else number
    stem = spans[: len(spans) - len(alone[number])]
    return (*stem, *narrow(block.spans, ranges[first][0], ranges[last][1]))


def led_by_stem(
    block_at: Callable[[int], Block], text: Callable[[Spans], str], block: Block, spans: Spans
) -> Spans:
    """`spans` of a sentence of `block`, led by the last sentence of the stem of its list.

    Args:
        block_at: gives the document's block of an ordinal.
        text: gives the characters at spans.
        block: where the sentence stands.
        spans: the sentence.
    """
    if block.kind is not BlockKind.LIST_ITEM or block.stem is None:
        return spans
    stem = block_at(block.stem)
    ranges = block_sentences(stem, text(stem.spans))
    if not ranges or not any(ch.isalpha() for ch in text(ranges[-1])):
        return spans
    return (*ranges[-1], *spans)


def _sentences(block: Block, text: str) -> list[tuple[int, int]]:
    """Ranges of the sentences of a block, its bullet or number left out."""
    lead = marker_length(text, block.paragraph)
    return [(a + lead, b + lead) for a, b in sentence_ranges(text[lead:])]


def _fit(text: str, count_tokens: TokenCounter, budget: int) -> list[tuple[int, int, int]]:
    """Ranges of `text` with the tokens of each, at most `budget`; all but white space is in one."""
    n_tokens = count_tokens(text)
    if n_tokens <= budget:
        return [(0, len(text), n_tokens)]
    from llama_index.core.node_parser import SentenceSplitter  # two seconds to import

    splitter = SentenceSplitter(
        chunk_size=budget,
        chunk_overlap=0,
        tokenizer=lambda piece: [0] * count_tokens(piece),
        chunking_tokenizer_fn=_sentences_with_gaps,
        include_metadata=False,
    )
    ranges, cursor = [], 0
    for piece in splitter.split_text(text):
        start = text.index(piece, cursor)
        cursor = start + len(piece)
        ranges.append((start, cursor, count_tokens(piece)))
    return ranges


def _sentences_with_gaps(text: str) -> list[str]:
    starts = [start for start, _ in sentence_ranges(text)][1:]
    return [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]


def _context(title: str, section: Sequence[str], count_tokens: TokenCounter, limit: int) -> str:
    """Title and headings above, cut to what a passage can spare."""
    words = " / ".join(dict.fromkeys([title, *section])).split()
    while words and count_tokens(" ".join(words)) > limit:
        words = words[:-1] if not section else words[1:]
    return " ".join(words)


def _merge(group: Sequence[_Piece]) -> Spans:
    """The spans of `group`, neighbours joined; furniture between two blocks keeps them apart."""
    merged: list[Span] = []
    previous = -1
    for piece in group:
        for span in piece.spans:
            last = merged[-1] if merged else None
            adjacent = piece.ordinal <= previous + 1 and last is not None
            if last and adjacent and last.page == span.page and last.end <= span.start:
                merged[-1] = Span(last.page, last.start, span.end)
            else:
                merged.append(span)
        previous = piece.ordinal
    return tuple(merged)


def _passage_id(document_id: str, spans: Spans) -> str:
    first, last = spans[0], spans[-1]
    return f"{document_id}:{first.page}.{first.start}-{last.page}.{last.end}"
