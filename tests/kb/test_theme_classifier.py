"""What the shipped classifiers make of sentences, and that a sweep reads them from its columns."""

import pytest
from texts import vectors_in_columns

from kb.theme_classifier import theme_classifier
from kb.themes import themes
from kb.types import SubjectKind
from kb.words import word_stems


@pytest.mark.parametrize(
    ("theme", "shows", "beside"),
    [
        (
            "information-sharing",
            "The ward knew of the earlier fracture; nobody rang the health visitor.",
            "The ward rang the health visitor the same day about the earlier fracture.",
        ),
        (
            "unseen-men",
            "No worker ever asked who the man on the sofa was.",
            "He slept on the sofa most nights and bought the nappies.",
        ),
        (
            "supervision",
            "She had not sat down with her manager to talk about her cases since the spring.",
            "She sat down with her manager each month to talk about her cases.",
        ),
        (
            "drift-and-delay",
            "Eleven weeks passed before anyone did what had been agreed.",
            "What had been agreed was done within the week.",
        ),
    ],
)
def test_a_failing_stands_above_what_is_near_it(embedder, theme, shows, beside):
    number = theme_classifier().number(theme, SubjectKind.FAILING)
    texts = (shows, beside)

    told = theme_classifier()(
        vectors_in_columns(embedder, texts), [word_stems(text) for text in texts]
    )

    assert told[0, number] > told[1, number]


def test_every_theme_that_is_a_failing_has_a_classifier_of_it():
    codes = theme_classifier().codes
    failing = {f"{theme.id} {theme.kind}" for theme in themes() if theme.failing}

    assert failing <= codes.keys()
    assert {code.rsplit(" ", 1)[0] for code in codes} <= {theme.id for theme in themes()}
