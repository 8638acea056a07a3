"""What a document recommends or resolves, from its prose, its lists and its action plans.

Rules of how such documents are built: recommendations stand under a heading that says so, or bear a
label (`R3`, `Recommendation 3:`), or follow "RESOLVED that" and "Members are asked to", or fill
a column of a table. A sub-item belongs to its recommendation; a row of an action plan that repeats
one adds to it. What only mentions recommendations is none.
"""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from kb.action_plans import Draft, plain_number, with_plans
from kb.addressees import (
    addressees,
    addressees_below,
    asked_apart,
    is_directive,
    is_imperative,
    is_ordered,
    is_told,
    plain_words,
    scope_of,
    told_before,
)
from kb.advising import (
    RESOLVED,
    advising,
    announces,
    asks,
    closing_labels,
    count_of,
    counting_word,
    counts_up,
    inline_items,
    is_stem,
    is_unnumbered,
    label_of,
    leads_to_items,
    looks_back,
    opening_label,
    ordinals,
    printed_number,
    words_from,
)
from kb.dates import MONTHS
from kb.findings_model import none_made
from kb.named_bodies import (
    asked_of_all,
    bodies_in,
    body_in,
    ends_in_body,
    names_in,
    names_listed,
)
from kb.spans import narrow
from kb.types import (
    BlockKind,
    Document,
    Recommendation,
    RecommendationKind,
    Spans,
)

RECOMMENDATIONS = "recommendations-5"

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
_MINUTED = re.compile(r"\bcorrect record\b|:\W*$")  # what a meeting resolves of its own minutes
_LEADS = (
    r"(?:For|To|Addressed to|Directed to|Responsible|Responsibility|Accountable|"
    r"(?:Lead|Owner|Responsible)(?: (?:agency|body|officer))?s?|Owned by|Action by|By whom):\s*"
)
_FOR = re.compile(rf"[*_\s]*{_LEADS}(?P<whom>\S[^.]*)")
_BEFORE = re.compile(r"\s*\((?P<whom>[^()]{3,120})\)[.:]?\s+")
_BEHIND = re.compile(
    r"\s*(?:→|->|=>)\s*[*_]*(?P<arrow>[^→]{2,200}?)[*_\s]*$|"
    rf"(?<=[.;])[*_\s]*(?:[(\[](?P<whom>[^()\[\]]{{3,200}})[)\]]|"
    rf"[–—-]\s+(?P<dash>[^:.]{{3,120}}?)|{_LEADS}(?P<line>[^:.]{{3,200}}?))\.?[*_]*\s*$"
)
_ASIDE = re.compile(r"(?<=[.;!?])\s+[*_]\([^()]{3,200}[.!]\)[*_]\s*$")
_DISPOSED = re.compile(
    r"\W*(?:that\s+)?(?:the\s+)?recommendations?\s+\(?(?:[ivx]+|[a-z]|\d+)\b[^.;]{0,60}?\sbe\s+"
    r"(?:agreed|approved|adopted|accepted|endorsed|noted|deferred|rejected|referred)\b",
    re.IGNORECASE,
)  # a meeting's say on what the paper before it recommends
_COPY_PERCENT = 92.0
_LINE_WORDS = 16
_NOTHING = re.compile(r"\bnothing to recommend\b|\bmakes? no recommendations?\b", re.IGNORECASE)


