"""Evidence -> Answer: verbatim sentences, numbered citations, or a refusal with what came nearest.

No sentence here is the system's own but the frame around quotations.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice

from kb.citing import Citer, Written, source_line, waiting
from kb.evidence import Asked, Evidence
from kb.judging import judge
from kb.named_cases import names_of_cases
from kb.reader import Reader
from kb.speech import standing_of
from kb.types import Standing
from kb.wording import quoted

_NEAR_BEST, _PRIMARY_NEAR_BEST = 0.91, 0.75
_MAX_QUOTES = 4
_NEAREST = 3
_ORDER = list(Standing)


def write_fact(
    reader: Reader, asked: Asked, evidence: Sequence[Evidence], confidence: float
) -> Written:
    """The best sentences, primary sources first; or a refusal with what came nearest.

    Those that lack the person or name that is asked for are not cited; where all do, nothing is
    answered.
    """
    citer = Citer(reader)
    if confidence < judge().answered:
        return _refuse(reader, asked, evidence, confidence)
    chosen = [e for e in _choose(reader, evidence) if e.holds >= 0]
    if not chosen:
        return _refuse(reader, asked, evidence, 0.0)
    cited = [c for c in (citer.cite(e) for e in chosen) if c is not None]
    if not cited:
        return _refuse(reader, asked, evidence, 0.0)
    text = "\n\n".join(f"{quoted(c.quote)} [{c.id}]\n— {source_line(c)}" for c in cited)
    return Written("answered", text, [], citer.citations, [], confidence)


def _refuse(
    reader: Reader, asked: Asked, evidence: Sequence[Evidence], confidence: float
) -> Written:
    citer, documents = Citer(reader), reader.snapshot.documents
    n = sum(all(c.admits([name]) for c in asked.plan.given) for name in documents)
    nearest = [
        citation
        for number, e in enumerate(distinct(evidence[: _NEAREST * 3])[:_NEAREST], 1)
        if (citation := citer.resolve(e, number)) is not None
    ]
    among = f"the {n} documents searched"
    if names := names_of_cases(asked):
        among = f"what is held on {' and '.join(names)} ({n} documents searched)"
    lines = [f"Not found in {among}. {waiting(reader)}".rstrip()]
    if nearest:
        lines.append("Nearest passages, none of which answers the question:")
        lines += [f"- {quoted(c.quote)} — {source_line(c)}" for c in nearest]
    return Written("insufficient_evidence", "\n\n".join(lines), [], [], nearest, confidence)


def distinct(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Evidence without a second copy of the same words."""
    seen: set[str] = set()
    kept = []
    for item in evidence:
        key = "".join(filter(str.isalnum, item.text.lower()))
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


def _choose(reader: Reader, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that answer as well as the best one, primary sources first.

    A primary source may fall further behind than the others: a newspaper that paraphrases a review
    in the words of the question must not displace the review.
    """
    rank = partial(_rank, reader)
    best = evidence[0].score
    strong = distinct(e for e in evidence if e.score >= _PRIMARY_NEAR_BEST * best)
    primary = list(islice((e for e in strong if rank(e) == 0), 1))
    near = [e for e in strong if e.score >= _NEAR_BEST * best and e not in primary]
    chosen = [*primary, *near][:_MAX_QUOTES]
    return sorted(chosen, key=lambda e: (rank(e), -e.score))


def _rank(reader: Reader, evidence: Evidence) -> int:
    document = reader.snapshot.documents[evidence.document_id]
    before = reader.before(document.id, evidence.block, evidence.text)
    return _ORDER.index(standing_of(document.standing, evidence.block, evidence.text, before))
