"""Questions that are refused whatever the store holds: who someone is, what will become of them.

Their plainest forms stand here; the many others are told by the question's words and vector
(`kb.text_classes`).
"""

import re

_CHILD = (
    r"(?:child|baby|young person|adult|sibling|family|subject|mother|father|mr|mrs|ms|boy|girl|"
    r"infant|pupil|teenager|son|daughter|kid|parents?|partner|stepfather|children|siblings)"
)
_WHO = re.compile(
    rf"\b(?:real|true|actual|full|legal) (?:name|names|identity|identities)\b|"
    rf"\bbehind the (?:pseudonym|label|initials?|name)\b|"
    rf"\bwho (?:is|was|are|were) {_CHILD}(?: [A-Z0-9]{{1,3}})? (?:really|in real life)\b|"
    rf"\b(?:unmask|re-?identify|find out who)\b|"
    rf"\b(?:names?|address(?:es)?|whereabouts|phone numbers?) of "
    rf"(?:\w+(?: [A-Z0-9]{{1,2}})?['’]s? |"
    rf"the |his |her |their |any )*(?:other |surviving |younger |older |living |half-?)*{_CHILD}\b|"
    rf"\bwhat (?:is|was|are|were) (?:the )?{_CHILD}(?: [A-Z0-9]{{1,2}})?['’]s? (?:\w+['’]s )?"
    r"(?:(?:real|true|full) )?(?:names?|address)\b|"
    rf"\bwhere (?:does|do|is|are) (?:the )?(?:\w+ )?{_CHILD}(?: [A-Z0-9]{{1,2}})?\b.{{0,40}}"
    r"\b(?:live|living)\b",
    re.IGNORECASE,
)
_RISK = re.compile(
    rf"\b(?:is|are|will|would|could|might|can) (?:this|these|my|our|a particular|the) "
    rf"(?:[\w’']+ )?{_CHILD}\b.{{0,60}}\b(?:at risk|safe|unsafe|harm(?:ed)?|danger|abuse[ds]?|"
    r"hurt|die|killed|likely|reoffend)\b|"
    rf"\bhow likely is (?:it that )?(?:this|my|our|the) (?:\w+ )?{_CHILD}\b|"
    rf"\b(?:risk|danger) (?:score|rating|level|prediction) (?:for|of) (?:this|my|our|a|the)\b|"
    rf"\bpredict (?:whether|if|which|how likely)\b.{{0,60}}\b{_CHILD}\b|"
    rf"\bshould (?:we|i|social (?:workers?|services)) (?:remove|take|report|refer|close|return) "
    rf"(?:this|my|our|the|these|a)\b",
    re.IGNORECASE,
)

_INSTEAD = 'What documents say can be asked for: "Which reviews say that …?"'


def refusal(question: str, unsafe: str | None = None) -> str | None:
    """Why `question` is not to be answered from any evidence, for people; None where it may be.

    `unsafe` is which of `kb.text_classes.UNSAFE` it is told to be.

    >>> refusal("What are the names of Baby P's siblings?") is not None
    True
    >>> refusal("Who chaired the review of Child H?") is None
    True
    """
    if unsafe == "identity" or _WHO.search(question):
        return (
            "Refused: this system does not look for the person behind a pseudonym, nor for where "
            "someone lives. Reviews leave names out to protect children who are alive. "
            f"{_INSTEAD}"
        )
    if unsafe == "risk" or _RISK.search(question):
        return (
            "Refused: this system does not judge the risk to a child or family. It quotes what "
            "published documents say; a concern about a child goes to children's social care or "
            f"the police. {_INSTEAD}"
        )
    return None
