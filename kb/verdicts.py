"""What documents and parts say -> one verdict a row: a review with its files, or a document. Pure.

A part of a question is said by a review where one of its files says it; parts are joined after
that, so that "X but not Y" is silent where the summary has X and the report has Y too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from kb.identity import Identity, Member
from kb.planning import Plan
from kb.sweep import Judgement
from kb.types import DocumentSummary, Verdict

REPORTS = frozenset({"report", "copy"})
_ORDER = list(Verdict)
Documents = Mapping[str, DocumentSummary]
_SILENT = frozenset({Verdict.SILENT, Verdict.SILENT_IN_PART})


@dataclass(frozen=True, slots=True)
class Unit:
    """What a row stands for: a review with its documents, the fullest first, or one document."""

    members: tuple[Member, ...]
    review_id: str | None = None

    @property
    def main(self) -> str:
        """Its fullest document."""
        return self.members[0].document_id

    @property
    def documents(self) -> list[str]:
        """Their ids."""
        return [member.document_id for member in self.members]

    @property
    def summary_only(self) -> bool:
        """Whether it is a review of which the report is not held."""
        roles = {member.role for member in self.members}
        return self.review_id is not None and not roles & REPORTS

    def read_in_full(self, documents: Documents) -> bool:
        """Whether every page of the fullest document, or of a copy of it, could be read."""
        as_full = {self.members[0].role, "copy"} if not self.summary_only else None
        return any(
            not documents[member.document_id].unreadable_pages
            for member in self.members
            if as_full is None or member.role in as_full
        )


def units(plan: Plan, documents: Documents, identity: Identity) -> list[Unit]:
    """Everything that passes the plan's filters: reviews where it asks for these, else documents.

    Papers that belong to no review are units of their own.
    """
    found = _all_units(plan, documents, identity)
    return [unit for unit in found if plan.admits(*unit.documents)]


def left_out_unknown(plan: Plan, documents: Documents, identity: Identity) -> list[Unit]:
    """What fails the plan's filters only because a field that they ask for is not known of it."""
    found = _all_units(plan, documents, identity)
    return [
        unit
        for unit in found
        if plan.may_admit(*unit.documents) and not plan.admits(*unit.documents)
    ]


def _all_units(plan: Plan, documents: Documents, identity: Identity) -> list[Unit]:
    reviews = identity.reviews.values()
    roles = {m.document_id: m.role for review in reviews for m in review.members}
    found = []
    if plan.unit == "review":
        found = [Unit(review.members, review.id) for review in reviews]
    inside = {member.document_id for unit in found for member in unit.members}
    return found + [
        Unit((Member(document.id, roles.get(document.id, document.document_type)),))
        for document in documents.values()
        if document.id not in inside
    ]


def is_asked(plan: Plan, unit: Unit, documents: Documents) -> bool:
    """Whether a unit is of the kind that the question counts."""
    if plan.document_type is not None:
        main = unit.members[0]
        is_type = documents[main.document_id].document_type == plan.document_type
        return is_type or main.role == plan.document_type
    return plan.unit == "document" or unit.review_id is not None


def judged(
    plan: Plan, unit: Unit, heard: Mapping[str, tuple[Judgement, ...]], documents: Documents
) -> Judgement:
    """What a unit says; `heard` has what each document says of each part of the question."""
    files = [heard[member.document_id] for member in unit.members]
    parts = [_of_files(said) for said in zip(*files, strict=True)]
    found = joined(plan, unit.main, parts)
    if found.verdict in _SILENT:
        whole = unit.read_in_full(documents)
        found = replace(found, verdict=Verdict.SILENT if whole else Verdict.SILENT_IN_PART)
    return found


def joined(plan: Plan, document_id: str, parts: Sequence[Judgement]) -> Judgement:
    """One judgement from those of the parts.

    A conjunction says what its worst part says, and is as probable as all parts together. What was
    not to be said denies the question where all else is said.
    """
    wanted = [j for part, j in zip(plan.parts, parts, strict=True) if not part.negated]
    against = [j for part, j in zip(plan.parts, parts, strict=True) if part.negated]
    if not wanted and not against:
        return Judgement(document_id, Verdict.CITES, 1.0)  # only conditions were asked
    said = next((j for j in against if j.verdict is Verdict.CITES), None)
    if said is not None:
        denies = all(j.verdict is Verdict.CITES for j in wanted)
        verdict, words = (Verdict.CONTRARY, said.evidence) if denies else (Verdict.SILENT, ())
        return Judgement(document_id, verdict, 0.0, words, note=said.note)
    if not wanted:
        return _not_said(document_id, max(against, key=lambda j: j.score))
    ranked = sorted(wanted, key=lambda j: (_ORDER.index(j.verdict), -j.score))
    if plan.any_part or len(wanted) == 1:
        return ranked[0]
    worst = ranked[-1]
    shown = worst.verdict in (Verdict.CITES, Verdict.BORDERLINE)
    return replace(
        worst,
        score=prod(j.score for j in wanted),
        evidence=tuple(e for j in wanted for e in j.evidence) if shown else worst.evidence,
        contrary=tuple(e for j in wanted for e in j.contrary),
    )


def _not_said(document_id: str, said: Judgement) -> Judgement:
    """What a document says of a question for what is not said, where it does not clearly say it."""
    if said.verdict is Verdict.BORDERLINE:
        return replace(said, score=1.0 - said.score)
    denied = said.evidence if said.verdict is Verdict.SILENT else ()
    return Judgement(document_id, Verdict.CITES, 1.0 - said.score, denied, note=said.note)


def _of_files(said: Sequence[Judgement]) -> Judgement:
    """The strongest verdict among files, the fullest file's words leading; with what denies it."""
    lead = min(said, key=lambda j: _ORDER.index(j.verdict))  # the first of equals is the fullest
    if lead.verdict not in (Verdict.CITES, Verdict.BORDERLINE) or lead.contrary:
        return lead
    denials = (j.evidence if j.verdict is Verdict.CONTRARY else j.contrary for j in said)
    return replace(lead, contrary=next((found for found in denials if found), ()))
