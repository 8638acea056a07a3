"""The meaning of a term, as glossaries and sentences that define it have it."""

from kb.answering import distinct
from kb.citing import Citer, Written, source_line
from kb.definitions import definitions
from kb.evidence import Asked
from kb.planning.asked_terms import asked_term
from kb.reader import Reader
from kb.wording import quoted

_SHOWN = 4


def write_definition(reader: Reader, asked: Asked) -> Written | None:
    """What documents say that a term means, the plainest first; None where none does."""
    term, given = asked_term(asked.plan.question), asked.plan.given
    found = definitions(reader, term) if term else []
    held = distinct(e for e in found if all(c.admits([e.document_id]) for c in given))
    citer = Citer(reader)
    cited = [c for c in map(citer.cite, held[:_SHOWN]) if c is not None]
    text = "\n\n".join(f"{quoted(c.quote)} [{c.id}]\n— {source_line(c)}" for c in cited)
    return Written("answered", text, [], citer.citations, [], 1.0) if cited else None
