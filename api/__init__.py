"""The HTTP service: every route calls `kb.knowledge_base.KnowledgeBase`."""
