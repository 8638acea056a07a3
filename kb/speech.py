"""What a sentence does, told by rules: it fails, praises, recommends, or speaks for others.

Speech act and polarity come before scores: a recommendation, a question, a quotation of guidance or
"there was no failure to …" resembles a subject more than the finding itself does.
"""

import re
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from kb.speaking.attribution import is_alleged, is_asserted, is_reported
from kb.speaking.standings import advice_in, asks_nothing, standing_told
from kb.types import Block, BlockKind, Standing

Flags = NDArray[np.bool_]

_SHORTCOMING = (
    r"(?:fail\w*|shortcomings?|shortfalls?|lack(?:ed|ing)?|delay\w*|drift|loss|lapses?|missed|"
    r"omi(?:t|ssion)\w*|breach(?:es)?|weakness(?:es)?|deficien\w+|gaps?|critici\w+|fault|"
    r"breakdown|difficult(?:y|ies)|reluctan\w+|over-?optimis\w+|optimism|collusion|deceiv\w+|"
    r"disagreement|misled|mislead\w*|disguis\w+|poor(?:ly)?|overlook\w*|confusion|hesitation|"
    r"neglect(?:ed)? to|wrong(?:ly)?|late|unaware|ignored|bias)"
)
_CONTRARY = re.compile(
    r"\b(?:no|not (?:a|any)|nor (?:a|any)|without|did not find (?:any |a )?|found no)"
    r"\s+(?:\w+\s+){0,3}?(?:fail(?:ure|ures|ing|ings)|lack|delay|evidence that \w+ failed)\b|"
    r"\b(?:was|were|had been|is)\s+(?:\w+ly\s+)?(?:shared|passed on|exchanged|communicated)\s+"
    r"(?:\w+[\s,]+){0,3}?(?:promptly|well|appropriately|properly|in full|quickly|at once)|"
    r"\b(?:promptly|properly|appropriately) (?:shared|passed on|exchanged)\b|"
    # nothing shows, or it is denied, that something went wrong
    r"\b(?:(?:saw|found|finds?|identified|heard|sees?) (?:no|nothing)|no (?:evidence|sign|"
    r"indication|"
    r"suggestion|question) (?:of|that)|(?:did|does|do|could|can) not (?:find|see|identify|detect)|"
    r"nothing (?:in|to)|has not been shown|cannot be said)\s+"
    rf"(?:[\w'’-]+\s+){{0,9}}?{_SHORTCOMING}\b|"
    rf"^(?:There (?:was|were|is|has been|had been) (?:\w+ )?(?:no|not any|nothing)|No|None "
    rf"of the)\s"
    rf"(?:[\w'’-]+\s+){{0,3}}?{_SHORTCOMING}\b|"
    r"\b(?:did|does|do) not (?:fail|neglect|omit|hesitate|lose sight|overlook|ignore)\b",
    re.IGNORECASE,
)
_RECOMMENDING = re.compile(
    # "should have told" is hindsight: a finding
    r"\b(?:should|must|ought to|needs? to)\b(?! (?:also |first |therefore |at least |then "
    r")?have\b(?! (?:an?|the|its|their|access|regard|sight|clear|in place)\b))|"
    r"\brecommends?\b|\b(?:it is|is|are) (?:therefore )?recommended\b|^Recommendations?\b|"
    r"\b(?:is|are) (?:now |also |each |no longer )?(?:asked )?to (?!be (?:seen|found|"
    r"regretted|commended|"
    r"blamed|credited)\b)(?:be|ensure|review|refresh|agree|consider|write|report|put|make|"
    r"take|have|"
    r"hold|provide|seek|set|tell)\b|"
    r"^(?:That )?(?:[\w’'-]+ ){1,7}to (?:be|cease|ensure|review|provide|agree|seek|hold|"
    r"make|audit)\b"
    r"(?![^.]*\b(?:was|were|had|did|failed|been)\b)",
    re.IGNORECASE,
)
_RULEBOOK = (
    r"(?:procedures?|guidance|polic(?:y|ies)|protocols?|toolkit|framework|Working Together|"
    r"Keeping Children Safe(?: in Education)?|Act(?: (?:19|20)\d\d)?|section \d+|standards?|"
    r"code(?: of practice)?|checklist|law|legislation|regulations?|manual|handbook|glossary)"
)
_GUIDANCE = re.compile(
    rf"\b{_RULEBOOK}(?: [\w’'-]+){{0,6}}? (?:requires?|expects?|advises?|states?|says?|reminds?|"
    r"provides?|sets? out|asks?|makes? (?:it )?(?:clear|plain)|directs?|defines?|"
    r"describes?|allows?|"
    r"permits?|prevents?|does not|do not|apply|applies|specif(?:y|ies)|places?|stress(?:es)?|"
    r"emphasi[sz]es?|is that)\b|"
    r"\b(?:have|has) (?:a|the same) (?:statutory |legal |clear )?(?:dut(?:y|ies)|"
    r"responsib\w+|right)\b|"
    r"\b(?:is|are) (?:required|expected|entitled|responsible|obliged) (?:to|for)\b|"
    r"^(?:[\w’'-]+ ){1,6}?(?:is|are) (?:an? )?(?:always |often |most )?(?:important|"
    r"essential|key|vital|"
    r"the (?:cornerstone|key|basis|foundation|duty|responsibility)|good practice|critical|crucial|"
    r"everyone['’]s|not a substitute)\b|"
    r"\b(?:means|is defined as|stands? for|is (?:the|a|an) (?:term|name|word|phrase|"
    r"expression|label)|"
    r"was coined|is known as|(?:is|are) used (?:to|where|when|for))\b|"
    r"^(?:An?|Any|Where an?|When an?) [^.]{4,60}? who (?:is|are|has|have|does|"
    r"do)\b(?![^.]*\b(?:was|were)\b)",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:will (?!not\b|never\b)|intends? to|plans? to|(?:has|have) (?:since|now|also since) |"
    r"(?:has|have) been (?:introduced|launched|appointed|revised|commissioned|rolled out|set up|"
    r"established|signed|approved|strengthened)|(?:was|were) (?:introduced|launched|rolled out|"
    r"relaunched) (?:in|by|from|across)|now (?:meets?|uses?|receives?|averages?|attends?|includes?|"
    r"requires?|routinely|holds?)|since then,)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:Whether|How far|To what extent)\b|\b(?:will|to|may wish to|was asked to|were asked to) "
    r"(?:consider|examine|ask|explore|look at|establish) (?:whether|how|why|what|if)\b|"
    r"\b(?:question|line of enquiry) (?:is|was) whether\b|\bis the \w+ (?:line of enquiry|"
    r"question)\b|"
    r"\bterms of reference\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:was|were|did|had) (?:not|never)\b|\b(?:nobody|none|no one)\b|\bfailed\b", re.IGNORECASE
)
_APART = re.compile(
    r"terms of reference|glossary|acronym|abbreviation|bibliograph|reference number|methodolog|"
    r"how (?:the (?:review|work)|this review|we worked|it was (?:carried out|done))|guidance|"
    r"review process|(?:process|conduct|setting up|scope|method) of (?:the|this) review|"
    r"setting up (?:the|this) review|about (?:the|this) review|statement by (?:the )?reviewer",
    re.IGNORECASE,
)
_RECOMMENDATIONS = re.compile(r"recommendation|action plan|considerations? for", re.IGNORECASE)


