"""Names that papers give a child, and whether the text of one uses a word as a person's name."""

import re

from kb.types import Document

_SMALL = r"[a-zß-öø-ÿ]"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_PREFIX = r"(?:Ma?c|O['’]|D['’])?"
GIVEN = (
    rf"(?:{_PREFIX}{_CAPITAL}{_SMALL}{{2,}}(?:-{_CAPITAL}{_SMALL}+)*|"
    rf"{_PREFIX}{_CAPITAL}{{3,}}(?:-{_CAPITAL}{{2,}})*)(?![\w-])"
)
KINSHIP = frozenset({"Baby", "Child", "Family"})
_KIND = r"(?:Baby|BABY|Child|CHILD|Family|FAMILY|Mrs?\.?|MRS?\.?|Ms\.?|MS\.?|Miss|MISS|Master)"
AGE = (
    r"(?:\d|1[0-7]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen)"
)
WHO = rf"(?:{_KIND} )?{GIVEN}"
FULL = rf"{GIVEN}(?: {GIVEN}){{1,3}}"
_AND = (
    r"(?:\b(?:and|AND)\b|&)"
    r"(?: (?:her|his|their) (?:son|daughter|baby|child|children|brother|sister))?"
)
_JOINED = re.compile(_AND)
SEVERAL = rf"{GIVEN}(?:, {GIVEN})*,? {_AND} {GIVEN}"
SURNAME_FIRST = rf"(?P<surname>{_PREFIX}{_CAPITAL}{{3,}}), (?P<first>{_CAPITAL}{_SMALL}{{2,}})"

NO_NAME = frozenset(
    "Child Children Baby Family Young Overview Executive Final Report Summary Full Local Serious "
    "Safeguarding Board Partnership Council Learning Published Redacted Public Second First Review "
    "The A An Independent Author Draft Version Contents January February March April May June "
    "July August September October November December Domestic Services Practice Case Action "
    "Adult Subject Subjects Who What When Where Why How Our This That These His Her Their "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer Autumn Winter "
    "Introduction Foreword Background Government Minister Secretary Coroner Court Police "
    "Mother Father Mum Dad Sister Brother Sibling Siblings Parents Grandmother Partner Carer "
    "Health Education Social Department".split()
)
# What follows "Child", "Family" or "Baby" in the names of services, subjects and posts.
_OF_SERVICES = (
    r"(?i:protection|practice|safeguarding|care|health|abuse|death|deaths|sexual|criminal|court|"
    r"support|centres?|center|services?|social|mental|welfare|development|cruelty|benefit|"
    r"guidance|act|plan|poverty|safety|action|assessment|trust|guardian|mind\w+|rights|justice|"
    r"proceedings|nurse|doctor|practitioner|intervention|learning|reviews?|commissioner|"
    r"injur\w+|neglect|homes?|clinic|unit|box|group|first|matters|voices?|planning|liaison|"
    r"placements?|hubs?|links?|life|lives|loss|day|fund|team|worker|law|division|exploitation|"
    r"psych\w+|composition|background|history|tree|members?|details|involvement|friendly|"
    r"and|or|in|of|at|on|to|for|is|was|who|the|with|under|aged|not|no)"
)
KIND_AND_NAME = re.compile(
    rf"\b(?P<label>(?P<kind>Child|CHILD|Baby|BABY|Family|FAMILY|Young Person|YOUNG PERSON) "
    rf"(?!{_OF_SERVICES}\b)(?P<name>{GIVEN}))(?!['’]?\w| {_CAPITAL})"
)
_NOT_OWN = KINSHIP | {
    "Young", "Person", "Mr", "Mrs", "Ms", "Miss", "Master", "and", "&", "her", "his", "their",
    "son", "daughter", "baby", "child", "children", "brother", "sister",
}  # fmt: skip
_BODY = (
    r"(?:(?:&|and|[A-Z][\w’'-]*) ){0,4}(?:Council|Board|Partnership|Committee|Police|Trust|"
    r"Constabulary|County|Borough|Court|LSCB|LSCP|SCB|SCP|ACPC|MP|Inquiry|School|Hospital)\b"
)
_DONE = (
    r"(?:was|is|had|has|died|lived|lives|came|told|said|says|did|would|could|never|also|who|aged|"
    r"went|liked|likes|asked|spoke|survived|drowned)"
)


def in_small(name: str) -> str:
    """Words in capitals as names are written.

    >>> in_small("BABY LEO"), in_small("Ann O'EXAMPLE"), in_small("LEO AND MIA")
    ('Baby Leo', "Ann O'Example", 'Leo and Mia')
    """
    words = (_word_in_small(word) for word in _JOINED.sub("and", name).split())
    return re.sub(r"\bAnd\b", "and", " ".join(words))


