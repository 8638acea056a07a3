"""The blocks of a document with their words, and the numbers and labels that they bear."""

import re
from collections.abc import Sequence
from functools import cached_property

from kb.named_bodies import asked_of_all, names_in
from kb.recommending.advice_headings import advising, is_joint, looks_back
from kb.recommending.advice_labels import (
    Label,
    count_of,
    counts_from_one,
    is_unnumbered,
    label_of,
    words_from,
)
from kb.recommending.boxed_words import with_boxes
from kb.recommending.directives import (
    is_asked_again,
    is_challenge,
    is_directive,
    is_imperative,
    is_suggested,
)
from kb.recommending.full_names import FullNames
from kb.recommending.recipients import recipients
from kb.recommending.recurring_labels import recurring_labels
from kb.recommending.told_headings import with_told_headings
from kb.spans import narrow
from kb.types import BlockKind, Document, Spans

_APART = re.compile(
    r"\b(?:each|every)\s(?:lettered\s|numbered\s)?(?:item|part|limb|letter|sub-?\w+)\b[^.]{0,80}?\b(?:is|stands?|counts?|"
    r"to\sbe\s(?:read|treated))\s(?:as\s)?(?:a|its\sown)\s(?:separate\s|distinct\s)?recommendation",
    re.IGNORECASE,
)
_NOT_SHOWN = (BlockKind.FURNITURE, BlockKind.COMMENT, BlockKind.TABLE_ROW)


