"""Recommendations in prose that their label closes: "… should ring **(Recommendation 3)**."."""

from texts import recommended


def test_sentence_that_ends_in_a_label_is_the_recommendation_and_the_rest_is_not():
    text = (
        "# Review\n\n## 9. Recommendations\n\n9.1 The Trusts made 30 of their own.\n\n"
        "9.2 No plan was read. A fourth should not be called for. Acre Council should keep "
        "one plan **(Recommendation 1)**. It would be idle to stop there. It is therefore further "
        "recommended that the Board read it **(Recommendation 2)**.\n\n"
        "9.3 It was suggested that there should be more staff. The plan should see to it.\n"
    )
    assert recommended(text) == [
        ("Recommendation 1", "Acre Council should keep one plan"),
        ("Recommendation 2", "It is therefore further recommended that the Board read it"),
    ]


def test_sentence_that_goes_on_with_the_one_before_belongs_to_it():
    text = (
        "# Review\n\n## Recommendations\n\nNobody asked. Acre Council should lead a programme. "
        "It should include fathers (R1).\n\nThe Board should report (R2).\n"
    )
    assert recommended(text)[0] == (
        "R1",
        "Acre Council should lead a programme. It should include fathers",
    )


def test_list_whose_last_item_ends_in_the_label_belongs_to_the_words_above():
    text = (
        "# Review\n\n## 9. Recommendations\n\n9.1 Advice on sleep was given at the hospital and "
        "again at home, and nobody asked the mother where the baby would sleep when she was away. "
        "Acre Council should lead a programme. The programme should\n\n"
        "(a) ask about nights away;\n\n(b) include alcohol; and\n\n"
        "(c) be tested by Brook Trust **(Recommendation 1)**.\n\n"
        "9.2 The Board should report **(Recommendation 2)**.\n"
    )
    assert recommended(text) == [
        (
            "Recommendation 1",
            "Acre Council should lead a programme. The programme should (a) ask about nights away; "
            "(b) include alcohol; and (c) be tested by Brook Trust",
        ),
        ("Recommendation 2", "The Board should report"),
    ]


def test_labels_that_count_up_through_the_analysis_close_recommendations_there():
    text = (
        "# Review\n\n## Analysis\n\nThe call was late. Acre Police should call back "
        "[Recommendation 1]. That was known.\n\n## Learning\n\nPractitioners should ask fathers. "
        "The Board should review its procedure (Recommendation 2).\n\n"
        "The Panel took the view that Acre Trust should keep a list (Recommendation 3).\n"
    )
    assert recommended(text) == [
        ("Recommendation 1", "Acre Police should call back"),
        ("Recommendation 2", "The Board should review its procedure"),
        ("Recommendation 3", "Acre Trust should keep a list"),
    ]
