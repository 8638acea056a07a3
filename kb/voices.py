"""Who speaks in a sentence, by verbs of saying, quotation marks and phrases such as "in her view".

What somebody said within the story that a paper tells ("The mother told the nurse on 3 May …") is
an event, and no voice: the paper tells it. What is told to the paper, said now, or looks back is.
`kb/voices.toml` has the words.
"""

import re
from collections.abc import Iterator

from kb.speakers import (
    Speaker,
    Voice,
    has_lay_name,
    is_own_paper,
    name_at_start,
    proper_name,
    speaker_named,
)
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("speakers.toml", "voices.toml")
_VERBS = ("looks_back", "present", "said", "explained", "held", "judged", "found")
_VERB = re.compile(
    rf"(?<![\w’'-])(?:{'|'.join(f'(?P<{n}>{_WORDS.any(n)})' for n in _VERBS)})(?![\w-])",
    re.IGNORECASE,
)
_FRAMES = _WORDS.pattern("frames")
_SAID_BY = _WORDS.pattern("said_by")
_UNNAMED_LAY = _WORDS.pattern("unnamed_lay")
_BORNE_OUT = _WORDS.pattern("borne_out")

_ADVERBS = re.compile(rf"(?:\s{_WORDS.any('adverbs')})+$", re.IGNORECASE)
_LEAD = _WORDS.pattern("leads")
_BESIDE_NAME = _WORDS.pattern("beside_name")
_FIRST_VERB = re.compile(r"(?<=\w)\s(?:\w+ed|came|gave|rang|spoke|went)\s.*\sand$")
_BOUNDARY = re.compile(r"(?:[,:;”\"’'—–]|\s-)\s+")
_PASSIVE = re.compile(r"\b(?:was|were|be|been|being)(?: \w+ly)? $")
_IS = re.compile(r"^\s*(?:whom? )?(?:(?:was|is|had been) )?(?:then |now |formerly )?")
_BEFORE_QUOTED, _QUOTATION = (
    re.compile(r"[”\"’'],?\s(?:[\w’'-]+\s){1,6}$"),
    re.compile(r"[,:]? ?[“\"‘]"),
)
_ITSELF = re.compile(r"^(?: that)? (?:all )?its?\b")

_TO_PAPER = _WORDS.pattern("to_paper")
_SCENE, _SCENE_LEAD = _WORDS.pattern("scene"), _WORDS.pattern("scene_lead")
_ADDRESSED = _WORDS.pattern("addressed", re.NOFLAG)
_TELLING = re.compile(r"told|informed|advised|assured|asked|wrote", re.IGNORECASE)
_PROMISED = _WORDS.pattern("promised")
_LOOKED_BACK = _WORDS.pattern("looked_back")
_MANY = _WORDS.pattern("many")


def voice_in(text: str, *, story: bool = True) -> Voice | None:
    """Who speaks in a sentence, where it is not its writer alone.

    Args:
        text: the sentence.
        story: whether it stands in a paper that tells a case: there what somebody said is an event
            unless they look back, and what the paper bears out is its own.

    >>> voice_in("The mother told us that nobody came.").speaker.value
    'family'
    >>> voice_in("The mother told the health visitor on 3 May that she was leaving.") is None
    True
    """
    if story and _BORNE_OUT.search(text):
        return None
    return next(_voices(text, story=story), None)


def _voices(text: str, *, story: bool) -> Iterator[Voice]:
    for match in _FRAMES.finditer(text):
        who = next(name for name in match.groups() if name)
        if voice := _whose(who) or speaker_named(name_at_start(who)):
            yield voice
    for match in _SAID_BY.finditer(text):
        who = name_at_start(match[1])
        if voice := speaker_named(who) or _bearer(who, "", speaks=True):
            yield voice
    for match in _VERB.finditer(text):
        if voice := _subject(text[: match.start()], match, text[match.end() :], story=story):
            yield voice
    if _UNNAMED_LAY.search(text):
        yield Voice(Speaker.FAMILY, "")


def _whose(word: str) -> Voice | None:
    """Whom a possessive means: "its" a body, "her" and "their" most often the family."""
    if word.lower() == "its":
        return Voice(Speaker.BODY, word)
    return Voice(Speaker.FAMILY, word) if word.lower() in ("his", "her", "their") else None


