"""Names of people as papers print them: titles before, letters behind, and what joins several."""

import re
from collections.abc import Iterator
from itertools import takewhile

from kb.describing.opening import Said
from kb.types import Field
from kb.words import MONTHS

_RANK = (
    r"(?:Dr|Prof|(?:Associate |Emeritus |Visiting )?Professor|Sir|Dame|Mr|Mrs|Ms|Miss|Mx|Canon|"
    r"Rev|Revd|Reverend|Rabbi|Imam|Cllr|Councillor|Alderman|Baroness|Lord|Lady|"
    r"Sheriff(?: Principal)?|"
    r"(?:District )?Judge|Justice|(?:His|Her) Honour(?: Judge)?|(?:The )?Rt\.? Hon|The Hon|Supt|"
    r"(?:Detective )?(?:Chief )?Superintendent|DCI|Commander)"
)
TITLE = rf"(?:{_RANK}\.?(?: \((?:retired|retd\.?)\))? ){{1,3}}"
LETTERS = (
    r"(?:[QK]\.?C|[ODMCK]\.?B\.?E|BEM|QPM|JP|HMI|Ph\.?D|M\.?Sc|M\.?A|B\.?A|FRCP(?:CH)?|FRCPsych|RSW)"
    r"(?![\w’'-])\.?"
)
_NO_SURNAME = (
    r"(?:Accepted|Agreed|Approved|Published|Independent|Lead|Report|Chair|Author|Overview|"
    r"Panel|Reviewers?|Board|Date|Version|Final|Draft|Emeritus|Professor|Signed|Area|Senior|"
    r"Assistant|Deputy|Chief|Divisional|Coroner|Her|His|Head of|"
    r"For|The|On|In|At|By|With|From|Who|Commissioned|Prepared|Presented|Submitted|Adopted|"
    rf"{'|'.join(MONTHS)})\b"
)
_BEFORE = r"(?:(?:de|da|dos|del|della|la|van|von|der|den|ten|ap|ab|bin) ){0,2}(?:al-|el-)?"
_SURNAME = rf" (?!{_NO_SURNAME}|{LETTERS}){_BEFORE}[A-Z][\w’'-]+"
NAME = rf"(?:[A-Z]\. ?){{0,2}}(?:[A-Z]\.|[A-Z][\w’'-]+)(?: [A-Z]\.?)?(?:{_SURNAME}){{1,2}}"
_TITLED = (  # what is a name only behind a title: "Dr A B Other", "Lord Example"
    rf"{TITLE}(?:[A-Z]\.? ?){{1,3}}(?:{_SURNAME})|"
    r"(?:Lord|Lady|Baroness|Sheriff|M(?:r|rs|s) Justice|L(?:ord|ady) Justice) "
    rf"(?!{_NO_SURNAME})[A-Z][\w’'-]+"
)
PERSON = rf"(?:(?:{TITLE})?{NAME}|{_TITLED})"
_POST = rf"(?:,? {LETTERS})*(?: \([^()]*\))?"
_JOIN = r"(?:[,;]? (?:and|with|&)|[,;]) "
PEOPLE = rf"(?P<names>{PERSON}{_POST}(?:{_JOIN}{PERSON}{_POST}){{0,9}})"

_NO_PERSON = re.compile(
    r"\b(?:Board|Partnership|Council|Committee|Panel|Review|Report|Children|Child|Services?|Case|"
    rf"{'|'.join(MONTHS)}|"
    r"Independent|Author|Chair|Reviewers?|Published|Safeguarding|Overview|Summary|Director|"
    r"(?i:ACPC|LSCB|LSCP|SCB|SCP|NSPCC|NHS)|University|Group|Team|Agency|Police|Ltd|Limited|"
    r"Associates)\b"
)
_POSTS = re.compile(
    r"\b(?:Officer|Manager|Head|Nurse|Solicitor|Barrister|Counsel|Consultant|Advis[eo]r|Inspector|"
    r"Fellow|Lecturer|Reader|Professor|Practitioner|Psychologist|Psychiatrist|Paediatrician|"
    r"Physician|Superintendent|Executive|Coroner|Commissioner|Social Worker|Editor|Reporter)\b"
)


def people_in(names: str) -> list[str]:
    """The people that `names` joins, without letters, and posts in brackets or behind commas.

    Nobody where what stands first is a body.

    >>> people_in("Dr Ann Other, CBE (chair) and Ben Example, Lead Nurse")
    ['Dr Ann Other', 'Ben Example']
    >>> people_in("Safeguarding Board and Ann Other")
    []
    """
    return list(takewhile(lambda part: not _NO_PERSON.search(part), _parts(names)))


def _parts(names: str) -> Iterator[str]:
    plain = re.sub(rf",? {LETTERS}|\([^()]*\)", "", names)
    for part in re.split(r"[,;]? (?:and|with|&) |[,;] ?", plain):
        name = " ".join(part.split())
        # behind a title it is a name: "Professor" says more than a post would
        post = _POSTS.search(re.sub(TITLE, "", f"{name} ", count=1))
        if name and not post:
            yield name


def people_of(line: Said, pattern: re.Pattern[str], name: str, confidence: float) -> list[Field]:
    """A field called `name` a person whom `pattern` finds as its group `names` in `line`."""
    for match in pattern.finditer(line.text):
        if people := people_in(match["names"]):
            return [
                line.field(name, person, _place(line.text, match, person), confidence)
                for person in people
            ]
    return []


def _place(text: str, match: re.Match[str], person: str) -> tuple[int, int]:
    """Where `person` stands; a note in brackets may stand within the name."""
    words = r"[^\w]+(?:\([^()]*\) )?".join(map(re.escape, person.split()))
    at = re.compile(words).search(text, match.start("names"))
    return at.span() if at else match.span("names")
