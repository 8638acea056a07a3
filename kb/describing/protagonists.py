"""The child of whom a paper tells, weighed by all that it says of each name.

No one phrase tells whom a letter, a briefing or an article is about; several of them together do:
its age, its parents, what became of it, and that the text goes on to speak of it by its forename.
"""

import re
from collections.abc import Iterator
from itertools import permutations

from kb.describing.child_names import AGE, GIVEN, NO_NAME
from kb.describing.marked_names import LABEL
from kb.describing.opening import Opening, Said, lines_of
from kb.describing.said_names import is_unlike_words
from kb.types import BlockKind, Field

_BLOCKS = 40
_ENOUGH = 4  # two things that are said of the children of such papers, or one and more
_AHEAD = 2
_KIN = (
    r"(?:mother|father|parents|mum|mam|dad|nan|nana|gran\w*|step\w+|half-\w+|brothers?|sisters?|"
    r"siblings?|twin|aunt|uncle|family|foster)"
)
_WORLD = (
    r"(?:school|nursery|teachers?|health visitor|social workers?|life|case|story|name|voice|needs|"
    r"bedroom|room|death|injuries|body|killer|birth|birthday|carers?|placements?|review|report)"
)
_FATE = (
    r"(?:deaths?|li(?:fe|ves)|case|story|murder|killing|loss|injuries|care|name|memory|family|mother|"
    r"father|parents|experiences?|journey|neglect|abuse|protection|safety|sighting|happened)"
)
_PAPER = (
    r"(?:review|report|inquiry|enquiry|inquest|briefing|programme|documentary|film|learning|lessons|"
    r"summary|investigation|plan|trial|statement|case|page|blog)"
)
_SURNAME = r"(?: [A-Z][\w’'-]+){0,2}"
_BECAME = (
    r"(?:was|were|had been|has been) (?:born|killed|murdered|found|injured|admitted|pronounced|"
    r"taken|"
    r"placed|removed|brought|left|stabbed|shaken|starved|beaten|accommodated|adopted|registered)|"
    r"died|drowned|weighed|lived|would have been|never"
)
_DOES = (
    r"(?:was|is|had|has|were|are|would|could|did|went|came|told|asked|loved|likes?|liked|wanted|"
    r"became|attended|moved|spent|met|saw|knew|needed|wore|started)"
)
_CALLED = (
    r"(?:called|calls?|known as|named?|name of|names? is|pseudonyms?:?|alias:?|referred to as|"
    r"call (?:him|her|them)|(?:case|child|subject|young person|name)\s?[:|])"
)
_FEW = r"(?: [A-Za-z]+){0,2}"
# What is said of a name, `{x}`, and how much it shows that this is the child's; each counts once.
_SAID = (
    (3, rf"\b(?i:{_CALLED})\W{{1,3}}{{x}}"),
    (3, r"{x}{s}[,;]? (?:\(?(?:this )?is|was|\() ?(?:the name|a name|not (?:his|her|their)|"
        r"a pseudonym)"),
    (3, rf"{{x}}{{s}}(?:, (?:then |now )?(?:aged |who was |who is )?| aged | \((?:aged )?|"
        rf" (?:was|is) (?:only |just )?){AGE}\b"),
    (3, rf"\b(?i:{AGE})[- ](?:day|week|month|year)s?[- ]old {{x}}"),
    (2, rf"{{x}}{{s}},? (?:who )?(?:{_BECAME})\b"),
    (3, rf"{{x}}['’]s?{_FEW} {_KIN}\b"),
    (2, rf"{{x}}(?:, {GIVEN})* and {GIVEN} (?:were|are|had|lived|died|deserved)\b"),
    (2, rf"{{x}}['’]s? {_WORLD}\b"),
    (2, rf"\b(?i:{_FATE}) (?:of|to|for) (?i:(?:baby|little|the late|poor) )?{{x}}"),
    (2, rf"\b(?i:{_PAPER})(?: (?:learn\w+|is|was|been))? (?:into|on|of|about|from|concerning|"
        rf"for|regarding|re) "
        r"(?:the case of |the death of )?(?i:baby |little )?{x}"),
    (2, rf"\bthe {{x}} {_PAPER}\b"),
    (4, r"\b(?i:the late) {x} [A-Z]"),
    (3, r"\b(?i:remembering|justice (?:for|4)|in (?:loving )?memory of) {x}\b"),
    (-6, r"\b(?:(?:older|younger|elder|eldest|other|another|half|surviving)[ -]\w+|cousin|"
         r"friend|uncle|aunt|"
        r"(?:her|his|their) (?:brother|sister|sibling|mother|father|partner)),? {x}\b"),
    (-4, r"\b(?:Mrs?|Ms|Miss|Dr|Cllr|Coun|Sir|Dame|Lord|Lady|Rev|Prof|Sgt|Supt|Inspector|"
         r"Judge)\.? {x}"),
    (-3, r"{x} [A-Z][\w’'-]+,? (?:said|says|added|explained|writes|QC|KC|MP|OBE|MBE)\b"),
    (-3, r"\b(?i:author|reviewers?|chair(?:man|person)?|convener|director|coroner|trainers?|"
         r"prepared by|"
        r"written by|posted by|by|from|signed|dear|contact)\W{1,3}{x}\b(?!['’]s)"),
    (-3, r"{x}{s},? \(?(?:chair|author|independent|director|reviewer|head of|reporter|"
         r"correspondent|"
        r"manager|officer|convener|leader)\b"),
    (-3, r"{x} (?:Street|Road|Lane|Avenue|Close|House|Council|Board|County|Borough|Hospital|School|"
        r"Police|Partnership|Safeguarding|Park|Court|Centre|Hall|Terrace|Crescent|Trust|Inspector)\b"),
    (-3, r"\b(?i:in|at|near) {x}(?!['’])"),
)  # fmt: skip
# What adds to it, and alone shows nothing.
_ADDS = (
    (
        2,
        r"^\W*(?i:(?:meet|remembering|for|about|justice for|who (?:was|is)|"
        r"introducing) )?{x}{s}\W*$",
    ),
    (1, rf"{{x}}{{s}} {_DOES}\b"),
)
_TOGETHER = r"{a}(?: \([^()]*\))?(?:,| and| &|, and) {b}\b"
_OF_SEVERAL = re.compile(
    r"\b(?i:their (?:deaths?|lives|murders?|injuries)|both (?:children|boys|girls|babies)|"
    r"(?:the|two) (?:brothers|sisters|twins|siblings|children|boys|girls))\b"
)
_SURE = re.compile(r"\b(?i:the late|remembering|justice for|in memory of) [A-Z]")
_SHARED = 2
_OFTEN = 3


