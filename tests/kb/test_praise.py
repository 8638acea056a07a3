"""Whether a subject asks for what was done well."""

import pytest

from kb.praise import asks_for_praise


@pytest.mark.parametrize(
    ("subject", "praise"),
    [
        ("social workers who went the extra mile", True),
        ("prompt referral to children's services", True),
        ("the father was never properly included", False),
        ("failure to share information", False),
    ],
)
def test_praise_is_told_by_the_words_of_the_subject(subject, praise):
    assert asks_for_praise(subject) is praise
