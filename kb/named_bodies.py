"""Bodies as texts name and join them: boards, councils, services, schools, posts."""

import re
from collections.abc import Iterable, Iterator

from kb.dates import MONTHS

_HEADS = (
    r"Boards?|Partnerships?|Partners?|Councils?|Authorit(?:y|ies)|Trusts?|Police|Constabulary|"
    r"Forces?|Services?|Care|Agenc(?:y|ies)|Schools?|Academ(?:y|ies)|Colleges?|Nurser(?:y|ies)|"
    r"Hospitals?|Infirmary|Committees?|Panel|Sub-?group|Cabinet|Departments?|Divisions?|Government|Ministers?|"
    r"Secretar(?:y|ies)|Secretary of State|Commission(?:ers?)?|Constables?|Coroners?|Groups?|"
    r"PCTs?|CCGs?|ICBs?|A\.?C\.?P\.?C|LSCB|LSCP|CAMHS|GPs?|NHS|CPS|DfE|"
    r"Cafcass|Ofsted|MASH|YOT|YOS|Practices?|Surger(?:y|ies)|Clinics?|Teams?|Hub|Probation|Courts?|"
    r"Homes|Associations?|Providers?|Practitioners?|Professionals?|Workers?|Staff|Managers?|Chairs?|"
    r"Directors?|Heads?|Head of [\w ]+|Teachers?|Governors?|Governing Bod(?:y|ies)|Members?|"
    r"Officers?|Inspectorates?|Bureau|Organisations?|Bod(?:y|ies)|Executive|Network|Forum|Unit|"
    r"Early Help|Youth Justice|Midwi(?:fe|ves)|Nurses?|Doctors?|Visitors?|Paediatricians?|"
    r"Housing|Landlords?|Charit(?:y|ies)|Solicitor|Commanders?|Advis[eo]rs?|Supervisors?|"
    r"(?-i:NHS(?:\s[A-Z][\w’'-]+){1,3}|Police\sScotland|(?:[A-Z]\.){3,})"
)
_BODY_END = re.compile(rf"(?:{_HEADS})(?:\s+\([^)]+\))?(?:['’]s?)?$", re.IGNORECASE)
_LATER_PART = re.compile(r"\s+(?:of|for|in|within|across|at|on|to|working|treating)\s+.+$")
_ALL = re.compile(r"(?:all|every|each)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:both\s+)?(?:the|that|their|its|our)\s+|^both\s+", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:(?:it|they|this|these|those|there|he|she|we|i|no|any|an?(?!\.)|nobody|someone|which|who|what)\b|"
    r"(?:\w+\s+)?(?:recommendations?|reports?|reviews?|reviewers|chapters?|progress|readers?|"
    r"plans?|findings?|actions?|authors?)\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:which|who|whom|whose|that)\b")
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
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}$")
_ACRONYM = re.compile(r"(?!(?:IMRs?|SCRs?|CAFs?|ICPCs?|DNAs?|CIN|CP|IT|ICT)$)[A-Z]{3,8}s?")
_NAME = re.compile(r"(?:[A-Z][\w’'&-]*|of|and|the|for|&|\([A-Za-z ]+\))(?:\s+|$)")
_JOINED = re.compile(
    r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+(?!Crime\b|Rescue\b|Wellbeing\b|Families\b)"
    r"(?:(?=the\b|all\b|each\b|every\b|[A-Z])|(?P<small>)(?!other\b|any\b))"
)
_CAPITALS = re.compile(r"(?:[A-Z]\w*\s?)+")
_PART_OF = re.compile(  # a body and its part or post, in a cell: "Acre Council, Legal Services"
    r"[^,;/]*(?:Council|Police|Constabulary|Trust|Authority), "
    r"(?:(?:Director|Head|Chief)\b[^,;/]*|[^,;/]*(?:Team|Services?|Hub|Care|Department|Division|Unit))"
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
    return plain if plain and len(plain.split()) <= 8 and _BODY_END.search(plain) else None


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
    parts = list(split_bodies(match[1])) if match else []
    if match and _PART_OF.fullmatch(match[1]):
        parts = [match[1]]
    named = parts and all(_SHORT.fullmatch(part) for part in parts)
    return unique_names(parts) if named and any(map(ends_in_body, parts)) else ()


def agency_in(sentence: str) -> str | None:
    """The first agency that a sentence names."""
    match = _AGENCY.search(sentence)
    return without_article(match[0]) if match else None


def split_bodies(subject: str) -> Iterator[str]:
    """The bodies that "and" and commas join; "Fire and Rescue Service" stays one."""
    rest = subject.strip()
    for match in _JOINED.finditer(rest):
        left, right = rest[: match.start()], rest[match.end() :]
        if left.count("(") > left.count(")") or _is_one_post(left, right):
            continue
        if match["small"] is not None and not (ends_in_body(left) and ends_in_body(right)):
            continue
        if match["small"] is not None and _ALL.match(left) and match[0].strip() == "and":
            continue  # "all schools and nurseries" are one
        if " bodies of " in left or not left:
            break
        if ends_in_body(left) or (left[:1].isupper() and right[:4].lower() == "the "):
            yield left
            yield from split_bodies(right)
            return
        if match[0].strip() == "and" and _ACRONYM.fullmatch(left):
            yield left
            yield from split_bodies(right)
            return
        if match[0].strip() == "and" and not _CAPITALS.fullmatch(without_article(left)):
            yield left
            yield from split_bodies(right)
            return
        if re.fullmatch(r"[A-Z]{2,}s?", right):
            yield left
            yield right
            return
    yield rest


def _is_one_post(left: str, right: str) -> bool:
    """Whether "and" joins two fields of one post: "the Head of Referral and Assessment"."""
    if not _POST_OF.search(left):
        return False
    field = re.split(r",|\s+and\s|\s+\(", right)[0]
    match = _FIELD.fullmatch(field)
    return bool(match and (match["head"] or not ends_in_body(field)) and not _ACRONYM.match(field))


def _unstopped(words: str) -> str:
    """Words without the stop behind them, which belongs to the name of "A.C.P.C."."""
    words = words.strip(" :;")
    return words if _INITIALS.search(words) else words.strip(" .:;")


def is_body(part: str, names: frozenset[str]) -> bool:
    """Whether `part` names somebody who can act; `names` as `names_in` finds them."""
    plain = without_article(part.strip())
    if not plain or len(plain.split()) > 14 or is_nobody(plain) or _RELATIVE.search(plain):
        return False
    return ends_in_body(plain) or _is_name(plain, names)


def _is_name(plain: str, names: frozenset[str]) -> bool:
    """Whether words are a proper name; a lone word only if the document has it as one elsewhere."""
    words = plain.split()
    if _ACRONYM.fullmatch(plain):
        return True
    if "".join(m[0] for m in _NAME.finditer(plain)).strip() != plain:
        return False
    return words[0] in names or (len(words) > 1 and words[-1][:1].isupper())


def ends_in_body(name: str) -> bool:
    """Whether a name ends as bodies and posts do, what follows its head left out."""
    return bool(_BODY_END.search(_core(name)))


def is_nobody(subject: str) -> bool:
    """Whether a subject is a pronoun or a paper, which nobody can ask to act."""
    return bool(_NOBODY.match(subject))


def without_article(name: str) -> str:
    """A name without "the", "their" or "both" before it."""
    return _ARTICLE.sub("", name)


def _core(name: str) -> str:
    """A name without what follows its head: "the governing bodies of its schools"."""
    return _LATER_PART.sub("", name.strip())


def unique_names(found: Iterable[str]) -> tuple[str, ...]:
    """Names without their articles, each once."""
    kept: dict[str, str] = {}
    for name in found:
        plain = _ARTICLE.sub("", " ".join(name.split())).strip(" ,")
        kept.setdefault(plain.lower(), plain)
    return tuple(kept.values())
