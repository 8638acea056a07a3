"""The frame of a set question: the unit asked for and the small words around it.

"In which serious case reviews did workers take mum's word?" asks for reviews and is about "workers
take mum's word". People build frames in endless ways, so no pattern lists them: from each noun that
can be asked for, the frame grows outwards over words that never say what is asked about.
"""

import re

_REVIEW = (
    r"(?:(?:serious|significant) case reviews?|case reviews?|(?:local )?(?:child )?"
    r"(?:safeguarding )?(?:practice|learning|management) reviews?|case management reviews?|"
    r"overview reports?|review reports?|reviews?|SCRs?|LCSPRs?|CSPRs?|CPRs?|CMRs?|"
    r"(?<=which )(?:safeguarding )?boards|(?<=how many )(?:safeguarding )?boards|"
    r"(?<=which )of the (?:children|families|babies|cases)|(?<=which )authorities['’]|"
    r"(?<=which )ones|(?:(?<=which )|(?<=how many ))of (?:these|those|them))"
)
_DOCUMENT = (
    r"(?:(?:press|newspaper|committee|inspection|inquiry|domestic homicide|safeguarding adults?|"
    r"joint area|joint targeted area|JTAI|gov(?:ern?men)?t|executive|learning) (?:reports?|"
    r"articles?|reviews?|responses?|summar(?:y|ies)|briefs?)|"
    r"reports?|documents?|papers?|inspections?|inquiries|JARs?|JTAIs?|DHRs?|"
    r"articles?|briefings?|files?|items?|publications?|cases|"
    r"(?:any|every)thing (?:you )?h[eo]ld)"
)
UNIT = re.compile(
    rf"(?<![\w-])(?:{_DOCUMENT})(?!\w)|(?<![\w-])(?P<review>{_REVIEW})(?!\w)", re.IGNORECASE
)
"""A noun that a set question may ask for; group `review` where it names reviews."""

NO_NAMES = re.compile(r"(?!)")
"""Finds no name."""

_PLURAL = re.compile(r"(?<!thi)s$|inquiries$|^(?:any|every)thing|^of th", re.IGNORECASE)
_ONE_OF_ANY = re.compile(
    r"\b(?:any|every|each|no|has any|did any|is there an?) (?:\w+ ){0,3}?"
    rf"(?:{_REVIEW}|{_DOCUMENT})\b",
    re.IGNORECASE,
)
BEFORE_UNIT = frozenset(
    """
    a after all also altogether am an and any anything are at been both by can collection compile
    could count covering did do does each earlier entire every example examples fewer find first
    for fraction full get give has have held here hold how i i'm im in is it its kind latest let
    list looking lookup many me more most much name need number of often on one other our out over
    percentage please pls proportion published quick recent relevant same say search searching see
    several share show some such table tally tell that the their them there these they this those
    total try two up us various want was we were what what's where which who whose will with would
    you your
    """.split()
)
_AS_HELD = frozenset("primary sample seed source stored uploaded".split())  # "the seed documents"
_AFTER_UNIT = frozenset(
    """
    a about all also altogether an and any are as at been by can cite cited cites citing
    claim claims come concern concerned concerning concerns conclude concluded concludes
    concluding contain contains critical criticise criticised criticises criticising criticism
    deal dealing deals describe described describes describing did discuss discussed discusses
    do document does done each feature features featuring find finding findings finds
    flag flagged flags for found from had has have having held here highlight highlighted
    highlighting highlights identified identifies identify identifying in include included
    includes including into involve involved involves involving is it its just list listed make
    makes mention mentioned mentioning mentions note noted notes noting of on our out over
    picked please point pointed quote quoted quotes raise raised raises raising record recorded
    refer referred refers relate relates relating repeat repeated repeats report reported
    reporting reports said same say saying says see should show showed shows speak specifically
    state stated states talk talked talking talks tell tells than that the their them there
    these they this those to touch up upon was we were what when where which who whom whose with
    within you your
    """.split()
)
_ENDS = (
    BEFORE_UNIT
    | _AFTER_UNIT
    | {"list", "ones", "only", "please", "pls", "read", "so", "thank", "thanks", "then", "too"}
) - {
    *("both", "either", "first", "no", "not", "one", "out", "over", "single", "two", "under", "up"),
}
_ASIDE = re.compile(
    r"^\s*(?:for|to) (?:a|an|the|my|our|use)\b[^:,]{2,50}[:,]\s+|"
    r"\bI(?:['’]m| am) (?:a|an|the) [^,.?;]{3,60}?"
    r"(?= and (?:I |would|need|want)|[,.?;]|$)|"
    rf",?\s*(?:as )?compared (?:with|to) (?:the |other )?(?:press|newspapers|{_DOCUMENT})(?=\W*$)|"
    r"\bcount(?:ed|ing)? by \w+(?:,? not by \w+)?|\bnot just reviews\b|"
    r"\b(?:which|what) ones?\b(?:\?|\W*$)|\baccording to\b|"
    r"\bas (?:an? |one of the |the )?(?:\w+ ){0,2}?"
    r"(?:factors?|findings?|issues?|themes?|concerns?)(?=[\s?.]*$)",
    re.IGNORECASE,
)
_PUNCTUATION = ',.;:?!()"“”-–'


