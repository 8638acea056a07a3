"""Whether words ask anybody to do something, or something to be done."""

import re

from kb.addressees import ACTION, ADDRESSED, addressees, plain_words
from kb.advising import asks
from kb.asked_sentences import MODAL, RECOMMENDS, THAT, asked_in, main_clause, sentences, told_to
from kb.body_names import without_article
from kb.named_bodies import bodies_in
from kb.sentences import sentence_ranges

_FIRM = re.compile(
    r"\b(?:should|must|shall|ought(?:,[^,]{2,50},)?\s+to|(?:may|might)\s.*)\b", re.IGNORECASE
)
_CONSIDERED = re.compile(
    r"\bconsideration\s+(?:might|may|could)\s+(?:also\s+)?be\s+given\b", re.IGNORECASE
)
_AGAIN = re.compile(  # "They should report", of those whom the recommendation before asks
    r"\W*(?:It|They|He|She)\s+(?:should|must|shall|ought\s+to|may\s+(?:also\s+)?wish\s+to)\s+"
    r"(?:(?:also|then|therefore|further|each|both)\s+)*"
    r"(?!have\b|(?:not\s+)?be\s+(?:noted|remembered|said|clear|borne|stressed|added|recorded|"
    r"understood|recognised|possible|read|taken|thought)\b)[a-z]"
)
_REPORTED = re.compile(
    r"\b(?:was|were|said|stated|recommended|suggested|felt|proposed|advised|told\s+\w+)\s+that\s[^,;]*$"
)
_ASKING_WHETHER = re.compile(r"\bwhether\b[^,;]*$")
_ORDERED = re.compile(
    r"(?:(?!\b(?:by|in|on) which\b)[^.;])*?\b(?:is|are)\s+to\s+(?:be\s+)?[a-z]|"
    r"\W*No\b[^.;]{3,120}?\s(?:may|can)\s"
)
_APART = 3  # sentences that each ask another body are as many recommendations
_LOOKING_BACK = re.compile(
    r"\b(?:should|must|ought\s+to)(?:\s+not)?\s+have\s+(?:also\s+|then\s+)?"
    r"(?:been|begun|met|put|led|left|come|run|made|kept|felt|said|paid|heard|found|"
    r"\w+(?:ed|en|wn|ught|ld|ade|one|ent))\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:Act|Regulations?|statut\w+|section \d|guidance|law|Working Together|procedures)\b"
)
_REVISED = re.compile(  # what is asked of a paper, and not what the paper asks
    r"\s+(?:\w+\s+)?be\s+(?:\w+ly\s+)?(?:issued|revised|reviewed|updated|amended|published|changed|"
    r"written|rewritten|agreed|strengthened|clarified|simplified|replaced|relaunched|developed)\b"
)
_RELATED = re.compile(
    r"\b(?:which|who|that)\s*$|"
    r"\b(?:matters?|issues?|points?|steps?|things?|actions?|areas?)\s+(?:that|which)\s[^,;]{2,40}$"
)  # then the verb is of a clause beside the main
_META = re.compile(
    r"^(?:(?:it|they|this|(?:these|those)(?=\s*$)|he|she|we|i|which|who|what)\b|(?:\w+\s+){0,2}(?:"
    r"recommendations?|reports?|reviewers|chapters?|progress|readers?|findings?|authors?)\b)",
    re.IGNORECASE,
)
_AIM = re.compile(r"\W*To\s+[a-z]+\s")
_TOLD = re.compile(r"\*\*(?P<whom>[A-Z][^:*]{1,80}):\*\*\s+(?=\S)")
_EVERYONE = re.compile(r"All|Everyone|Everybody")
_TO_BE_DONE = re.compile(r"\W*[A-Z][\w’', -]{2,100}?\s+to\s+be\s+\w+(?:ed|en|nt|de|ld|ne)\b")
_COMMAND = re.compile(
    r"\W*(?:with\s+[\w’' ]+,\s+)?"
    r"(?:to\s+)?(?:(?:Always|Never|Please|Also|Do\s+not|Don[’']t)\s+|(?:[Aa]lways|[Nn]ever)\s+)?(?:"
    r"act|adopt|agree|amend|apply|appoint|arrange|ask|assess|attend|audit|avoid|be|begin|"
    r"bring|build|challenge|check|clarify|close|commission|complete|confirm|consider|"
    r"consult|continue|copy|create|define|deliver|design|develop|discuss|do|document|draw|"
    r"embed|encourage|engage|ensure|escalate|establish|evaluate|examine|explain|explore|"
    r"extend|find|follow|fund|gather|give|help|hold|identify|implement|improve|include|"
    r"inform|introduce|investigate|invite|involve|issue|join|keep|let|listen|look|maintain|"
    r"make|map|meet|monitor|name|notify|observe|obtain|offer|open|pass|prepare|produce|"
    r"promote|protect|provide|publish|put|raise|reach|read|recognise|record|reduce|refer|"
    r"refresh|reinforce|relaunch|remember|remind|remove|replace|report|request|require|"
    r"resolve|respond|review|revise|ring|secure|seek|send|set|share|show|speak|start|stop|"
    r"strengthen|support|survey|take|talk|teach|tell|test|think|tighten|train|treat|try|see\s+(?:that|to|every|each)|"
    r"understand|update|use|verify|visit|weigh|work|write),?\s+(?!(?:of|was|were|is|are|had|has|by|for)\b)[\w‘“]",
    re.IGNORECASE,
)


