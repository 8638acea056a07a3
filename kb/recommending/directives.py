"""Whether words ask anybody to do something, or something to be done."""

import re

from kb.body_names import is_body, without_article
from kb.named_bodies import bodies_in
from kb.recommending.addressees import ACTION, ADDRESSED, plain_words
from kb.recommending.asked_roundabout import challenged_in, falls_to
from kb.recommending.asked_sentences import (
    MODAL,
    RECOMMENDS,
    THAT,
    asked_in,
    main_clause,
    sentences,
    told_to,
)

_FIRM = re.compile(
    r"\b(?:should|must|shall|ought(?:,[^,]{2,50},)?\s+to|(?:may|might|would)\s.*)\b", re.IGNORECASE
)
_CONSIDERED = re.compile(
    r"\bconsideration\s+(?:might|may|could)\s+(?:also\s+)?be\s+given\b", re.IGNORECASE
)
_AGAIN = re.compile(  # "They should report", of those whom the recommendation before asks
    r"\W*(?:(?:In\s+addition|Also|Further|Then|Again|Within\s[\w\s]{3,30}|By\s[\w\s]{3,30}),?\s+)?"
    r"(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he)\s+(?:should|must|shall|ought\s+to|needs?\s+(?:not|to)|might|"
    r"(?:may|might)\s+(?:also\s+)?wish\s+(?:also\s+)?to)(?:,[^,]{2,40},)?\s+"
    r"(?:(?:also|then|therefore|further|each|both)\s+)*"
    r"(?!have\b|(?:not\s+)?be\s+(?:noted|remembered|said|clear|borne|stressed|added|recorded|"
    r"understood|recognised|possible|read|taken|thought)\b)[a-z]"
)
_REPORTED = re.compile(
    r"\b(?:was|were|said|stated|recommended|suggested|felt|proposed|advised|told\s+\w+)\s+that\s[^,;]*$|"
    r"(?<!\bis\s)(?<!\bare\s)\b(?:recommended|suggested|proposed|advised|urged)\s[^,;]{3,60}?\sthat\s[^,;]*$"
)
_ASKING_WHETHER = re.compile(r"\bwhether\b[^,;]*$")
_ORDERED = re.compile(
    r"\W*(?:This|The)\s(?:\w+\s){0,2}?(?:report|review|plan)\s(?:should|must)\s(?:\w+\s)?be\s(?:considered|reviewed|published|"
    r"sent|shared|brought|revisited|laid|circulated)\b|"
    r"(?:(?!\b(?:by|in|on) which\b)[^.;])*?\b(?:is|are)\s+to\s+(?:be\s+)?[a-z]|"
    r"\W*No\b[^.;]{3,120}?\s(?:may|can)\s|"
    r"[^.;]*\b(?:has|have)\s(?:now\s)?(?:agreed|undertaken|accepted)\s(?:that|to)\b[^.;]*\b(?:will|to)\b"
)
_SUGGESTED = re.compile(
    r"\b(?:might|could|may)\s+(?:\w+\s+)?(?:be\s+\w+|care|choose|consider|usefully|helpfully)\b|"
    r"\bit\s+(?:is|would\s+be|may\s+be)\s+(?:helpful|useful|right|well|desirable|for\s+the)\b|"
    r"\bwe\s+(?:\w+\s+)?(?:look\s+to|hope\s+that|wish|would\s+like)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?<=\w\s)[“\"][^“”\"]{3,400}[”\"]")  # another's words within these
