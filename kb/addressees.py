"""Whom a recommendation asks to act, and whether a text asks anybody at all."""

import re
from collections.abc import Sequence

from kb.advising import asks, whom_it_asks
from kb.named_bodies import (
    bodies_in,
    ends_in_body,
    is_body,
    is_nobody,
    split_bodies,
    unique_names,
    without_article,
)

_SENTENCES = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
_MAX_CHARS = 2000  # what is longer is no sentence, and costs time that grows with its square
_MODAL = re.compile(
    r"\b(?:should|must|shall|will|ought(?:,[^,]{2,50},)?\s+to|needs?\s+(?:to|an?)|(?:is|are)\s+(?:asked|recommended|requested|"
    r"required|advised|invited|urged|expected|encouraged)\s+to|(?:is|are)\s+to)\b",
    re.IGNORECASE,
)
_FIRM = re.compile(r"\b(?:should|must|shall|ought(?:,[^,]{2,50},)?\s+to)\b", re.IGNORECASE)
_MARKS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)")  # bold and italics of Markdown
_ASKING_WHETHER = re.compile(r"\bwhether\b[^,;]*$")
_ORDERED = re.compile(
    r"(?:(?!\b(?:by|in|on) which\b)[^.;])*?\b(?:is|are)\s+to\s+(?:be\s+)?[a-z]|"
    r"\W*No\b[^.;]{3,120}?\s(?:may|can)\s"
)
_APART = 3  # sentences that each ask another body are as many recommendations
_LOOKING_BACK = re.compile(
    r"\b(?:should|must|ought\s+to)(?:\s+not)?\s+have\s+(?:also\s+|then\s+)?"
    r"(?:been|\w+(?:ed|en|wn|ught|ld|ade|one|ent))\b",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"\b(?:Act|Regulations?|statut\w+|section \d|guidance|law|Working Together|procedures)\b"
)
_REVISED = re.compile(  # what is asked of a paper, and not what the paper asks
    r"\s+(?:\w+\s+)?be\s+(?:\w+ly\s+)?(?:issued|revised|reviewed|updated|amended|published|changed|"
    r"written|rewritten|agreed|strengthened|clarified|simplified|replaced|relaunched|developed)\b"
)
_RELATED = re.compile(
    r"\b(?:which|who|that)\s*$|"
    r"\b(?:matters?|issues?|points?|steps?|things?|actions?|areas?)\s+(?:that|which)\s[^,;]{2,40}$"
)  # then the verb is of a clause beside the main
_PASSIVE = re.compile(
    r"\s+(?:(?:not|also|always|only|never)\s+)*be\s+(?!able|aware|alert|clear)\w+"
)
_BARE_PASSIVE = re.compile(r"\sbe\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ld|nt|de)\b[^,;]*$")
_ASKED = re.compile(
    r"\s+(?:also\s+)?be\s+(?:asked|required|reminded|encouraged|invited|expected|urged)\s+to\b"
)
_AGENT = re.compile(
    r"\bby\s+((?:the\s+|every\s+|each\s+|all\s+)?[\w’' -]+?"
    r"(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?=the\b|each\b|every\b|all\b|[A-Z])[\w’' -]+?)*)"
    r"(?=\s+(?:and|to|in|within|on|for|before|after|at|who|will|should|must)\b|[,.;:]|$)"
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
    r"^(?:And|But)\s+|^(?:Finally|Lastly|First(?:ly)?|Second(?:ly)?|Third(?:ly)?|Further(?:more)?|Also|Again|"
    r"Additionally|In addition|Therefore|Accordingly|Similarly|Likewise|Equally|Nationally|Locally|"
    r"Where possible|As a minimum)[,:]\s+"
)
_OPENING = re.compile(
    r"(?:where|when|whenever|before|after|if|at|in|for|during|once|until|as|to|by|following|over|"
    r"since|while|unless|from|given)\b",
    re.IGNORECASE,
)
_META = re.compile(
    r"^(?:(?:it|they|this|these|those|he|she|we|i|which|who|what)\b|(?:\w+\s+){0,2}(?:"
    r"recommendations?|reports?|reviewers|chapters?|progress|readers?|findings?|authors?)\b)",
    re.IGNORECASE,
)
_WITH = r",\s+(?:(?:together|along|jointly|working|in\s+partnership)\s+)?with\s+"
_BESIDE_SUBJECT = re.compile(rf"{_WITH}(?P<whom>[^;:]{{2,200}}),\s*$")
_BEHIND_MODAL = re.compile(rf"\s*{_WITH}(?P<whom>[^,;:]{{2,120}}),\s")
_SECOND_CLAUSE = re.compile(
    r"(?:[,;]\s+(?:and|while)|;)\s+(?P<whom>(?:the|all|each|every|[A-Z])[^,;:]{2,80}?)"
    r"\s+(?:should|must|shall)\b"
)
_AT_ONCE = re.compile(
    r"(?:with\s+immediate\s+effect|forthwith|in\s+future|from\s+now\s+on|henceforth|"
    r"as\s+a\s+matter\s+of\s+urgency),?\s+",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r",?\s+(?:together|jointly|each|both)$")
