"""Whether a sentence states a rule: what law, guidance or procedure says, a duty, a definition.

`kb/speaking/rules_stated.toml` has the words.
"""

import re

from kb.word_lists import WordLists

_WORDS = WordLists.of_files("speaking/rules_stated.toml")
_RULES = _WORDS.pattern("rules")
_UNDER_RULES = _WORDS.pattern("under_rules")
_KEPT_OR_BROKEN = re.compile(  # a rule that is told with what was done about it is a finding
    r"(?:[,;:]| and| but) (?:nobody|none|no one)\b|[,;:] [^.]*\b(?:was|were|had|did)\b(?! to\b)|"
    r"\b(?:was|were) (?:not |never )?"
    r"(?:followed|met|kept|observed|ignored|breached|complied|applied)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)|\"[^\"]*\"|(?<!\w)'[^']*'(?!\w)")
_IN_CONDITION = re.compile(r"\b(?:where|when|if|unless|until|once)\b.*$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|had|did)\b(?![^“\"]*[”\"])", re.IGNORECASE)
_DUTIES = _WORDS.pattern("duties")
_NO_TERM = (  # what opens no definition
    r"(?!(?:The|This|That|It|There|Here|He|She|We|I|You|They|These|Those|Each|Our|His|Her|Its|"
    r"In|At|On|For|To|With|By|As|From|Under|My|What|No|Nobody|One|Another|Both|Neither|"
    r"Mr|Mrs|Ms|Mother|Father|Child [A-Z]|Baby|A (?:number|lack|further))\b)"
)
_TERM = (  # what opens no definition
    r"(?!(?:The|This|That|It|There|Here|He|She|We|I|You|They|These|Those|Each|Our|His|Her|Its|"
    r"What|No|Nobody|One|Another|Both|Neither|Mr|Mrs|Ms|Mother|Father|Child [A-Z]|Baby|"
    r"A (?:number|lack|further))\b)"
)
_TERM = (
    r"(?:[“\"‘'][^”\"’']+[”\"’']|An? (?:[a-z’'-]+ ){0,5}[a-z-]+|[A-Z][a-z-]+(?: [a-z’'-]+){1,5}|"
    r"[A-Z]{3,8}|[A-Z][a-z-]+(?:tion|sion|ment|ness|ity|ect|ing|aint|ance|ence|buse|harm|ism))"
)
_DEFINES = re.compile(
    rf"^{_NO_TERM}{_TERM}(?: \([A-Z]+\)|, or [^,]{{2,30}},)? (?:means|involves|includes|"
    r"occurs (?:where|when)|refers to|describes (?:the|a)|stands? for|is known as|"
    r"(?:is|are) (?:defined|regarded|used (?:to|where|when|for|as|by|of|in))\b|"
    r"is (?:when|someone|one)\b|is (?:not )?(?:the|any|an?)\b(?! result| concern| strength)|"
    r"(?:is|are) (?:those|children|adults|people) (?:that|who))"
)


def states_rule(text: str) -> bool:
    """Whether a sentence states what a rulebook says, and not what came of it.

    >>> states_rule("The procedures require a visit within ten days.")
    True
    >>> states_rule("The procedures required a visit within ten days, and none was made.")
    False
    """
    said = _QUOTED.sub("“”", text)
    if _KEPT_OR_BROKEN.search(_IN_CONDITION.sub("", said)):
        return False
    return bool(_RULES.search(said)) or bool(_UNDER_RULES.search(said) and not _PAST.search(said))


def is_general(text: str) -> bool:
    """Whether a sentence tells a duty or right that all have, or what a term means.

    >>> is_general("Supervision is the time in which a worker thinks with a manager.")
    True
    """
    if _PAST.search(_QUOTED.sub("“”", text)):
        return False
    return bool(_DUTIES.search(text) or _DEFINES.search(text))