def is_directive(text: str, names: frozenset[str]) -> bool:
    """Whether `text` asks somebody to do something, or something to be done.

    What the law demands, and what somebody should have done, is not asked for here.
    """
    text = plain_words(text)
    if THAT.match(text) or ACTION.search(text) or _AIM.match(text):
        return True
    return any(_directs(sentence, names) for sentence in sentences(text))


def is_imperative(words: str) -> bool:
    """Whether words open with a command, as the items of a brief do: "Ask who lives there".

    Only for what stands in a list of recommendations: "Review" and "Record" open other sentences.
    """
    match = ADDRESSED.match(words)
    told = words[match.end() :] if match else words
    return bool(_COMMAND.match(told) or _TO_BE_DONE.match(told))


def is_ordered(words: str) -> bool:
    """Whether words say what is to be done or may not be, of a paragraph that is numbered as such.

    Only for what stands under a heading of recommendations: "A box is to be ticked" is told, too.
    """
    return bool(_ORDERED.match(plain_words(words)))


def is_asked_again(words: str) -> bool:
    """Whether words ask more of those whom the recommendation before them asks.

    Only for what stands numbered or listed: "It should also agree with the Trust".
    """
    return bool(_AGAIN.match(words))


def is_told(words: str) -> bool:
    """Whether words open with a bold label of the readers whom they tell."""
    return told_before(words) is not None


def told_before(text: str, start: int = 0) -> re.Match[str] | None:
    """The bold label before an item that says which readers it tells, as its `whom`.

    >>> match = told_before("**GPs and midwives:** Ask who sleeps there.")
    >>> match and (match["whom"], match.end())
    ('GPs and midwives', 22)
    """
    match = _TOLD.match(text, start)
    named = match and (_EVERYONE.fullmatch(match["whom"]) or bodies_in(match["whom"]))
    return match if named else None


def asked_apart(text: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of a paragraph that each ask somebody else.

    >>> text = "Acre Police should ring. The Board should ask. Brook Trust should write."
    >>> [text[a:b] for a, b in asked_apart(text, frozenset())]
    ['Acre Police should ring.', 'The Board should ask.', 'Brook Trust should write.']
    """
    starts = [0, *(m.end() for m in re.finditer(r"\.\s+(?=[A-Z])", text))]
    ranges = list(zip(starts, [*starts[1:], len(text)], strict=True))
    told = [text[a:b].rstrip() for a, b in ranges]
    asked = {addressees(sentence, names) for sentence in told} - {()}
    if len(asked) < _APART or not all(is_directive(s, names) or asks(s) for s in told):
        return []
    return [(a, a + len(sentence)) for (a, _), sentence in zip(ranges, told, strict=True)]


def where_asking_ends(text: str, start: int, end: int, names: frozenset[str]) -> int:
    """Where the last sentence ends that asks, of a part of a text; of the first where none does.

    >>> text = "The Board should ask the police to call. Nobody has."
    >>> text[: where_asking_ends(text, 0, len(text), frozenset())]
    'The Board should ask the police to call.'
    """
    ranges = [(start + a, start + b) for a, b in sentence_ranges(text[start:end])]
    asking = [b for a, b in ranges if is_directive(text[a:b], names) or is_asked_again(text[a:b])]
    return asking[-1] if asking else ranges[0][1] if ranges else end


def _directs(sentence: str, names: frozenset[str]) -> bool:
    """Whether one sentence asks for something."""
    match = MODAL.search(sentence)
    if sentence.rstrip().endswith("?"):
        return False
    if RECOMMENDS.search(sentence) or _CONSIDERED.search(sentence):
        return True
    if match is None or match[0].lower() == "will" or _LOOKING_BACK.search(sentence):
        return match is None and bool(told_to(sentence, names))
    before = sentence[: match.start()]
    if match[0].lower() in ("must", "shall") and _LAW.search(sentence):
        return False
    if (
        (_LAW.search(before) and not _REVISED.match(sentence[match.end() :]))
        or _RELATED.search(before)
        or _ASKING_WHETHER.search(before)
        or _REPORTED.search(before)
        or _META.match(without_article(main_clause(before)))
    ):
        return False
    return bool(_FIRM.match(match[0])) or bool(asked_in(sentence, names))
