"""Verdicts -> Answer: a row a review (or document), an exact count with its denominator.

Papers that are not what the question counts, and say the same, are listed apart.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kb.citing import Citer, Written, place_of, waiting, write_refusal
from kb.judging import judge
from kb.planning import Plan
from kb.reader import Reader
from kb.sweep import Judgement, Swept
from kb.types import Citation, Count, Row, RowDocument, Verdict
from kb.verdicts import Unit, is_asked, joined, judged
from kb.wording import counted, named, noun, quoted, source_note, verdict_words

_ORDER = list(Verdict)
_ESTIMATES = "Verdicts are estimates: read each quotation before you count on it. "
_BY_RULES = (
    "Recommendations are found by rules, what they are on by its words: read each before you count "
    "on it. "
)
_SAID = (Verdict.CITES, Verdict.BORDERLINE, Verdict.CONTRARY)
Heard = Mapping[str, tuple[Judgement, ...]]


def write_set(
    reader: Reader, plan: Plan, units: Sequence[Unit], swept: Swept, unknown: Sequence[Unit] = ()
) -> Written:
    """One row a review (or document), the count with its denominator, others that say it too.

    Where it is not probable that anything held says it, no row cites.

    Args:
        reader: of the store.
        plan: of a set question.
        units: what passes its filters.
        swept: what their documents say of each part of the question.
        unknown: what is left out because a field that the filters ask for is not known of it.
    """
    citer = Citer(reader)
    doubtful = bool(plan.parts) and swept.confidence < judge().set_answered
    heard = _doubted(swept.said) if doubtful else swept.said
    asked: list[Unit] = []
    rest: list[Unit] = []
    for unit in units:
        (asked if is_asked(plan, unit, reader.snapshot.documents) else rest).append(unit)
    left_out = sum(is_asked(plan, unit, reader.snapshot.documents) for unit in unknown)
    if not asked:
        beside = _ranked(plan, rest, heard, reader)
        return _none_admitted(citer, reader, plan, beside, left_out)
    found = _ranked(plan, asked, heard, reader)
    rows = [_row(citer, reader, plan, unit, said, heard) for unit, said in found]
    rows += [_unread(source) for source in sorted(reader.snapshot.failures)]
    others = _others(citer, _ranked(plan, rest, heard, reader))
    types = [c.document_type for c in others] if plan.parts else _types(rest, reader)
    count = replace(_count(plan, asked, rows, types, reader), unknown=left_out)
    doubt = _doubt(swept.absent) if doubtful else ""
    lines = [
        f"{doubt}{_count_line(plan, count, swept.parties)}",
        *_row_lines(rows, citer.citations, said=bool(plan.parts)),
    ]
    if others:
        lines.append("Also said in documents that are not counted here:")
        lines += [f"{_other_line(c)} [{c.id}]" for c in others]
    estimates = _BY_RULES if plan.advice else _ESTIMATES if plan.parts else ""
    lines.append(
        f"{waiting(reader)}{estimates}This counts what this store holds, not all published reviews."
    )
    said_any = any(row.verdict in _SAID for row in rows)
    status = "answered" if said_any else "partial" if others else "insufficient_evidence"
    return Written(
        status="insufficient_evidence" if doubtful else status,
        text="\n\n".join(lines),
        rows=rows,
        citations=citer.citations,
        nearest=[],
        confidence=swept.confidence,
        count=count,
    )


def _doubted(said: Heard) -> Heard:
    """No document cites."""
    return {
        document: tuple(
            replace(j, verdict=Verdict.BORDERLINE) if j.verdict is Verdict.CITES else j
            for j in parts
        )
        for document, parts in said.items()
    }


def _doubt(absent: Sequence[str]) -> str:
    words = " or ".join(f"“{word}”" for word in absent)
    no_word = f"No document has the word {words}. " if absent else ""
    return f"Nothing held clearly says this; what is shown only comes near. {no_word}"


def _others(citer: Citer, found: Sequence[tuple[Unit, Judgement]]) -> list[Citation]:
    """What papers say that are not counted, one quotation each."""
    cited = (
        citer.cite(said.evidence[0])
        for _, said in found
        if said.verdict is Verdict.CITES and said.evidence
    )
    return [citation for citation in cited if citation is not None]


def _ranked(
    plan: Plan, units: Sequence[Unit], heard: Heard, reader: Reader
) -> list[tuple[Unit, Judgement]]:
    """Units with what they say, the best verdict first."""
    found = [(unit, judged(plan, unit, heard, reader.snapshot.documents)) for unit in units]
    return sorted(found, key=lambda f: (_ORDER.index(f[1].verdict), -f[1].score, f[0].main))


def _none_admitted(
    citer: Citer,
    reader: Reader,
    plan: Plan,
    rest: Sequence[tuple[Unit, Judgement]],
    left_out: int,
) -> Written:
    """Nothing of the kind that is counted is held; what papers of other kinds say, or which."""
    conditions = " and ".join(f"{c.name} {c.value}" for c in plan.filters)
    kind = plan.document_type or plan.unit
    asked = f" with {conditions}" if conditions else ""
    said = f"No {kind} held{asked}: there is nothing to search."
    if left_out:
        said += f" {counted(left_out, kind or 'document')} left out, {_fields(plan)} not known."
    lines = [f"{said} {waiting(reader)}".rstrip()]
    others = _others(citer, rest)
    if others:
        lines.append("Said in documents of other kinds, which are not counted:")
        lines += map(_other_line, others)
    elif rest:
        lines.append(
            f"Held, not counted: {_papers(Counter(_types([u for u, _ in rest], reader)))}."
        )
    return replace(write_refusal("\n\n".join(lines)), nearest=others)


def _other_line(said: Citation) -> str:
    return f"- {said.title} ({said.document_type}, {place_of(said)}): {quoted(said.quote)}"


def _types(units: Sequence[Unit], reader: Reader) -> list[str]:
    documents = reader.snapshot.documents
    return [documents[unit.main].document_type for unit in units]


def _papers(types: Mapping[str, int]) -> str:
    return ", ".join(counted(n, name) for name, n in sorted(types.items()))


def _row(
    citer: Citer, reader: Reader, plan: Plan, unit: Unit, said: Judgement, heard: Heard
) -> Row:
    documents = reader.snapshot.documents
    main = documents[unit.main]
    cited = [c for e in said.evidence if (c := citer.cite(e)) is not None]
    denied = [c for e in said.contrary if (c := citer.cite(e)) is not None]
    contrary = cited if said.verdict is Verdict.CONTRARY else denied
    shown = list(dict.fromkeys(c.id for c in (*cited, *denied)))
    return Row(
        document_id=cited[0].document_id if cited else main.id,
        review_id=unit.review_id,
        title=main.title,
        authority=main.authority,
        year=main.year,
        files=[source for m in unit.members for source in documents[m.document_id].sources],
        documents=[
            RowDocument(
                m.document_id,
                m.role,
                documents[m.document_id].sources,
                joined(plan, m.document_id, heard[m.document_id]).verdict,
            )
            for m in unit.members
        ],
        verdict=said.verdict,
        score=round(said.score, 4),
        citation_ids=shown,
        contrary_ids=[c.id for c in contrary],
        also_contrary=bool(denied),
        voice=said.voice,
        pages=main.pages,
        pages_read=main.pages - len(main.unreadable_pages),
        note=said.note,
    )


def _unread(source: str) -> Row:
    """The row of a file that could not be read: nobody knows of which review it is."""
    return Row(
        document_id=None,
        review_id=None,
        title=source.rsplit("/", 1)[-1],
        authority=None,
        year=None,
        files=[source],
        documents=[],
        verdict=Verdict.UNREADABLE,
        score=0.0,
        citation_ids=[],
        contrary_ids=[],
        also_contrary=False,
        voice=None,
        pages=0,
        pages_read=0,
    )


def _count(
    plan: Plan,
    units: Sequence[Unit],
    rows: Sequence[Row],
    excluded: Sequence[str],
    reader: Reader,
) -> Count:
    verdicts = Counter(row.verdict for row in rows)
    in_full = sum(unit.read_in_full(reader.snapshot.documents) for unit in units)
    return Count(
        unit=plan.document_type or plan.unit or "document",
        cites=verdicts[Verdict.CITES],
        searched=len(units),
        in_full=in_full,
        in_part=len(units) - in_full,
        borderline=verdicts[Verdict.BORDERLINE],
        contrary=verdicts[Verdict.CONTRARY],
        silent=verdicts[Verdict.SILENT],
        silent_in_part=verdicts[Verdict.SILENT_IN_PART],
        unreadable=verdicts[Verdict.UNREADABLE],
        summary_only=sum(unit.summary_only for unit in units),
        excluded=dict(Counter(excluded)),
    )


def _count_line(plan: Plan, count: Count, parties: Sequence[str]) -> str:
    """The count as people read it: "**9 of 31 reviews**: …; 29 readable in full, 2 in part; …"."""
    within = "".join(f", {c.name} {c.value}" for c in plan.filters)
    subject = f": {plan.subject}" if plan.parts else ""
    subject += f" (said of: {', '.join(parties)})" if parties else ""
    parts = [
        f"**{count.cites} of {count.searched} {noun(count.unit, count.searched)}{within}**{subject}"
    ]
    in_part = f", {count.in_part} in part" if count.in_part else ""
    parts.append(f"{count.in_full} readable in full{in_part}")
    for number, words in (
        (count.borderline, "borderline"),
        (count.contrary, "saying the opposite"),
        (count.silent_in_part, "silent but read only in part"),
        (count.summary_only, "held as summary only"),
        (count.unknown, f"left out, {_fields(plan)} not known"),
    ):
        if number:
            parts.append(f"{number} {words}")
    if count.unreadable:
        parts.append(f"{counted(count.unreadable, 'file')} unreadable")
    if count.excluded:
        parts.append(f"{_papers(count.excluded)} excluded")
    return "; ".join(parts) + "."


def _fields(plan: Plan) -> str:
    return " or ".join(dict.fromkeys(condition.name for condition in plan.filters))


def _row_lines(rows: Sequence[Row], citations: Sequence[Citation], *, said: bool) -> Iterator[str]:
    """A line a row: what it says, or where nothing has to be `said`, whose it is and of when."""
    by_id = {citation.id: citation for citation in citations}
    for row in rows:
        if not said and row.verdict is not Verdict.UNREADABLE:
            yield f"- {named(row.title, row.authority, row.year)}"
            continue
        pages, quoted = (row.pages_read, row.pages), bool(row.citation_ids)
        words = verdict_words(row.verdict, row.voice, pages, row.note, quoted=quoted)
        quotes = "; ".join(_quote(row, by_id[i]) for i in row.citation_ids)
        yield f"- {row.title} — {words}{': ' if quotes else ''}{quotes}"


def _quote(row: Row, citation: Citation) -> str:
    roles = {document.document_id: document.role for document in row.documents}
    source = source_note(citation.document_id, roles, of_review=row.review_id is not None)
    where = f"{place_of(citation)}, {source}" if source else place_of(citation)
    denies = row.also_contrary and citation.id in row.contrary_ids
    but = "the opposite too: " if denies else ""
    return f"{but}{quoted(citation.quote)} ({where}) [{citation.id}]"
