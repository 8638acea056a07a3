"""What people say around a question: courtesy, who they are and why they ask, afterthoughts. Pure.

What begins such words stands in `courtesies.toml`. They are taken away before a question is read,
so that "I have an inspection on Monday" asks for no inspection.
"""

import re

from kb.planning.asked_types import UNIT
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("planning/courtesies.toml")
_STARTS = r"^\W*(?:(?:and|so|but|well|now|oh|ok(?:ay)?|right)\b\W*)*"
_ASKER = re.compile(_STARTS + _WORDS.any("asker"), re.IGNORECASE)
_REQUEST = re.compile(_WORDS.spelled_out(r"\b{request}"), re.IGNORECASE)
_REQUEST_OF_ONE = re.compile(_WORDS.spelled_out(r"\b{request_of_one}"), re.IGNORECASE)
_GREETING = re.compile(
    r"^\W*(?:(?:hello|hi|hiya|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon)\b"
    r"(?: (?:all|there|team|everyone|folks|both|sir|madam|colleagues?|(?-i:[A-Z])\w+))?"
    r"\s*[,.!:–—-]+\s*)+",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    _STARTS + _WORDS.spelled_out(r"{purpose}\s*(?::|,|–|—|\s-)\s+(?=\S)"), re.IGNORECASE
)
_UP_TO_REQUEST = re.compile(
    _STARTS
    + _WORDS.spelled_out(
        r"{asker}[^.?!]*?(?:\s*[,;:–—]|\s-)?\s+(?:(?:and|so|but)\s+)?(?={asks_now})"
    ),
    re.IGNORECASE,
)
_PHRASES = re.compile(
    _WORDS.spelled_out(
        r"(?<=\w),\s*{phrases},(?=\s)|\s*(?:[,(–—]|\s-)?\s*(?<!\w){phrases}(?![\w’'])\)?"
    ),
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"^\W*(?:\w+\W+){0,4}(?:reviews?|reports?|papers?|documents?|cases|others?)\b(?:\W+\w+){0,3}?\W+"
    r"(?:this|that|it|so|these|them|such)\W*$",
    re.IGNORECASE,
)
# what the asker works on, where the question itself names nothing
_TOPIC = re.compile(
    r"\b(?:writing|making|doing|preparing|researching|working|interested|reading|presenting|studying)\b"
    r"[^.?!]{0,40}?\b(?:about|on|into|in)\s+(?P<topic>[^.?!,]+)",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"\b(?!(?:which|what|who|how|many|is|are|was|were|there|should|could|can|would|do|does|did|have|has|i|we|"
    r"you|me|us|my|our|read|see|look|at|the|a|an|any|all|of|in|on|about|this|that|these|those|it|them|list|show|give|"
    r"find|help|say|said|so|please|start|relevant|useful|for|to|with|with|and|or)\b)\w{2,}",
    re.IGNORECASE,
)
_SHORT_WITH = re.compile(r"\bw/(?=o?\b|\s)")
_AFTERTHOUGHT = re.compile(r"\W*(?:is|are|was|were|does|do|did) ", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.?!])[\"”’']?\s+(?=\S)")
_ABBREVIATED = re.compile(
    r"\b(?:no|vs|cf|e\.g|i\.e|etc|Mr|Mrs|Ms|Dr|exec|approx|St)\.$", re.IGNORECASE
)


def without_courtesies(question: str) -> str:
    """`question` without the words around what it asks; all of it where nothing would be left.

    >>> without_courtesies("Hello, I'm a trainee. Which reviews cite drift, if any? We had one.")
    'Which reviews cite drift?'
    """
    text = _SHORT_WITH.sub("with", _GREETING.sub("", question))
    text = _PHRASES.sub("", text) or question
    sentences = _sentences(text)
    asking = [s for s in sentences if not _tells_of_asker(s)]
    kept = " ".join(asking) if asking else text
    if _POINTS_BACK.search(kept) and len(asking) < len(sentences):
        kept = text
    if not _LEFT_OVER.search(UNIT.sub("", kept)) and (topic := _TOPIC.search(text)):
        kept = f"{topic['topic']}. {kept}"
    purpose = _PURPOSE.match(kept)
    if purpose and not _is_plural_unit(purpose[0]):
        kept = kept[purpose.end() :]
    up_to = _UP_TO_REQUEST.match(kept)
    if (
        up_to
        and not _is_plural_unit(up_to[0])
        and _LEFT_OVER.search(UNIT.sub("", kept[up_to.end() :]))
    ):
        kept = kept[up_to.end() :]
    return kept.strip(" ,;–—-") if re.search(r"\w", kept) else question


def _tells_of_asker(sentence: str) -> bool:
    """Whether a sentence tells of the asker and asks for nothing."""
    if not _ASKER.match(sentence) or re.search(r"\bones\b", sentence):
        return False
    if _AFTERTHOUGHT.match(sentence):
        return True
    request = _REQUEST if _is_plural_unit(sentence) else _REQUEST_OF_ONE
    asks = UNIT.search(sentence) and request.search(sentence)
    return not asks and not sentence.rstrip("\"”’' ").endswith("?")


def _is_plural_unit(text: str) -> bool:
    return any(unit[0].lower().endswith("s") for unit in UNIT.finditer(text))


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for sentence in _SENTENCE.split(text):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    return found
