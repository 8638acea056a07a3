"""A LlamaIndex retriever over a knowledge base, for people who build agents with LlamaIndex."""

from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from kb.access import LOCAL, Viewer
from kb.knowledge_base import KnowledgeBase
from kb.types import Hit, to_json


class KnowledgeBaseRetriever(BaseRetriever):
    """Passages as LlamaIndex nodes; title, page and paragraph stand in each node's metadata."""

    def __init__(self, kb: KnowledgeBase, *, k: int = 10, viewer: Viewer = LOCAL, **kwargs: Any):
        """Retrieves the `k` best passages of `kb` that `viewer` may read."""
        super().__init__(**kwargs)
        self._kb = kb
        self._k = k
        self._viewer = viewer

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._kb.search(query_bundle.query_str, self._k, self._viewer)
        return [_node(hit) for hit in found.hits]


def _node(hit: Hit) -> NodeWithScore:
    metadata = {
        "document_id": hit.document_id,
        "title": hit.title,
        "page": hit.page,
        "page_label": hit.page_label,
        "paragraph": hit.paragraph,
        "section": hit.section,
        "spans": to_json(hit.spans),
    }
    node = TextNode(id_=hit.passage_id, text=hit.text, metadata=metadata)
    node.excluded_llm_metadata_keys = ["document_id", "spans"]
    node.excluded_embed_metadata_keys = list(metadata)
    return NodeWithScore(node=node, score=hit.score)
