import pytest

from kb.themes import theme_of, themes


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("failure to share information", "information-sharing"),
        ("poor information sharing", "information-sharing"),
        ("a lack of professional curiosity", "professional-curiosity"),
        ("that the voice of the child was not heard", "voice-of-the-child"),
        ("bruising in non-mobile babies", None),
    ],
)
def test_subject_names_its_theme(subject, expected):
    theme = theme_of(subject)

    assert (theme.id if theme else None) == expected


SAID = [
    ("information-sharing", "The midwife was never told that the case had been closed.", True),
    ("information-sharing", "Nobody told the nursery.", True),
    ("information-sharing", "The notifications never reached the health visitor.", True),
    ("information-sharing", "Information was shared promptly and well.", False),
    ("information-sharing", "The health visitor told the school the next day.", False),
    ("professional-curiosity", "Her account was taken at face value.", True),
]


@pytest.mark.parametrize(("theme_id", "sentence", "said"), SAID)
def test_phrases_match_by_stems_some_words_apart(theme_id, sentence, said):
    theme = next(theme for theme in themes() if theme.id == theme_id)

    assert (theme.phrase_in(sentence) is not None) is said


def test_vocabulary_is_well_formed():
    assert len({theme.id for theme in themes()}) == len(themes())
    assert all(theme.names and theme.phrases for theme in themes())
