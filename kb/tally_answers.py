"""A tally: how many reviews find each theme, or have each value of a field of the catalogue.

A review is counted once, whatever its copies and summaries, and only where it meets the conditions
of the question (`kb.verdicts.units`). Each value names its reviews and where they state it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.catalogue_lines import line_of
from kb.citing import Citer, Written, source_line, waiting, write_refusal
from kb.document_types import REVIEW_TYPES
from kb.inventory import Entry, entries
from kb.planning import Plan
from kb.planning.asked_tallies import THEMES, AskedTally
from kb.reader import Reader
from kb.theme_lists import Act, CountedReview, ListedMention, ThemeCount, ThemeSurvey
from kb.types import Polarity, Spans, Standing, Tallied, Tally, to_json
from kb.verdicts import Unit, is_asked, left_out_unknown, units
from kb.wanted_advice import evidence_at
from kb.wording import basis_words, counted, named, noun, place, quoted
from kb.words import STOPWORDS, word_stems

_THEMES_SHOWN, _VALUES_SHOWN, _PAPERS_NAMED = 10, 20, 8
_READ = 3  # reviews in which a quotation is looked for
_YEAR = "year"
_DATES = ("date published", "date written")  # which state the year


def write_tally(reader: Reader, plan: Plan, asked: AskedTally) -> Written:
    """The themes or values that most reviews (or documents) have, with the number of each."""
    snapshot = reader.snapshot
    held = snapshot.documents
    chosen = [u for u in units(plan, held, snapshot.identity) if is_asked(plan, u, held)]
    unknown = left_out_unknown(plan, held, snapshot.identity)
    left_out = sum(is_asked(plan, unit, held) for unit in unknown)
    if not chosen:
        under = ", ".join(f"{name} {value}" for name, value in plan.conditions.items())
        held_with = f"{plan.unit} held{f' with {under}' if under else ''}"
        return write_refusal(f"No {held_with}: there is nothing to count.")
    if asked.of == THEMES:
        return _write_themes(reader, plan, asked, chosen, left_out)
    return _write_values(reader, plan, asked, chosen, left_out)


def _write_themes(
    reader: Reader, plan: Plan, asked: AskedTally, chosen: Sequence[Unit], left_out: int
) -> Written:
    survey = ThemeSurvey(
        reader.snapshot,
        {},
        all_types=plan.document_type not in {None, *REVIEW_TYPES} or plan.unit == "document",
        among={document for unit in chosen for document in unit.documents},
    )
    counts = survey.counts()
    found = [t for t in counts.themes if t.present and asked.kind in (None, t.kind)]
    citer = Citer(reader)
    values, lines, quoted_of = [], [], set[str]()
    for theme in found[:_THEMES_SHOWN]:
        having = survey.reviews_with(theme.theme)
        shown = _shown(survey, theme, having, quoted_of)
        citation = citer.cite(evidence_at(shown.place)) if shown else None
        quoted_of |= {shown.review} if shown else set()
        example = (
            f": {quoted(citation.quote)} — {source_line(citation)} [{citation.id}]"
            if citation
            else ""
        )
        lines.append(f"- {theme.label}: {theme.present} of {counts.basis.n}{example}")
        ids = [citation.id] if citation else []
        values.append(_tallied(reader, theme.label, [r.id for r in having], ids))
    kind = f" that are {asked.kind}s" if asked.kind else ""
    papers = _papers(plan, counts.basis.n)
    head = f"**Themes{kind} in {papers}**, by how many find each present{_without(plan, left_out)}:"
    more = len(found) - len(lines)
    said = [
        head if found else f"No theme is found in {papers}.",
        "\n".join(lines),
        f"{more} more are found; `kb themes` counts them all." if more > 0 else "",
        f"{waiting(reader)}{basis_words(to_json(counts.basis))}",
    ]
    tally = Tally(THEMES, plan.unit or "review", counts.basis.n, 0, left_out, values)
    return _written(said, citer, tally, known=bool(found))


def _shown(
    survey: ThemeSurvey, theme: ThemeCount, having: Sequence[CountedReview], quoted_of: set[str]
) -> ListedMention | None:
    """A sentence that finds a theme: in a review's own words, with the theme's, if there is one."""
    near = sorted(having, key=lambda review: review.id in quoted_of)[:_READ]
    found = [
        mention
        for mention in survey.mentions(
            theme.theme, {document for review in near for document in review.documents}
        ).mentions
        if mention.act is Act.FINDING and mention.polarity is Polarity.PRESENT
    ]
    own = word_stems(theme.label) - STOPWORDS
    return min(
        found,
        key=lambda m: (
            m.place.standing is not Standing.PRIMARY,
            "|" in m.place.quote,
            not own & word_stems(m.place.quote),
            m.review in quoted_of,
        ),
        default=None,
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """A value as one review or document has it: which one, and the document that states it."""

    unit: Unit
    document_id: str


def _write_values(
    reader: Reader, plan: Plan, asked: AskedTally, chosen: Sequence[Unit], left_out: int
) -> Written:
    snapshot = reader.snapshot
    known = {e.summary.id: e for e in entries(snapshot.documents, snapshot.fields)}
    holding: dict[str, list[_Held]] = {}
    unknown = 0
    for unit in chosen:
        stating = _stating(asked.of, unit, known)
        unknown += stating is None
        for value in dict.fromkeys(known[stating].values[asked.of]) if stating else ():
            holding.setdefault(value, []).append(_Held(unit, stating or unit.main))
    ranked = sorted(holding.items(), key=lambda item: (-len(item[1]), item[0]))
    meeting = [item for item in ranked if len(item[1]) >= asked.least]
    citer = Citer(reader)
    values, lines = [], []
    for value, having in meeting[:_VALUES_SHOWN]:
        held = _by_year(having, known)
        shown = [_paper(reader, citer, asked.of, value, at) for at in held[:_PAPERS_NAMED]]
        more = f"; and {len(held) - len(shown)} more" if len(held) > len(shown) else ""
        n = counted(len(held), plan.unit or "review")
        lines.append(f"- {value}: {n} — {'; '.join(paper for paper, _ in shown)}{more}")
        ids = [number for _, number in shown if number is not None]
        values.append(_tallied(reader, value, [at.unit.main for at in held], ids))
    head = _values_head(
        plan, asked, len(chosen), [len(having) for _, having in ranked], len(meeting)
    )
    said = [
        f"{head}{f'; of {unknown} not known' if unknown else ''}{_without(plan, left_out)}.",
        "\n".join(lines),
        f"{len(meeting) - len(lines)} values more." if len(meeting) > len(lines) else "",
        f"{waiting(reader)}Read from each document by rules, or corrected by people: see "
        "`kb documents`. This counts what this store holds.",
    ]
    tally = Tally(asked.of, plan.unit or "review", len(chosen), unknown, left_out, values)
    return _written(said, citer, tally, known=bool(ranked))


def _stating(field: str, unit: Unit, known: Mapping[str, Entry]) -> str | None:
    """The fullest document of a unit of which a field is known."""
    return next((d for d in unit.documents if known[d].values.get(field)), None)


def _by_year(held: Sequence[_Held], known: Mapping[str, Entry]) -> list[_Held]:
    return sorted(held, key=lambda at: (known[at.unit.main].summary.year or 0, at.unit.main))


def _paper(
    reader: Reader, citer: Citer, field: str, value: str, at: _Held
) -> tuple[str, int | None]:
    """A review's title and year, and where it states the value; the number of that citation."""
    summary = reader.snapshot.documents[at.unit.main]
    spans = next(_stated(reader, field, value, at.document_id), ())
    evidence = line_of(reader, at.document_id, spans) if spans else None
    citation = citer.cite(evidence) if evidence else None
    known = [str(summary.year)] if summary.year else []
    where = place(citation.page_label, citation.paragraph, None) if citation else ""
    known += [where] if where else []
    told = f" ({', '.join(known)})" if known else ""
    if citation is None:
        return f"{summary.title}{told}", None
    return f"{summary.title}{told} [{citation.id}]", citation.id


