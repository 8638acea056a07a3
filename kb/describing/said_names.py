"""Whether the text of a paper uses a word as a person's name, and how often it says it."""

import re

from kb.describing.child_names import AGE, GIVEN, MONTH_NAMES, NO_NAME, in_small, words_of
from kb.types import Document

_BODY = (
    r"(?:(?:&|and|[A-Z][\w’'-]*) ){0,4}(?:Council|Board|Partnership|Committee|Police|Trust|"
    r"Constabulary|County|Borough|Court|LSCB|LSCP|SCB|SCP|ACPC|MP|School|Hospital)\b"
)
_PAPERS = r"review|SCR|LCSPR|CSPR|DHR|SAR|report|case|death|story|circumstances|briefing|learning"
_DONE = (
    r"(?:was|were|is|are|had|has|have|died|lived|lives|came|told|said|says|did|would|could|never|also|who|aged|"
    r"went|liked|likes|asked|spoke|survived|drowned)"
)


def is_called(document: Document, name: str, *, times: int) -> bool:
    """Whether the text says a word of `name` at least `times`, as one says names of people."""
    text = _text(document)
    words = words_of(name)
    if not is_usable(document, name) or any(_in_small_letters(text, word) for word in words):
        return False
    short = [*words, *(word.split("-")[0] for word in words)]  # "Leo" of "Leo-Jay"
    said = max(n_said(document, word) for word in short)
    return said >= times and any(_is_person(text, word) for word in short)


def is_full_name(document: Document, name: str) -> bool:
    """Whether `name`, forename and surname, is a person's of whom or whose kin the text speaks."""
    text = _text(document)
    words = words_of(name)
    if len(words) < 2 or not is_usable(document, name):
        return False
    kin = rf"\b(?:Mrs?|Ms|Miss)\.? (?:[A-Z][\w’'.-]* )?(?:{words[-1]}|{in_small(words[-1])})\b"
    return _is_person(text, words[0]) or _is_person(text, name) or bool(re.search(kin, text))


def is_said_alone(document: Document, kind: str, name: str) -> bool:
    """Whether the text says `name`, and not in small letters, where no "Child" stands before it."""
    text = _text(document)
    alone = rf"(?<!{kind.capitalize()} )(?<!{kind.upper()} )\b{name}\b"
    return bool(re.search(alone, text)) and not _in_small_letters(text, name)


def is_told_of(document: Document, label: str) -> bool:
    """Whether the text speaks of "Baby Leo" as of somebody: "a review into Baby Leo"."""
    text = _text(document)
    about = rf"\b(?:{_PAPERS}) (?:into|of|on|about|concerning|regarding|for|re)\W{{1,4}}{label}\b"
    alone = rf"^\W*{label}\W*$"
    return not _in_small_letters(text, words_of(label)[0]) and bool(
        label.startswith("Baby ")
        or _is_person(text, label)
        or re.search(about, text)
        or re.search(alone, text, re.MULTILINE)
    )


def surnamed(document: Document, forename: str) -> str:
    """A forename with the one surname that the text gives its bearer, or alone.

    In an article a heading says "Leo" and the text "Leo Example"; a pseudonym has no surname.
    """
    text = _text(document)
    found = {
        in_small(match[1])
        for match in re.finditer(
            rf"\b(?:{forename}|{forename.upper()}) ((?:{GIVEN} )?{GIVEN})", text
        )
        if not _in_small_letters(text, match[1].split()[-1])
    }
    found = {name for name in found if is_usable(document, f"{forename} {name}")}
    last = {name.split()[-1] for name in found}
    if not last and (initial := re.search(rf"\b(?:{forename}|{forename.upper()}) [A-Z]\.", text)):
        return in_small(initial[0])
    return f"{forename} {last.pop()}" if len(last) == 1 else forename


def is_usable(document: Document, name: str) -> bool:
    """Whether no word of `name` heads papers or begins the name of a body ("Acre Council")."""
    text = _text(document)
    words = words_of(name)
    of_body = any(re.search(rf"\b{word} {_BODY}", text) for word in words)
    no_names = NO_NAME - MONTH_NAMES if len(words) > 1 else NO_NAME
    return bool(words) and not no_names & set(words) and not of_body


def is_unlike_words(document: Document, name: str) -> bool:
    """Whether `name` can be one: no part of a body's, nor a word that the text says in small."""
    text = _text(document)
    return is_usable(document, in_small(name)) and not any(
        _in_small_letters(text, word) for word in words_of(in_small(name))
    )


def n_said(document: Document, word: str) -> int:
    """How often the text says `word`."""
    forms = f"{re.escape(word)}|{re.escape(word.upper())}"
    return len(re.findall(rf"(?<!\w)(?:{forms})(?!\w)", _text(document)))


def _text(document: Document) -> str:
    return "\n".join(page.text for page in document.pages)


def _in_small_letters(text: str, word: str) -> bool:
    in_no_address = rf"(?<![/@.\w-])\b{word.lower()}\b(?![@/]|\.\w)"
    return bool(re.search(in_no_address, text))


def _is_person(text: str, word: str) -> bool:
    """Whether `text` says of `word` what is said of people: "Leo was", "Leo's", "Leo, aged 4"."""
    marked = rf"\b{word}\b[*_”\"’']*"
    return bool(
        re.search(
            rf"\b{word}['’]s?\b(?! \w+ [’'])|{marked},? {_DONE}\b|{marked} (?:\(\d|[–—-] )|"
            rf"{marked}, (?:a|an|who|then|now|of|aged|as s?he|{AGE})\b|"
            rf"\b[Ww]ho (?:was|is) {word}\b|\b(?:call(?:s|ed)?|named?) (?:him |her |"
            rf"them )?[“\"‘']?{word}\b|"
            rf"\b(?i:deaths?|murder|mother|father|parents|life|care|story|case|injuries|harm|abuse|neglect|"
            rf"safety|review) (?:of|to|into) [“\"‘']?{word}\b",
            text,
        )
    )