def without_asides(question: str) -> str:
    """`question` without what it says of the asker, the purpose, or how to count."""
    return _ASIDE.sub(" ", question)


def asks_for_many(text: str) -> bool:
    """Whether `text` names a unit in the plural, or any or every one of a unit."""
    plural = any(_PLURAL.search(unit[0]) for unit in UNIT.finditer(text))
    return plural or bool(_ONE_OF_ANY.search(text))


def without_frame(text: str, names: re.Pattern[str] = NO_NAMES) -> str:
    """`text` without the units asked for and the small words around them.

    What `names` finds is kept whole ("record" is a small word, "record keeping" is not), but for
    the unit that the question asks for.

    >>> without_frame("Which serious case reviews found that supervision was weak?")
    'supervision was weak'
    >>> without_frame("drift or premature closure, all reviews")
    'drift or premature closure'
    """
    words = list(re.finditer(r"[\w’'-]+|[^\w\s]", text))
    lowered = [word[0].lower() for word in words]
    units = list(UNIT.finditer(text))
    asked = _asked(units)
    lone = asked[0].span() if len(asked) == 1 else (-1, -1)
    begins = asked[0].start() if asked else -1
    named = [
        (start, end)
        for start, end in (name.span() for name in names.finditer(text))
        if start != begins and (end <= lone[0] or lone[1] <= start)
    ]
    held = [any(start <= w.start() < end for start, end in named) for w in words]
    kept = [True] * len(words)
    for unit in asked:
        inside = [n for n, w in enumerate(words) if unit.start() <= w.start() < unit.end()]
        first, last = inside[0], inside[-1]
        if held[first]:
            continue
        while first and lowered[first - 1] in BEFORE_UNIT | _AS_HELD and not held[first - 1]:
            first -= 1
        while last + 1 < len(words) and lowered[last + 1] in _AFTER_UNIT and not held[last + 1]:
            last += 1
        kept[first : last + 1] = [False] * (last + 1 - first)
    parts, end = [], 0
    for word, keep in zip(words, kept, strict=True):
        gap = " " if word.start() > end else ""
        end = word.end()
        parts.append(f"{gap}{word[0]}" if keep else " ")
    return trimmed("".join(parts), names)


def trimmed(text: str, names: re.Pattern[str] = NO_NAMES) -> str:
    """`text` without small words and punctuation at its ends, but for what `names` finds there."""
    named = [name.span() for name in names.finditer(text)]
    words = [
        (word, any(start < word.end() and word.start() < end for start, end in named))
        for word in re.finditer(r"\S+", text)
    ]
    while words and _small(*words[0], _ENDS):
        words.pop(0)
    while words and _small(*words[-1], _ENDS | {"both"}):
        words.pop()
    return " ".join(word[0] for word, _ in words).strip(" ,.;:?!-–")


def _small(word: re.Match[str], held: bool, small: frozenset[str]) -> bool:
    return not held and word[0].strip(_PUNCTUATION).lower() in small | {""}


def _asked(units: list[re.Match[str]]) -> list[re.Match[str]]:
    """The units that are asked for; "files" after "which reviews" is a thing said."""
    reviews = [unit for unit in units[1:] if unit["review"]]
    return [*units[:1], *reviews]
