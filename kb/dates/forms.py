"""The forms in which British papers print a date, as expressions; `d` is the date within each.

Words before the date ("in", "by mid-") are only there where the date alone would be something else:
a bare year is a number, a bare month may be a name.
"""

import re
from collections.abc import Iterable

from kb.dates.calendar import FEASTS, SEASONS
from kb.story import WEEKDAYS
from kb.words import MONTHS, NUMBER_WORDS

DAY_WORDS = {
    word: day
    for day, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
            "twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
            "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
        ).split(),
        1,
    )
}


def either(words: Iterable[str]) -> str:
    """An expression for any of `words`, longest first; a space may be a hyphen or a line's end."""
    found = sorted(words, key=len, reverse=True)
    return "|".join(re.sub(r"[ -]", r"[\\s-]+", word).replace("'", "['’]") for word in found)


_FULL = (*MONTHS, *(month.upper() for month in MONTHS))
_SHORT = (*(month[:3] for month in MONTHS if month != "May"), "Sept")
_MONTH = f"(?:(?:{'|'.join(_FULL)})\\b|(?:{'|'.join(_SHORT)})\\b\\.?)"
_FULL_WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
_WEEKDAY = (
    f"(?:(?:{'|'.join(f'{day[:3]}(?:{day[3:]}|s|rs|r)?' for day in WEEKDAYS)})\\b\\.?|"
    f"(?:{'|'.join(day.upper() for day in WEEKDAYS)})\\b)"
)
_NTH = r"(?:\s?(?:st|nd|rd|th|ST|ND|RD|TH)\b\.?)?"  # a raised "th" may come off a page with a space
_YEAR = r"(?:18|19|20)\d\d"
_REFERRED = (
    r"(?:(?:of\s+|in\s+|,\s*)?(?P<year_ref>that(?:\s+same)?|the\s+same|this|last|"
    r"the\s+(?:previous|preceding|following|next))\s+year|(?P<last>last)\b(?!\s+\w+day))"
)
_IN_YEAR = rf"(?:(?:\s+of|\s+in|,)?\s*(?:(?P<year>{_YEAR}|['’]\d\d)(?!\d)|(?<=\s){_REFERRED}\b))"
_HALF = r"(?:the\s+)?(?:very\s+)?(?:early|late|mid)\b[-\s]*(?:(?:in|on)\s+)?"
_PART = (
    r"(?:(?:the\s+)?(?:(?:very\s+)?(?:start|end|beginning|middle|course|close|turn|whole|rest|"
    r"remainder)|(?:\w+\s+){0,2}(?:half|part|weeks?|days?|months?|quarter|weekend|fortnight|"
    r"evenings?|morning|night|afternoon))\s+(?:of|in)\s+)"
)
_LEAD = (
    r"(?<![\w-])(?i:in|on|by|since|until|till|from|during|before|after|between|to|and|over|through|"
    r"throughout|of|around|about|circa|towards?|at|all|again|that|this|last|next|or|upon|early|"
    r"late|mid|every\s+month\s+from)(?![\w])[-\s]*"
)
_SOME = (
    r"(?:(?:early|late|mid|that|the|last|this|same|(?P<after>following|next)|(?P<prior>previous|preceding)|school|just)"
    r"(?:\s+|-\s?))*"
)
# what an ordinal may be followed by where it is a day and not the number of something
_GOES_ON = (
    r"(?=\s*(?:[.;:)\]–—]|,|$)|\s+(?:(?i:and|but|or|to|with|without|when|where|which|who|while|that|"
    r"because|as|for|from|at|by|in|until|till|after|before|had|has|was|were|is|are|did|would|again|he|"
    r"she|they|it|we|i|you|the|an?|his|her|their|its|our|my|both|no|not|nobody|none|someone|somebody|"
    r"so|then|there|this|these|two|three|four|staff|police|mother|father|mum|dad|one|only|having|"
    r"being|under|on|over|about|via|following)\b|"
    rf"(?!{_MONTH}\b)[A-Z]|[–—(“\"]))"
)
_DAYS = (
    rf"\d{{1,2}}{_NTH}(?:\s*(?:,|,?\s*\b(?:and|or|to|until|till)\b|[&/–—-])\s*(?:again\s+)?(?:on\s+)?"
    rf"(?:the\s+)?(?:{_WEEKDAY},?\s+)?\d{{1,2}}{_NTH})*"
)
_NOT_TIME = r"(?![\w]|[.:]\d|\s*(?:am|pm|a\.m|p\.m|%|per\s+cent))"

