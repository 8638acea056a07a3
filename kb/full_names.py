"""The full names of bodies that a document calls "the Trust", "HSCB" or "the County Council".

A short name stands for the one that is given with it in brackets, for the one whose initials it is,
or for the only full name that ends or begins as it does. Where several might be meant, the one in
the title is; where none is there either, the short name stays.
"""

import re
from collections.abc import Iterable, Iterator

from kb.body_names import ends_in_body, without_article
from kb.named_bodies import split_bodies

_WORD = r"(?:[A-Z](?:[\w’'-]|\.(?=[A-Z]))*|&)"
_JOIN = r"(?:of|for|and|the|in|on|to|y|a|upon|under)"
_RUN = re.compile(
    rf"{_WORD}(?:(?:\s+{_JOIN}){{0,2}}\s+{_WORD})*"
    r"(?:\s\((?:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?|[A-Z]+\s[A-Z]+)\))?"
)
_OPENS_SENTENCE = re.compile(
    r"(?:(?:[A-Z][a-z]+(?:ed|ing)\s+(?:for|by|to|at|with|of)|[A-Z]\w+\s+the|The|A|An|Three|Two|In|At|On|When|Where|If|By|From|For|"
    r"To|And|But|Both|All|Each|Every|This|That|These|After|Before|As|Since|Under|With|Our|Its|Their|"
    r"Dear|Although|While|It|We|He|She|They|Neither|Once|Until|Then|Because|"
    r"the)\s+)+"
)
_PARTS = re.compile(r"\s(?:of|to|by|for|in|at)\sthe\s")
_DEFINED = re.compile(
    r"\s*\((?:[^()]{0,40}?\b(?:as|called)\s+)?[\"“‘']?(?:[Tt]he\s+)?[\"“‘']?(?:the\s+)?"
    r"(?P<short>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})[\"”’']?\)"
)
_SMALL_DEFINED = re.compile(
    r"(?P<full>(?:[a-z][\w’'-]*\s+){2,8})\((?:the\s+)?(?P<short>[A-Z]{3,8})\)"
)
_STANDS_FOR = re.compile(
    rf"\b(?P<short>[A-Z]{{2,8}})\s+(?:stands\s+for|means|is)\s+(?:the\s+)?(?P<full>{_RUN.pattern})|"
    rf"[;,]\s+(?:and\s+)?(?P<next>[A-Z]{{2,8}})\s+for\s+(?:the\s+)?(?P<too>{_RUN.pattern})"
)
_ADDRESSED = re.compile(  # a line of an address: "1. Director of Social Services, Acre Council"
    r"(?:\d+[.)]\s*)?(?:The\s+)?(?P<whole>(?P<post>[A-Z][^,;:.]{3,60}),\s"
    r"[A-Z][\w’'-]+(?:\s(?:[A-Z]|and\b|of\b|for\b)[\w’'-]*){0,7})\.?"
)
_ACRONYM = re.compile(r"\b[A-Z]{2,8}\b")
_GENERIC = re.compile(
    r"(?:(?:County|Borough|City|District|Metropolitan|Regional|Foundation|Hospitals?|Health|Mental|"
    r"Primary|Local|Area|Safeguarding|Children[’']s|Child|Housing|Education|Social|Services?|Care|"
    r"Clinical|Integrated|University|Protection|Community|Police|NHS|Board|Council|and|Authority|"
    r"Trust|Partnership|Department|Committee|Panel|Review|Children|Young|People|Adults?|Group)\s+)*"
    r"\w+"
)
_SHORT = re.compile(
    r"(?:[\w’'-]+\s+){0,4}(?:Board|Council|Trust|Partnership|Committee|Panel|Authority|Department|"
    r"Ministry|Constabulary|Police|Force|Association|Society|Services?|Social Care|Team|Hospital|"
    r"School|Academy|College|Commission|Group|Inspectorate|Foundation|Agency|Unit|Company)|"
    r"(?:health |county |city |borough )?(?:board|council|trust|partnership|police|committee|force)"
)
_POST = re.compile(r"Director|Minister|Secretary of State|Chief Constable|Commissioner|Ministry")
_PAPER = re.compile(r"(?:\w+\s)?(?:Report|Review|Inquiry|Chapter|Part|Section)\b", re.IGNORECASE)
_MAX_WORDS = 12
_SMALL = frozenset({"of", "for", "and", "the", "in", "on"})
_TITLE_BLOCKS = 5


