"""What a document recommends or resolves, from its prose, its lists and its action plans.

Rules of how such documents are built: recommendations stand under a heading that says so, or bear a
label (`R3`, `Recommendation 3:`), or follow "RESOLVED that" and "Members are asked to", or fill
a column of a table. A sub-item belongs to its recommendation; a row of an action plan that repeats
one adds to it. What only mentions recommendations is none.
"""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from kb.action_plans import ADVISING, Draft, plain_number, with_plans
from kb.addressees import addressees, body_in, is_directive, names_in, scope_of
from kb.dates import MONTHS
from kb.sentences import marker_length, sentence_ranges
from kb.spans import narrow
from kb.types import (
    BlockKind,
    Document,
    Recommendation,
    RecommendationKind,
)

RECOMMENDATIONS = "recommendations-1"

_ABOUT = re.compile(
    r"\b(?:previous|earlier|past|progress|implement\w+|responses? to|monitoring|response:)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:R|Rec(?:ommendation)?\.?)\s*\d{1,3}(?:\.\d{1,2})?", re.IGNORECASE)
_LABELLED = re.compile(
    r"[#*\s]*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<label>Recommendation\s+\d{1,3}(?:\.\d{1,2})?)"
    r"[*\s]*(?:[.:)–-]\s*|$)",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(r"Recommendation:\s+(?=\S)")
_RESOLVED = re.compile(r"\W*(?:RESOLVED|It was (?:RESOLVED|resolved)|Resolved(?=:| that| to))\b")
_ASKING = re.compile(
    r"(?:the\s+)?[\w’' -]{2,60}\b(?:is|are)\s+(?:therefore\s+)?"
    r"(?:recommended|asked|requested|invited)\s+(?:to\b|that\b)|it is recommended that\b",
    re.IGNORECASE,
)
_ANNOUNCING = re.compile(
    r"\b(?:following|these) (?:\w+ ){0,2}recommendations\b|"
    r"\brecommendations\b.{0,120}\b(?:below|as follows|given here|set out here|are:)",
    re.IGNORECASE | re.DOTALL,
)
_MUST = re.compile(r"\b(?:should|must|shall|will|needs? to)\b", re.IGNORECASE)
_NONE_MADE = re.compile(
    r"\b(?:makes?|made|making|contains?|offers?|has|have)\s+no\s+(?:\w+\s+)?recommendations?\b|"
    r"\b(?:does|do|did|has|have)\s+not\s+(?:make|made|offer|contain|include)\s+(?:\w+\s+)?"
    r"recommendations?\b|\b(?:rather than|instead of)\s+(?:\w+\s+)?recommendations?\b",
    re.IGNORECASE,
)
_CONSIDERATIONS = re.compile(
    r"(?:questions|considerations|issues|points) for (?:the )?(?:\w+ ){0,3}"
    r"(?:board|partnership|lscb)",
    re.IGNORECASE,
)
_MADE_TO = re.compile(
    r"\bmakes?\s+(?:\w+\s+)?recommendations?\s+to\s+(?:the\s+)?([A-Z][\w’' ]+?)(?=[.,;:]|$)"
)
_DUE = re.compile(
    r"\b(?:by|before|no later than)\s+((?:the\s+end\s+of\s+)?(?:\d{1,2}\s+)?"
    rf"(?:{'|'.join(MONTHS)})"
    r"\s+\d{4})\b|\b(within\s+\w+\s+(?:weeks|months|years?)\s+of\s+(?:the\s+)?(?:date\s+of\s+)?"
    r"publication)\b"
)
_STATUS = re.compile(
    r"(?:response|status|position)\b[^:]{0,40}:\s*(?P<status>\S.{0,80})$", re.IGNORECASE
)
_COPY_PERCENT = 92.0


def find_recommendations(document: Document) -> tuple[Recommendation, ...]:
    """The recommendations and resolutions of `document`, in reading order.

    Where it makes none and says so, or has findings with questions for its board instead, one
    record of kind NONE_MADE holds the words that show it; nothing at all means that none was found.
    """
    finder = _Finder(document)
    drafts = finder.prose()
    drafts = sorted(with_plans(document, drafts), key=lambda draft: draft.at)
    if not drafts:
        return tuple(finder.none_made())
    return tuple(finder.finished(draft) for draft in drafts)


class _Finder:
    """One walk over the blocks of a document."""

    def __init__(self, document: Document):
        self.document = document
        self.texts = [document.text(block.spans) for block in document.blocks]
        self.names = names_in(self.texts)
        self.shown = [
            i
            for i, b in enumerate(document.blocks)
            if b.kind not in (BlockKind.FURNITURE, BlockKind.COMMENT, BlockKind.TABLE_ROW)
        ]
        self.numbered: dict[tuple[str | None, tuple[str, ...]], int] = {}
        for i in self.shown:
            block = document.blocks[i]
            self.numbered.setdefault((block.paragraph, block.section), i)
        self.asked_of = self._asked_of()

    def prose(self) -> list[Draft]:
        """Everything but tables."""
        drafts: list[Draft] = []
        groups = self._groups()
        below: set[int] = set()
        for position, i in enumerate(self.shown):
            block = self.document.blocks[i]
            if i in below:
                continue
            if block.kind is BlockKind.HEADING:
                draft, body = self._from_heading(position)
                drafts += draft
                below |= body
            elif self._is_labelled(i):
                drafts.append(self._draft(i, labelled=True))
            elif block.kind is BlockKind.LIST_ITEM:
                self._take_item(i, drafts)
            elif _RESOLVED.match(self.texts[i]):
                if not self._has_items(position):
                    drafts.append(self._draft(i, kind=RecommendationKind.RESOLUTION))
            elif i in groups and self._is_asked(i, position):
                drafts.append(self._draft(i))
        return _without_copies(self._with_lists(drafts))

    def finished(self, draft: Draft) -> Recommendation:
        """The record of a draft: whom it asks, by when, and how wide it reaches."""
        headings = draft.block.section
        near = headings[max(_advising(headings) - 1, 0) :] if _advising(headings) else ()
        found = addressees(draft.text, self.names) or addressees(draft.stem, self.names)
        if not found:
            body = next((b for h in reversed(near) if (b := body_in(h))), None)
            found = tuple(filter(None, [body or draft.plan.get("lead") or self.asked_of]))
        due = _DUE.search(draft.text)
        return Recommendation(
            kind=draft.kind,
            spans=draft.spans,
            number=draft.number,
            paragraph=draft.block.paragraph,
            section=headings,
            addressees=found,
            scope=scope_of(found, " / ".join(headings)),
            due=draft.plan.get("due") or (due and (due[1] or due[2])) or None,
            status=draft.plan.get("status") or self._status(draft.at),
            action=draft.plan.get("action"),
            lead=draft.plan.get("lead"),
        )

    def none_made(self) -> Iterator[Recommendation]:
        """The words that show that a review makes no recommendations, if there are any."""
        for i in self.shown:
            block, text = self.document.blocks[i], self.texts[i]
            lead = marker_length(text, block.paragraph)
            for start, end in sentence_ranges(text[lead:]):
                heading = block.kind is BlockKind.HEADING
                pattern = _CONSIDERATIONS if heading else _NONE_MADE
                if pattern.search(text[lead + start : lead + end]):
                    yield Recommendation(
                        kind=RecommendationKind.NONE_MADE,
                        spans=narrow(block.spans, lead + start, lead + end),
                        paragraph=block.paragraph,
                        section=block.section,
                    )
                    return

    def _asked_of(self) -> str | None:
        """The body to which the document says that its recommendations are made."""
        for i in self.shown:
            if match := _MADE_TO.search(self.texts[i]):
                return body_in(match[1])
        return None

    def _groups(self) -> set[int]:
        """Blocks under a heading of recommendations where none beside them bears a label."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for i in self.shown:
            section = self.document.blocks[i].section
            if _advising(section):
                groups.setdefault(section, []).append(i)
        return {
            i
            for members in groups.values()
            if not any(self._label(k) for k in members)
            for i in members
        }

    def _label(self, i: int) -> str | None:
        """The number of a block that is a recommendation by its label, if it bears one.

        The paragraphs below a label stand under the same number; only the first of them bears it.
        """
        block = self.document.blocks[i]
        if block.paragraph is None or not _LABEL.fullmatch(block.paragraph):
            return None
        first = self.numbered.get((block.paragraph, block.section))
        return block.paragraph if first == i else None

    def _is_labelled(self, i: int) -> bool:
        words = self._words(i)
        return self._label(i) is not None or bool(_UNNUMBERED.match(words))

    def _is_asked(self, i: int, position: int) -> bool:
        """Whether a paragraph under a heading of recommendations is one."""
        text = self._words(i)
        if _announces(text) and self._has_items(position):
            return False  # its items are
        if is_directive(text, self.names) or _ASKING.match(text):
            return True
        # "It is recommended / 23. That … / 24. A further report is provided …"
        block = self.document.blocks[i]
        return bool(block.paragraph) and any(
            self._words(k).startswith("That ")
            for k in self.shown[:position]
            if self.document.blocks[k].section == block.section
        )

    def _take_item(self, i: int, drafts: list[Draft]) -> None:
        """A list item under a recommendation belongs to it."""
        block = self.document.blocks[i]
        last = drafts[-1] if drafts else None
        if last is None or last.at == i or last.block.section != block.section:
            return
        parent = last.block.paragraph
        inside = block.stem == last.at or (
            parent
            and block.paragraph
            and re.match(rf"{re.escape(parent)}(?:\(|$)", block.paragraph)
        )
        if inside:
            last.spans = (*last.spans, *block.spans)
            last.text = f"{last.text} {self.texts[i]}"

    def _with_lists(self, drafts: list[Draft]) -> list[Draft]:
        """Adds lists whose items are recommendations, each with a letter or bullet of its own."""
        groups = self._groups()
        taken = {draft.at for draft in drafts}
        inside = {
            span
            for draft in drafts
            for span in draft.spans
            if span not in self.document.blocks[draft.at].spans
        }
        for items, stem in self._lists():
            if any(not inside.isdisjoint(self.document.blocks[i].spans) for i in items):
                continue
            words = self._words(stem) if stem is not None else ""
            resolved = bool(_RESOLVED.match(words))
            telling = stem is not None and (
                resolved
                or (bool(_ASKING.search(words)) and words.rstrip().endswith((":", "to", "that")))
                or bool(_ANNOUNCING.search(words))
            )
            asked = sum(is_directive(self._words(i), self.names) for i in items)
            if not telling and not (items[0] in groups and 2 * asked >= len(items)):
                continue
            for i in items:
                if i not in taken and self.texts[i].strip():
                    kind = RecommendationKind.RESOLUTION if resolved else None
                    drafts.append(self._draft(i, kind=kind, stem=words if telling else ""))
            drafts = [d for d in drafts if d.at != stem]
        return sorted(drafts, key=lambda draft: draft.at)

    def _lists(self) -> Iterator[tuple[list[int], int | None]]:
        """Runs of list items, each with the paragraph before it."""
        items: list[int] = []
        before: int | None = None
        for i in [*self.shown, -1]:
            block = self.document.blocks[i]
            if i >= 0 and (block.kind is BlockKind.LIST_ITEM or self._is_counted(i, before)):
                items.append(i)
                continue
            if items:
                stem = self.document.blocks[items[0]].stem
                yield items, stem if stem is not None else before
                items = []
            stands_alone = block.kind is BlockKind.HEADING and not _announces(self.texts[i])
            before = None if stands_alone else i

    def _is_counted(self, i: int, before: int | None) -> bool:
        """Whether a paragraph `1.` follows a sentence that announces recommendations."""
        number = self.document.blocks[i].paragraph
        return (
            before is not None
            and bool(_ANNOUNCING.search(self.texts[before]))
            and bool(re.fullmatch(r"\d{1,2}", number or ""))
            and self.document.blocks[i].section == self.document.blocks[before].section
        )

    def _has_items(self, position: int) -> bool:
        following = self.shown[position + 1 : position + 2]
        return any(
            self.document.blocks[k].kind is BlockKind.LIST_ITEM
            or self._is_counted(k, self.shown[position])
            for k in following
        )

    def _from_heading(self, position: int) -> tuple[list[Draft], set[int]]:
        """`Recommendation 3: …` set as a heading, or the label alone above its text.

        Returns:
            What the heading opens, if anything, and the blocks below that are settled by it.
        """
        i = self.shown[position]
        block, text = self.document.blocks[i], self.texts[i]
        match = _LABELLED.match(text)
        if match is None:
            return [], set()
        if text[match.end() :].strip():
            spans = narrow(block.spans, match.end(), len(text))
            words = text[match.end() :]
            return [Draft(i, words, spans, match["label"], block, labelled=True)], set()
        below = []
        for k in self.shown[position + 1 :]:
            if self.document.blocks[k].kind is BlockKind.HEADING:
                break
            below.append(k)
        body: list[int] = []
        for k in below:
            # what asks, with its list; the reasons that follow are not the recommendation
            listed = self.document.blocks[k].kind is BlockKind.LIST_ITEM
            if body and not listed and not is_directive(self._words(k), self.names):
                break
            body.append(k)
        if not body:
            return [], set()
        spans = tuple(span for k in body for span in self.document.blocks[k].spans)
        words = " ".join(self.texts[k] for k in body)
        return [Draft(i, words, spans, match["label"], block, labelled=True)], set(below)

    def _draft(
        self,
        i: int,
        *,
        labelled: bool = False,
        kind: RecommendationKind | None = None,
        stem: str = "",
    ) -> Draft:
        block, text = self.document.blocks[i], self.texts[i]
        lead = marker_length(text, block.paragraph)
        number = block.paragraph
        if block.kind is BlockKind.LIST_ITEM:
            letter = re.match(r"\s*(\(?\w{1,5}[.)])\s", text)
            number = letter[1] if letter else None
        elif not text.lstrip().startswith(number or "\0"):
            number = None  # an unnumbered paragraph is cited by the number above it
        return Draft(
            i,
            text[lead:],
            narrow(block.spans, lead, len(text)),
            number,
            block,
            kind or RecommendationKind.RECOMMENDATION,
            labelled,
            stem,
        )

    def _words(self, i: int) -> str:
        text = self.texts[i]
        return text[marker_length(text, self.document.blocks[i].paragraph) :]

    def _status(self, at: int) -> str | None:
        """What the line after a recommendation says: "Government response: accepted"."""
        following = next((i for i in self.shown if i > at), None)
        match = _STATUS.search(self.texts[following]) if following is not None else None
        return match["status"].strip() if match else None


def _announces(text: str) -> bool:
    """Whether a stem only says that recommendations follow: "Members are asked to:"."""
    return bool(_RESOLVED.match(text) or _ANNOUNCING.search(text)) or bool(
        _ASKING.search(text) and not _MUST.search(text)
    )


def _advising(section: Sequence[str]) -> int:
    """Which of the headings above, counted from 1, says that recommendations follow; 0 for none."""
    return next(
        (
            n
            for n, heading in enumerate(section, 1)
            if ADVISING.search(heading)
            and not _ABOUT.search(heading)
            and not _LABELLED.match(heading)
        ),
        0,
    )


def _without_copies(drafts: list[Draft]) -> list[Draft]:
    """A summary at the front and the chapter at the end give the same recommendation once."""
    kept: list[Draft] = []
    by_number: dict[str, list[Draft]] = {}
    for draft in drafts:
        others = by_number.setdefault(plain_number(draft.number), [])
        if not any(
            other.block.section != draft.block.section
            and fuzz.ratio(other.text.lower(), draft.text.lower()) >= _COPY_PERCENT
            for other in others
        ):
            kept.append(draft)
            others.append(draft)
    return kept