def find_protagonist(opening: Opening) -> list[Field]:
    """The forename of which a paper says most that is said of children, or those said together."""
    lines = [
        Said(_plain(line.text), line.spans)
        for block in opening.document.blocks[:_BLOCKS]
        if block.kind is not BlockKind.FURNITURE
        for line in lines_of(opening.document, block)
    ]
    text = "\n".join(line.text for line in lines)
    weights = {name: _weight(text, name) for name in _names(opening, text)}
    ranked = sorted(weights, key=lambda name: -weights[name])
    best = ranked[:1]
    several = [other for other in ranked[1:] if _are_together(text, best[0], other)]
    both = _SHARED if several and _OF_SEVERAL.search(text) else 0
    if not best or weights[best[0]] + both < _ENOUGH:
        return []
    rest = max((weights[name] for name in ranked[1:] if name not in several), default=0)
    enough = max(rest + _AHEAD, 2 * rest)
    once = len(re.findall(rf"\b{best[0]}\b", text)) == 1 and not _SURE.search(text)
    if enough > weights[best[0]] or (once and not several):
        return []
    names = sorted([best[0], *several], key=text.index)
    line = next(line for line in lines if names[0] in _in_small_words(line.text))
    return [line.field(LABEL, _listed(names), None, 0.6)]


def _plain(text: str) -> str:
    """`text` without the marks around names, names in capitals as they are written."""
    return _in_small_words(re.sub(r"[*“”‘\"]|(?<!\w)'|\b_|_\b", "", text))


def _in_small_words(text: str) -> str:
    """`text` with its words in capitals as names are written; short ones alone are no names."""
    capitals = r"\b[A-Z]{3,}(?: [A-Z]{3,})+\b|\b[A-Z]{4,}\b"
    return re.sub(capitals, lambda match: match[0].title(), text)


def _names(opening: Opening, text: str) -> Iterator[str]:
    """The words of `text` that can be somebody's forename."""
    for name in dict.fromkeys(re.findall(rf"(?<![\w’'-]){GIVEN}", text)):
        if name not in NO_NAME and is_unlike_words(opening.document, name):
            yield name


def _weight(text: str, name: str) -> int:
    """How much shows that `name` is that of the child; nothing where only its place does."""
    shown = _sum(text, name, _SAID)
    often = len(re.findall(rf"\b{name}\b", text)) >= _OFTEN
    return shown + _sum(text, name, _ADDS) + often if shown > 0 else 0


def _sum(text: str, name: str, ways: tuple[tuple[int, str], ...]) -> int:
    return sum(
        weight
        for weight, pattern in ways
        if re.search(
            pattern.replace("{x}", rf"\b{name}\b").replace("{s}", _SURNAME), text, re.MULTILINE
        )
    )


def _are_together(text: str, a: str, b: str) -> bool:
    """Whether the text says two names together, as it does of children of one case."""
    return any(
        re.search(_TOGETHER.replace("{a}", rf"\b{x}").replace("{b}", y), text)
        for x, y in permutations((a, b))
    )


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