class FullNames:
    """The full names in a document, by what it calls them for short."""

    def __init__(self, texts: Iterable[str]):
        plain = [re.sub(r"[*_#]+", "", text).replace("|", ";") for text in texts]
        self._defined: dict[str, str] = {}
        self._in_title = {name for text in plain[:_TITLE_BLOCKS] for name, _ in names_in(text)}
        self._names: dict[str, str] = {}
        posts: dict[str, set[str]] = {}
        for text in plain:
            for name, end in names_in(text):
                self._names.setdefault(name.lower(), name)
                if match := _DEFINED.match(text, end):
                    self._define(match["short"], name)
            for match in _SMALL_DEFINED.finditer(text):
                if has_initials(match["full"].title(), match["short"]):
                    self._define(match["short"], _words_of(match["full"], match["short"]))
            if match := _ADDRESSED.fullmatch(text.strip()):
                posts.setdefault(without_article(match["post"]), set()).add(match["whole"])
            for match in _STANDS_FOR.finditer(text):
                short = match["short"] or match["next"]
                self._defined.setdefault(short, match["full"] or match["too"])

        self._posts = {post: min(named) for post, named in posts.items() if len(named) == 1}

    def of(self, name: str) -> str:
        """The full name of a body, or the name itself where no other is known.

        >>> names = FullNames(["Acre Hospitals NHS Trust (AHT) was asked."])
        >>> names.of("AHT"), names.of("Trust"), names.of("AHT's Board")
        ('Acre Hospitals NHS Trust', 'Acre Hospitals NHS Trust', "Acre Hospitals NHS Trust's Board")
        """
        name = re.sub(r"^(?:for|by)\s+|\s\([A-Z]{2,8}\)", "", without_article(name))
        name = without_article(name)
        defined = self._defined.get(name)
        if defined and _GENERIC.fullmatch(defined):
            defined = self._only(defined) or defined
        if found := self._posts.get(name) or defined or self._only(name):
            return found
        owner = re.match(r"(.+?)(['’]s?\s+.+|[,:]\s+.+)", name)
        if owner and self.of(owner[1]) != owner[1]:
            return self.of(owner[1]) + owner[2]
        part = re.match(r"(.+\s(?:of|in|for)\s+(?:the\s+)?)([A-Z][\w ]+)$", name)
        if part and (found := self._defined.get(part[2]) or self._only(part[2])):
            return name if part[1].lower() in found.lower() else part[1] + found
        return _ACRONYM.sub(lambda match: self._expanded(name, match), name)

    def _define(self, short: str, name: str) -> None:
        """Keeps what stands in brackets behind a name, if it can be short for it."""
        if short.isupper() or name.lower().endswith(short.lower()) or len(short) < len(name):
            self._defined.setdefault(short, name)

    def _expanded(self, name: str, match: re.Match[str]) -> str:
        """An abbreviation within a name, with what stands before it left out if it says it, too."""
        full = self._defined.get(match[0]) or self._by_initials(match[0])
        before = name[: match.start()].strip()
        if full is None or name == match[0]:
            return full or match[0]
        words = before.split()
        said = (" ".join(words[n:]) for n in range(len(words)))
        return full.removeprefix(next((w for w in said if full.startswith(w)), "")).strip()

    def _only(self, short: str) -> str | None:
        """The one full name that a short one can stand for."""
        if short.isupper() and len(short) > 1:
            return self._by_initials(short)
        low = re.escape(short.lower())
        before = [
            _PARTS.split(name)[-1]
            for name in self._matching(rf"(?!.*\b(?:of|for|to|in) {low}$).* {low}")
            if short != "Board" or not name.endswith("Health Board") or name in self._in_title
        ]
        behind = self._matching(rf"(?:.* )?{low} (?:of|for) .*")
        if _POST.fullmatch(short) or re.match(r"[A-Z]\w+ of\b", short):
            return self._chosen(behind)
        if not _SHORT.fullmatch(short) or not _GENERIC.fullmatch(short):
            return None
        return self._chosen(before) or (None if before else self._chosen(behind))

    def _matching(self, pattern: str) -> list[str]:
        return [name for key, name in self._names.items() if re.fullmatch(pattern, key)]

    def _by_initials(self, short: str) -> str | None:
        """The one full name that ends in words with these initials."""
        known = (name for name in self._names.values() if short not in name.split())
        return self._chosen([name for name in known if has_initials(name, short)])

    def _chosen(self, found: list[str]) -> str | None:
        """Of several names the one that has all others in it, or the one in the title."""
        longest = [
            one
            for one in found
            if not _GENERIC.fullmatch(one)
            and not any(one != other and one.lower() in other.lower() for other in found)
        ]
        if len(longest) > 1:
            longest = [one for one in longest if one in self._in_title]
        return longest[0] if len(longest) == 1 else None


def names_in(text: str) -> Iterator[tuple[str, int]]:
    """The names of bodies and posts that a text gives in capitals, and where each ends.

    >>> list(names_in("The Head of the Acre Trust and Brook Council met."))
    [('Brook Council', 44), ('Head of the Acre Trust', 26), ('Acre Trust', 26)]
    """
    for match in _RUN.finditer(text):
        lead = _OPENS_SENTENCE.match(match[0])
        words = match[0][lead.end() :] if lead else match[0]
        for part in reversed(list(split_bodies(words))):
            end = match.start() + match[0].rfind(part) + len(part)
            plain = without_article(part)
            for name in (plain, *(plain[m.end() :] for m in _PARTS.finditer(plain))):
                named = 1 < len(name.split()) <= _MAX_WORDS and not _PAPER.match(name)
                if named and (ends_in_body(name) or name.isupper()):
                    yield _in_small_letters(_bare(name)), end


def _bare(name: str) -> str:
    """A name without the words before it that a capital stood in front of: "of the Acre Trust"."""
    return without_article(re.sub(r"^(?:of|for|to|in|on)\s+", "", name))


def _in_small_letters(name: str) -> str:
    """A name that a title prints in capitals as it is written elsewhere."""
    if not name.isupper() or len(name.split()) < 3:
        return name
    words = [w.lower() if w.lower() in _SMALL else w.capitalize() for w in name.split()]
    return re.sub(r"\((\w)", lambda m: f"({m[1].upper()}", " ".join(words)).replace("Nhs", "NHS")


def has_initials(name: str, short: str) -> bool:
    """Whether the last words of a name have the letters of `short` for initials."""
    words = [word for word in name.split() if word.lower() not in _SMALL]
    letters = "".join(
        word if word.isupper() and len(word) > 1 else word[:1]
        for word in words
        if word[:1].isupper()
    )
    return len(short) > 1 and letters.endswith(short)


def _words_of(phrase: str, short: str) -> str:
    """The last words of a phrase, as many as an abbreviation has letters."""
    words = phrase.split()
    told = [place for place, word in enumerate(words) if word not in _SMALL]
    return " ".join(words[told[-len(short)] :])
