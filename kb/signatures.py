"""Words of a document -> what shows that another holds the same: a hash, and a MinHash sketch."""

import hashlib
import re

import numpy as np

from kb.types import BlockKind, Document, Signature

_RUN = 5  # words
_PERMUTATIONS = 128
_SEED = 1


def sign(document: Document) -> Signature:
    """The signature of what `document` says, without headers, footers and layout."""
    from datasketch import MinHash  # slow to import

    text = " ".join(
        document.text(block.spans)
        for block in document.blocks
        if block.kind is not BlockKind.FURNITURE
    )
    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[i : i + _RUN]) for i in range(max(len(words) - _RUN + 1, 1))}
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update_batch([run.encode() for run in sorted(runs)])
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()
    return Signature(digest, sketch.hashvalues.astype("<u4").tobytes())


def likeness(a: Signature, b: Signature) -> float:
    """The share of runs of words that two documents have in common, estimated (0 to 1)."""
    if a.text_sha256 == b.text_sha256:
        return 1.0
    return float(np.mean(np.frombuffer(a.minhash, "<u4") == np.frombuffer(b.minhash, "<u4")))
