"""Recommendations of documents that have no list of them."""

from texts import document_of

from kb.recommendations import find_recommendations


def found(text):
    document = document_of(text)
    return [(r.number, document.text(r.spans)) for r in find_recommendations(document)]


def test_sentences_in_bold_that_ask_are_recommendations_where_there_are_several():
    text = (
        "# Review\n\n## Analysis\n\n4.1 He was late. **Acre Trust should ring before a visit.**\n\n"
        "4.2 **Nobody looked.** **Brook Council should keep one list of addresses.**\n\n"
        "4.3 It was cold. **We recommend that Acre Police lend the car each week.**"
    )
    assert found(text) == [
        (None, "Acre Trust should ring before a visit."),
        (None, "Brook Council should keep one list of addresses."),
        (None, "We recommend that Acre Police lend the car each week."),
    ]


def test_whole_paragraphs_in_bold_bear_their_numbers():
    text = "# Third Report\n\n## Places\n\n" + "\n\n".join(
        f"{n}. **{words}**"
        for n, words in enumerate(
            (
                "We recommend that the Department publish the figures.",
                "Ofsted should visit each home twice a year.",
                "They should then report to this House.",
            ),
            5,
        )
    )
    assert [number for number, _ in found(text)] == ["5", "6", "7"]


def test_one_sentence_in_bold_is_only_emphasis():
    text = (
        "# Review\n\n## Analysis\n\n**Acre Trust should ring before a visit.** It says so itself."
    )
    assert found(text) == []


def test_what_a_letter_counts_is_recommended():
    text = (
        "# Letter\n\nDear Minister,\n\nI ask few things.\n\n"
        "Firstly, the Ministry should end the practice. An hour would do.\n\n"
        "Secondly, it should name a person.\n\n"
        "Thirdly, I would ask that Acre Police write beforehand."
    )
    assert found(text) == [
        ("Firstly", "the Ministry should end the practice."),
        ("Secondly", "it should name a person."),
        ("Thirdly", "I would ask that Acre Police write beforehand."),
    ]
