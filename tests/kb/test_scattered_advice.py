"""Recommendations of documents that have no list of them."""

from texts import document_of

from kb.recommending import find_recommendations


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
        (None, "the Ministry should end the practice."),
        (None, "it should name a person."),
        (None, "I would ask that Acre Police write beforehand."),
    ]


def test_boxes_that_ask_are_recommendations_where_there_are_several():
    text = (
        "# Review\n\n## Finding 1\n\nNobody rang.\n\n> Acre Trust may wish to ring.\n\n"
        "> **To Brook Council:** keep one list.\n\n> It may be helpful for the Board to ask."
    )
    assert [words for _, words in found(text)] == [
        "Acre Trust may wish to ring.",
        "keep one list.",
        "It may be helpful for the Board to ask.",
    ]


def test_what_is_recommended_at_the_end_of_paragraphs_is_found_without_a_heading():
    text = (
        "# Inquiry\n\n## Conclusions\n\n4. Nobody rang. We recommend that Acre Trust ring.\n\n"
        "5. We further recommend that Brook Council keep a list. It has none.\n\n"
        "6. The Committee recommends that the Board ask.\n\n7. We did not recommend that it pay."
    )
    assert found(text) == [
        ("4", "We recommend that Acre Trust ring."),
        ("5", "We further recommend that Brook Council keep a list."),
        ("6", "The Committee recommends that the Board ask."),
    ]


def test_numbered_concerns_ask_in_their_last_words():
    text = (
        "# Report\n\n## Concerns\n\n(1) Nobody rang. Acre Trust should ring.\n\n"
        "(2) Nobody had a list. Brook Council should keep one.\n\n"
        "(3) It was late. The Board should ask."
    )
    assert found(text) == [
        ("(1)", "Acre Trust should ring."),
        ("(2)", "Brook Council should keep one."),
        ("(3)", "The Board should ask."),
    ]


def test_reasons_for_none_that_words_count_are_no_recommendations():
    text = (
        "# Review\n\n## Recommendations\n\nThe panel makes no recommendations.\n\n"
        "First, we found no fault. Secondly, staff had asked. Thirdly, the Board has plans enough."
    )
    assert [r.kind.name for r in find_recommendations(document_of(text))] == ["NONE_MADE"]
