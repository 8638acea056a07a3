"""What a document is: title, type, authority, year, and every field with the words that say so.

Read from what a document says of itself on its cover, running lines and first paragraphs. What
that does not tell stays unknown: a wrong value is worse than none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import dropwhile

from kb.describing.agencies import find_addressed
from kb.describing.aliases import find_aliases
from kb.describing.bodies import find_authority
from kb.describing.child import find_child
from kb.describing.dates import find_dates, year_of
from kb.describing.kinds import find_type
from kb.describing.labels import find_labels, is_one_child
from kb.describing.opening import Opening, lines_of, read_opening
from kb.describing.outlets import is_masthead, is_posting
from kb.describing.people import find_makers
from kb.describing.places import names_body
from kb.document_types import BLOG, REVIEW_TYPES, document_types
from kb.speaking.senders import standing_of_paper
from kb.stated_fields import stated_fields
from kb.types import BlockKind, Description, Document, Field, Recommendation
from kb.words import MONTHS

__all__ = ["REVIEW_TYPES", "describe", "with_addressed"]

_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{'|'.join(MONTHS)})\s+(?P<year>(?:19|20)\d{{2}})"
_NOT_A_TITLE = re.compile(
    rf"(?:\w+day,? )?{_DATE}(?:\s[·|—–-].*)?$|(?:leader|comment|editorial|opinion)$|"
    r"report of\b(?!.*\b(?:review|inquiry)\b)|"
    r"(?:[\w'’]+ ){0,6}(?:board|partnership|council)$|"
    r"(?:[\w'’]+ ){0,6}(?:committee|panel)(?: on [\w'’ ]+)?$|published\b|appendix\b|"
    r"overview report$|microsoft word|untitled|(?:press|media|news) (?:release|statement|notice)$|"
    r"(?:strictly )?(?:not for|embargo)|(?:strictly |private and )?confidential\b|restricted\b|"
    r"official(?:\W+sensitive)?\b(?! report)|(?:our )?ref(?:erence)?\b|"
    r"bwrdd\b|sheriffdom of\b|\[\d{4}\] [A-Z]+ \d+$|(?-i:[A-Z]{2,}[-/](?=\S*\d)\S+$)|"
    r"(?:[\w'’]+ ){1,7}\([A-Z]{2,8}\)$|(?:[\w'’/]+ ){0,6}government$",
    re.IGNORECASE,
)


def describe(document: Document, name: str) -> Description:
    """What `document`, found under the file name `name`, is; unknown stays None."""
    opening = read_opening(document, name)
    stated = stated_fields(document)
    document_type, evidence = find_type(opening)
    authority = find_authority(opening, document_type, stated)
    labels = find_labels(opening, document_type)
    of_case = document_type in REVIEW_TYPES and is_one_child(labels)
    dates = find_dates(opening, stated, of_case=of_case)
    found = [
        *evidence,
        *authority,
        *_nation(document_type, evidence),
        *labels,
        *find_aliases(opening, document_type, labels),
        *dates,
        *find_child(opening, document_type, labels),
        *find_makers(opening, document_type),
    ]
    title = next(
        (f.value for f in stated if f.name == "title"),
        _title(opening, document_type, labels, name),
    )
    return Description(
        title=title,
        document_type=document_type,
        standing=standing_of_paper(document_type, title),
        authority=authority[0].value if authority else None,
        year=year_of(dates),
        fields=tuple(_distinct([*stated, *found])),
    )


def with_addressed(
    description: Description, document: Document, recommendations: Sequence[Recommendation]
) -> Description:
    """`description` with the bodies that the document's recommendations ask to act."""
    addressed = find_addressed(document, recommendations)
    return replace(description, fields=(*description.fields, *addressed))


def _distinct(fields: Iterable[Field]) -> list[Field]:
    """`fields` without a second one of the same name and value."""
    return list({(field.name, field.value): field for field in reversed(list(fields))}.values())[
        ::-1
    ]


def _nation(document_type: str, evidence: list[Field]) -> list[Field]:
    """The nation whose law alone knows such documents."""
    nations = {kind.name: kind.nation for kind in document_types()}
    nation = nations.get(document_type)
    if nation is None or not evidence:
        return []
    return [Field("nation", nation, evidence[0].spans, 0.9)]


def _is_no_title(line: str) -> bool:
    """Whether a line of a heading is a date, a body, a marking or a paper's name."""
    return bool(_NOT_A_TITLE.match(line)) or names_body(line) or is_masthead(line)


def _title(opening: Opening, document_type: str, labels: Sequence[Field], name: str) -> str:
    """The declared title, or the first heading that can be one, with the label that follows it.

    What is posted on a page stands under the name of the page, right above who posted it.
    """
    document = opening.document
    declared = document.declared.get("title", "")
    if declared and not _NOT_A_TITLE.match(declared) and len(declared.split()) > 1:
        return declared
    headings = [
        [" ".join(line.text.split()) for line in lines_of(document, block)]
        for block in document.blocks[:40]
        if block.kind is BlockKind.HEADING and block.speaker is None
    ]
    good = [text for lines in headings if (text := " ".join(dropwhile(_is_no_title, lines)))]
    if document_type == BLOG and (posted := next(filter(is_posting, good), None)):
        good = good[: good.index(posted)][-1:] or good
    first, *others = good or [" ".join(lines) for lines in headings] or [name]
    named = [label.value.casefold() for label in labels]
    for text in others[:1]:
        if any(value in text.casefold() for value in named) and not any(
            value in first.casefold() for value in named
        ):
            return f"{first}: {text}"
    return first
