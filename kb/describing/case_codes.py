"""Labels that are no names: "Child K", "Children F and G", "Child J.J.", the code of a review."""

import re

_NOT_LETTERS = r"(?!(?:AN|AS|AT|BE|BY|DO|HE|IF|IN|IS|IT|NO|OF|ON|OR|SO|TO|UP|US|WE)\b)"
_LETTERS = rf"{_NOT_LETTERS}(?:[A-Z]{{1,2}}|[À-Þ])\d{{0,2}}(?!-?\w|['’](?!s\b)\w)"
INITIALS = r"[A-Z]\.\s?(?:(?:Ma?c|O['’])?[A-Z][a-z]?\.(?:\s(?=[A-Z]\.))?){1,2}"
_OPEN, _CLOSE = r"[‘“'\"]?", r"[’”'\"]?"


def _either(*words: str) -> str:
    """Words as they are written, or in capitals."""
    return "|".join(form for word in words for form in (word, word.upper()))


_ONE = _either(
    "Child", "Baby", "Young Person", "Family", "Infant", "Adult", "Sibling Group", "Siblings",
    "Sibling", "Twins", "Twin", "Student", "Pupil", "Girl", "Boy", "Young Woman", "Young Man",
)  # fmt: skip
_SEVERAL = _either(
    "Children", "Child", "Babies", "Young People", "Young Persons", "Siblings", "Twins", "Girls",
    "Boys", "Brothers", "Sisters", "Students", "Pupils", "Infants",
)  # fmt: skip
_EACH = rf"(?:{_LETTERS}|\d{{1,2}}(?!\d))"

CASE_LABEL = re.compile(
    rf"\b(?:(?:{_SEVERAL})\s{_EACH}(?:,\s{_EACH})*(?:\s(?:and|AND|&|to)\s{_EACH})+"
    rf"|(?:{_ONE})\s{_OPEN}(?:{INITIALS}|[A-Z][a-z]\.|{_LETTERS}{_CLOSE})"
    r"|[B-HJ-Z]\.?\s(?:Family|FAMILY|[Ss]iblings|[Tt]wins)\b"
    rf"|(?<!\()(?<!, )(?:{_ONE})\s\d{{1,2}}(?:, (?:{_ONE})\s\d{{1,2}})*"
    rf",? (?:and|AND|&) (?:{_ONE})\s\d{{1,2}}(?!\d)"
    r"|\b[Tt][Hh][Ee]\s(?:Ma?c|O['’])?[B-HJ-Z](?:\.|[—–-]+)?\s(?i:children|brothers|sisters|boys|girls)\b)"
)
REFERENCE = re.compile(
    r"\b(?:(?:YP|FAM)\s?\d{1,2}\b"
    r"|[A-Z]{2,7}(?:\s[A-Z]{2,5})?\s\d{1,3}(?:\s?/\s?| )(?:19|20)\d{2}\b"
    r"|(?:Case|Review)\s(?:(?:Number|No\.?)\s?)?\d{1,4}\s?/\s?\d{2,4}\b"
    r"|(?:Case|Review)\s(?:Number|No\.?)\s?[A-Z]?\d{1,4}\b|[A-Z]{2,3}\d{3}\b)"
)
OWN_REFERENCE = re.compile(  # in the subject of a letter
    r"\b(?i:case|(?:rapid|practice) review)\b.{0,40}?\b(?:(?i:your|our) )"
    r"(?:(?i:ref(?:erence)?\.?:? )(?=\S*\d))?"
    r"(?P<name>[A-Z]{2,8}(?:[/-][A-Z0-9]{2,6}){1,3}|case \d{1,3}/\d{2,4})\b"
)
NOTIFIED = re.compile(  # "Serious incident notification SIN-1234"
    r"\b(?i:notification)\W+(?:(?i:no\.?|number|ref\.?) ?)?"
    r"(?P<name>[A-Z]{2,8}[/ -]?\d{1,6}(?:/\d{1,4})?|\d{1,4}/\d{2,4})\b"
)
ADULT = re.compile(  # whom reviews of adults call so
    r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z](?![\w.'’-])"
    r"(?:[”’\"']? (?:and|&) (?:his|her|their) (?:\w+ )?(?:son|daughter|baby|child|children|sons|"
    r"daughters)\b)?"
)
OPERATION = re.compile(r"\b(?P<name>(?:Operation|OPERATION) [A-Z][A-Za-z]{2,})\b(?! [A-Z])")
NUMBERED = re.compile(
    rf"(?i:review|inquiry)\b(?:\s*[:–—-]\s*|[^.:;]{{0,40}}? )"
    rf"(?P<name>(?:{_either('Child', 'Baby', 'Young Person', 'Family', 'Adult')})\s\d{{1,2}})"
    r"(?!\d|[,/–-] ?\d| (?:and|to|&|–) ?\d)"
)
LETTERED = re.compile(  # "CASE J" as a line, "Serious case review – C13"
    r"(?:^|\b(?i:review|report|summary)\s*[:–—-]\s*)[‘“'\"]?"
    r"(?P<name>(?:Case|CASE) (?:[A-Z]\d?|\d{1,2})|"
    rf"(?:{_ONE}) \d{{1,2}}|(?<![^\W\d] )[A-Z](?:, [A-Z])* (?:and|&) [A-Z]|"
    r"(?<!^)[A-Z]{1,2}\d{1,2})[’”'\"]?\W*$|^[‘“'\"](?P<letter>[A-Z]\.?)[’”'\"]$|"
    r"\b(?i:re|case|concerning|review|death|care|baby|child|boy|girl|infant)[:.]? (?i:of |called )?"
    r"(?:[‘“'\"(](?P<initial>[A-Z]\.)[’”'\")]|[‘“'\"](?P<marked>[A-Z])[’”'\"])"
)


def shown(label: str) -> str:
    """A label as a reader writes it, without quotation marks within.

    >>> shown("CHILD 'H'"), shown("CHILDREN H AND L"), shown("GA 02/2015")
    ('Child H', 'Children H and L', 'GA 02/2015')
    """
    plain = re.sub(r"(?<!\w)[‘“'\"]|[’”'\"](?!\w)", "", label)
    plain = re.sub(r"(?<=[A-Z])[—–-]+(?= )", "", plain)  # "the B—— children"
    small = re.sub(r"\b[A-Z]{4,}\b(?! ?\d+[/ ])", lambda match: match[0].capitalize(), plain)
    small = small.replace(" & ", " and ")
    return re.sub(r"\b(?:AND|THE|The)\b", lambda match: match[0].lower(), small)
