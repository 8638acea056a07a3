"""The versions of what makes passages, facts and vectors of pages.

They stand apart from what they speak for, which takes long to import and which asking does without.
"""

from kb.embedding import Embedder
from kb.statements import statement_encoder
from kb.text_classes import text_classes

# Raise one when what it names finds something else in the same pages: documents are made anew.
DESCRIBER = "description-15"  # kb/describing
CHUNKER = "blocks-4"  # kb/chunking.py
RECOMMENDATIONS = "recommendations-12"  # kb/recommending
EVENTS = "events-3"  # kb/events


def pipeline_digest(embedder: Embedder) -> str:
    """What turns pages into all that is derived; a document made otherwise is made anew."""
    models = f"{embedder.digest}+{text_classes().digest}+{statement_encoder().digest}"
    return f"{DESCRIBER}+{CHUNKER}+{RECOMMENDATIONS}+{EVENTS}+{models}"


def stated_alike(pipeline: str) -> bool:
    """Whether a document made by `pipeline` has statements that this program can read."""
    return pipeline.endswith(f"+{statement_encoder().digest}")
