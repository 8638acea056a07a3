import numpy as np
import pytest

from kb.statements import StatementEncoder, statement_encoder

SHARE = ("failing", "failure to share information")
VIOLENCE = ("failing", "domestic abuse was not seen as harm to the children")
NOBODY = "Nobody told the nursery that the family had moved."


def log_odds(subject, *texts):
    row, bias = statement_encoder().subject(*subject)
    return statement_encoder().encode(texts) @ row + bias


@pytest.mark.parametrize(
    ("subject", "shows", "does_not"),
    [
        (SHARE, NOBODY, "The nursery was told the same day that the family had moved."),
        (SHARE, NOBODY, "Agencies should tell nurseries when a family moves."),
        (SHARE, NOBODY, "The family moved to a flat near the nursery."),
        (
            VIOLENCE,
            "The officers recorded the assaults as a dispute between adults and made no referral "
            "for the two children upstairs.",
            "The father had assaulted the mother on four occasions.",
        ),
        (
            ("practice", "good practice"),
            "The teacher noticed the bruise and rang the social worker within the hour.",
            "The teacher noticed the bruise and told nobody.",
        ),
    ],
)
def test_what_shows_a_subject_is_told_from_what_is_near_it(subject, shows, does_not):
    told = log_odds(subject, shows, does_not)

    assert told[0] > told[1]


def test_a_statement_does_not_depend_on_what_stands_beside_it():
    texts = [NOBODY, "She died.", "The review panel met on six occasions between May and June."]

    together = statement_encoder().encode(texts)

    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, row in zip(texts, together, strict=True):
        np.testing.assert_allclose(statement_encoder().encode([text])[0], row, atol=1e-4)


def test_of_no_sentences_there_are_no_statements():
    assert statement_encoder().encode([]).shape == (0, statement_encoder().dim)


def test_weights_that_are_not_there_are_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.safetensors"):
        StatementEncoder(tmp_path / "none.safetensors")