def _word_in_small(word: str) -> str:
    if re.fullmatch(r"M(?:rs?|s|RS?|S)\.?", word):
        return word.rstrip(".").capitalize()
    if not word.isupper() or len(word) < 3 or "." in word:
        return re.sub(r"(?<=Mc)[A-Z]{2,}", lambda match: match[0].capitalize(), word)
    return "".join(part.capitalize() for part in re.split(r"([-'’])", word))


def as_filed(name: str) -> str:
    """A name without its middle names where only the surname is in capitals, as files have it.

    >>> as_filed("Leo James EXAMPLE"), as_filed("LEO JAMES EXAMPLE"), as_filed("Leo James Example")
    ('Leo EXAMPLE', 'LEO JAMES EXAMPLE', 'Leo James Example')
    """
    words = name.split()
    filed = words[-1][-3:].isupper() and not words[0].isupper() and not _JOINED.search(name)
    return f"{words[0]} {words[-1]}" if filed and len(words) > 2 else name


def words_of(name: str) -> list[str]:
    """The words of `name` that are somebody's own.

    >>> words_of("Baby Leo"), words_of("Mia, Leo and Ann E.")
    (['Leo'], ['Mia', 'Leo', 'Ann'])
    """
    words = (word.strip(",") for word in name.split())
    return [word for word in words if word not in _NOT_OWN and not re.fullmatch(r"[A-Z]\.", word)]


def forename(label: str) -> str:
    """What a text goes on to call somebody whom a label names; another label as it is.

    >>> forename("Baby Leo"), forename("Leo James Example"), forename("GA 02/2015")
    ('Leo', 'Leo', 'GA 02/2015')
    """
    words = words_of(label)
    named = words and words[0] not in NO_NAME and re.fullmatch(GIVEN, words[0])
    return words[0] if named else label


def is_called(document: Document, name: str, *, times: int) -> bool:
    """Whether the text says a word of `name` at least `times`, as one says names of people."""
    text = _text(document)
    words = words_of(name)
    if not is_usable(document, name) or any(_in_small_letters(text, word) for word in words):
        return False
    short = [*words, *(word.split("-")[0] for word in words)]  # "Leo" of "Leo-Jay"
    said = max(n_said(document, word) for word in short)
    return said >= times and any(_is_person(text, word) for word in short)


def is_full_name(document: Document, name: str) -> bool:
    """Whether `name`, forename and surname, is a person's of whom or whose kin the text speaks."""
    text = _text(document)
    words = words_of(name)
    if len(words) < 2 or not is_usable(document, name):
        return False
    kin = rf"\b(?:Mrs?|Ms|Miss)\.? (?:[A-Z][\w’'.-]* )?(?:{words[-1]}|{in_small(words[-1])})\b"
    return _is_person(text, words[0]) or _is_person(text, name) or bool(re.search(kin, text))


def is_said_alone(document: Document, kind: str, name: str) -> bool:
    """Whether the text says `name`, and not in small letters, where no "Child" stands before it."""
    text = _text(document)
    alone = rf"(?<!{kind.capitalize()} )(?<!{kind.upper()} )\b{name}\b"
    return bool(re.search(alone, text)) and not _in_small_letters(text, name)


def is_usable(document: Document, name: str) -> bool:
    """Whether no word of `name` heads papers or begins the name of a body ("Acre Council")."""
    text = _text(document)
    words = words_of(name)
    of_body = any(re.search(rf"\b{word} {_BODY}", text) for word in words)
    return bool(words) and not NO_NAME & set(words) and not of_body


def n_said(document: Document, word: str) -> int:
    """How often the text says `word`."""
    forms = f"{re.escape(word)}|{re.escape(word.upper())}"
    return len(re.findall(rf"(?<!\w)(?:{forms})(?!\w)", _text(document)))


def _text(document: Document) -> str:
    return "\n".join(page.text for page in document.pages)


def _in_small_letters(text: str, word: str) -> bool:
    return bool(re.search(rf"\b{word.lower()}\b", text))


def _is_person(text: str, word: str) -> bool:
    """Whether `text` says of `word` what is said of people: "Leo was", "Leo's", "Leo, aged 4"."""
    marked = rf"\b{word}\b[*_”\"’']*"
    return bool(
        re.search(
            rf"\b{word}['’]s?\b(?! \w+ [’'])|{marked},? {_DONE}\b|{marked} (?:\(\d|[–—-] )|"
            rf"{marked}, (?:a|an|who|then|now|of|aged|{AGE})\b|\b[Ww]ho (?:was|is) {word}\b|"
            rf"\b(?:death|murder|mother|father|life|care|story|case) of [“\"‘']?{word}\b",
            text,
        )
    )
