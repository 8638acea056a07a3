"""Who says so, as far as a sentence is no finding for it: family, an agency, another study.

Told by the sentence's own words, and only where they leave little doubt: a sentence that is taken
for somebody's word is lost to a verdict, and reviews tell much of what they find through those whom
they heard. What the sentence goes on to bear out ("…, and the log shows that she did") is the
writer's own finding. The label that a quotation bears is read wider, by `kb.speaking.standings`.
"""

import re

_KIN = (
    r"(?:birth |foster |grand|step|great-|ex-)?(?:mother|father|parents?|mum|dad|partner|husband|"
    r"wife)|grandmothers?|grandfathers?|grandparents|aunts?|uncles?|sisters?|brothers?|cousins?|"
    r"siblings?|relatives?|(?:extended |maternal |paternal |wider )?family|carers?|boyfriend|couple"
)
_OTHERS = (
    r"neighbours?|(?:former |ex-)?(?:pupil|employee|resident|patient)s?|caller|tenant|landlady|"
    r"landlord|solicitor|campaigners|newspapers?|press|bloggers?|opposition members|friends?"
)
_PEOPLE = rf"(?:{_KIN}|{_OTHERS}|(?:Ms|Mrs|Mr|Miss) [A-Z]\w*)"
_CLAIMS = (
    r"(?:alleg(?:es?|ed)|claim(?:s|ed)?|complain(?:s|ed)?|maintain(?:s|ed)?|insist(?:s|ed)?|"
    r"assert(?:s|ed)?|contend(?:s|ed)?|believes?|feels?|regards?|"
    r"remains? (?:of the view|convinced|angry|certain)|(?:is|are) (?:convinced|adamant|certain)|"
    r"sa(?:id|ys?)(?! (?:yes|no|nothing|little)\b)|submitted|blame[sd]?|"
    r"suspect(?:s|ed)|believed|felt|was of the opinion|"
    r"recalls?|remembers?|describes?|accus(?:es?|ed)|thinks?|"
    r"told (?:the|this|us|our|an?)(?: \w+)?? ?(?:review(?:ers?)?|panel|authors?|inquest|coroner|"
    r"court|press|reporter|newspaper|inquiry|board|programme)|told us)"
)
_BODY = (
    r"(?:trust|council|authority|force|police|service|agency|department|hospital|school|board|"
    r"practice|surgery|union|director|leader|college|academy|company|provider|officers|managers|"
    r"association|nursery|constabulary|team)"
)
_ALLEGED = re.compile(
    rf"^(?:[^.;:]{{0,60}}?,\s)?(?:[\w'’-]+ ){{0,4}}?{_PEOPLE}(?: [\w'’]+){{0,2}}? "
    rf"(?:also |later |has |have |always |still |then |both |had )*{_CLAIMS}\b|"
    rf"\b(?:according to|in the (?:view|opinion|account|words|recollection) of)\s"
    rf"(?:[\w'’-]+ ){{0,3}}?{_PEOPLE}\b|"
    rf"\bby (?:her|his|their|(?:the )?(?:[\w-]+ )?{_PEOPLE}['’]s) own account\b|"
    rf"\bas (?:the )?{_PEOPLE} (?:would have it|sees? it|tells? it|claims?|alleges?)\b|"
    rf"\bor so (?:the |her |his |their )?{_PEOPLE} \w+|"
    r"\bit (?:was|has been|is) (?:alleged|claimed) (?:that|by)\b|"
    r"\b\w+['’]s? (?:case|complaint|contention|allegation) (?:is|was) that\b",
    re.IGNORECASE,
)
_ASSERTED = re.compile(
    rf"\b{_BODY}(?:['’]s? \w+)? (?:itself )?(?:(?:still |now |has |have )*"
    r"(?:maintain(?:s|ed)?|insist(?:s|ed)?|assert(?:s|ed)?|claim(?:s|ed)?|contend(?:s|ed)?|"
    r"alleges?|den(?:y|ies|ied)|disput(?:es?|ed)|says?|describe[sd]? (?:its|itself|their))|"
    r"(?:is|are|was|were) (?:confident|satisfied)|believes? (?:that )?its?)\b",
    re.IGNORECASE,
)
_STUDY = (
    r"(?:research(?:ers)?|stud(?:y|ies)|surveys?|(?:the|this) literature|meta-analysis|"
    r"evaluations?|"
    r"thematic (?:review|inspection|report|study)|(?:tri|bi)ennial (?:analys[ei]s|reviews?|report)|"
    r"national (?:\w+ ){0,2}(?:reviews?|panel|reports?|analys[ei]s|stud(?:y|ies)|inspections?|"
    r"audits?|data|inquiry)|(?:other|earlier|previous|several|another|many|past|published|"
    r"numerous) "
    r"(?:\w+['’]s )?(?:serious case |practice |case |local )?(?:reviews|review (?!of this|"
    r"into this)|"
    r"inquiries|inspections?|boards?['’]s? reviews?)|Brandon(?: and colleagues| et al\.?)?|Munro|"
    r"Laming|Ofsted['’]s (?:evaluations?|survey|thematic)|commentators|academics?|"
    r"charity(?:['’]s)? (?:study|survey|report)|professional bodies)"
)
_FOUND = (
    r"(?:find|finds|found|show(?:s|ed|n)?|suggest(?:s|ed)?|indicate[sd]?|reports?|reported|"
    r"concludes?|concluded|identif(?:y|ies|ied)|observe[sd]?|note[sd]?|describe[sd]?|reached|drew|"
    r"draws?|comment(?:s|ed)?|praised|argue[sd]?|highlight(?:s|ed)?|confirm(?:s|ed)?|"
    r"point(?:s|ed)? (?:to|out)|recognise[sd]?|have|has)"
)
_ELSEWHERE = re.compile(
    rf"\b{_STUDY}\b[^.;]{{0,80}}?\b{_FOUND}\b|"
    r"\b(?:nationally|elsewhere in (?:the country|England|Wales|Britain)|"
    r"in (?:another|a neighbouring|many|most|other) (?:authorit(?:y|ies)|count(?:y|ies)|areas?|"
    r"boards?|forces?) |(?:recurring|common|familiar|frequent) (?:theme|finding|feature) "
    r"(?:of|in)\b)",
    re.IGNORECASE,
)
_BORNE_OUT = re.compile(
    r";|,\s(?:and|which|while|whereas|yet)\s(?:the|each|that|this|no|none|not|was|is|led)\b|"
    r"\b(?:bears?|bore|borne) (?:this|it|him|her|them) out\b|\b(?:now |later )?accept(?:s|ed)\b|"
    r"\b(?:confirm(?:s|ed)?|proves?|proved|agrees|taken at face value|put down to)\b|"
    r"\ban explanation\b",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:said|says|told|announced|reported|stated|states|wrote that|explained|added|"
    r"(?:issued|made|gave) (?:\w+ ){0,3}(?:statement|speech|answer|interview)|reminded|advised)"
)
_SPEAKER = re.compile(
    r"^(?:(?:On|In) [^.;:]{2,30}?,? )?"
    r"(?P<who>(?:[Tt]he|[Hh]er|[Hh]is|[Aa]n?|[Mm]y) (?:[\w’'-]+ ){0,4}?[\w’'-]+|"
    r"[A-Z][\w.’'-]*(?: (?:of |the )?[A-Z][\w.’'-]*)*)"
    r"(?<! was)(?<! were)(?<! been)(?<! is)(?<! are)"
    r"(?: in (?:his|her|their|a|an) [\w ]{2,30}?)? (?:also |then |later |has |had )?"
    rf"{_SAYS}\b(?! (?:yes|no|nothing|little)\b)"
)
_SOURCE = re.compile(
    r"\bthat (?P<what>(?:the |an? |its |their )[^.,;:]{2,60}?) (?:had |has )?"
    r"(?:found|revealed|identified|shown|showed|concluded|reported|exposed|uncovered|criticised)\b"
)