def find_recommendations(document: Document) -> tuple[Recommendation, ...]:
    """The recommendations and resolutions of `document`, in reading order.

    Where it makes none and says so, or has findings with questions for its board instead, one
    record of kind NONE_MADE holds the words that show it; nothing at all means that none was found.
    """
    finder = _Finder(document)
    drafts = finder.prose()
    drafts = sorted(with_plans(document, drafts), key=lambda draft: draft.at)
    if all(finder.is_weak(draft) for draft in drafts) and (
        none := none_made(document, of_itself=bool(drafts))
    ):
        return (none,)
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
            elif several := self._several(i, counts=i in groups):
                drafts += several
            elif block.kind is BlockKind.LIST_ITEM:
                self._take_item(i, drafts)
            elif RESOLVED.match(self._words(i)):
                if not self._has_items(position) and not _MINUTED.search(self._words(i)):
                    drafts.append(self._draft(i, kind=RecommendationKind.RESOLUTION))
            elif i in groups and self._is_asked(i, position):
                drafts.append(self._draft(i))
        return _without_copies(self._with_lists(drafts))

    def finished(self, draft: Draft) -> Recommendation:
        """The record of a draft: whom it asks, by when, and how wide it reaches."""
        headings = draft.block.section
        near = headings[max(advising(headings) - 1, 0) :] if advising(headings) else ()
        found = (
            names_listed(draft.plan.get("addressee", ""))
            or next(filter(None, (asked_of_all(h) for h in reversed(near))), ())
            or self._said_above(draft)
            or _in_full(addressees(draft.text, self.names), near)
            or self._asked_by_stem(draft)
            or next(filter(None, (bodies_in(h) for h in reversed(near))), ())
            or _named_lead(draft.plan.get("lead", ""))
            or tuple(filter(None, [self.asked_of]))
            or tuple(h for h in headings[: max(advising(headings) - 1, 0)] if _is_council(h))[-1:]
        )
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

    def _said_above(self, draft: Draft) -> tuple[str, ...]:
        """Whom the last line above in its section names that says no more: "For the Board"."""
        for k in reversed([k for k in self.shown if k < draft.at]):
            if self.document.blocks[k].section != draft.block.section:
                break
            text = self.texts[k].strip()
            if len(text.split()) <= _LINE_WORDS and text[-1:] not in ".;" and asked_of_all(text):
                return asked_of_all(plain_words(text))
        return ()

    def _several(self, i: int, *, counts: bool) -> list[Draft]:
        """The recommendations of one paragraph that tells them apart.

        Args:
            i: the paragraph.
            counts: whether words that count may tell them apart.
        """
        text = self.texts[i]
        opened = opening_label(text)
        if opened and is_directive(text[opened[0] :], self.names):
            return [self._part(i, opened[0], len(text), opened[1])]
        if counts and (closed := closing_labels(text)):
            return [self._closed(i, *one) for one in closed]
        if counts and (counted := ordinals(text)):
            return [self._part(i, *one) for one in counted]
        if counts and self.document.blocks[i].paragraph is None:
            apart = asked_apart(text, self.names)
            if apart:
                return [self._part(i, *one, None) for one in apart]
        return list(self._inline(i, inline_items(text)))

    def _part(self, i: int, start: int, end: int, number: str | None) -> Draft:
        """One of the recommendations of a paragraph."""
        block = self.document.blocks[i]
        return Draft(
            i,
            self.texts[i][start:end],
            narrow(block.spans, start, end),
            number,
            block,
            labelled=True,
        )

    def _closed(self, i: int, start: int, end: int, number: str, whom: str) -> Draft:
        """A recommendation that its label closes, perhaps with the names of those it asks."""
        draft = self._part(i, start, end, number)
        if whom:
            draft.plan["addressee"] = whom.replace(", with ", "; ")
        return draft

    def _asked_by_stem(self, draft: Draft) -> tuple[str, ...]:
        """Whom an item asks by the words above its list: "The review recommends that: …"."""
        return addressees_below(draft.stem, draft.text, self.names) if draft.stem else ()

    def is_weak(self, draft: Draft) -> bool:
        """Whether nothing calls it a recommendation but a heading of points for a board."""
        return not (
            draft.labelled
            or draft.stem
            or draft.plan
            or draft.kind is RecommendationKind.RESOLUTION
            or any("recommend" in heading.lower() for heading in draft.block.section)
        )

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
            if advising(section):
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
        label = label_of(self.texts[i])
        if looks_back(block.section):
            return None
        if label and (label.firm or is_directive(self._words(i), self.names)):
            return label.number
        number = block.paragraph and label_of(block.paragraph)
        first = self.numbered.get((block.paragraph, block.section))
        return number.number if number and first == i else None

    def _is_labelled(self, i: int) -> bool:
        return self._label(i) is not None or is_unnumbered(self._words(i))

    def _inline(self, i: int, items: Sequence[tuple[int, int]]) -> Iterator[Draft]:
        """The lettered items of one paragraph."""
        if not items:
            return
        text, block = self.texts[i], self.document.blocks[i]
        stem = text[: items[0][0]]
        kind = self._kind_below(stem[words_from(text, block.paragraph) :])
        for start, end in items:
            letter = text[start:end].split()[0]
            lead = start + len(letter) + 1
            yield Draft(
                i, text[lead:end], narrow(block.spans, lead, end), letter, block, kind, stem=stem
            )

    @staticmethod
    def _kind_below(stem: str) -> RecommendationKind:
        resolved = RESOLVED.match(stem)
        return RecommendationKind.RESOLUTION if resolved else RecommendationKind.RECOMMENDATION

    def _is_asked(self, i: int, position: int) -> bool:
        """Whether a paragraph under a heading of recommendations is one."""
        text = self._words(i)
        if (announces(text) or self._is_stem(i)) and self._has_items(position):
            return False  # its items are
        if _NOTHING.search(text):
            return False
        if self._leads_to_asking(i, position):
            return False
        numbered = self._bears_number(i) or printed_number(self.texts[i]) is not None
        if is_directive(text, self.names) or asks(text):
            return True
        if numbered and (is_imperative(text) or is_ordered(text) or is_told(text)):
            return True
        # "It is recommended / 23. That … / 24. A further report is provided …"
        block = self.document.blocks[i]
        return self._bears_number(i) and any(
            self._words(k).startswith("That ")
            for k in self.shown[:position]
            if self.document.blocks[k].section == block.section
        )

    def _leads_to_asking(self, i: int, position: int) -> bool:
        """Whether an unnumbered paragraph ends in a colon, and each item below it asks somebody."""
        if not self.texts[i].rstrip().endswith(":") or self._bears_number(i):
            return False
        items: list[int] = []
        for k in self.shown[position + 1 :]:
            listed = self.document.blocks[k].kind is BlockKind.LIST_ITEM
            if not listed and self._count(k) != len(items) + 1:
                break
            items.append(k)
        return len(items) > 1 and all(addressees(self._words(k), self.names) for k in items)

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
            telling = leads_to_items(words) or (stem is not None and self._is_stem(stem))
            asked = sum(self._asks_for(self._words(i)) for i in items)
            if not telling and not (items[0] in groups and 2 * asked >= len(items)):
                continue
            for draft in drafts:
                if draft.at in items and telling and not draft.stem:
                    draft.stem = words
            for i in items:
                if i not in taken and self.texts[i].strip() and not self._disposes(i, drafts):
                    kind = self._kind_below(words)
                    drafts.append(self._draft(i, kind=kind, stem=words if telling else ""))
            drafts = [d for d in drafts if d.at != stem]
        return sorted(drafts, key=lambda draft: draft.at)

    def _disposes(self, i: int, drafts: Sequence[Draft]) -> bool:
        """Whether an item only says what becomes of recommendations that stand above it."""
        return bool(_DISPOSED.match(self._words(i))) and any(
            draft.kind is RecommendationKind.RECOMMENDATION for draft in drafts
        )

    def _asks_for(self, words: str) -> bool:
        """Whether an item of a list under a heading of recommendations asks for something."""
        return is_directive(words, self.names) or is_imperative(words) or is_told(words)

    def _lists(self) -> Iterator[tuple[list[int], int | None]]:
        """Runs of list items, each with the paragraph before it."""
        items: list[int] = []
        before: int | None = None
        for i in [*self.shown, -1]:
            block = self.document.blocks[i]
            if i >= 0 and (block.kind is BlockKind.LIST_ITEM or self._is_counted(i, before, items)):
                items.append(i)
                continue
            if items:
                stem = self.document.blocks[items[0]].stem
                yield items, stem if stem is not None else before
                items = []
            stands_alone = block.kind is BlockKind.HEADING and not announces(self.texts[i])
            before = None if stands_alone else i

    def _is_counted(self, i: int, before: int | None, items: Sequence[int]) -> bool:
        """Whether a paragraph `1.` follows a sentence or heading that announces recommendations."""
        number = self._count(i)
        if before is None or number is None:
            return False
        above = self.document.blocks[before]
        section = self.document.blocks[i].section
        if above.kind is BlockKind.HEADING:
            section = section[: len(above.section)]
        words = self._words(before)
        last = self._count(items[-1]) if items else None
        goes_on = last is None or number == last + 1  # a second list may count on from the first
        counts = (
            counts_up(words)
            or ((self._is_stem(before) or RESOLVED.match(words)) and goes_on)
            or (announces(words) and number == len(items) + 1)
        )
        return bool(counts) and section == above.section

    def _count(self, i: int) -> int | None:
        """The number of a block that is only counted."""
        block = self.document.blocks[i]
        return count_of(self.texts[i], block.paragraph if self._bears_number(i) else None)

    def _is_stem(self, i: int) -> bool:
        """Whether a block that bears no number says who should do what stands numbered below."""
        if (
            not is_stem(self.texts[i])
            or self._bears_number(i)
            or not advising(self.document.blocks[i].section)
        ):
            return False
        following = next((k for k in self.shown if k > i), None)
        return following is not None and bool(
            re.match(r"\s*(?:\(?\d|\((?:[a-h]|[ivx]{1,4})\))", self.texts[following])
        )

    def _has_items(self, position: int) -> bool:
        following = self.shown[position + 1 : position + 2]
        return any(
            self.document.blocks[k].kind is BlockKind.LIST_ITEM
            or self._is_counted(k, self.shown[position], ())
            for k in following
        )

    def _from_heading(self, position: int) -> tuple[list[Draft], set[int]]:
        """`Recommendation 3: …` set as a heading, or the label alone above its text.

        Returns:
            What the heading opens, if anything, and the blocks below that are settled by it.
        """
        i = self.shown[position]
        block, text = self.document.blocks[i], self.texts[i]
        label = label_of(text)
        if label is None:
            return [], set()
        title = text[label.end :].strip(" *_:.–-()")
        below: list[int] = []
        for k in self.shown[position + 1 :]:
            if self.document.blocks[k].kind is BlockKind.HEADING or self._own_label(
                k, label.number
            ):
                break
            below.append(k)
        if title and (not below or is_directive(title, self.names)):
            spans = narrow(block.spans, label.end, len(text.rstrip(" *#")))
            words = text[label.end :]
            return [Draft(i, words, spans, label.number, block, labelled=True)], set()
        body = self._body(below)
        if not body:
            return [], set()
        spans = tuple(span for k in body for span in self._spans(k))
        words = " ".join(self._words(k) for k in body)
        draft = Draft(i, words, spans, label.number, block, labelled=True)
        if bodies_in(title):
            draft.plan["addressee"] = title
        return [draft], set(below)

    def _own_label(self, i: int, number: str) -> bool:
        label = label_of(self.texts[i])
        return label is not None and label.firm and label.number != number

    def _body(self, below: Sequence[int]) -> list[int]:
        """Of the blocks below a label what asks, with its list; not the reasons beside it."""
        asking = [is_directive(self._words(k), self.names) for k in below]
        first = asking.index(True) if True in asking else 0
        body: list[int] = []
        for k, asked in zip(below[first:], asking[first:], strict=True):
            listed = self.document.blocks[k].kind is BlockKind.LIST_ITEM
            if body and not listed and not asked:
                break
            body.append(k)
        return body

    def _draft(
        self,
        i: int,
        *,
        labelled: bool = False,
        kind: RecommendationKind | None = None,
        stem: str = "",
    ) -> Draft:
        block, text, lead = self.document.blocks[i], self.texts[i], self._lead(i)
        printed = printed_number(text)
        number = self._label(i) or printed or block.paragraph
        bracketed = count_of(text, None) is not None
        listed = block.kind is BlockKind.LIST_ITEM and printed is None
        if (listed or bracketed) and self._label(i) is None:
            letter = re.match(r"\s*(\(?\w{1,5}[.)])\s", text)
            number = letter[1] if letter else None
        elif not self._label(i) and not printed and not self._bears_number(i):
            # an unnumbered paragraph is cited by the number above it
            number = counting_word(text)
        start, end, whom = self._addressed(i, lead)
        return Draft(
            i,
            text[start:end],
            narrow(block.spans, start, end),
            number,
            block,
            kind or RecommendationKind.RECOMMENDATION,
            labelled,
            stem,
            {"addressee": whom} if whom else {},
        )

    def _addressed(self, i: int, lead: int) -> tuple[int, int, str]:
        """Where the words of a recommendation begin and end, and whom a note beside them names.

        The note stands in brackets before or behind them, behind an arrow, or on the next line.
        """
        text = self.texts[i]
        if told := told_before(text, lead):
            aside = _ASIDE.search(text, told.end())
            return told.end(), aside.start() if aside else len(text), told["whom"]
        before = _BEFORE.match(text, lead)
        if before and bodies_in(before["whom"]):
            return before.end(), len(text), before["whom"]
        behind = _BEHIND.search(text, lead)
        whom = (
            (behind["arrow"] or behind["line"] or behind["dash"] or behind["whom"])
            if behind
            else ""
        )
        if behind and (behind["arrow"] or any(map(bodies_in, whom.split(";")))):
            return lead, behind.start(), whom
        following = next((k for k in self.shown if k > i), None)
        match = _FOR.match(self.texts[following]) if following is not None else None
        if match and names_listed(match["whom"]):
            return lead, len(text), match["whom"]
        return lead, len(text), ""

    def _bears_number(self, i: int) -> bool:
        """Whether a block opens with its number, and does not only stand below it."""
        number = self.document.blocks[i].paragraph
        return number is not None and self.texts[i].lstrip().startswith(number)

    def _lead(self, i: int) -> int:
        """Where the words of a block begin."""
        return words_from(self.texts[i], self.document.blocks[i].paragraph)

    def _words(self, i: int) -> str:
        return self.texts[i][self._lead(i) :]

    def _spans(self, i: int) -> Spans:
        return narrow(self.document.blocks[i].spans, self._lead(i), len(self.texts[i]))

    def _status(self, at: int) -> str | None:
        """What the line after a recommendation says: "Government response: accepted"."""
        following = next((i for i in self.shown if i > at), None)
        match = _STATUS.search(self.texts[following]) if following is not None else None
        return match["status"].strip() if match else None


def _in_full(found: tuple[str, ...], headings: Sequence[str]) -> tuple[str, ...]:
    """Bodies as found, but those of a heading where only "the Trust" or "the department" is."""
    if len(found) != 1 or " " in found[0] or not ends_in_body(found[0]) or found[0].isupper():
        return found
    return next(filter(None, (bodies_in(h) for h in reversed(headings))), found)


def _is_council(heading: str) -> bool:
    """Whether a heading is a council's name: all below it is of that council."""
    return heading.endswith(" Council") and bool(bodies_in(heading))


def _named_lead(lead: str) -> tuple[str, ...]:
    """Who leads an action; a comma in such a cell parts a body from its team, not two bodies."""
    if ";" in lead:
        return names_listed(lead) or (lead,)
    return (("," not in lead and bodies_in(lead)) or (lead,)) if lead else ()


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
