"""Files on disk -> documents in a knowledge base."""
