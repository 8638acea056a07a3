"""The words by which a paper says what it, or another, calls the child: "known as Leo"."""

import re

from kb.describing.child_names import AGE, FULL, GIVEN, SEVERAL

N = rf"(?:an?|{AGE})"
YEARS = r"(?:days?|weeks?|months?|years?)"
YOUNG = (
    r"(?i:boy|girl|baby|child|infant|toddler|tot|teenager|youngster|schoolboy|schoolgirl|pupil|"
    r"young person)"
)
AGED = rf"(?i:{N}[- ](?:day|week|month|year)s?[- ]old)"
_CALLED = (
    r"(?:known|referred to|identified|named)"
    r"(?: (?:only|publicly|here|him|her|them|in (?:the|this|its|our) (?:\w+ ){0,2}\w+|"
    r"for the purposes? of \w+ \w+))* as"
)
OPEN = r"[‘“'\"]?"
ANY = (
    r"(?<!-)(?P<name>(?:Child|Baby|Young Person|Boy|Girl) \d{1,2}\b|"
    rf"{SEVERAL}|{FULL}|(?:Baby |Child )?{GIVEN})"
)
_BY = r"(?i:it|they|board|partnership|panel|committee|review|report|which)"
_HIM = r"(?i:him|her|them|the (?:child|boy|girl|baby|young person))"
# by those who wrote of the child before
CALLED_BY_OTHERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_BY} (?:only )?(?:calls?|called|names?) (?:{_HIM} )?{OPEN}{ANY}",
        rf"\b(?:have|has|had) (?:called|named) {_HIM} {OPEN}{ANY}",
    )
)
CALLED_SO = (
    tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b(?i:her|his|the child['’]s) (?:own |first )?name (?:was|is) {OPEN}{ANY}",
            rf"\b(?:{YOUNG}|{AGED}|(?i:subject|brother|sister|son|daughter|woman|man|couple))\b"
            rf"[^.;]{{0,60}}?,? {_CALLED} {OPEN}{ANY}",
            rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:is|was|are|were) called {OPEN}{ANY}",
            rf"\b(?:He|She|[Ss]he is|[Hh]e is)\b(?:['’]s| is| was| will be)? {_CALLED} {OPEN}{ANY}",
            r"\b(?i:review|report)\b[^.;]{0,40}? (?:she|he|they)(?:['’]s| is| are|['’]re) called "
            rf"{OPEN}{ANY}",
            rf"\b(?i:pseudonym|(?:given|chose) the name) (?:of |is |was )?{OPEN}{ANY}",
            rf"\b(?i:shall|will|have|we) call(?:ed)? (?:him|her|them) {OPEN}{ANY}",
            rf"\b{ANY}[’”'\"]? (?:\((?:this is |which is )?|is |was |are )(?:a )?"
            r"(?:pseudonyms?|not (?:his|her|their) (?:real |own )?names?|changed name)\b",
        )
    )
    + CALLED_BY_OTHERS
)
_HE = r"(?i:he|she|they|the (?:child|boy|girl|baby|young person))"
_IS = rf"(?:is|are|was|will be) (?:called|{_CALLED})"
_REPORT = r"(?i:report|review|summary|document)"
# by this paper itself
CALLED_HERE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:in|for|throughout) (?:this|the) {_REPORT},? {_HE} {_IS} {OPEN}{ANY}",
        rf"\b{_HE} {_IS} {OPEN}{ANY}[’”'\"]? (?:in|for|throughout) this {_REPORT}\b",
    )
)
