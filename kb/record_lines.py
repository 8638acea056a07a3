"""Recommendations and events as lines of an answer: their words, cited, and what is added."""

from kb.citing import Citer, source_line
from kb.records import ListedRecommendation, Place
from kb.wanted_advice import evidence_at
from kb.wording import place, quoted

NONE_MADE = "None made: the review sets out findings and makes no recommendations."


def cited_line(citer: Citer, at: Place, *, with_title: bool) -> str | None:
    """A quotation with its place and marker; None where the store does not hold its words."""
    citation = citer.cite(evidence_at(at))
    if citation is None:
        return None
    where = source_line(citation) if with_title else place(at.page_label, at.paragraph, at.section)
    return f"{quoted(citation.quote)}{f' ({where})' if where else ''} [{citation.id}]"


def numbered(item: ListedRecommendation) -> str:
    """Its printed number, before its words."""
    return f"{item.number}: " if item.number else ""


def whom(item: ListedRecommendation) -> str:
    """To whom it is addressed, when due and its state, behind its words."""
    told = [f"to {', '.join(item.addressees)}"] if item.addressees else []
    told += [f"due {item.due}"] if item.due else []
    told += [f"status {item.status}"] if item.status else []
    return f" — {'; '.join(told)}" if told else ""