def _subject(before: str, verb: re.Match[str], after: str, *, story: bool) -> Voice | None:
    """Who is the subject of `verb`, where what they say is no event of the story."""
    if _PASSIVE.search(before) or _in_quotation(before):
        return None
    lead, who, aside = _parts(before)
    to_paper = bool(
        _TO_PAPER.search(f"{lead} {verb[0]}{after}") or _TO_PAPER.match(_IS.sub("", aside))
    )
    quoted = bool(_BEFORE_QUOTED.search(before) or _QUOTATION.match(after))
    now = bool(verb["present"] or verb["looks_back"])
    if who.lower() in ("he", "she", "they", "it"):
        return _pronoun(who, verb, speaks=to_paper or quoted or (now and not lead))
    speaks = to_paper or (quoted and " " in who)
    voice = speaker_named(who) or _bearer(who, after, speaks=speaks)
    if voice is None or (verb["found"] and not _is_paper(voice)):
        return None
    if has_lay_name(who):  # "Mr L, then assistant director, told us", "the manager, Mr L, said"
        posts = (name_at_start(_IS.sub("", aside)), lead.rstrip(", "))
        voice = next(filter(None, map(speaker_named, posts)), voice)
    if _is_paper(voice) or to_paper or now:
        return voice
    event = _is_event(lead, verb, before, after)
    spoken = quoted or not story or _looks_back(verb, before, after, voice)
    return voice if spoken and not event else None


def _is_paper(voice: Voice) -> bool:
    return voice.speaker is Speaker.SOURCE or is_own_paper(voice.who)


def _pronoun(who: str, verb: re.Match[str], *, speaks: bool) -> Voice | None:
    """Whom a pronoun most often means: a paper that finds or says, else a person of the family."""
    it = who.lower() == "it"
    if it or (verb["found"] and who.lower() != "they"):
        return Voice(Speaker.SOURCE, who, own=True)
    return Voice(Speaker.FAMILY, who) if speaks else None


def _bearer(who: str, after: str, *, speaks: bool) -> Voice | None:
    """Who bears a name that says nothing: a body says "it"; who speaks to the paper is a person."""
    if not proper_name(who):
        return None
    if _ITSELF.search(after):
        return Voice(Speaker.BODY, who)
    return Voice(Speaker.FAMILY, who) if speaks else None


def _is_event(lead: str, verb: re.Match[str], before: str, after: str) -> bool:
    """Whether what was said belongs to the story: at its place and time, to somebody in it."""
    if verb["judged"] or before.endswith(" had ") or _SCENE_LEAD.match(lead):
        return True
    told = _TELLING.fullmatch(verb[0]) or after.startswith((" to ", " with "))
    return bool(_SCENE.match(after) or (told and _ADDRESSED.match(after)))


def _looks_back(verb: re.Match[str], before: str, after: str, voice: Voice) -> bool:
    """Whether in a story somebody speaks of the past, and does not act in it by speaking."""
    if _PROMISED.match(after) or before.endswith(" and "):  # "rang the team and said"
        return False
    if voice.speaker is Speaker.FAMILY:
        return not verb["explained"]
    if verb["held"]:
        return False
    many = voice.speaker is Speaker.STAFF and _MANY.search(voice.who)
    if verb["said"] and (many or (voice.speaker is not Speaker.STAFF and verb[0] != "described")):
        return True
    return bool(_LOOKED_BACK.search(after))


def _in_quotation(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _parts(before: str) -> tuple[str, str, str]:
    """What stands before a verb: a lead, the name of its subject, and what is said of that."""
    before = _ADVERBS.sub("", f" {before.rstrip()}").strip()
    aside = ""
    if before.endswith((",", ")", "–", "—")):
        *rest, aside = re.split(r",\s|\s\(|\s[–—]\s", before.rstrip(",)–— "))
        before = ", ".join(rest)
    boundaries = [*_BOUNDARY.finditer(_BESIDE_NAME.sub("", before))]
    start = boundaries[-1].end() if boundaries else 0
    lead, who = before[:start], before[start:]
    if beside := _BESIDE_NAME.search(who):
        who, aside = who[: beside.start()], f"{aside} {beside[0]}"
    if opening := _LEAD.match(who):
        lead, who = f"{lead}{opening[0]}", who[opening.end() :]
    who = _FIRST_VERB.sub("", who)  # "The manager came to court and told us"
    return lead, _ADVERBS.sub("", f" {who}").strip(), aside
