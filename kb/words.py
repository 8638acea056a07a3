"""Words: which carry content, their stems and irregular forms, the numbers of a text."""

import re
from collections.abc import Sequence

import Stemmer

_stemmer = Stemmer.Stemmer("porter")

STOPWORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being
    below between both but by can could did do does doing down during each few for from
    further had has have having he her here hers him his how i if in into is it its itself me
    more most my no nor not now of off on once only or other our out over own said same say
    says she should so some such than that the their them then there these they this those
    through to too under until up very was we were what when where which while who whom whose
    why will with would you your
    """.split()
)

# A question asks "when did she die", a report says "she died": Porter's stems miss these.
_IRREGULAR = """
    become became, begin began begun, bring brought, choose chose chosen, die died dies dying,
    fall fell fallen, find found, get got, give gave given, go went gone, hold held, keep kept,
    know knew known, lead led, leave left, lose lost, make made, meet met, pay paid, rise rose
    risen, say said, see saw seen, send sent, speak spoke spoken, spend spent, take took taken,
    tell told, think thought, write wrote written
"""
_FORMS: dict[str, tuple[str, ...]] = {}
_VERBS: dict[str, str] = {}
for _group in _IRREGULAR.split(","):
    _words = tuple(_group.split())
    _FORMS |= {word: tuple(other for other in _words if other != word) for word in _words}
    _VERBS |= dict.fromkeys(_words, _words[0])

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
NUMBER_WORDS = {word: n for n, word in enumerate((*_ONES, *_TEENS), 1)} | {
    f"{ten}-{one}" if one else ten: 10 * tens + n
    for tens, ten in enumerate("twenty thirty forty fifty".split(), 2)
    for n, one in enumerate(("", *_ONES))
}
"""Numbers that are written in words, "one" to "fifty-nine"."""


def content_terms(text: str) -> tuple[str, ...]:
    """The distinct words of `text` that carry content, in order.

    >>> content_terms("Who chaired the serious case review?")
    ('chaired', 'serious', 'case', 'review')
    """
    words = re.findall(r"\w+(?:['’]\w+)?", text.lower().replace("’", "'"))
    found = (word.removesuffix("'s") for word in words if word not in STOPWORDS)
    return tuple(dict.fromkeys(found))


def stems(words: Sequence[str]) -> list[str]:
    """Porter stems (1980) of `words`, irregular past forms brought to their verb first.

    >>> stems(["sharing", "told", "die", "died"])
    ['share', 'tell', 'die', 'die']
    """
    return porter([_VERBS.get(word, word) for word in words])


def porter(words: Sequence[str]) -> list[str]:
    """Plain Porter stems, as the full-text index makes them."""
    return list(_stemmer.stemWords(list(words)))


def word_stems(text: str) -> set[str]:
    """Stems of every word of `text`."""
    return set(stems(re.findall(r"\w+", text.lower())))


def surface_forms(words: Sequence[str]) -> list[str]:
    """`words` and, of irregular verbs among them, the other forms ("die": "died")."""
    return list(dict.fromkeys(form for word in words for form in (word, *_FORMS.get(word, ()))))


def index_terms(word: str) -> list[str]:
    """The terms under which the full-text index holds a word and its irregular forms."""
    return sorted(set(porter(surface_forms([word]))))


def numbers(text: str) -> set[str]:
    """The numbers in `text`, thousands separators left out.

    >>> sorted(numbers("58 of 2,012 by 2012"))
    ['2012', '58']
    """
    return {match.group().replace(",", "").rstrip(".") for match in _NUMBER.finditer(text)}
