"""Whose statement a paper is whose kind does not tell: a letter or a submission, by its sender."""

import re

from kb.document_types import UNKNOWN, standing_of_type
from kb.paper_words import standing_in_words
from kb.speaking.speakers import Speaker, speaker_named
from kb.types import Standing

_SENT = re.compile(r"letter|e-?mail|correspondence|note|memo(?:randum)?$", re.IGNORECASE)
_PLEADED = re.compile(r"submissions?|evidence|representations?|contribution|account", re.IGNORECASE)
_PAPER = rf"(?:{_SENT.pattern}|{_PLEADED.pattern}|statement|response|reply)"
_SENDERS = (
    re.compile(r"\b(?:from|by|on behalf of)\s+(?P<who>[^:;(–—]+)", re.IGNORECASE),
    re.compile(
        rf"(?:^|[:–—]\s)(?P<who>[^,:;(–—]+?)['’]s? (?:\w+ ){{0,2}}{_PAPER}\b", re.IGNORECASE
    ),
    re.compile(r"(?:^|[:–—]\s)(?P<who>[^,:;(–—]{3,60}?) to \w", re.IGNORECASE),
)
_NUMBERED = re.compile(  # what a parliament's committee reports to it
    r"\bcommittee\b.*\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|"
    r"special) report\b|\b(?:select|public accounts) committee(?:['’]s)? (?:\w+ )?report\b",
    re.IGNORECASE,
)
_LETTER_ON = re.compile(
    r"\b(?:peer review|inspection|focused visit|audit|inquest|investigation|challenge)\b.{0,20}"
    r"\bletter\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r",? (?:to|on|about|regarding|concerning|following|after|in (?:respect|response|reply)|dated|"
    r"published|sent|written|and published)\b.*$",
    re.IGNORECASE,
)
_NO_OFFICE = re.compile(
    r"\b(?:associations?|unions?|federation|college|alliance|society|charity|company|firm|contractor)\b",
    re.IGNORECASE,
)
_TO_EDITOR = re.compile(r"\bto the editor\b", re.IGNORECASE)


def standing_of_paper(kind: str, title: str) -> Standing:
    """Whose statement a paper of the type `kind` with this title is.

    >>> standing_of_paper("letter", "Letter from the child's grandmother to the Minister").value
    'said by family or others'
    """
    standing = standing_of_type(kind)
    untold = standing is Standing.UNKNOWN
    if _NUMBERED.search(title) and standing in (Standing.RESPONSE, Standing.SECOND_HAND):
        return Standing.PRIMARY
    if untold or (_SENT.search(kind) and standing is Standing.SECOND_HAND):
        pleads = bool(_PLEADED.search(kind) or (untold and _PLEADED.search(title)))
        sent = _standing_of_sender(title, pleads=pleads)
        untitled = standing_in_words(title) if kind in (UNKNOWN, Standing.UNKNOWN) else None
        return sent or untitled or standing
    return standing


def _standing_of_sender(title: str, *, pleads: bool) -> Standing | None:
    """Whose statement a title says by naming who sends it; a post beside a name tells more."""
    if _TO_EDITOR.search(title):
        return Standing.ALLEGED
    if _LETTER_ON.search(title):
        return Standing.PRIMARY
    for pattern in _SENDERS:
        if found := pattern.search(title):
            parts = _REST.sub("", found["who"]).split(",")
            voices = filter(None, (speaker_named(part.strip()) for part in parts))
            speakers = {voice.speaker for voice in voices}
            if speakers == {Speaker.FAMILY}:
                return Standing.ALLEGED
            if speakers - {Speaker.FAMILY, Speaker.SOURCE}:
                pleads = pleads or bool(_NO_OFFICE.search(found["who"]))
                return Standing.ASSERTED if pleads else Standing.RESPONSE
            if Speaker.SOURCE in speakers:
                return Standing.PRIMARY
    return None
