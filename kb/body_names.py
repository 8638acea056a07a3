"""What tells the name of a body or post: "Acre Council", "all GPs", "the Head of Safeguarding"."""

import re
from collections.abc import Iterable

_HEADS = (
    r"Boards?|Partnerships?|Partners?|Councils?|Authorit(?:y|ies)|Trusts?|Police|Constabulary|"
    r"Forces?|Services?|Care|Agenc(?:y|ies)|Schools?|Academ(?:y|ies)|Colleges?|Nurser(?:y|ies)|"
    r"Hospitals?|Infirmary|Committees?|Panel|Sub-?group|Cabinet|Departments?|Divisions?|Government|Ministers?|"
    r"Secretar(?:y|ies)|Secretary of State|Commission(?:ers?)?|Constables?|Coroners?|Groups?|"
    r"PCTs?|CCGs?|ICBs?|A\.?C\.?P\.?C|LSCB|LSCP|CAMHS|GPs?|NHS|CPS|DfE|"
    r"Cafcass|Ofsted|MASH|YOT|YOS|Practices?|Surger(?:y|ies)|Clinics?|Teams?|Hub|Probation(?:\sArea)?|Courts?|"
    r"Homes|Associations?|Providers?|Practitioners?|Professionals?|Workers?|Staff|Managers?|Chair(?:s|man|men|persons?)?|Conveners?|"
    r"Ministr(?:y|ies)|Alliances?|Institutes?|Society|Office|Regulators?|Directorates?|Inspectors?|"
    r"Ltd|Limited|Firms?|Compan(?:y|ies)|Employers?|Ombudsman|Sergeants?|Co-?ordinators?|"
    r"Presbyter(?:y|ies)|Bishops?|Clerks?|Registrars?|Reporters?|Pharmac(?:y|ies)|Universit(?:y|ies)|"
    r"Directors?|Heads?|Head of [\w ]+|Teachers?|Governors?|Governing Bod(?:y|ies)|Members?|"
    r"Officers?|Inspectorates?|Bureau|Districts?|Convention|Churchwardens?|Wardens?|Organisations?|Bod(?:y|ies)|Executive|Network|Forum|Units?|"
    r"Early Help|Youth Justice|Midwi(?:fe|ves)|Nurses?|Doctors?|Visitors?|Paediatricians?|"
    r"Housing|Landlords?|Charit(?:y|ies)|Solicitor|Commanders?|Advis[eo]rs?|Supervisors?|"
    r"Organisers?|Leaders?|Pharmacists?|Surgeons?|Physicians?|Psych(?:ologists?|iatrists?)|Therapists?|Scrutineers?|"
    r"Custodians?|Trustees|Centres?|Projects?|Corporations?|Deans?|Advocates?|Consultants?|Clinicians?|"
    r"Principals?|Head(?:master|mistress)(?:es)?|Matrons?|Almoners?|Auditors?|Assembly|Parliament|Executives?|"
    r"Superintendents?|Sheriffs?|Justices|Magistrates|Synod|Dioceses?|Chapter|Parish(?:es)?|Federation|Union|Churches|Church|Insurers?|"
    r"Recipients?|Signatories|Clubs?|(?-i:Leads?)|Safeguarding\sLeads?|Consorti(?:um|a)|Fellowships?|Guild|Bursars?|Masters?|Mistress|Chaplains?|Proprietors?|Commodores?|Treasurers?|Provosts?|Monitors?|Administration|Deanery|Refuges?|Hospices?|Fosterers?|Carers?|Legislature|States|"
    r"(?:School|District|Community|Practice|Paediatric)\sNursing|Health\sVisiting|Midwifery|Women[’']s\sAid|"
    r"Estyn|Cafcass\sCymru|(?:Public\sHealth|Social\sCare|Social\sWork|Education|Disclosure|Skills\sfor\sCare|"
    r"Healthcare\sImprovement|Community\sJustice)\s(?:England|Scotland|Wales|Northern\sIreland)|"
    r"(?-i:(?:Heddlu|Cyngor|Bwrdd|Ymddiriedolaeth|Awdurdod|Llywodraeth|Partneriaeth)(?:\s[\w’'-]+){1,6})|"
    r"(?-i:NHS\s[A-Z][\w’'-]+(?:\s(?:and\s)?[A-Z][\w’'-]+){0,3}|Police\sScotland|(?:[A-Z]\.){3,})"
)
BODY_END = re.compile(
    rf"(?<![Ww]ork)(?<!\b[Aa])(?:{_HEADS})(?:\s+(?:concerned|involved|responsible))?(?:\s+\([^)]+\))?(?:['’]s?)?$",
    re.IGNORECASE,
)
_LATER_PART = re.compile(
    r"\s+(?:(?!nursing|visiting|housing)[a-z]+ing\s+(?:an?|the|any|such|with|children)|"
    r"(?:represented|involved|concerned|named|listed|engaged|mentioned|commissioned|employed|working|taking)\s+(?:on|in|at|with|by|above|below|part|for)|of|for|in|within|across|at|on|to|working|treating)\s+.+$"
)
_ALL_WHO = re.compile(  # "all agencies which took part in this review"
    r"((?:all|every|each|any|the)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+)\s(?:which|who|that|whose)\s",
    re.IGNORECASE,
)
_SEVERAL_OF = re.compile(r"(?:each|all|both|any)\sof\s", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:both\s+)?(?:the|that|their|its|our|your)\s+|^both\s+", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:(?:single|multi|inter)[- ]?agency$|(?:national|local|regional|other|"
    r"individual)\s+(?:bodies|agencies|organisations)$|(?:it|they|this|these|those|there|he|she|"
    r"we|i|no|any|an?(?!\.)|nobody|someone|which|who|what|whichever|whoever|where|when)\b|"
    r"(?:[\w’'-]+\s+){0,3}(?:protocols?|procedures?|polic(?:y|ies)|guidance|strateg(?:y|ies)|"
    r"programmes?|forms?|letters?|templates?|agreements?|pathways?)$|"
    r"(?:\w+\s+)?(?:recommendations?|reports?|reviews?|reviewers|(?-i:chapters?)|progress|readers?|"
    r"plans?|findings?|actions?|authors?)\b(?!\s+(?:(?-i:[A-Z])|committees?|panels?|groups?|boards?|teams?)))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:which|who|whom|whose|that)\b")