_QUESTION = re.compile(r"\W*(?:Should|Must|Ought|Whether)\b")
_IF_ONE_WOULD = re.compile(
    r"\b(?:if|whether)\s+(?:we|I|the\s\w+)\s+(?:would|might|should|could)\b|\burged\s+to\s+recommend\b"
)
_LOOKING_BACK = re.compile(
    r"\b(?:should|must|ought\s+to)(?:\s+not)?\s+have\s+(?:also\s+|then\s+)?"
    r"(?:been|begun|met|put|led|left|come|run|made|kept|felt|said|paid|heard|found|rung|sat|stood|become|built|dealt|"
    r"won|slept|hung|struck|set|shut|got|stuck|"
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
    r"recommendations?|reports?|reviewers|(?-i:chapters?)|progress|readers?|findings?|authors?)\b)",
    re.IGNORECASE,
)
_AS_TO = re.compile(  # "As to locked boxes, these should": what the pronoun stands for
    r"^\W*As\s(?:to|for|regards)\s([^,]{3,60}),\s(?:these|those|they|it|this)\s*$"
)
_AIM = re.compile(
    r"\W*To\s+(?!(?:the|all|each|every|both|our|their|any|those)\b)[a-z]+\s(?!.*:\W*$)"
)
_TOLD = re.compile(r"\*\*(?P<whom>[A-Z][^:*]{1,80}):\*\*\s+(?=\S)")
_EVERYONE = re.compile(r"All|Everyone|Everybody")
_TO_BE_DONE = re.compile(r"\W*[A-Z][\w’', -]{2,100}?\s+to\s+be\s+\w+(?:ed|en|nt|de|ld|ne)\b")
_COMMAND = re.compile(
    r"\W*(?:with\s+[\w’' ]+,\s+)?"
    r"(?:to\s+)?(?:(?:Always|Never|Please|Also|Do\s+not|Don[’']t)\s+|(?:[Aa]lways|[Nn]ever)\s+)?(?:"
    r"re-\w{3,}|re(?:assess|assure|affirm|allocate|balance|brief|build|cast|commission|consider|convene|cruit|circulate|design|"
    r"direct|distribute|draft|draw|educate|establish|examine|fine|focus|form|frame|instate|invest|issue|iterate|let|mind|"
    r"model|name|new|open|order|organise|phrase|position|restore|shape|start|state|store|tain|think|train|tract|visit|"
    r"vitalise|word|write)|act|adopt|allow|assign|bar|bring|carry|cease|collect|cut|draft|end|equip|expand|explain|"
    r"fit|form|get|grant|have|increase|insist|install|lay|limit|look|measure|move|order|pay|pilot|place|plan|prioritise|"
    r"prohibit|rewrite|run|scrutinise|settle|sign|simplify|submit|supply|undertake|urge|widen|withdraw|"
    r"agree|amend|apply|appoint|arrange|ask|assess|attend|audit|avoid|be|begin|"
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
    text = _QUOTED.sub("“”", plain_words(text))
    if THAT.match(text) or ACTION.search(text) or _AIM.match(text):
        return True
    return any(_directs(sentence, names) for sentence in sentences(text))


_FORBIDS = re.compile(r"\W*(?:Always|Never|Please|Do\s+not|Don[’']t)\s+[a-z]")


def is_imperative(words: str) -> bool:
    """Whether words open with a command, as the items of a brief do: "Ask who lives there".

    Only for what stands in a list of recommendations: "Review" and "Record" open other sentences.
    """
    words = plain_words(words)
    match = ADDRESSED.match(words)
    told = words[match.end() :] if match else words
    return bool(_COMMAND.match(told) or _FORBIDS.match(told) or _TO_BE_DONE.match(told))


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


def is_suggested(words: str) -> bool:
    """Whether words put something to somebody gently: "The law might be changed".

    Only for what is labelled: "It may be helpful" opens other sentences, too.
    """
    return bool(_SUGGESTED.search(plain_words(words)))


def is_challenge(words: str) -> bool:
    """Whether words ask by way of a question whether somebody will act.

    Only for what is labelled: "Will the Board be told?" is a reader's question, too.
    """
    return bool(challenged_in(plain_words(words)))


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


def _directs(sentence: str, names: frozenset[str]) -> bool:
    """Whether one sentence asks for something."""
    match = MODAL.search(sentence)
    asking = sentence.rstrip().endswith("?") or _QUESTION.match(sentence)
    if asking or _IF_ONE_WOULD.search(sentence):
        return False
    if (
        RECOMMENDS.search(sentence)
        or any(is_body(one, names) for one in falls_to(sentence))
        or _CONSIDERED.search(sentence)
    ):
        return True
    told = told_to(sentence, names) if match is None or " to " in sentence[: match.start()] else []
    if told or match is None or match[0].lower() == "will" or _LOOKING_BACK.search(sentence):
        return bool(told)
    before = _AS_TO.sub(r"\1 ", sentence[: match.start()])
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