_ITSELF_ASKS = re.compile(
    r"\W*(?:also\s+)?(?:asks|invites|requests|urges|instructs|directs|calls\s+(?:up)?on|"
    r"recommends\s+to)\s+(?P<whom>[^,;:]{2,100}?)\s+(?:to|that)\s",
    re.IGNORECASE,
)
_ADVISED = re.compile(
    r"\W*(?:RESOLVED\s+)?(?:that\s+)?((?:(?!to\b)[\w’'-]+\s+){1,6}?)be\s+"
    r"(?:advised|asked|requested|recommended|invited|urged)\b",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"(?<!and )(?<!, )\b(?:the|all|each|every)\s")
_THAT = re.compile(r"\s*[Tt]hat\s+(.*)", re.DOTALL)
_RECOMMENDS = re.compile(
    r"\b(?:recommends|(?:we|i)\s+(?:\w+\s+)?recommend(?:,\s+\w+,)?|(?:is|are)\s+(?:therefore\s+)?recommended)\s+(?=that\b)",
    re.IGNORECASE,
)
_INFINITIVE = re.compile(r"\W*((?:[\w’'()-]+,?\s+){1,10}?)to\s+(?!(?:the|a|an|all|be)\b)[a-z]+\s")
_AIM = re.compile(r"\W*To\s+[a-z]+\s")
_ACTION = re.compile(r"\bActions?:\s*(.{2,80}?)\s+to\s+(?=[a-z]{2,}\b)")
_ACTS = re.compile(
    r"\s+(?:also\s+|each\s+|jointly\s+)?(?:ask|tell|ensure|make|see|arrange|agree|provide|commission|"
    r"require|set|keep|consider|review|develop|adopt|introduce|report|write|send|pass|establish|"
    r"audit|publish|invite|note|receive|meet|check|record|work|share|notify|inform|seek|promote|"
    r"offer|remind|allow|satisfy|act|take|give|use|produce|explore|strengthen|appoint)\b"
)
_SERVICE = re.compile(  # how a brief names a service before a colon
    r"All|Everyone|Everybody|(?:[\w’']+\s+){0,2}(?:visiting|nursing|midwifery|maternity|education|"
    r"early years|youth justice|social work)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\W*((?:The\s+|All\s+)?[A-Za-z][^:.;]{1,70}?)\s*:\s+(?=\S)")