def _stated(reader: Reader, field: str, value: str, document_id: str) -> Iterator[Spans]:
    """Where a document states a value; a year stands in the date of the document."""
    for item in reader.snapshot.fields.get(document_id, ()):
        is_date = field == _YEAR and item.name in _DATES and item.value.startswith(value)
        if item.spans and (is_date or (item.name, item.value) == (field, value)):
            yield item.spans


def _values_head(plan: Plan, asked: AskedTally, chosen: int, held: Sequence[int], n: int) -> str:
    """How many values there are, each `held` by so many of what was `chosen`; `n` are listed."""
    unit = plan.unit or "review"
    values = f"{n} value{'' if n == 1 else 's'}"
    if asked.least > 1:
        values = f"{n or 'none'} of {len(held)} with {asked.least} {noun(unit, 2)} or more"
    if held and not n:
        values += f"; the most that one has is {held[0]}"
    return f"**{_papers(plan, chosen, asked.of)}**: {values}"


def _tallied(reader: Reader, value: str, documents: list[str], citation_ids: list[int]) -> Tallied:
    held = [reader.snapshot.documents[document] for document in documents]
    titles = [named(d.title, d.authority, d.year) for d in held]
    return Tallied(value, len(documents), titles, documents, citation_ids)


def _papers(plan: Plan, n: int, by: str | None = None) -> str:
    """What is counted, by which field, with the conditions of the question."""
    conditions = "".join(f", {c.name} {c.value}" for c in plan.filters)
    papers = counted(n, plan.document_type or plan.unit or "review")
    return f"{papers}{f' by {by}' if by else ''}{conditions}"


def _without(plan: Plan, left_out: int) -> str:
    fields = " or ".join(dict.fromkeys(c.name for c in plan.filters))
    return f"; {left_out} left out, {fields} not known" if left_out else ""


def _written(said: Sequence[str], citer: Citer, tally: Tally, *, known: bool) -> Written:
    status = "answered" if known else "insufficient_evidence"
    text = "\n\n".join(filter(None, said))
    return Written(status, text, [], citer.citations, [], 1.0, tally=tally)
