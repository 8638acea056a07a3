"""Whose statement a letter or submission is: its sender's, as the title names them."""

import pytest

from kb.speaking.senders import standing_of_paper
from kb.types import Standing


@pytest.mark.parametrize(
    ("kind", "title", "standing"),
    [
        ("letter", "Letter from the Parliamentary Under-Secretary to the chair", Standing.RESPONSE),
        ("letter", "Letter from Mr Fenn, Director of Education, to all heads", Standing.RESPONSE),
        ("letter", "Letter from Mrs O. Tarn to her Member of Parliament", Standing.ALLEGED),
        ("letter", "Letter to the Editor, Marlbeck Echo", Standing.ALLEGED),
        ("letter", "Letter from the Association of Foster Families", Standing.ALLEGED),
        ("letter", "Letter from the coroner to the trust", Standing.PRIMARY),
        ("letter", "Letter from the teachers' union to the Minister", Standing.ASSERTED),
        ("letter", "Quarndon, spring term", Standing.SECOND_HAND),
        ("unknown", "Submission by the parents of Ivy to the inquiry", Standing.ALLEGED),
        ("unknown", "Evidence from the Marlbeck Trust to the Committee", Standing.ASSERTED),
        ("committee report", "Children's Committee, Third Report: Babies", Standing.PRIMARY),
        ("press", "Letter from the Director reveals all", Standing.PRESS),
    ],
)
def test_a_paper_speaks_for_its_sender(kind, title, standing):
    assert standing_of_paper(kind, title) is standing
