"""Whom one sentence asks: the subject of its "should", of its bare verb or of its infinitive."""

import re

from kb.body_names import ends_in_body, is_body, is_nobody, without_article
from kb.named_bodies import bodies_in, split_bodies
from kb.recommending.advising import whom_it_asks
from kb.recommending.asked_roundabout import INNER, challenged_in, falls_to

_SENTENCES = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_MAX_CHARS = 2000  # what is longer is no sentence, and costs time that grows with its square
MODAL = re.compile(
    r"\b(?:should|must|shall|will|ought(?:,[^,]{2,50},)?(?:\s+(?:now|also|therefore|not|all|each))?\s+to|needs?\s+(?:to|an?)|"
    r"(?:is|are)\s+(?:(?:also|each|all|both|jointly|therefore|now|further)\s+){0,2}(?:asked|recommended|requested|"
    r"required|advised|invited|urged|expected|encouraged)\s+to|(?:is|are)\s+(?:(?:each|both|all|also|then|jointly)\s+)?to|"
    r"(?:may|might|would|could)\s+(?:(?:also|well|further|perhaps|together|each|all|both|in\s+addition|usefully)\s+)?"
    r"(?:(?:wish|like|want|care|choose)\s+(?:also\s+)?to|(?:find|think)\s+it\s+(?:useful|helpful|right|worthwhile)\s+to|"
    r"consider(?=\s))|"
    r"would\s+(?:do\s+well|be\s+(?:well\s+|wise\s+|best\s+)?(?:advised|wise))\s+to)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\s+(?:(?:not|also|always|only|never|now|then|therefore)\s+)*be\s+(?!able|aware|alert|clear)\w+"
)
_BARE_PASSIVE = re.compile(r"\sbe\s+(?:\w+ly\s+|so\s+)?\w+(?:ed|en|wn|ld|nt|de)\b(?:,\s+|[^,;]*)$")
_TO_BE = re.compile(r"(?<!, )\bto\s+be\s+\w+(?:ed|en|wn|ld|nt|de)\s+$")
_ALSO_ACTS = re.compile(r"[^;.]*?,?\s+and\s+(?:should|must|needs?\s+to)\s+(?!be\b|have\b)[a-z]")
_ASKED = re.compile(
    r"\s+(?:also\s+)?be\s+(?:asked|required|reminded|encouraged|invited|expected|urged|told)"
    r"(?:\s+by\s+(?P<by>(?:(?!\bthat\b)[^,;]){2,60}?))?\s+to\b"
)
_AGENT = re.compile(
    r"\bby\s+((?:the\s+|every\s+|each\s+|all\s+)?[\w’' -]+?"
    r"(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:by\s+)?(?=the\b|each\b|every\b|all\b|[A-Z])[\w’' -]+?)*"
    r"(?:\s+at\s+(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,4})?)"
    r"(?=\s+(?:and|to|in|within|on|upon|for|before|after|at|as|with|whenever|wherever|unless|while|since|because|from|who|which|will|should|must|when|where|"
    r"if|whether|that|once|until|so|through|under|together|jointly|without|not)\b|[,.;:]|$)"
)
_PLACE = re.compile(
    r"\W*(?:At|In|Within|Across|Throughout)\s+((?:[\w’'-]+\s+){0,6}?[\w’'-]+?)"
    r"(?:,\s|\s+(?=(?:the|an?|no|any|every|each|all)\b))"
)
_STAFF = re.compile(
    r"(?:staff|managers?|workers?|consultants?|nurses?|doctors?|clinicians?|sisters?|teachers?|"
    r"practitioners?|professionals?|officers?|members?)$"
)
_ASIDE = re.compile(
    r"^(?:And|But)\s+|^(?:[Ww]e|I)\s+(?:\w+\s+)?(?:think|consider|believe)\s+that\s+|"
    r"^It\s+(?:is|remains)\s+(?:our|my|the\s\w+[’']s)\s+(?:\w+\s+)?(?:view|opinion|belief|judgement)\s+that\s+|"
    r"^In\s+(?:our|my)\s+(?:\w+\s+)?(?:view|opinion|judgement),?\s+|^(?:Finally|Lastly|First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Further(?:more)?|Also|Again|"
    r"Additionally|In addition|Therefore|Accordingly|Similarly|Likewise|Equally|Nationally|Locally|"
    r"Where possible|As a minimum)[,:]\s+"
)
_OPENING = re.compile(
    r"(?:within|rather than|instead of|having|on|upon|with|without|under|where|when|whenever|"
    r"before|after|if|at|in|for|during|once|until|as|to|by|following|over|"
    r"since|while|unless|from|given)\b",
    re.IGNORECASE,
)
_WITH = (
    r",\s+(?:(?:together|along|jointly|working|in\s+(?:partnership|conjunction|collaboration))\s+)?"
    r"with\s+"
)
_BESIDE_SUBJECT = re.compile(rf"{_WITH}(?P<whom>[^;:]{{2,200}}),\s*$")
_BEHIND_MODAL = re.compile(rf"\s*{_WITH}(?P<whom>[^,;:]{{2,120}}),\s")
_BESIDE_INFINITIVE = re.compile(rf"{_WITH}(?P<whom>[^,]{{2,120}}),\s+$")
_BIDS = re.compile(  # "Require each agency to report": each agency is not who is told
    r"\W*(?:To\s+)?(?:Ask|Asks|Invite|Invites|Request|Requests|Urge|Urges|Instruct|Instructs|Direct|Directs|"
    r"Require|Remind|Encourage|Enable|Allow|Support|Help|Tell|Train|Advise|Get|Continue|Use|Write|"
    r"Calls?\s+(?:up)?on|Recommends\s+to)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"(?:with\s+immediate\s+effect|forthwith|in\s+future|from\s+now\s+on|henceforth|"
    r"as\s+a\s+matter\s+of\s+urgency),?\s+",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r",?\s+(?:together|jointly|each|both|itself|themselves)$")
ITSELF_ASKS = re.compile(
    r"\W*(?:also\s+|to\s+)?(?:(?P<bare>ask|invite|request|urge|instruct|direct)|"
    r"asks|invites|requests|urges|instructs|directs|calls\s+(?:up)?on|"
    r"recommends\s+to)\s+(?P<whom>[^,;:]{2,100}?)\s+(?:to|that)\s",
    re.IGNORECASE,
)
_CONSIDERED = re.compile(
    r"\W*Consideration\s+(?:might|may|could|should|must)\s+(?:also\s+)?be\s+given\b"
)
_ADVISED = re.compile(
    r"\W*(?:RESOLVED\s+)?(?:that\s+)?"
    r"((?:(?!(?:to|should|must|shall|will|may|might)\b)[\w’'-]+\s+){1,14}?)be\s+"
    r"(?:advised|asked|requested|recommended|invited|urged|required|instructed|directed|moved|told|"
    r"authorised|appointed|reappointed|commissioned|empowered|reminded)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"^That,?\s+(?:where|when|whenever|wherever|if|before|after|until|once)\s[^,;]+,\s+"
)
_DETERMINED = re.compile(r"(?<!and )(?<!, )\b(?:the|all|each|every)\s")
THAT = re.compile(
    r"\s*(?:[Tt]hat|THAT)\s+(?!(?:is|was|were|would|has|had|did|does|can|could|said|will|may|might)\b)(.*)",
    re.DOTALL,
)
RECOMMENDS = re.compile(
    r"\b(?:recommends|(?:we|i)\s+(?:(?!(?:did|do|cannot|could|would|might|should|to|not)\b)\w+\s+)?(?:recommend|propose|suggest|urge|ask)(?:,\s+\w+,|\s+(?:instead|also|further|therefore))?|"
    r"(?:is|are)\s+(?:\w+\s+){0,2}recommended|"
    r"(?:author|panel|reviewers?|inquiry|committee|report)\s+(?:\w+\s+)?(?:suggests?|proposes?|urges?)|"
    r"(?:we|i)\s+(?:think|consider|believe|regard|hold)\s+it\s+(?:as\s+)?(?:\w+\s+)?(?:essential|imperative|vital|necessary|desirable|right)|"
    r"it\s+is\s+(?:\w+\s+)?(?:essential|imperative|vital|necessary|desirable)|"
    r"(?:our|my|the)\s+(?:\w+\s+)?(?:recommendation|proposal|request)\s+is)\s+(?:to\s+(?P<whom>[^,;.]{2,90}?(?:[A-Z]\.)*)\s+)?(?=that\b)",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(
    r"\W*((?:(?!to\s)[\w’'()-]+,?\s+){1,18}?)to\s+(?!which\b|whom\b)"
    r"(?:(?!(?:the|a|an|all|be)\b)[a-z]+(?:-[a-z]+)?[\s,]|be\s+(?:asked|requested|invited)\b)"
)
_ACTS = re.compile(
    r"\s+(?:also\s+|each\s+|jointly\s+)?(?!take\s+place)(?:ask|tell|ensure|make|see|arrange|agree|provide|commission|"
    r"require|set|keep|consider|review|develop|adopt|introduce|report|write|send|pass|establish|"
    r"audit|publish|invite|note|receive|meet|check|record|work|share|notify|inform|seek|promote|"
    r"offer|remind|allow|satisfy|act|take|give|use|produce|explore|strengthen|appoint)\b"
)
_WISHED = re.compile(r"(?:may|might|would)\s", re.IGNORECASE)  # only somebody wishes
_UNFINISHED = frozenset({"and", "of", "the", "all", "for", "its", "their"})
_SUBJECT_WORDS = 15
_BESIDE = re.compile(
    r",\s+(?:(?:together|along|working)\s+)?(?:with|through|via|by|in|on|at|as)\s[^,]{2,60},"
)


def sentences(text: str) -> list[str]:
    """The sentences of `text`, without those that are too long to be one."""
    return [piece for piece in _SENTENCES.split(text) if len(piece) <= _MAX_CHARS]


_LIKED = re.compile(r"\b(?:should|would)\s+like\s[^.;]{3,120}?\sto\sbe\s\w+(?:ed|en|de|nt|ld)\b")
_LET = re.compile(r"\W*(?:[A-Z]\w+,\s)?[Ll]et\s+(?P<rest>.+)", re.DOTALL)
_TOLD_BY = re.compile(r"[^.;]{0,30}?\bby\s")
_MIGHT = re.compile(r"\W*(?P<whom>[^,;.]{3,90}?)\s+(?:might|could)\s+(?!have\b|be\b|not\b)[a-z]")


def asked_in(sentence: str, names: frozenset[str]) -> list[str]:
    """The bodies that one sentence asks, as named, perhaps with articles.

    Args:
        sentence: one, in plain words.
        names: words that the document writes with a capital within its sentences.
    """
    if found := challenged_in(sentence):
        return found
    whom = None if _LIKED.search(sentence) else whom_it_asks(sentence)
    said = list(split_bodies(whom)) if whom and not THAT.match(sentence) else falls_to(sentence)
    if (named := [name for name in said if is_body(name, names)]) or (whom and said):
        return named
    recommended = RECOMMENDS.search(sentence)
    passed_on = recommended and recommended["whom"] and recommended[0].startswith("recommends")
    if recommended and not passed_on:
        told = [name for name in split_bodies(recommended["whom"] or "") if is_body(name, names)]
        return told or _asked_outright(f"T{sentence[recommended.end() + 1 :]}", names)
    return _asked_outright(sentence, names)


def _asked_outright(sentence: str, names: frozenset[str]) -> list[str]:
    """The bodies of a sentence without the words before it that say who recommends."""
    liked = _LIKED.search(sentence)
    if liked and (found := _agents(sentence, names, liked.end() - 1)):
        return found[:1]
    let = _LET.match(sentence)
    if let and (found := _subject_of_bare_verb(let["rest"])):
        return found
    if advised := _ADVISED.match(_WHERE.sub("That ", sentence)):
        by = _agents(sentence[: advised.end() + 60], names, advised.end())
        told_by = by and _TOLD_BY.match(sentence, advised.end())
        return by[:1] if told_by else [n for n in split_bodies(advised[1]) if ends_in_body(n)]
    that = THAT.match(sentence)
    plain = _AT_ONCE.sub("", that[1], count=1) if that else sentence
    if considered := _CONSIDERED.match(plain):
        return _agents(plain, names, considered.end())[:1]
    modal = MODAL.search(plain)
    infinitive = None if that else _INFINITIVE.match(plain)
    if modal and infinitive and infinitive.end() < modal.start() and told_to(plain, names):
        modal = None
    if modal is None:
        return _without_modal(plain, names, that=bool(that))
    found = _before_modal(plain, modal, names)
    return found or (_subject_of_bare_verb(plain[: modal.start()]) if that else [])


def _without_modal(plain: str, names: frozenset[str], *, that: bool) -> list[str]:
    """The bodies of a sentence without "should", or of a clause behind "that"."""
    passive = _BARE_PASSIVE if that else _TO_BE
    by = (m[1] for m in _AGENT.finditer(plain) if passive.search(plain[: m.start()]))
    agents = [name for name in by if is_body(name, names)][:1]
    if that:
        return _subject_of_bare_verb(plain) or agents
    return told_to(plain, names) or _might_act(plain, names) or agents


def _agents(sentence: str, names: frozenset[str], start: int) -> list[str]:
    """The bodies by which something is to be done, from a place in a sentence."""
    by = (m[1] for m in _AGENT.finditer(sentence, start))
    return [without_article(name) for name in by if is_body(name, names)]


def _might_act(plain: str, names: frozenset[str]) -> list[str]:
    """The bodies of which a sentence says gently what they might do: "the Clerk might remind"."""
    match = _MIGHT.match(_ASIDE.sub("", plain))
    parts = list(split_bodies(match["whom"])) if match else []
    named = all(is_body(part, names) and ends_in_body(part) for part in parts)
    return [without_article(part) for part in parts] if named else []


def told_to(sentence: str, names: frozenset[str]) -> list[str]:
    """The bodies before the infinitive of a terse list: "All midwives to receive supervision"."""
    match = _INFINITIVE.match(sentence)
    if match is None or not match[1][0].isupper() or _BIDS.match(sentence):
        return []
    parts = list(split_bodies(_BESIDE_INFINITIVE.sub(r" and \g<whom> ", match[1]).strip()))
    return [without_article(p) for p in parts] if all(is_body(p, names) for p in parts) else []


def at_place(sentence: str, found: list[str]) -> list[str]:
    """The body at which something should be done, where nobody is asked but perhaps its staff."""
    match = _PLACE.match(sentence)
    if (
        match is None
        or not MODAL.search(sentence)
        or any(not _STAFF.search(name) or name != name.lower() for name in found)
    ):
        return found
    return [*bodies_in(match[1])] or found


def main_clause(before: str) -> str:
    """The subject that stands before a modal, clauses and asides around it left out."""
    text = _BESIDE_SUBJECT.sub("", _ASIDE.sub("", before.strip()))
    text = _TOGETHER.sub("", text)
    beside = text.rstrip(",").split(", ")
    if (
        text.endswith(",")
        and len(beside) == 2
        and ends_in_body(beside[1])
        and not ends_in_body(beside[0])
    ):
        return (
            text.rstrip(",") if _OPENING.match(beside[0]) else beside[1]
        )  # "the owners, Acre Ltd,"
    if text.endswith(",") and re.search(r",\s+and\s[^,]+,$", text):
        text = text.rstrip(",")  # "Acre Council's housing service, and Brook Police, should"
    elif text.endswith(","):  # "Acre Council, through its Director, should"
        text = text.split(",")[0]
    parts = [part.strip() for part in text.split(",")]
    if _OPENING.match(parts[0]):
        # "Over the same period the partnership should": no comma ends the opening
        tail = [parts[0][m.start() :] for m in _DETERMINED.finditer(parts[0])][-1:]
        parts = parts[1:] or tail or [""]
        # commas inside the opening clause: what is nearest to the verb is the subject
        while len(parts) > 1 and not ends_in_body(parts[0]):
            parts = parts[1:]
        if _OPENING.match(parts[0]):
            parts[0] = next(
                iter([parts[0][m.start() :] for m in _DETERMINED.finditer(parts[0])][-1:]), parts[0]
            )
    return ", ".join(parts)


def bodies_only(match: re.Match[str] | None) -> list[str]:
    """The bodies of a match's `whom`, if it holds nothing else."""
    parts = list(split_bodies(match["whom"])) if match else []
    named = parts and all(is_body(part, frozenset()) and ends_in_body(part) for part in parts)
    if match and not named and is_body(match["whom"], frozenset()):
        return [
            without_article(match["whom"].strip())
        ]  # "inspectorates for health, care and schools"
    return [without_article(part) for part in parts] if named else []


def _before_modal(plain: str, modal: re.Match[str], names: frozenset[str]) -> list[str]:
    """The bodies that "should" is said of, or by which something should be done."""
    rest = plain[modal.end() :]
    if _PASSIVE.match(rest) and not _ASKED.match(rest) and not _ALSO_ACTS.match(rest):
        named = [
            [n for n in split_bodies(m[1]) if is_body(n, frozenset()) and ", " not in n]
            for m in _AGENT.finditer(plain)
        ]
        return next(filter(None, named), [])
    subject = main_clause(plain[: modal.start()])
    parts = list(split_bodies(subject))
    asker = (_ASKED.match(rest) or {"by": None})["by"]
    if subject and all(is_body(part, names) for part in parts):
        if asker and is_body(asker, names):
            return [*map(without_article, parts), asker]
        beside = _BESIDE_SUBJECT.search(plain[: modal.start()]) or _BEHIND_MODAL.match(rest)
        return [*map(without_article, parts), *bodies_only(beside)]
    if (
        0 < len(subject.split()) <= (9 if _WISHED.match(modal[0]) else 4)
        and (_WISHED.match(modal[0]) or _ACTS.match(rest))
        and not is_nobody(without_article(subject))
    ):
        return [without_article(part) for part in parts]
    # "Core assessments by Acre Social Care will be finished": the body stands inside the subject
    agents = [m[1] for m in _AGENT.finditer(subject + ".")]
    return [without_article(one) for one in agents if is_body(one, frozenset())][:1]


def _subject_of_bare_verb(clause: str) -> list[str]:
    """The shortest beginning that ends in a body: "the Panel note the findings"."""
    words = [] if _OPENING.match(clause) else _BESIDE.sub("", clause).split()
    for n in range(1, min(len(words), _SUBJECT_WORDS)):
        first = " ".join(words[:n])
        follows = words[n]
        if follows == "be":
            break  # what should be done, and not who should do it
        if words[n - 1] in _UNFINISHED:
            continue
        if not follows[:1].islower() or first.endswith(("'s", "’s")) or is_nobody(first):
            continue
        if first.endswith(",") and len(bodies_in(part := without_article(first[:-1]))) == 1:
            return [part]  # "the Acre Council, Legal Services, keep a list"
        if ends_in_body(first) and not INNER.fullmatch(follows):
            beside = _BEHIND_MODAL.match(clause[len(first) :])
            return [*map(without_article, split_bodies(first)), *bodies_only(beside)]
    return []
