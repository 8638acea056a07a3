"""Recommendations of documents -> what each says to a set question for papers by their advice.

The table of recommendations decides, no sentence is swept: one that is addressed to whom was asked
about and holds the words asked for says so; one with half of the words, or addressed to others
and naming whom was asked about, is borderline.
"""

from collections.abc import Collection, Sequence

from kb.planning.asked_advice import Advice
from kb.reader import Reader
from kb.records import ListedRecommendation, Place, list_recommendations
from kb.sweep import Judgement, Swept
from kb.types import Verdict
from kb.wanted_advice import Wanted, evidence_at

_QUOTED = 2
_CUTS = ((Verdict.CITES, 0.8), (Verdict.BORDERLINE, 0.5))  # least shares of what is asked for
_NONE_MADE = "makes no recommendations, it sets out findings"
_NONE_FOUND = "no recommendations found in it"


def advised(reader: Reader, advice: Advice, admitted: Collection[str]) -> Swept:
    """What each of the `admitted` documents recommends of what is asked for."""
    wanted = Wanted.of_papers(reader, advice)
    listed = list_recommendations(reader.snapshot)
    held: dict[str, list[ListedRecommendation]] = {i: [] for i in admitted}
    for item in listed.recommendations:
        if item.place.document_id in held:
            held[item.place.document_id].append(item)
    none_made = {place.document_id: place for place in listed.none_made}
    cuts = _CUTS[:1] if advice.negated else _CUTS
    said = {i: (_judged(i, wanted, held[i], none_made.get(i), cuts),) for i in admitted}
    return Swept(said, 1.0, ())


def _judged(
    document_id: str,
    wanted: Wanted,
    items: Sequence[ListedRecommendation],
    none_made: Place | None,
    cuts: Sequence[tuple[Verdict, float]],
) -> Judgement:
    """What one document recommends, the first two in their own words."""
    if not items:
        evidence = (evidence_at(none_made),) if none_made else ()
        note = _NONE_MADE if none_made else _NONE_FOUND
        return Judgement(document_id, Verdict.SILENT, 0.0, evidence, note=note)
    shares = [wanted.meets(item) for item in items]
    for verdict, least in cuts:
        chosen = [item for item, share in zip(items, shares, strict=True) if share >= least]
        if chosen:
            does = "does so" if verdict is Verdict.CITES else "comes near"
            note = f"{does} in {len(chosen)} of its {len(items)} recommendations"
            quoted = tuple(evidence_at(item.place) for item in chosen[:_QUOTED])
            return Judgement(document_id, verdict, max(shares), quoted, note=note)
    return Judgement(document_id, Verdict.SILENT, 0.0, note="makes other recommendations")