class Marks(IntFlag):
    """What can be told of a sentence before any question is asked."""

    NONE = 0
    CONTRARY = 1  # denies that something went wrong
    RECOMMENDING = 2
    APART = 4  # guidance, definitions, quotations of others
    ALLEGED = 8  # by family or others outside the agencies
    ASSERTED = 16  # by an agency in its own cause
    REPORTED = 32  # of studies, other reviews, other places
    PLANNED = 64  # promised, or done since
    ASKING = 128


NO_FINDING = int(Marks.APART | Marks.ASKING | Marks.REPORTED | Marks.PLANNED)
VOICED = int(Marks.RECOMMENDING | Marks.ALLEGED | Marks.ASSERTED)


_VOICES = (
    (Marks.ALLEGED, "family"),
    (Marks.ASSERTED, "agency"),
    (Marks.RECOMMENDING, "recommendation"),
)
_DECIDED = re.compile(  # "it was agreed that he should stay": an event
    r"\b(?:was|were|had|did|proved|judged|found|considered|decided|agreed|refused|concluded|"
    r"asked|said|stated|advised|told|wrote)\b[^.;]*\b(?:should|must|to|needs?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gates:
    """For which verdict each sentence may count; at most one of the three is true."""

    findings: Flags
    advice: Flags
    contrary: Flags


def marks(block: Block, text: str) -> Marks:
    """The marks of the sentence `text` of `block`.

    >>> marks(Block(BlockKind.PARAGRAPH, ()), "The hospital should tell the school.").name
    'RECOMMENDING'
    """
    happened = _HAPPENED.search(text)  # "…, and none was held" is no guidance and no plan
    told = {
        Marks.APART: _speaks_for_others(block, text)
        or (bool(_GUIDANCE.search(text)) and not happened),
        Marks.CONTRARY: bool(_CONTRARY.search(text)),
        Marks.RECOMMENDING: bool(_RECOMMENDING.search(text)),
        Marks.ALLEGED: is_alleged(text),
        Marks.ASSERTED: is_asserted(text),
        Marks.REPORTED: is_reported(text),
        Marks.PLANNED: bool(_PLANNED.search(text)) and not happened,
        Marks.ASKING: is_question(text) or bool(_ASKING.search(text)),
    }
    return _headed(block) | Marks(sum(mark for mark, holds in told.items() if holds))


def _headed(block: Block) -> Marks:
    """What the headings above a block make of its sentences."""
    section = " / ".join(block.section)
    apart = Marks.APART if _APART.search(section) else Marks(0)
    return apart | (Marks.RECOMMENDING if _RECOMMENDATIONS.search(section) else Marks(0))


def gates(found: NDArray[np.uint8], denied: Flags, *, failing: bool) -> Gates:
    """The gates of sentences, before any score.

    Args:
        found: their `Marks`.
        denied: which say the opposite of the subject in known words.
        failing: whether the subject is one; only a failing can be denied.
    """
    apart = (found & NO_FINDING) > 0
    advice = ~apart & ((found & VOICED) > 0)
    contrary = ~apart & ~advice & (denied | ((found & Marks.CONTRARY) > 0)) & failing
    return Gates(~apart & ~advice & ~contrary, advice, contrary)


def voice_of(found: int) -> str | None:
    """Who speaks in a sentence with these marks where it is not the writer, as rows name it."""
    for mark, voice in _VOICES:
        if found & mark:
            return voice
    return None


def standing_of(document_standing: Standing, block: Block, text: str, before: str = "") -> Standing:
    """Who speaks in the sentence `text` of `block`, in a document with `document_standing`.

    `before` is what stands before it: there "she" is named, and a quotation begins.
    """
    if block.kind is BlockKind.COMMENT:
        return Standing.COMMENT
    if _headed(block) & Marks.RECOMMENDING and not is_question(text):
        return Standing.RECOMMENDATION
    told = standing_told(document_standing, text, before)
    return told or _standing_untold(document_standing, block, text)


def _standing_untold(document_standing: Standing, block: Block, text: str) -> Standing:
    """Whose statement a sentence is that names nobody who makes it."""
    if block.kind is BlockKind.QUOTATION:
        return Standing.GUIDANCE
    if is_cut_quotation(text):
        return Standing.UNKNOWN  # half of what somebody said
    if _RECOMMENDING.search(text) and not _DECIDED.search(text) and not asks_nothing(text):
        return advice_in(document_standing)
    return Standing.SECOND_HAND if is_reported(text) else document_standing


def is_cut_quotation(text: str) -> bool:
    """Whether a sentence holds only one end of a quotation: half of what someone said."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def is_question(text: str) -> bool:
    """Whether a sentence asks."""
    return text.rstrip(" ”’\"'").endswith("?")


def _speaks_for_others(block: Block, text: str) -> bool:
    """Whether a sentence quotes instead of finding."""
    quotes = block.kind in (BlockKind.QUOTATION, BlockKind.COMMENT)
    return quotes or is_cut_quotation(text)
