"""The names of bodies and posts that a text gives in capitals, and their initials."""

import re
from collections.abc import Iterator

from kb.body_names import ends_in_body, without_article
from kb.named_bodies import split_bodies

_WORD = r"(?:[A-Z](?:[\w’'-]|\.(?=[A-Z]))*|&)"
_JOIN = r"(?:of|for|and|the|in|on|to|y|a|upon|under)"
RUN = re.compile(
    rf"{_WORD}(?:(?:\s+{_JOIN}){{0,2}}\s+{_WORD})*"
    r"(?:\s\((?:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?|[A-Z]+\s[A-Z]+)\))?"
)
_OPENS_SENTENCE = re.compile(
    r"(?:(?:[A-Z][a-z]+(?:ed|ing)\s+(?:for|by|to|at|with|of)|[A-Z]\w+\s+the|The|A|An|Three|Two|In|At|On|When|Where|If|By|From|For|"
    r"To|And|But|Both|All|Each|Every|This|That|These|After|Before|As|Since|Under|With|Our|Its|Their|"
    r"Dear|Although|While|It|We|He|She|They|Neither|Once|Until|Then|Because|Will|Would|Can|Could|Should|Does|Do|Has|Have|Is|Are|How|What|Why|Which|Let|Ask|"
    r"the)\s+)+"
)
PARTS = re.compile(r"\s(?:of|to|by|for|in|at)\sthe\s")
_COUNCIL_OF = re.compile(  # the council of a title: "Acre Borough Council Children's Services"
    r"(?:[A-Z][\w’'-]+\s){1,4}Council(?=\s[A-Z])"
)
_PAPER = re.compile(r"(?:\w+\s)?(?:Report|Review|Inquiry|Chapter|Part|Section)\b", re.IGNORECASE)
_MAX_WORDS = 12
_SMALL = frozenset({"of", "for", "and", "the", "in", "on"})


def names_in(text: str) -> Iterator[tuple[str, int]]:
    """The names of bodies and posts that a text gives in capitals, and where each ends.

    >>> list(names_in("The Head of the Acre Trust and Brook Council met."))
    [('Brook Council', 44), ('Head of the Acre Trust', 26), ('Acre Trust', 26)]
    """
    for match in RUN.finditer(text):
        lead = _OPENS_SENTENCE.match(match[0])
        words = match[0][lead.end() :] if lead else match[0]
        for part in reversed(list(split_bodies(words))):
            end = match.start() + match[0].rfind(part) + len(part)
            plain = without_article(part)
            council = _COUNCIL_OF.match(plain)
            wholes = (plain, *([council[0]] if council else ()))
            for name in (*wholes, *(plain[m.end() :] for m in PARTS.finditer(plain))):
                named = 1 < len(name.split()) <= _MAX_WORDS and not _PAPER.match(name)
                if named and (ends_in_body(name) or name.isupper()):
                    yield _in_small_letters(_bare(name)), end


def _bare(name: str) -> str:
    """A name without the words before it that a capital stood in front of: "of the Acre Trust"."""
    plain = re.sub(r"^[A-Z]{1,4}\d{1,3}\s+", "", name)  # the label of what names it
    return without_article(without_article(re.sub(r"^(?:of|for|to|in|on|The)\s+", "", plain)))


def _in_small_letters(name: str) -> str:
    """A name that a title prints in capitals as it is written elsewhere."""
    if not name.isupper() or len(name.split()) < 3:
        return name
    words = [w.lower() if w.lower() in _SMALL else w.capitalize() for w in name.split()]
    return re.sub(r"\((\w)", lambda m: f"({m[1].upper()}", " ".join(words)).replace("Nhs", "NHS")


def has_initials(name: str, short: str) -> bool:
    """Whether the last words of a name have the letters of `short` for initials."""
    return len(short) > 1 and initials(name).endswith(short)


def initials(name: str) -> str:
    """The capitals of a name, those of an abbreviation within it as they stand."""
    words = [word for word in name.split() if word.lower() not in _SMALL]
    return "".join(
        word if word.isupper() and len(word) > 1 else word[:1]
        for word in words
        if word[:1].isupper()
    )


def spelt_before(before: str, short: str) -> str | None:
    """The last words of a text that an abbreviation behind them is short for, in any letters.

    >>> spelt_before("It went to the Multi-Agency Child Exploitation meeting", "MACE")
    'Multi-Agency Child Exploitation meeting'
    """
    words = before.split()
    for count in range(2, 11):
        phrase = words[-count:]
        letters = "".join(
            part[:1]
            for word in phrase
            if word not in _SMALL
            for part in word.split("-")
            if part[:1].isalpha()
        ).upper()
        if phrase[0] not in _SMALL and (
            letters == short or (letters[:-1] == short and phrase[-1].islower())
        ):
            return " ".join(phrase)
    return None
