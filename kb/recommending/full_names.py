"""The full names of bodies that a document calls "the Trust", "HSCB" or "the County Council".

A short name stands for the one that is given with it in brackets, for the one whose initials it is,
or for the only full name that ends or begins as it does. Where several might be meant, the one in
the title is; where none is there either, the short name stays.
"""

import re
from collections.abc import Iterable

from kb.body_names import ends_in_body, without_article
from kb.capital_names import PARTS, RUN, has_initials, initials, names_in, spelt_before

_DEFINED = re.compile(
    r"\s*\((?:[^()]{0,40}?\b(?:as|called)\s+)?[\"“‘']?(?:[Tt]he\s+)?[\"“‘']?(?:the\s+)?"
    r"(?P<short>[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})[\"”’']?\)"
)
_SPELT = re.compile(
    r"\s\((?:the\s+|known\s+as\s+(?:the\s+)?)?[\"“‘']?(?P<short>[A-Z]{2,8})[\"”’']?\)"
)
_STANDS_FOR = re.compile(
    rf"\b(?P<short>[A-Z]{{2,8}})\s+(?:stands\s+for|means|is)\s+(?:the\s+)?(?P<full>{RUN.pattern})|"
    rf"[;,]\s+(?:and\s+)?(?P<next>[A-Z]{{2,8}})\s+for\s+(?:the\s+)?(?P<too>{RUN.pattern})"
)
_ADDRESSED = re.compile(  # a line of an address: "1. Director of Social Services, Acre Council"
    r"(?:\d+[.)]\s*)?(?:The\s+)?(?P<whole>(?P<post>[A-Z][^,;:.]{3,60}),\s"
    r"[A-Z][\w’'-]+(?:\s(?:[A-Z]|and\b|of\b|for\b)[\w’'-]*){0,7})\.?"
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{2,8}(?:-[A-Z]{2,8})*(?![\w-])")
_GENERIC = re.compile(
    r"(?:(?:County|Borough|City|District|Metropolitan|Regional|Foundation|Hospitals?|Health|Mental|"
    r"Primary|Local|Area|Safeguarding|Children[’']s|Child|Housing|Education|Social|Services?|Care|"
    r"Clinical|Commissioning|Probation|Integrated|University|Protection|Community|Police|NHS|Board|Council|and|Authority|"
    r"Trust|Partnership|Department|Committee|Panel|Review|Children|Young|People|Adults?|Group)\s+)*"
    r"\w+"
)
_SHORT = re.compile(
    r"(?:[\w’'-]+\s+){0,4}(?:Board|Council|Trust|Partnership|Committee|Panel|Authority|Department|"
    r"Ministry|Constabulary|Police|Force|Association|Society|Services?|Social Care|Team|Hospital|"
    r"School|Academy|College|Commission|Group|Inspectorate|Foundation|Agency|Unit|Company|Consortium|Fellowship|Club|Clinic|Federation|Diocese|Guild)|"
    r"Probation Area|clinical commissioning group|constabulary|"
    r"(?:health |county |city |borough |primary care |hospitals? |mental health )?"
    r"(?:board|council|trust|partnership|police|committee|force)"
)
_POST = re.compile(
    r"Director|Minister|Reporter|Registrar|Custodian|Clerk|Trustees|Governors|Governing Body|"
    r"Bishop|Dean|Commodore|"
    r"(?:D|d)esignated (?:O|o)fficer|Principal|Provost|Chaplain|Superior|Abbot|Master|Treasurer|"
    r"Chief Executive|Inspectorate|"
    r"Secretary of State|Chief Constable|Commissioner|Ministry"
)
_OFFICE_OF = re.compile(
    r"(?:Independent |Deputy |Vice-)?"
    r"(?:Chair(?:man|person)?|Director|Head|Chief Executive|Secretary|Clerk)"
    r" (?:of|to) (?:the )?"
)
_TITLE_BLOCKS = 5
_PARTED = str.maketrans("|#", ";;")  # cells of a table, and titles that a parser has joined


class FullNames:
    """The full names in a document, by what it calls them for short."""

    def __init__(self, texts: Iterable[str]):
        plain = [re.sub(r"[*_]+", "", text).translate(_PARTED) for text in texts]
        self._defined: dict[str, str] = {}
        self._in_title = {name for text in plain[:_TITLE_BLOCKS] for name, _ in names_in(text)}
        self._names: dict[str, str] = {}
        posts: dict[str, set[str]] = {}
        for text in plain:
            for name, end in names_in(text):
                self._names.setdefault(name.lower(), name)
                if match := _DEFINED.match(text, end):
                    self._define(match["short"], name)
            for match in _SPELT.finditer(text):
                if spelt := spelt_before(text[: match.start()], match["short"]):
                    self._defined.setdefault(match["short"], spelt)
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
        name = re.sub(
            r"^(?:for|by)\s+|\s\((?:[“\"‘']?the\s+)?[“\"‘']?[A-Z]{2,8}[”\"’']?\)",
            "",
            without_article(name),
        )
        name = without_article(name)
        defined = self._defined.get(name)
        if defined and _GENERIC.fullmatch(defined):
            defined = self._only(defined) or defined
        if found := self._posts.get(name) or defined or self._only(name):
            return found
        owner = re.match(r"(.+?)(['’]s?\s+.+|[,:]\s+.+)", name)
        if owner and (full := self.of(owner[1])) != owner[1]:
            return full if full.endswith(owner[2]) else full + owner[2]
        part = re.match(r"(.+\s(?:of|in|for)\s+(?:the\s+)?)([A-Z][\w ]+)$", name)
        if part and (whole := self._same_office(part[1], part[2])):
            return whole
        if part and (found := self._defined.get(part[2]) or self._only(part[2])):
            return name if part[1].lower() in found.lower() else part[1] + found
        return _ACRONYM.sub(lambda match: self._expanded(name, match), name)

    def _same_office(self, office: str, short: str) -> str | None:
        """The one full name of an office of a body named for short: "Chair of the Board"."""
        if not _OFFICE_OF.fullmatch(office):
            return None
        before, low = re.escape(office.lower().removesuffix("the ")), re.escape(short.lower())
        return self._chosen(self._matching(rf"{before}(?!the {low}$).+ {low}"))

    def _define(self, short: str, name: str) -> None:
        """Keeps what stands in brackets behind a name, if it can be short for it."""
        office = _OFFICE_OF.match(name)
        if office and not _POST.match(short) and name.lower().endswith(f" {short.lower()}"):
            name = name[office.end() :]  # "the Chair of Acre Safeguarding Board (the Board)"
        if short.isupper() and initials(name) == short:
            self._defined[short] = name  # and not the body that it is a part of
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
        if short.lower() == "local authority":
            return self._chosen([name for name in self._in_title if name.endswith(" Council")])
        if short.isupper() and len(short) > 1:
            return self._by_initials(short)
        low = re.escape(short.lower())
        before = [
            PARTS.split(name)[-1]
            for name in self._matching(rf"(?!.*\b(?:of|for|to|in) (?:the )?{low}$).* {low}")
        ]
        if short.lower() == "board":  # a review's Board is its own, and not a health board
            own = [name for name in before if not name.endswith("Health Board")]
            before = own or [name for name in before if not _GENERIC.fullmatch(name)]
        if re.fullmatch(r"[A-Z][a-z]{3,}", short) and not ends_in_body(short):
            return self._chosen(self._matching(rf"{low} (?!and\b).*"))
        behind = self._matching(rf"(?:.* )?{low} (?:of|for|to) .*")
        if _POST.fullmatch(short) or re.match(r"[A-Z]\w+ of\b", short):
            return self._chosen(behind)
        if not _SHORT.fullmatch(short) or not _GENERIC.fullmatch(
            short.title().replace("’S", "’s").replace("'S", "'s")
        ):
            return (
                self._chosen(before + self._abridged(short))
                if re.match(r"[A-Z].*\s", short)
                else None
            )
        return self._chosen(before) or (None if before else self._chosen(behind))

    def _abridged(self, short: str) -> list[str]:
        """Names that begin and end as a short one does: the Acre Health Board, for "Acre Board"."""
        words = short.lower().split()
        if len(words) != 2 or words[0].endswith(("'s", "’s")):
            return []
        return self._matching(rf"{re.escape(words[0])} .+ {re.escape(words[1])}")

    def _matching(self, pattern: str) -> list[str]:
        return [name for key, name in self._names.items() if re.fullmatch(pattern, key)]

    def _by_initials(self, short: str) -> str | None:
        """The one full name that ends in words with these initials."""
        known = (name for name in self._names.values() if short not in name.split())
        return self._chosen([name for name in known if has_initials(name, short)])

    def _chosen(self, found: list[str]) -> str | None:
        """Of several names the one that has all others in it, or the one in the title."""
        found = list(dict.fromkeys(found))
        longest = [
            one
            for one in found
            if not (_GENERIC.fullmatch(one) and len(found) > 1)
            and not any(one != other and one.lower() in other.lower() for other in found)
        ]
        if len(longest) > 1:
            longest = [one for one in longest if one in self._in_title]
        return longest[0] if len(longest) == 1 else None
