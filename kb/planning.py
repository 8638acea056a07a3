"""Question -> plan: what kind of answer it wants and what it is about. Pure.

A set question ("which reviews cite X", "how many reviews X") is swept over every document; all
others are facts, answered from the best sentences.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import Stemmer

from kb.errors import QuestionError

_MAX_CHARS = 1000
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

_UNIT = (
    r"(?:of (?:the|these|our) )?(?:(?:serious )?case reviews?|practice reviews?|reviews?|SCRs?|"
    r"LCSPRs?|reports?|documents?|papers?|inspections?|JARs?|articles?)"
)
_VERB = (
    r"(?:cites?|cited|mentions?|mentioned|says?|said|finds?|found|identif(?:y|ies|ied)|"
    r"reports?|reported|refers? to|referred to|describes?|described|notes?|noted|raises?|raised|"
    r"highlights?|highlighted|discuss(?:es|ed)?|criticis(?:es|ed|e)|concerns?|concerned|"
    r"involves?|involved|features?|featured|contains?|includes?|are about|is about|deal with)"
)
_SET = re.compile(
    r"^(?P<ask>which|what|how many|list(?: all)?(?: the)?|show(?: me)?(?: all)?(?: the)?|"
    r"name(?: the)?)\s+"
    rf"(?P<unit>{_UNIT})\s+(?:(?:that|which|where|do|did|have|has|were|was)\s+)*"
    rf"(?:(?P<verb>{_VERB})\s+)?(?:that\s+|there was\s+|there were\s+)?(?P<subject>.+?)\s*\??$",
    re.IGNORECASE,
)
_REVIEW_UNIT = re.compile(r"case review|practice review|\breviews?\b|SCR|LCSPR", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a question asks for.

    `kind` is "fact", "list" or "count"; `subject` is what must be said for a document to count;
    `unit` is "review" or "document" for set questions; `terms` are the content words of the
    subject; `wants` is the kind of thing a fact question asks for ("number", "date", "person");
    `mention` says that naming the subject is enough.
    """

    question: str
    kind: str
    subject: str
    unit: str | None
    terms: tuple[str, ...]
    wants: str | None
    mention: bool = False


def plan(question: str) -> Plan:
    """The plan of `question`.

    Raises:
        QuestionError: it is empty, too long, or has no word to search for.

    >>> plan("Which reviews cite failure to share information?").subject
    'failure to share information'
    """
    text = " ".join(question.split())
    if not text:
        raise QuestionError("the question is empty; ask something")
    if any("\ud800" <= ch <= "\udfff" for ch in text):
        raise QuestionError("the question is not valid Unicode text; type it again")
    if len(text) > _MAX_CHARS:
        raise QuestionError(
            f"the question has {len(text):,} characters; the limit is {_MAX_CHARS:,}: shorten it"
        )
    match = _SET.match(text)
    if match:
        subject = match["subject"].rstrip("?. ")
        kind = "count" if match["ask"].lower() == "how many" else "list"
        unit = "review" if _REVIEW_UNIT.search(match["unit"]) else "document"
        wants = None
        mention = bool(
            re.match(r"mention|refer|contain|includ", match["verb"] or "", re.IGNORECASE)
        )
    else:
        mention = False
        subject, kind, unit, wants = text.rstrip("? "), "fact", None, _wants(text)
    terms = content_terms(subject)
    if not terms:
        raise QuestionError(f"{text!r} has no word to search for; say what it is about")
    return Plan(text, kind, subject, unit, terms, wants, mention)


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


def _wants(question: str) -> str | None:
    lowered = question.lower()
    if re.match(
        r"(?:how (?:many|much|old|long|often|far)|what (?:number|percentage|proportion))\b", lowered
    ):
        return "number"
    if re.match(
        r"(?:when|what (?:date|year|day|month)|on (?:what|which) (?:date|day)|"
        r"in (?:what|which) year)\b",
        lowered,
    ):
        return "date"
    if re.match(r"who(?:m|se)?\b", lowered):
        return "person"
    return None