class LabelledBlocks:
    """A document by the ordinals of its blocks; `shown` are those of its prose, in reading order.

    `names` are words that the document writes with a capital within its sentences.
    """

    def __init__(self, document: Document):
        self.document = document = with_told_headings(with_boxes(document))
        self.texts = [document.text(block.spans) for block in document.blocks]
        self.names = names_in(self.texts)
        self.shown = [i for i, b in enumerate(document.blocks) if b.kind not in _NOT_SHOWN]
        self._first_below: dict[tuple[str | None, tuple[str, ...]], int] = {}
        for i in self.shown:
            block = document.blocks[i]
            self._first_below.setdefault((block.paragraph, block.section), i)

    def advises(self, section: Sequence[str]) -> int:
        """Which of the headings of a section says that recommendations follow; 0 for none.

        A title, or a heading of more than recommendations ("Conclusions and recommendations"), says
        so only of what no heading below it is nearer to.
        """
        found = advising(section)
        if not found:
            return self.addressed(section)
        if looks_back(section[found:]):
            return 0
        if found == len(section) or advising(section[found:]):
            return found
        shared = (found == 1 and self._is_title(section[0])) or is_joint(section[found - 1])
        return 0 if shared and tuple(section[:found]) in self._told_below else found

    def addressed(self, section: Sequence[str]) -> int:
        """Which heading of a section is one of several that each say whom they tell what to do."""
        several = (n for n, heading in enumerate(section, 1) if tuple(section[:n]) in self._letters)
        return next(several, 0)

    @cached_property
    def _letters(self) -> frozenset[tuple[str, ...]]:
        """Sections headed "To the Trust", if a document has several and most below them asks."""
        below: dict[tuple[str, ...], list[int]] = {}
        for i in self.shown:
            section = self.document.blocks[i].section
            if self.document.blocks[i].kind is not BlockKind.HEADING and section:
                if re.match(r"(?:To|For)\s", section[-1]) and not advising(section):
                    below.setdefault(section, []).append(i)
        named = sum(bool(asked_of_all(section[-1])) for section in below)
        first = [members[0] for members in below.values()]
        asking = sum(self.asks(self.words(i)) for i in first)
        several = named > 1 and 2 * named > len(below) and 2 * asking >= len(first)
        return frozenset(below) if several else frozenset()

    @cached_property
    def _told_below(self) -> frozenset[tuple[str, ...]]:
        """Sections that have one of recommendations below them."""
        return frozenset(
            block.section[:n]
            for block in self.document.blocks
            for n in range(1, len(block.section))
            if advising(block.section[n:])
        )

    def _is_title(self, heading: str) -> bool:
        """Whether nothing that is shown stands above a heading but others."""
        first = next((i for i in self.shown if self.document.blocks[i].section), None)
        return first is not None and self.document.blocks[first].section[0] == heading

    @cached_property
    def full_names(self) -> FullNames:
        """The full names of the bodies that the document calls by shorter ones."""
        return FullNames(self.texts[i] for i in self.shown)

    @cached_property
    def readers(self) -> tuple[str, ...]:
        """To whom the document is written, if it is a letter."""
        return recipients([self.texts[i] for i in self.shown])

    def lead(self, i: int) -> int:
        """Where the words of a block begin."""
        opened = self.recurring.get(i)
        return max(
            words_from(self.texts[i], self.document.blocks[i].paragraph),
            opened.end if opened else 0,
        )

    def items_of(self, i: int) -> list[int]:
        """The items that a block leads to."""
        return [k for k in self.shown if self.document.blocks[k].stem == i]

    def mark(self, i: int) -> Label | None:
        """The label that a block opens with: one for recommendations, or one that recurs."""
        return label_of(self.texts[i]) or self.recurring.get(i)

    @cached_property
    def recurring(self) -> dict[int, Label]:
        """Labels of the document's own, unless it numbers its recommendations as such."""
        numbered = [i for i in self.shown if (label := label_of(self.texts[i])) and label.firm]
        if len(numbered) > 1 or any(is_unnumbered(self.texts[i], None) for i in self.shown):
            return {}
        shown = [i for i in self.shown if not looks_back(self.document.blocks[i].section)]
        return recurring_labels(
            self.texts,
            shown,
            frozenset(i for i in shown if self.document.blocks[i].kind is BlockKind.HEADING),
            self.asks,
        )

    @cached_property
    def _of_earlier(self) -> frozenset[int]:
        """Blocks that tell of earlier recommendations by their headings.

        None do where those there bear the numbers that the document's own leave out.
        """
        earlier = [i for i in self.shown if looks_back(self.document.blocks[i].section)]
        numbered = [
            (i, int(digits[0]))
            for i in self.shown
            if (label := label_of(self.texts[i])) and label.firm
            if (digits := re.findall(r"\d+", label.number))
        ]
        own = {count for i, count in numbered if i not in earlier}
        theirs = [count for i, count in numbered if i in earlier]
        runs_on = own and counts_from_one([*own, *theirs])
        return frozenset() if runs_on else frozenset(earlier)

    @cached_property
    def items_apart(self) -> bool:
        """Whether the document says that each item of its recommendations is one of its own."""
        return any(_APART.search(self.texts[i]) for i in self.shown)

    def asks(self, words: str) -> bool:
        """Whether words ask for something in any of the ways of a list of recommendations."""
        tests = (is_imperative, is_asked_again, is_suggested, is_challenge)
        return is_directive(words, self.names) or any(test(words) for test in tests)

    def words(self, i: int) -> str:
        """The text of a block without its number, bullet and label."""
        return self.texts[i][self.lead(i) :]

    def spans(self, i: int) -> Spans:
        """Where the words of a block stand."""
        return narrow(self.document.blocks[i].spans, self.lead(i), len(self.texts[i]))

    def after(self, i: int) -> int | None:
        """The next block that is shown."""
        return next((k for k in self.shown if k > i), None)

    def bears_number(self, i: int) -> bool:
        """Whether a block opens with its number, and does not only stand below it."""
        number = self.document.blocks[i].paragraph
        return number is not None and self.texts[i].lstrip().startswith(number)

    def count(self, i: int) -> int | None:
        """The number of a block that is only counted."""
        block = self.document.blocks[i]
        return count_of(self.texts[i], block.paragraph if self.bears_number(i) else None)

    def label(self, i: int) -> str | None:
        """The number of a block that is a recommendation by its label, if it bears one.

        The paragraphs below a label stand under the same number; only the first of them bears it.
        """
        block = self.document.blocks[i]
        label = self.mark(i)
        if i in self._of_earlier:
            return None
        if label and (label.firm or is_directive(self.words(i), self.names)):
            return label.number
        number = block.paragraph and label_of(block.paragraph)
        first = self._first_below.get((block.paragraph, block.section))
        return number.number if number and first == i else None

    def is_bare_label(self, i: int) -> bool:
        """Whether a block is a label and no more: what it labels stands below."""
        return self.label(i) is not None and not self.words(i).strip(" *_:.–—-")

    def is_labelled(self, i: int) -> bool:
        """Whether a block is a recommendation by its label: "R3.", "Recommendation:"."""
        number = self.document.blocks[i].paragraph
        return self.label(i) is not None or is_unnumbered(self.texts[i], number)

    @cached_property
    def unlabelled(self) -> frozenset[int]:
        """Blocks under a heading of recommendations where none beside them bears a label."""
        groups: dict[tuple[str, ...], list[int]] = {}
        for i in self.shown:
            section = self.document.blocks[i].section
            if self.advises(section):
                groups.setdefault(section, []).append(i)
        return frozenset(
            i
            for members in groups.values()
            if not any(self.label(k) is not None for k in members)
            for i in members
        )
