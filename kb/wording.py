"""How places, quotations and verdicts read, in answers and on the terminal."""

from kb.types import Verdict

_VERDICTS = {
    Verdict.CITES: "says so",
    Verdict.BORDERLINE: "borderline",
    Verdict.CONTRARY: "says the opposite",
    Verdict.SILENT: "no statement found",
    Verdict.SILENT_IN_PART: "no statement found in the pages that could be read",
    Verdict.UNREADABLE: "could not be read",
}


def verdict_words(verdict: Verdict) -> str:
    """A verdict as people read it; silence is never "did not fail"."""
    return _VERDICTS[verdict]


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
