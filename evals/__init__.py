"""Measurement of retrieval and answers (the harness itself is not here yet)."""