DAYS = re.compile(
    rf"(?<![\d./:£,-])(?P<d>(?:(?P<weekday>{_WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<days>{_DAYS})"
    rf"(?:\s+day)?(?:\s+of)?\s+(?P<month>{_MONTH})(?![\w-])(?:{_IN_YEAR})?"
    rf"(?:,?\s+\(?a\s+(?P<weekday_after>{_FULL_WEEKDAY})\b\)?)?)"
)
MONTH_FIRST = re.compile(
    rf"\b(?P<d>(?:(?P<weekday>{_WEEKDAY}),?\s+)?(?P<month>{_MONTH})\s+(?:the\s+)?"
    rf"(?P<days>\d{{1,2}}){_NTH}{_NOT_TIME}(?:,?\s+(?P<year>{_YEAR})\b|{_GOES_ON}))"
)
DAY_IN_WORDS = re.compile(
    rf"\b(?P<d>(?P<nth>(?i:{either(DAY_WORDS)}))\s+(?:day\s+)?of\s+(?P<month>{_MONTH})(?:{_IN_YEAR})?)"
)
DAY_ALONE = re.compile(
    rf"(?:\b(?i:on|upon|by|of|until|till|from|between|namely|and|again|since|before|after|to|or|dated)\s+|[,–—;]\s+|\(\s*)"
    rf"(?P<d>(?:(?P<weekday>{_WEEKDAY}),?\s+)?"
    rf"(?P<nth>(?:the\s+)(?i:{either(word for word, day in DAY_WORDS.items() if day > 5)})|"
    rf"(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th))\b(?!\.\s+(?:of\s+)?{_MONTH})"
    rf"(?:\s+(?:of\s+)?(?:the\s+|that\s+|this\s+)?(?P<month_ref>same\s+|following\s+|next\s+|previous\s+"
    rf")?(?:month|inst\b\.?|instant|(?P<ult>ult\b\.?|ultimo)))?{_GOES_ON})"
)
NUMERIC = re.compile(
    r"(?<![\d./:£-])(?P<d>(?:(?P<from>\d{1,2})\.?\s?(?P<sep>[–—-]|to|and|&)\s?)?(?P<day>\d{1,2})"
    rf"(?P<mark>[/.-])\s?(?P<month>\d{{1,2}})(?P=mark)\s?(?P<year>{_YEAR}|\d\d))(?![\d/]|[.-]\d)"
)
DAY_AND_MONTH = re.compile(  # without its year only after a word that a fraction does not follow
    r"\b(?i:on|until|till|from|since|dated|by)\s+(?P<d>(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?![\d/]|\.\d)"
)
ISO = re.compile(rf"(?<![\d-])(?P<d>(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d))(?![\d-])")
MONTH_OF_YEAR = re.compile(
    rf"\b(?P<d>(?P<month>{_MONTH})(?:(?:\s+of)?,?[\s/–-]*(?P<year>{_YEAR})(?!\d)|"
    rf"\s*(?P<short>['’]\d\d)(?!\d)|-(?P<hyphened>\d\d)(?!\d)|\s(?P<beyond>[4-9]\d)(?!\d)|"
    rf",?\s+{_REFERRED}\b))"
)
MONTH_ALONE = re.compile(
    rf"(?:{_LEAD}|,\s+|/\s*|(?<=\())(?:{_PART})?{_SOME}(?P<d>{_MONTH})(?![\w’'-])"
    rf"(?!,?\s+(?:of\s+|in\s+)?\d)(?!\s*[-–/]\s*\d)"
)
_TERM = r"(?:[\s-]+(?:half[\s-]+)?(?:term|holidays?|months|break|recess|school\s+holidays?))?"
_NOT_THING = (
    r"(?!\s+(?:school|house|card|party|play|concert|fair|fayre|dinner|lunch|present|tree|coat|camp|"
    r"club|scheme|fete|job|clothes|shopping|jumper|box|rota|leave|staff|budget|newsletter|bulletin)"
    r"s?\b)"
)
SEASON_OF_YEAR = re.compile(
    rf"\b(?P<d>(?P<season>(?i:{either(SEASONS)})){_TERM}(?:\s+of|\s+in|,)?\s+"
    rf"(?:(?P<year>{_YEAR}|['’]\d\d)(?:\s?[-–/]\s?\d{{2,4}})?(?!\d)|{_REFERRED}))"
)
SEASON_ALONE = re.compile(
    rf"(?:{_LEAD}(?:the\s+)?|/\s*)(?:{_PART})?{_SOME}(?:whole\s+)?"
    rf"(?P<d>(?P<season>(?i:{either(SEASONS)})){_TERM})\b"
    rf"(?!,?\s+(?:of\s+|in\s+)?\d)(?!-){_NOT_THING}"
)
FEAST = re.compile(  # each name begins with a capital
    rf"\b(?=[A-Z])(?P<d>(?P<feast>(?i:{either(FEASTS)}))(?:\s+(?:holidays?|weekend|week|break|recess|"
    rf"period|vacation))*(?:{_IN_YEAR}(?:\s?[-–/]\s?\d\d(?!\d))?)?)(?![\w’'-]){_NOT_THING}"
)
FEAST_LEAD = re.compile(
    r"(?:(?<![\w-])(?:in|on|by|since|until|till|from|during|over|at|and|to|of|around|about|for|between|"
    r"(?:week|weekend|fortnight|days?|weeks|just|shortly|immediately)\s+before|through|upon)\s+|/\s*)"
    rf"(?:the\s+)?{_SOME}$|\b(?:that|this|last)\s+$",
    re.IGNORECASE,
)
BANK_HOLIDAY = re.compile(
    r"(?P<d>(?i:(?:the\s+)?bank[\s-]+holiday\s+Monday|the\s+bank[\s-]+holiday)(?![\w-]))"
)
YEAR_ALONE = re.compile(
    r"\b(?:(?i:in|since|during|until|till|from|before|after|between|and|to|by|over|through|throughout|"
    r"around|about|circa|early|late|mid|of|or|as)|c\.|(?<=\())[-\s]*"
    rf"(?:{_HALF}|{_PART}|early\s+as\s+|late\s+as\s+|the\s+year\s+|long\s+ago\s+as\s+)*"
    rf"(?<!\d)(?P<d>(?P<year>{_YEAR}))(?![\d])(?!\s*[-–/]\s*\d)(?!\.\d)"
)
QUARTER = re.compile(
    rf"\b(?P<d>(?:Q(?P<q>[1-4])|(?P<q_word>(?i:first|second|third|fourth|last))\s+quarter(?:\s+of)?)"
    rf",?\s+(?P<year>{_YEAR})(?P<fiscal>\s?[-–/]\s?\d\d)?)(?!\d)"
)
WEEKDAY_ALONE = re.compile(
    rf"\b(?i:on|by|until|that|over|before|from)\s+(?:the\s+)?(?:same\s+)?(?:(?P<after>following|next)\s+|"
    rf"(?P<last>last|previous)\s+)?(?P<d>{_FULL_WEEKDAY})\b(?!,?\s+(?:the\s+)?\d)"
    rf"(?!\s+(?:and|or|to)\s+{_FULL_WEEKDAY})(?!\s+(?:{_MONTH}|in|of)\b)|"
    rf"\b(?:(?i:the)\s+(?P<after_2>following|next)|(?<!the\s)(?P<last_2>last))\s+(?P<d2>{_FULL_WEEKDAY})\b"
)
NUMBER = rf"(?:\d{{1,3}}|{either(NUMBER_WORDS)})"
_DAY_PART = r"(?:day|morning|afternoon|evening|night)"
YESTERDAY = re.compile(r"(?<![\w-])(?P<d>yesterday)\b(?!['’])")
NEIGHBOUR = re.compile(
    rf"(?<![\w-])(?P<d>(?:the\s+)?(?P<tomorrow>next|following)\s+{_DAY_PART}|"
    rf"(?:the\s+)?(?P<yesterday>previous|preceding)\s+{_DAY_PART}|"
    rf"(?P<before>the\s+{_DAY_PART}\s+before)(?=\s*(?:[,.;)]|$))|"
    rf"(?P<count>{NUMBER}|an?|the)\s+(?P<unit>day|week|fortnight|month)s?\s+"
    rf"(?:later|afterwards|thereafter|(?:after|on)(?=\s*(?:[,.;:)]|$))|after\s+that)|"
    rf"the\s+(?P<month>following|next|previous)\s+month)\b",
    re.IGNORECASE,
)
