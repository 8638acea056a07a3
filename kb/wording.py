"""How places, quotations and verdicts read, in answers and on the terminal."""

from collections.abc import Mapping
from typing import Any

from kb.types import Verdict

_REPORTS = frozenset({"report", "copy"})
_SUMMARY = "executive summary"

_VERDICTS = {
    Verdict.CITES: "says so",
    Verdict.BORDERLINE: "borderline",
    Verdict.CONTRARY: "says the opposite",
    Verdict.SILENT: "no statement found",
    Verdict.SILENT_IN_PART: "no statement found in the pages that could be read",
    Verdict.UNREADABLE: "could not be read",
}


_VOICES = {
    "recommendation": "only a recommendation",
    "agency": "an agency says so",
    "family": "the family says so",
}
_NOUNS = {
    "press": "press account",
    "blog": "blog page",
    "hansard": "Hansard record",
    "guidance": "guidance document",
    "research": "research paper",
    "minutes": "set of minutes",
}


def verdict_words(
    verdict: Verdict,
    voice: str | None = None,
    pages: tuple[int, int] | None = None,
    note: str | None = None,
    *,
    quoted: bool = True,
) -> str:
    """A verdict as people read it; silence is never "did not fail".

    Args:
        verdict: which.
        voice: who speaks where it is not the review itself, as `kb.types.Row` has it.
        pages: how many could be read, of how many.
        note: what adds to it.
        quoted: whether words of the document stand beside it; a document that is asked for by what
            it does not say has none.

    >>> verdict_words(Verdict.SILENT_IN_PART, pages=(38, 42))
    'no statement found in the 38 of 42 pages that could be read'
    """
    if verdict is Verdict.CITES and not quoted:
        whole = pages is None or pages[0] == pages[1]
        verdict = Verdict.SILENT if whole else Verdict.SILENT_IN_PART
    if note is not None:
        return f"{verdict_words(verdict, voice, pages, quoted=quoted)}; {note}"
    if verdict is Verdict.SILENT_IN_PART and pages is not None:
        return f"no statement found in the {pages[0]} of {pages[1]} pages that could be read"
    if voice is not None and verdict is Verdict.BORDERLINE:
        return f"{_VERDICTS[verdict]}: {_VOICES.get(voice, voice)}"
    return _VERDICTS[verdict]


def source_note(document_id: str, roles: Mapping[str, str], *, of_review: bool) -> str:
    """Which file of a review a quotation is from, where it is not the report; else "".

    Args:
        document_id: the cited document.
        roles: what each document of the row is, as `kb.types.RowDocument` has it.
        of_review: whether the row is a review.

    >>> source_note("b", {"b": "executive summary"}, of_review=True)
    'in the executive summary; the report is not held'
    """
    role = roles.get(document_id, "report")
    if role in _REPORTS or not (of_review or role == _SUMMARY):
        return ""
    held = _REPORTS & set(roles.values()) or not of_review
    return f"in the {role}" + ("" if held else "; the report is not held")


def counted(n: int, document_type: str) -> str:
    """So many documents of a type.

    >>> counted(1, "press"), counted(2, "inquiry"), counted(3, "minutes")
    ('1 press account', '2 inquiries', '3 sets of minutes')
    """
    return f"{n} {noun(document_type, n)}"


def noun(document_type: str, n: int) -> str:
    """What `n` documents of a type (or reviews, files) are called."""
    name = _NOUNS.get(document_type, document_type)
    if n == 1:
        return name
    if name.startswith("set of "):
        return name.replace("set", "sets", 1)
    return f"{name[:-1]}ies" if name.endswith("ry") else f"{name}s"


def named(title: str, authority: str | None, year: int | None) -> str:
    """A document as people call it: its title, with whose it is and of what year.

    >>> named("Child A: Acre", "Acre", 2011), named("Child A", "Acre", None)
    ('Child A: Acre, 2011', 'Child A, Acre')
    """
    whose = [authority] if authority and authority not in title else []
    return ", ".join([title, *whose, *([str(year)] if year else [])])


def basis_words(basis: Mapping[str, Any]) -> str:
    """What counts of themes were counted in (`kb.theme_lists.Basis`, in JSON form)."""
    line = f"{basis['n']} {basis['counted']}"
    for name, value in basis["conditions"].items():
        line += f", {name} {value}"
    if basis["partly_unreadable"]:
        line += f"; {basis['partly_unreadable']} with pages that could not be read"
    return f"{line}. Found by phrases: a theme that is not found may still be there."


def place(page_label: str | None, paragraph: str | None, section: str | None) -> str:
    """Page and paragraph; a format without pages is cited by paragraph or heading alone.

    >>> place("10", "6.1", "Themes / Information"), place(None, None, "Themes / Information")
    ('p. 10, para 6.1', 'under “Information”')
    """
    parts = [f"p. {page_label}"] if page_label else []
    if paragraph:
        parts.append(f"para {paragraph}")
    elif section:
        parts.append(f"under “{section.rsplit(' / ', 1)[-1]}”")
    return ", ".join(parts)


def quoted(text: str) -> str:
    """`text` in quotation marks that do not clash with its own."""
    marks = "‘’" if "“" in text or '"' in text else "“”"
    return f"{marks[0]}{text}{marks[1]}"