ACRONYM = re.compile(r"(?!(?:IMRs?|SCRs?|CAFs?|ICPCs?|DNAs?|CIN|CP|IT|ICT)$)[A-Z]{3,8}s?")
_NAME = re.compile(r"(?:[A-Z][\w’'&-]*|of|and|the|for|&|\([A-Za-z ]+\))(?:\s+|$)")


def is_body(part: str, names: frozenset[str]) -> bool:
    """Whether `part` names somebody who can act; `names` as `names_in` finds them."""
    plain = without_article(part.strip())
    if several := _SEVERAL_OF.match(plain):
        plain = without_article(plain[several.end() :])
    if relative := _ALL_WHO.match(part.strip()):
        return ends_in_body(relative[1])
    if not plain or len(plain.split()) > 14 or is_nobody(plain) or _RELATIVE.search(plain):
        return False
    return ends_in_body(plain) or _is_name(plain, names)


def is_proper_name(words: str) -> bool:
    """Whether several words are all written as a name: "Acre Homes for Children"."""
    plain = without_article(words.strip())
    named = "".join(match[0] for match in _NAME.finditer(plain)).strip() == plain
    return named and plain[:1].isupper() and len(plain.split()) > 1


def ends_in_body(name: str) -> bool:
    """Whether a name ends as bodies and posts do, what follows its head left out."""
    return bool(BODY_END.search(_core(name)))


def is_nobody(subject: str) -> bool:
    """Whether a subject is a pronoun or a paper, which nobody can ask to act."""
    return bool(_NOBODY.match(subject))


def without_article(name: str) -> str:
    """A name without "the", "their" or "both" before it."""
    return _ARTICLE.sub("", name)


def unique_names(found: Iterable[str]) -> tuple[str, ...]:
    """Names without their articles, each once."""
    kept: dict[str, str] = {}
    for name in found:
        plain = _ARTICLE.sub("", " ".join(name.split())).strip(" ,")
        kept.setdefault(plain.lower(), plain)
    return tuple(kept.values())


def _is_name(plain: str, names: frozenset[str]) -> bool:
    """Whether words are a proper name; a lone word only if the document has it as one elsewhere."""
    words = plain.split()
    if ACRONYM.fullmatch(plain):
        return True
    if "".join(m[0] for m in _NAME.finditer(plain)).strip() != plain:
        return False
    return words[0] in names or (len(words) > 1 and words[-1][:1].isupper())


def _core(name: str) -> str:
    """A name without what follows its head: "the governing bodies of its schools"."""
    return _LATER_PART.sub("", name.strip())
