"""Bodies as texts name and join them: boards, councils, services, schools, posts."""

import re
from collections.abc import Iterable, Iterator

from kb.body_names import ACRONYM, BODY_END, ends_in_body, is_nobody, unique_names, without_article
from kb.words import MONTHS

_ALL = re.compile(r"(?:all|every|each)\b", re.IGNORECASE)
_MADE_TO = re.compile(
    r"^[\d.\s()-]*(?:(?:recommendations?|made|addressed)\s+)?(?:for|to)\s+", re.IGNORECASE
)
_SHORT = re.compile(r"(?!(?!Housing|Nursing)[A-Z]?[a-z]+ing\b)\S+(?:\s+[^\s#]+){0,9}")
_TOGETHER = re.compile(r",?\s+(?:jointly|together)$")
_POST_OF = re.compile(
    r"\b(?:Heads?|Directors?|Members?|Ministers?|Secretary of State|Leads?) (?:of|for) "
    r"(?:[A-Z][\w’'-]+\s?){1,3}$"
)
_FIELD = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*?(?P<head>\s(?:Services|Care))?")
_OF_ALL = re.compile(r"\s(?:of|in|at|for)\s(?:all|every|each|both|any)\s[a-z ]+$")
_FIELD_ALONE = re.compile(
    r"\b(?:nursing|visiting|midwifery|housing|probation|early help)$",
    re.IGNORECASE,
)
_SHARED = re.compile(r"^[a-z ]+\s(?:services|teams|staff|managers|leads|officers)\b")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}$")
_JOINED = re.compile(
    r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+(?!Crime\b|Rescue\b|(?<=Dean and )Chapter\b|"
    r"(?<=Master and )Fellows\b|Wellbeing\b|Families\b|(?<=England and )Wales\b|"
    r"(?<=[Dd]rug and )alcohol\b|"
    r"(?<=Health and )Social\b|(?<=Education and )(?:Library|Skills|Training)\b|"
    r"(?<=Children and )Young\b|(?<=Child and )(?:Adolescent|Family)\b)"
    r"(?:(?=the\b|all\b|each\b|every\b|[A-Z])|(?P<small>)(?!other\b|any\b))"
)
_AT_PLACE = re.compile(
    r"(?:^(?:[Tt]he\s)?NHS|\s(?:of|in|across))\s(?:the\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?$"
)
_PLACE = re.compile(r"(?:the\s)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?")
_NHS_PLACE = re.compile(r"(?:[Tt]he\s)?NHS\s[A-Z][a-z]+")
_OF_PLACES = re.compile(  # of "NHS Acre and Brook Integrated Care Board"
    r"[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:Integrated\sCare|Clinical\sCommissioning|(?:\w+\s)?NHS|Health\sBoard|"
    r"Hospitals?|Partnership)\b"
)
_DEPARTMENT = re.compile(
    r"(?:[Tt]he\s+)?(?:Department|Ministry)\s+of\s+Health\s+and\s+Social\s+(?:Care|Services|Security)|"
    r"(?:[Tt]he\s+)?(?:Department|Ministry)\s+(?:for|of)\s+[A-Z]\w+(?:\s[A-Z]\w+)*"
    r"(?:,\s[A-Z]\w+(?:\s[A-Z]\w+)*)+\s+and\s+[A-Z]\w+(?:\s[A-Z]\w+)*(?!\s+(?:for|of)\b)"
)
_CAPITALS = re.compile(r"(?:[A-Z]\w*\s?)+")
_PART_OF = re.compile(  # a body and its part or post, in a cell: "Acre Council, Legal Services"
    r"[^,;/]*(?:Council|Police|Constabulary|Trust|Authority)(?:\s\([A-Z]+\))?[,:] "
    r"(?:(?:Director|Head|Chief)\b[^,;/]*|[^,;/]*(?:Team|Services?|Hub|Care|Department|Division|Unit|"
    r"Education|Housing|Health Visiting|Midwifery|Nursing))"
)
_LISTED = re.compile(
    r"(?:(?:the|all|each|every)\s+)?(?:(?:[a-z]\.){2,6}[a-z]?|[\w’'&-]+)"
    r"(?:,?\s+[\w’'&()-]+){0,11}",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(
    r"[\d.\s()*_-]*(?:For|To)\s+((?:the\s|all\s|every\s)?.+?)(?:\s(?:jointly|together))?[\s:*_]*$"
)
_NO_NAME = f"{'|'.join(MONTHS)}|The|On|In|At|To|By|From|For|When|After|Before|If|As|That|This"
_NAMED = rf"(?:(?!(?:{_NO_NAME})\b)[A-Z][\w’'-]+\s+)*"
_AGENCY = re.compile(
    rf"\b{_NAMED}"
    r"(?:Police|Constabulary|Hospital|Infirmary|Council|Board|Partnership|Academy|School|Nursery|"
    r"Trust|Probation|CAMHS|CSC|PCT|CCG|NHS|Children['’]s [Ss]ervices|"
    r"(?:Children['’]s )?Social Care|Children['’]s social care)\b|"
    r"\b(?:the )?(?:police|school nurse|school|nursery|GP|health visitors?|midwi(?:fe|ves)|"
    r"hospital|social workers?|housing (?:officers?|association)|family support workers?|"
    r"probation)\b"
)


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand with a capital within a sentence, and nowhere in small letters."""
    upper: set[str] = set()
    lower: set[str] = set()
    for text in texts:
        upper.update(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", text))
        lower.update(re.findall(r"\b[a-z]+\b", text))
    return frozenset(word for word in upper if word.lower() not in lower)


def body_in(heading: str) -> str | None:
    """The body that a heading such as "Recommendations for Acre Police" or "GP practices" names."""
    text = re.sub(
        r"^[\d.\s()-]*(?:recommendations?\s+(?:for|to)\s+)?", "", heading, flags=re.IGNORECASE
    )
    plain = without_article(text.strip(" :"))
    return plain if plain and len(plain.split()) <= 8 and BODY_END.search(plain) else None


def bodies_in(words: str) -> tuple[str, ...]:
    """The bodies of a label or a cell that holds nothing else: "for Acre Police and all GPs".

    >>> bodies_in("Acre Police and the Head of Safeguarding"), bodies_in("Supervision of staff")
    (('Acre Police', 'Head of Safeguarding'), ())
    """
    plain = _TOGETHER.sub("", _MADE_TO.sub("", _unstopped(words)))
    if _PART_OF.fullmatch(plain):
        return unique_names([plain])
    parts = [part for piece in re.split(r"\s*[;/]\s*", plain) for part in split_bodies(piece)]
    if all(_SHORT.fullmatch(part) and ends_in_body(part) for part in parts):
        return unique_names(part for part in parts if not is_nobody(without_article(part)))
    return ()


def names_listed(words: str) -> tuple[str, ...]:
    """Who is named where only names can stand, as in a column headed "For".

    >>> names_listed("PCT; all schools and nurseries"), names_listed("Chair, Acre SCB")
    (('PCT', 'all schools and nurseries'), ('Chair, Acre SCB',))
    """
    words = _unstopped(words.strip(" *_"))
    if ";" not in words:
        return bodies_in(words) or ((words,) if _LISTED.fullmatch(words) else ())
    parts = re.split(r"\s*;\s*(?:and\s+)?|\s+and\s+(?=the\b)", words)
    return unique_names(parts) if all(_LISTED.fullmatch(part) for part in parts) else ()


def asked_of_all(heading: str) -> tuple[str, ...]:
    """The bodies of a heading that says for whom all below it is.

    >>> asked_of_all("For Acre NHS Trust and NHS Acre"), asked_of_all("To do at once")
    (('Acre NHS Trust', 'NHS Acre'), ())
    """
    match = _FOR_ALL.match(heading)
    named = _TOGETHER.sub("", match[1]) if match else ""
    parts = _with_places(split_bodies(named)) if match else []
    if match and _PART_OF.fullmatch(match[1]):
        parts = [match[1]]
    alone = parts and all(_SHORT.fullmatch(part) for part in parts)
    return unique_names(parts) if alone and any(map(_begins_as_body, parts)) else ()


def _begins_as_body(name: str) -> bool:
    """Whether a name, what follows a comma left out, is that of a body."""
    first = without_article(name.split(",", maxsplit=1)[0])
    return ends_in_body(first) or bool(re.fullmatch(r"[A-Z]{2,8}", first))


def _with_places(parts: Iterable[str]) -> list[str]:
    """Names with the place behind them: "the Chief Nursing Officer, Acre"; no other words."""
    found: list[str] = []
    for part in parts:
        if _begins_as_body(part) or not found:
            found.append(part)
        elif part[:1].isupper():
            found[-1] = f"{found[-1]}, {part}"
    return found


def agency_in(sentence: str) -> str | None:
    """The first agency that a sentence names."""
    match = _AGENCY.search(sentence)
    return without_article(match[0]) if match else None


def split_bodies(subject: str) -> Iterator[str]:
    """The bodies that "and" and commas join; "Fire and Rescue Service" stays one."""
    rest = subject.strip()
    for match in _JOINED.finditer(rest, _end_of_department(rest)):
        left, right = rest[: match.start()], rest[match.end() :]
        if (
            left.count("(") > left.count(")")
            or _is_one_post(left, right)
            or _two_places(left, right)
        ):
            continue
        if match["small"] is not None and _are_one(left, match[0].strip(), right):
            continue
        if " bodies of " in left or not left:
            break
        if _stands_alone(left, match[0].strip(), right):
            yield left
            yield from split_bodies(right)
            return
        if re.fullmatch(r"[A-Z]{2,}s?", right):
            yield left
            yield right
            return
    yield rest


def _are_one(left: str, joint: str, right: str) -> bool:
    """Whether a small word behind "and" goes on with a name: "all schools and nurseries"."""
    if not (ends_in_body(left) and ends_in_body(right)):
        return True
    if joint == "and" and (_ALL.match(left) or _OF_ALL.search(left)):
        return True
    # "midwifery and health visiting services" are services of both
    return bool(_FIELD_ALONE.search(left) and _SHARED.search(right))


def _stands_alone(left: str, joint: str, right: str) -> bool:
    """Whether the words before "and" or a comma are a name of their own."""
    plain = without_article(left)
    if ends_in_body(left) or (plain[:1].isupper() and right[:4].lower() == "the "):
        return True
    if joint in ("and", ",") and ACRONYM.fullmatch(plain):
        return True
    return joint == "and" and not _CAPITALS.fullmatch(plain)


def _two_places(left: str, right: str) -> bool:
    """Whether "and" joins two places of one body: "NHS Acre and Brook", "schools in A and B"."""
    if _NHS_PLACE.fullmatch(left) and _OF_PLACES.match(right):
        return True
    place = _PLACE.fullmatch(re.split(r",|\s+(?:and|should|must)\s|\s\(", right)[0])
    return bool(_AT_PLACE.search(left) and place and not ends_in_body(place[0]))


def _end_of_department(subject: str) -> int:
    """Where the name of a department of state ends that its fields are joined in, or 0.

    >>> _end_of_department("Department for Housing, Roads and Parks and the Home Office")
    39
    """
    match = _DEPARTMENT.match(subject)
    return match.end() if match else 0


def _is_one_post(left: str, right: str) -> bool:
    """Whether "and" joins two fields of one post: "the Head of Referral and Assessment"."""
    if not _POST_OF.search(left):
        return False
    field = re.split(r",|\s+and\s|\s+\(", right)[0]
    match = _FIELD.fullmatch(field)
    return bool(match and (match["head"] or not ends_in_body(field)) and not ACRONYM.match(field))


def _unstopped(words: str) -> str:
    """Words without the stop behind them, which belongs to the name of "A.C.P.C."."""
    words = words.strip(" :;")
    return words if _INITIALS.search(words) else words.strip(" .:;")