_PRONOUNS = frozenset({"She", "He", "They", "We", "It", "I", "This", "That", "One", "Both"})


def is_alleged(text: str) -> bool:
    """Whether a sentence is what family or other people say, not borne out.

    >>> is_alleged("Mother said that nobody from the surgery ever rang her back.")
    True
    >>> is_alleged("The foster carers asked twice for the child's history and were not given it.")
    False
    """
    return bool(_ALLEGED.search(text)) and not _BORNE_OUT.search(text)


def is_asserted(text: str) -> bool:
    """Whether a sentence is what an agency says in its own cause.

    >>> is_asserted("The trust maintains that the letter was sent.")
    True
    """
    return bool(_ASSERTED.search(text)) and not _BORNE_OUT.search(text)


def is_reported(text: str) -> bool:
    """Whether a sentence tells what studies, other reviews or other places found.

    >>> is_reported("Research shows that men are often left out of assessments.")
    True
    """
    return bool(_ELSEWHERE.search(text)) and not _BORNE_OUT.search(text)


def speaker_in(text: str) -> str | None:
    """Who is named as saying it, and on what that rests; None where nobody is.

    >>> speaker_in("The minister said that the inspection had revealed poor recording.")
    'The minister, on the inspection'
    """
    who = _SPEAKER.search(text)
    if who is None or who["who"] in _PRONOUNS:
        return None
    source = _SOURCE.search(text, who.end())
    return who["who"] + (f", on {source['what']}" if source else "")
