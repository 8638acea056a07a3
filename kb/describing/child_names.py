"""Names that papers give a child, as they print them and as people say them."""

import re

from kb.words import MONTHS

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
_EACH = rf"{GIVEN}(?: [A-Z]\.)?(?: \([^()]{{1,20}}\))?"  # "Leo (5)", "Leo E."
_NO_SURNAME = (
    r"(?i:the|a|an|and|in|of|child|children|serious|case|review|report|local|learning|overview|executive|"
    rf"safeguarding|board|partnership|council|published|{'|'.join(MONTHS)}|was|were|who|by)\b"
)
SEVERAL = (  # the last with the surname of all
    rf"{_EACH}(?:, {_EACH})*,? {_AND} {GIVEN}(?: [A-Z]\.| (?!{_NO_SURNAME}){GIVEN}(?! {_CAPITAL}))?"
)
SURNAME_FIRST = rf"(?P<surname>{_PREFIX}{_CAPITAL}{{3,}}), (?P<first>{_CAPITAL}{_SMALL}{{2,}})"

NO_NAME = frozenset(
    "Child Children Baby Family Young Overview Executive Final Report Summary Full Local Serious "
    "Safeguarding Board Partnership Council Learning Published Redacted Public Second First Review "
    "The A An Independent Author Draft Version Contents Domestic Services Practice Case Action "
    "Adult Subject Subjects Who What When Where Why How Our This That These His Her Their "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer Autumn Winter "
    "Introduction Foreword Background Government Minister Secretary Coroner Court Police "
    "Mother Father Mum Dad Sister Brother Sibling Siblings Parents Grandmother Partner Carer "
    "Health Education Social Department Little Tragic Toddler Poor She He They We It You "
    "Courier Mercury Herald Gazette Sentinel Echo Chronicle Observer Tribune Telegraph Evening "
    "Daily "
    "Street Road Avenue Crescent Infirmary Hospital School Academy Nursery Constabulary Committee "
    "Panel Inquiry University College Director Chairman Partner Trust "
    "Schoolboy Schoolgirl Not None Male Female Unknown Various Two Three Several All".split()
).union(MONTHS)
MONTH_NAMES = frozenset({"April", "May", "June", "August", "Summer", "Autumn"})  # of girls, too
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
    r"\b(?P<label>(?P<kind>Child|CHILD|Baby|BABY|Family|FAMILY|Young Person|YOUNG PERSON|"
    r"Siblings?|SIBLINGS?|Twins|TWINS|Brothers|BROTHERS|Sisters|SISTERS) "
    rf"(?:[‘“'\"])?(?!{_OF_SERVICES}\b)(?P<name>{GIVEN}))(?!\w|['’](?!s\b)\w| {_CAPITAL})"
)
_NOT_OWN = KINSHIP | {
    "Young", "Person", "Siblings", "Sibling", "Twins", "Brothers", "Sisters",
    "Mr", "Mrs", "Ms", "Miss", "Master", "and", "&", "her", "his", "their",
    "son", "daughter", "baby", "child", "children", "brother", "sister",
}  # fmt: skip


def in_small(name: str) -> str:
    """Words in capitals as names are written.

    >>> in_small("BABY LEO"), in_small("Ann O'EXAMPLE"), in_small("LEO AND MIA")
    ('Baby Leo', "Ann O'Example", 'Leo and Mia')
    >>> in_small("Leo (5) and Mia (3)")
    'Leo and Mia'
    """
    plain = re.sub(r" \([^()]*\)|[“”‘\"]|(?<!\w)['’]", "", name)
    words = (_word_in_small(word) for word in _JOINED.sub("and", plain).split())
    return re.sub(r"\bAnd\b", "and", " ".join(words))


def _word_in_small(word: str) -> str:
    if re.fullmatch(r"M(?:rs?|s|RS?|S)\.?", word):
        return word.rstrip(".").capitalize()
    if not word.isupper() or len(word) < 3 or "." in word:
        return re.sub(r"(?<=Mc|ac)[A-Z]{2,}", lambda match: match[0].capitalize(), word)
    return "".join(part.capitalize() for part in re.split(r"([-'’])", word))


def as_called(name: str) -> str:
    """A full name as people say it: forename and surname, no middle names.

    >>> as_called("Leo James EXAMPLE"), as_called("Baby Leo Example"), as_called("Leo and Mia")
    ('Leo EXAMPLE', 'Leo Example', 'Leo and Mia')
    """
    words = name.split()
    if words[0] in KINSHIP and len(words) > len(("Baby", "Leo")):
        words.pop(0)
    several = _JOINED.search(name) or "," in name
    if (
        several
        or len(words) <= len(("Leo", "Example"))
        or words[0].startswith(("Mr", "Ms", "Miss"))
    ):
        return name if several else " ".join(words)
    return f"{words[0]} {words[-1]}"


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
