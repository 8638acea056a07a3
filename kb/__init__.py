"""A self-hosted, cited-answer knowledge base of child safeguarding reviews."""
