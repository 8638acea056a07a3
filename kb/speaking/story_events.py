"""Whether what somebody said is an event of the story that a paper tells, or said to the paper."""

import re

from kb.speaking.clauses import Clause
from kb.speaking.speakers import Speaker, Voice
from kb.word_lists import WordLists

_WORDS = WordLists.of_files("speaking/speakers.toml", "speaking/voices.toml")
_SCENE, _SCENE_LEAD = _WORDS.pattern("scene"), _WORDS.pattern("scene_lead")
_ADDRESSED = _WORDS.pattern("addressed", re.NOFLAG)
_TELLING = re.compile(r"told|informed|advised|assured|asked|wrote", re.IGNORECASE)
_PROMISED = _WORDS.pattern("promised")
_LOOKED_BACK = _WORDS.pattern("looked_back")
_MANY, _MANY_LAY = _WORDS.pattern("many"), _WORDS.pattern("many_lay")
_OF_MANY, _OF_MANY_LAY = _WORDS.pattern("of_many"), _WORDS.pattern("of_many_lay")
_THAT_IT = re.compile(r" that (?:all )?its?\b")
_ITSELF = re.compile(r"^(?: that)? (?:all )?its?\b")


def is_event(clause: Clause) -> bool:
    """Whether what was said belongs to the story: at its place and time, to somebody in it."""
    verb, after = clause.verb, clause.after
    if verb["judged"] and not _acted_for_itself(clause):
        return True
    if clause.before.endswith(" had ") or _SCENE_LEAD.match(clause.lead) or _SCENE.match(after):
        return True
    told = _TELLING.fullmatch(verb[0]) or after.startswith((" to ", " with "))
    return bool(told and _ADDRESSED.match(after))


def looks_back(clause: Clause, voice: Voice) -> bool:
    """Whether in a story somebody speaks of the past, and does not act in it by speaking."""
    verb = clause.verb
    if _PROMISED.match(clause.after) or clause.before.endswith(" and "):  # "rang them and said"
        return False
    if voice.speaker is Speaker.FAMILY:
        return not verb["explained"]
    if verb["held"] or verb["judged"]:
        return voice.speaker is Speaker.BODY and _acted_for_itself(clause)
    many = voice.speaker is Speaker.STAFF and _MANY.search(voice.who)
    if verb["said"] and (many or (voice.speaker is not Speaker.STAFF and verb[0] != "described")):
        return True
    return bool(_LOOKED_BACK.search(clause.after))


def speaks_as_many(clause: Clause, voice: Voice) -> bool:
    """Whether many say so, or one of many: they speak to the paper, and are nobody of the story."""
    lay = voice.speaker is Speaker.FAMILY
    many = _MANY_LAY if lay else _MANY
    said = _OF_MANY.fullmatch(clause.verb[0]) or (lay and _OF_MANY_LAY.fullmatch(clause.verb[0]))
    people = lay or voice.speaker is Speaker.STAFF
    return people and bool(said and many.search(voice.who)) and not _SCENE.match(clause.after)


def _acted_for_itself(clause: Clause) -> bool:
    """Whether a body tells what it thought of its own part: "considered that it was not …"."""
    return bool(_THAT_IT.match(clause.after))


def speaks_of_itself(clause: Clause) -> bool:
    """Whether a body says what "it" did: "Marlbeck said that it had …"."""
    return bool(_ITSELF.search(clause.after))
