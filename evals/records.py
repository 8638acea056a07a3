"""Recommendations and events of a dataset's documents against a gold that people wrote by reading.

`recommendations.jsonl`: `document`, `number` (as printed, or null), `text` (all of it, with its
sub-items), `addressees` (a leading article counts not; where the gold has a short name, "the Board"
or "PCT", the full name that it is short for is right, but not the other way round); where there is
none, `document` and `outcome` ("findings model", "none found").
`events.jsonl`: `document`, `date` (`2008`, `2008-11`, `2008-11-17`, `2008-spring`, or two of them
with `/` between), `quote` (words of its sentence), `optional` where readers may differ. A document
named in either file is gold as a whole: what else is found in it is wrong.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from evals.bootstrap import Interval, ratio_interval
from evals.dataset import Dataset
from evals.progress import Progress
from evals.quotes import fold
from evals.rows import read_objects
from evals.workspace import Workspace, open_workspace
from kb.body_names import without_article
from kb.dates.calendar import SEASONS
from kb.embedding import Embedder
from kb.errors import DatasetError
from kb.records import (
    ListedEvent,
    ListedRecommendation,
    Recommendations,
    list_events,
    list_recommendations,
)

_SAME_TEXT_PERCENT = 95.0
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_SMALL_WORDS = frozenset({"and", "for", "of", "the"})


@dataclass(slots=True)
class _Tally:
    """Counts of one document."""

    hits: int = 0
    found: int = 0
    gold: int = 0
    right: int = 0  # of the hits, those whose addressees are right


@dataclass(slots=True)
class Scores:
    """Counts a document, what went wrong in words, and documents that could not be read."""

    recommendations: dict[str, _Tally] = field(default_factory=dict)
    events: dict[str, _Tally] = field(default_factory=dict)
    outcomes: dict[str, bool] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Interval | None]:
        """Each figure with its 95% interval, documents resampled."""
        return {
            **dict(_figures("recommendations", self.recommendations)),
            "addressees right": ratio_interval(
                [t.right for t in self.recommendations.values()],
                [t.hits for t in self.recommendations.values()],
            ),
            "none made or found, right": ratio_interval(
                [float(right) for right in self.outcomes.values()], [1.0] * len(self.outcomes)
            ),
            **dict(_figures("events", self.events)),
        }

    def json(self) -> dict[str, Any]:
        """Every figure, and what went wrong."""
        return {
            "figures": {
                name: value
                and {"value": value.mean, "low": value.low, "high": value.high, "n": value.n}
                for name, value in self.figures().items()
            },
            "unread": self.unread,
            "errors": self.errors,
        }

    def text(self, *, misses: bool) -> str:
        """For people."""
        lines = [
            f"{name}: {value} (n {value.n})" if value else f"{name}: no gold"
            for name, value in self.figures().items()
        ]
        lines += [f"not read, not counted: {name}" for name in self.unread]
        return "\n".join(lines + (self.errors if misses else []))


def evaluate(dataset: Dataset, embedder: Embedder, cache: Path, progress: Progress) -> Scores:
    """The scores of what ingest finds in the documents of `dataset`.

    Raises:
        DatasetError: there is no gold, or a line of it is wrong.
    """
    files = [dataset.folder / name for name in ("recommendations.jsonl", "events.jsonl")]
    present = [path for path in files if path.is_file()]
    if not present:
        raise DatasetError(f"{dataset.folder}: holds neither {files[0].name} nor {files[1].name}")
    gold = {path.name: _read_gold(dataset, path) for path in present}
    scores = Scores()
    with open_workspace(dataset, embedder, cache, progress) as workspace:
        live = _live(workspace)
        for rows in gold.values():
            scores.unread += sorted(set(rows) - set(live) - set(scores.unread))
        for measure, path in zip((_score_recommendations, _score_events), files, strict=True):
            rows = gold.get(path.name, {})
            measure(workspace, {name: rows[name] for name in rows if name in live}, scores)
    return scores


def _score_recommendations(
    workspace: Workspace, gold: Mapping[str, list[dict[str, Any]]], scores: Scores
) -> None:
    ids = _live(workspace)
    for name, rows in gold.items():
        with workspace.kb.read() as snapshot:
            listed = list_recommendations(snapshot, ids[name])
        wanted = [row for row in rows if "text" in row]
        if not wanted:
            outcome = _outcome(listed, rows[0]["outcome"])
            right = outcome == rows[0]["outcome"] and not listed.recommendations
            scores.outcomes[name] = right
            if not right:
                scores.errors.append(f"{name}: {outcome}, not {rows[0]['outcome']}")
        tally = _Tally(found=len(listed.recommendations), gold=len(wanted))
        for item in listed.recommendations:
            row = next((row for row in wanted if _same(item, row)), None)
            if row is None:
                scores.errors.append(f"{name}: none in the gold: {item.place.quote[:100]!r}")
                continue
            wanted.remove(row)
            tally.hits += 1
            right = _same_bodies(item.addressees, row["addressees"])
            tally.right += right
            if not right:
                scores.errors.append(
                    f"{name}, {item.number}: asks {item.addressees}, not {row['addressees']}"
                )
        scores.errors += [f"{name}: missed {row['text'][:100]!r}" for row in wanted]
        scores.recommendations[name] = tally


def _score_events(
    workspace: Workspace, gold: Mapping[str, list[dict[str, Any]]], scores: Scores
) -> None:
    ids = _live(workspace)
    for name, rows in gold.items():
        with workspace.kb.read() as snapshot:
            events = list_events(snapshot, ids[name]).events
        left = list(rows)
        tally = _Tally(gold=sum(not row.get("optional") for row in rows))
        for event in events:
            row = next((row for row in left if _told(event, row)), None)
            if row is not None:
                left.remove(row)
            if row is None or not row.get("optional"):
                tally.found += 1
                tally.hits += row is not None
            if row is None:
                scores.errors.append(
                    f"{name}: no event of the gold: {event.date}, {event.first}: "
                    f"{event.place.quote[:100]!r}"
                )
        scores.errors += [
            f"{name}: missed {row['date']}: {row['quote'][:100]!r}"
            for row in left
            if not row.get("optional")
        ]
        scores.events[name] = tally


def _same(item: ListedRecommendation, row: Mapping[str, Any]) -> bool:
    """Whether a recommendation is a gold one: its number, and its words but for a few letters.

    "Recommendation 3", "Rec. 3", "3" and "Third" are one number: hands differ in which they write.
    They differ, too, in whether "Thirdly," is the number of a sentence or its first word.
    """
    found, meant = fold(item.place.quote), fold(row["text"])
    if _bare(item.number) != _bare(row["number"]):
        counted = fold(item.number or "")
        if row["number"] is not None or not meant.startswith(counted) or counted.isdigit():
            return False
        found = counted + found
    return fuzz.ratio(found, meant) >= _SAME_TEXT_PERCENT


def _outcome(listed: Recommendations, meant: str) -> str:
    """What is found of a document without recommendations.

    A review that says in so many words that it makes none may be either: hands differ.
    """
    said = any("recommendation" in fold(place.quote) for place in listed.none_made)
    return meant if said else "findings model" if listed.none_made else "none found"


def _same_bodies(said: Sequence[str], meant: Sequence[str]) -> bool:
    """Whether the names found are those of the gold, or the full names of those."""
    left = [without_article(name) for name in said]
    for name in map(without_article, meant):
        same = next((one for one in left if fold(one) == fold(name)), None)
        same = same or next((one for one in left if _is_short_for(name, one)), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _is_short_for(short: str, full: str) -> bool:
    """Whether each word of a name stands in a longer one, in order, or is the initials of some.

    >>> _is_short_for("Acre SCB", "Acre Safeguarding Children Board"), _is_short_for("PCT", "Trust")
    (True, False)
    """
    words = [fold(word) for word in full.split() if word.lower() not in _SMALL_WORDS]
    at = 0
    for word in short.split():
        letters = fold(word)
        initials = "".join(known[:1] for known in words)
        if word.lower() in _SMALL_WORDS:
            continue
        if letters in words[at:]:
            at = words.index(letters, at) + 1
        elif word.isupper() and len(letters) > 1 and initials.find(letters, at) >= 0:
            at = initials.find(letters, at) + len(letters)
        else:
            return False
    return True


def _bare(number: str | None) -> str:
    plain = fold(number or "").removeprefix("recommendation").removeprefix("rec").removesuffix("ly")
    return str(_ORDINALS.index(plain) + 1) if plain in _ORDINALS else plain


def _told(event: ListedEvent, row: Mapping[str, Any]) -> bool:
    return (event.first, event.last) == interval(row["date"]) and fold(row["quote"]) in fold(
        event.place.quote
    )


def interval(written: str) -> tuple[str, str]:
    """The first and last day of a gold date.

    Raises:
        ValueError: it is not one.

    >>> interval("2008-02"), interval("2007-12-30/2008")
    (('2008-02-01', '2008-02-29'), ('2007-12-30', '2008-12-31'))
    """
    first, _, last = written.partition("/")
    return _bounds(first)[0], _bounds(last or first)[1]


def _bounds(written: str) -> tuple[str, str]:
    year, *rest = written.split("-")
    if rest and rest[0] in SEASONS:
        start, end = SEASONS[rest[0]]
        return f"{year}-{start:02d}-01", _month_end(int(year) + (end < start), end)
    if len(rest) == 2:
        return written, written
    if rest:
        return f"{written}-01", _month_end(int(year), int(rest[0]))
    return f"{int(year)}-01-01", f"{year}-12-31"


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}"


def _figures(what: str, tallies: Mapping[str, _Tally]) -> Iterator[tuple[str, Interval | None]]:
    counts: Sequence[_Tally] = list(tallies.values())
    hits = [float(t.hits) for t in counts]
    found, gold = [float(t.found) for t in counts], [float(t.gold) for t in counts]
    both = [a + b for a, b in zip(found, gold, strict=True)]
    return iter(
        (
            (f"{what} precision", ratio_interval(hits, found)),
            (f"{what} recall", ratio_interval(hits, gold)),
            (f"{what} f1", ratio_interval([2 * hit for hit in hits], both)),
        )
    )


def _read_gold(dataset: Dataset, path: Path) -> dict[str, list[dict[str, Any]]]:
    """The gold of each document, by the dataset's ids."""
    known = {name: name for name in dataset.files}
    known |= {file.stem: name for name, file in dataset.files.items()}
    found: dict[str, list[dict[str, Any]]] = {}
    for place, row in read_objects(path):
        name = known.get(str(row.get("document")))
        if name is None:
            raise DatasetError(f"{place}: no document {row.get('document')!r} in the dataset")
        _check(place, row)
        found.setdefault(name, []).append(row)
    return found


def _check(place: str, row: Mapping[str, Any]) -> None:
    wanted = (
        {"outcome"}
        if "outcome" in row
        else {"date", "quote"}
        if "date" in row
        else {"number", "text", "addressees"}
    )
    if missing := wanted - set(row):
        raise DatasetError(f"{place}: lacks {', '.join(sorted(missing))}")
    try:
        interval(row.get("date", "2000"))
    except (ValueError, IndexError) as error:
        raise DatasetError(f"{place}: {row['date']!r} is no date; write 2008-11-17") from error


def _live(workspace: Workspace) -> dict[str, str]:
    """The live document of each of the dataset's ids that could be read."""
    return {name: key for key, names in workspace.corpus_ids.items() for name in names}
