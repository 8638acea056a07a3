"""Whom a letter means by "you"."""

from texts import document_of

from kb.recommending import find_recommendations

LETTER = (
    "# Letter\n\n"
    "**To:** Mr Ash, Chief Executive, Acre Council; Ms Fern, Chief Nurse, Brook Trust\n\n"
    "Dear colleagues\n\nI recommend as follows.\n\n1. That the two of you sign one statement.\n\n"
    "2. That you, Mr Ash, meet the family.\n\n3. That Dale Police ring."
)


def test_you_is_whom_the_letter_is_written_to():
    assert [r.addressees for r in find_recommendations(document_of(LETTER))] == [
        ("Acre Council", "Brook Trust"),
        ("Chief Executive, Acre Council",),
        ("Dale Police",),
    ]