_TOLD = re.compile(r"\*\*(?P<whom>[A-Z][^:*]{1,80}):\*\*\s+(?=\S)")
_EVERYONE = re.compile(r"All|Everyone|Everybody")
_TO_BE_DONE = re.compile(r"\W*[A-Z][\w’', -]{2,100}?\s+to\s+be\s+\w+(?:ed|en|nt|de|ld|ne)\b")
_COMMAND = re.compile(
    r"\W*(?:with\s+[\w’' ]+,\s+)?"
    r"(?:to\s+)?(?:(?:Always|Never|Please|Also|Do\s+not|Don[’']t)\s+|(?:[Aa]lways|[Nn]ever)\s+)?(?:"
    r"act|adopt|agree|amend|apply|appoint|arrange|ask|assess|attend|audit|avoid|be|begin|"
    r"bring|build|challenge|check|clarify|close|commission|complete|confirm|consider|"
    r"consult|continue|copy|create|define|deliver|design|develop|discuss|do|document|draw|"
    r"embed|encourage|engage|ensure|escalate|establish|evaluate|examine|explain|explore|"
    r"extend|find|follow|fund|gather|give|help|hold|identify|implement|improve|include|"
    r"inform|introduce|investigate|invite|involve|issue|join|keep|let|listen|look|maintain|"
    r"make|map|meet|monitor|name|notify|observe|obtain|offer|open|pass|prepare|produce|"
    r"promote|protect|provide|publish|put|raise|reach|read|recognise|record|reduce|refer|"
    r"refresh|reinforce|relaunch|remember|remind|remove|replace|report|request|require|"
    r"resolve|respond|review|revise|ring|secure|seek|send|set|share|show|speak|start|stop|"
    r"strengthen|support|survey|take|talk|teach|tell|test|think|tighten|train|treat|try|see\s+(?:that|to|every|each)|"
    r"understand|update|use|verify|visit|weigh|work|write),?\s+(?!(?:of|was|were|is|are|had|has|by|for)\b)[\w‘“]",
    re.IGNORECASE,
)
_COLLECTIVE = re.compile(
    r"\b(?:boards?|partnerships?|partners|agencies|organisations|professionals|practitioners|lscb|"
    r"lscp|services)\b|\b(?:every|each|all)\b",
    re.IGNORECASE,
)
_ONE_SERVICE = re.compile(r"\bservices$", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\b(?:government|secretary of state|department (?:for|of)|ministers?|home office|dfe|ofsted|"
    r"nhs england|national)\b",
    re.IGNORECASE,
)
_UNFINISHED = frozenset({"and", "of", "the", "all", "for", "its", "their"})
_SUBJECT_WORDS = 15
_BESIDE = re.compile(
    r",\s+(?:(?:together|along|working)\s+)?(?:with|through|via|by|in|on|at)\s[^,]{2,60},"
)
_INNER = re.compile(  # words that go on with a name: "the school nursing service"
    r"of|and|for|on|in|at|\w+ing|health|social|care|support|education|protection|mental|family"
)


def addressees(text: str, names: frozenset[str]) -> tuple[str, ...]:
    """Who is asked to act in `text`, as named there, without a leading article.

    Args:
        text: a recommendation, without its number.
        names: words that the document writes with a capital within its sentences.

    >>> addressees("If it is late, the GP surgery and Acre NHS Trust should ring.", frozenset())
    ('GP surgery', 'Acre NHS Trust')
    """
    text = plain_words(text)
    if found := [
        name for m in _ACTION.finditer(text) for name in split_bodies(m[1]) if is_body(name, names)
    ]:
        return unique_names(found)
    if prefix := _ADDRESSED.match(text):
        if bodies := bodies_in(prefix[1]):
            return bodies
        if _SERVICE.fullmatch(prefix[1]):
            return (prefix[1],)
    for sentence in _sentences(text):
        found += _at_place(sentence, _asked(sentence, names))
        found += [name for m in _SECOND_CLAUSE.finditer(sentence) for name in _bodies_only(m)]
    return unique_names(found)


def addressees_below(stem: str, item: str, names: frozenset[str]) -> tuple[str, ...]:
    """Whom an item asks by the words above its list, and whom those words make it ask.

    >>> addressees_below("That the Committee:", "asks the Director to report.", frozenset())
    ('Committee', 'Director')
    """
    if re.search(r"\bthat\W*$", stem):
        return addressees(f"That {item}", names)
    lead = re.sub(r"\W+$", "", stem)
    said = f"{lead} {item[:1].lower()}{item[1:]}"
    found = addressees(stem, names) or addressees(said, names)
    asked = _ITSELF_ASKS.match(item)
    return unique_names([*found, *(_bodies_only(asked) if asked else ())])


def _bodies_only(match: re.Match[str] | None) -> list[str]:
    """The bodies of a match's `whom`, if it holds nothing else."""
    parts = list(split_bodies(match["whom"])) if match else []
    named = parts and all(is_body(part, frozenset()) and ends_in_body(part) for part in parts)
    return [without_article(part) for part in parts] if named else []


def scope_of(found: Sequence[str], heading: str) -> str | None:
    """Whether a recommendation is single-agency, multi-agency or national; None if nobody is named.

    Args:
        found: its addressees.
        heading: the headings above it, which overrule.
    """
    if match := re.search(
        r"\b(single|multi|inter)[- ]?agency|\b(national)\b", heading, re.IGNORECASE
    ):
        return "national" if match[2] else f"{match[1].lower().replace('inter', 'multi')}-agency"
    if not found:
        return None
    if any(_NATIONAL.search(name) for name in found):
        return "national"
    shared = any(
        _COLLECTIVE.search(name) and not (_ONE_SERVICE.search(name) and name[0].isupper())
        for name in found
    )
    return "multi-agency" if len(found) > 1 or shared else "single-agency"


def is_imperative(words: str) -> bool:
    """Whether words open with a command, as the items of a brief do: "Ask who lives there".

    Only for what stands in a list of recommendations: "Review" and "Record" open other sentences.
    """
    match = _ADDRESSED.match(words)
    told = words[match.end() :] if match else words
    return bool(_COMMAND.match(told) or _TO_BE_DONE.match(told))


def told_before(text: str, start: int = 0) -> re.Match[str] | None:
    """The bold label before an item that says which readers it tells, as its `whom`.

    >>> match = told_before("**GPs and midwives:** Ask who sleeps there.")
    >>> match and (match["whom"], match.end())
    ('GPs and midwives', 22)
    """
    match = _TOLD.match(text, start)
    named = match and (_EVERYONE.fullmatch(match["whom"]) or bodies_in(match["whom"]))
    return match if named else None


def is_told(words: str) -> bool:
    """Whether words open with a bold label of the readers whom they tell."""
    return told_before(words) is not None


def is_ordered(words: str) -> bool:
    """Whether words say what is to be done or may not be, of a paragraph that is numbered as such.

    Only for what stands under a heading of recommendations: "A box is to be ticked" is told, too.
    """
    return bool(_ORDERED.match(plain_words(words)))


def plain_words(text: str) -> str:
    """`text` without bold and italics of Markdown."""
    return _MARKS.sub("", text)


def asked_apart(text: str, names: frozenset[str]) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of a paragraph that each ask somebody else.

    >>> text = "Acre Police should ring. The Board should ask. Brook Trust should write."
    >>> [text[a:b] for a, b in asked_apart(text, frozenset())]
    ['Acre Police should ring.', 'The Board should ask.', 'Brook Trust should write.']
    """
    starts = [0, *(m.end() for m in re.finditer(r"\.\s+(?=[A-Z])", text))]
    ranges = list(zip(starts, [*starts[1:], len(text)], strict=True))
    told = [text[a:b].rstrip() for a, b in ranges]
    asked = {addressees(sentence, names) for sentence in told} - {()}
    if len(asked) < _APART or not all(is_directive(s, names) or asks(s) for s in told):
        return []
    return [(a, a + len(sentence)) for (a, _), sentence in zip(ranges, told, strict=True)]


def is_directive(text: str, names: frozenset[str]) -> bool:
    """Whether `text` asks somebody to do something, or something to be done.

    What the law demands, and what somebody should have done, is not asked for here.
    """
    text = plain_words(text)
    if _THAT.match(text) or _ACTION.search(text) or _AIM.match(text):
        return True
    return any(_directs(sentence, names) for sentence in _sentences(text))


def _sentences(text: str) -> list[str]:
    return [piece for piece in _SENTENCES.split(text) if len(piece) <= _MAX_CHARS]


def _directs(sentence: str, names: frozenset[str]) -> bool:
    match = _MODAL.search(sentence)
    if sentence.rstrip().endswith("?"):
        return False
    if _RECOMMENDS.search(sentence):
        return True
    if match is None or match[0].lower() == "will" or _LOOKING_BACK.search(sentence):
        return match is None and bool(_told_to(sentence, names))
    before = sentence[: match.start()]
    if match[0].lower() in ("must", "shall") and _LAW.search(sentence):
        return False
    if (
        (_LAW.search(before) and not _REVISED.match(sentence[match.end() :]))
        or _RELATED.search(before)
        or _ASKING_WHETHER.search(before)
        or _META.match(without_article(_main_clause(before)))
    ):
        return False
    return bool(_FIRM.match(match[0])) or bool(_asked(sentence, names))


def _at_place(sentence: str, found: list[str]) -> list[str]:
    """The body at which something should be done, where nobody is asked but perhaps its staff."""
    match = _PLACE.match(sentence)
    if (
        match is None
        or not _MODAL.search(sentence)
        or any(not _STAFF.search(name) or name != name.lower() for name in found)
    ):
        return found
    return [*bodies_in(match[1])] or found


def _told_to(sentence: str, names: frozenset[str]) -> list[str]:
    """The bodies before the infinitive of a terse list: "All midwives to receive supervision"."""
    match = _INFINITIVE.match(sentence)
    if match is None or not match[1][0].isupper() or _ITSELF_ASKS.match(sentence):
        return []
    parts = list(split_bodies(match[1]))
    return [without_article(p) for p in parts] if all(is_body(p, names) for p in parts) else []


def _asked(sentence: str, names: frozenset[str]) -> list[str]:
    """The bodies that one sentence asks."""
    if (whom := whom_it_asks(sentence)) and not _THAT.match(sentence):
        return [name for name in split_bodies(whom) if is_body(name, names)]
    if recommended := _RECOMMENDS.search(sentence):
        sentence = f"T{sentence[recommended.end() + 1 :]}"
    if advised := _ADVISED.match(sentence):
        return [name for name in split_bodies(advised[1]) if ends_in_body(name)]
    that = _THAT.match(sentence)
    plain = _AT_ONCE.sub("", that[1], count=1) if that else sentence
    modal = _MODAL.search(plain)
    if modal is None:
        if not that:
            return _told_to(plain, names)
        agents = [m[1] for m in _AGENT.finditer(plain) if _BARE_PASSIVE.search(plain[: m.start()])]
        return _subject_of_bare_verb(plain) or [a for a in agents if is_body(a, names)][:1]
    found = _before_modal(plain, modal, names)
    return found or (_subject_of_bare_verb(plain[: modal.start()]) if that else [])


def _before_modal(plain: str, modal: re.Match[str], names: frozenset[str]) -> list[str]:
    """The bodies that "should" is said of, or by which something should be done."""
    rest = plain[modal.end() :]
    if _PASSIVE.match(rest) and not _ASKED.match(rest):
        named = [
            [name for name in split_bodies(m[1]) if is_body(name, frozenset())]
            for m in _AGENT.finditer(plain)
        ]
        return next(filter(None, named), [])
    subject = _main_clause(plain[: modal.start()])
    parts = list(split_bodies(subject))
    if subject and all(is_body(part, names) for part in parts):
        beside = _BESIDE_SUBJECT.search(plain[: modal.start()]) or _BEHIND_MODAL.match(rest)
        return [*map(without_article, parts), *_bodies_only(beside)]
    if (
        0 < len(subject.split()) <= 4
        and _ACTS.match(rest)
        and not is_nobody(without_article(subject))
    ):
        return [without_article(part) for part in parts]
    # "Core assessments by Acre Social Care will be finished": the body stands inside the subject
    agents = [m[1] for m in _AGENT.finditer(subject + ".")]
    return [without_article(one) for one in agents if is_body(one, frozenset())][:1]


def _main_clause(before: str) -> str:
    """The subject that stands before a modal, clauses and asides around it left out."""
    text = _BESIDE_SUBJECT.sub("", _ASIDE.sub("", before.strip()))
    text = _TOGETHER.sub("", text)
    if text.endswith(","):  # "Acre Council, through its Director, should"
        text = text.split(",")[0]
    parts = [part.strip() for part in text.split(",")]
    if _OPENING.match(parts[0]):
        # "Over the same period the partnership should": no comma ends the opening
        tail = [parts[0][m.start() :] for m in _DETERMINED.finditer(parts[0])][-1:]
        parts = parts[1:] or tail or [""]
        # commas inside the opening clause: what is nearest to the verb is the subject
        while len(parts) > 1 and not ends_in_body(parts[0]):
            parts = parts[1:]
    return ", ".join(parts)


def _subject_of_bare_verb(clause: str) -> list[str]:
    """The shortest beginning that ends in a body: "the Panel note the findings"."""
    words = _BESIDE.sub("", clause).split()
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
        if ends_in_body(first) and not _INNER.fullmatch(follows):
            beside = _BEHIND_MODAL.match(clause[len(first) :])
            return [*map(without_article, split_bodies(first)), *_bodies_only(beside)]
    return []
