"""Items below other items, and the numbers of items that are recommendations of their own."""

from texts import document_of

from kb.recommending import find_recommendations


def found(text):
    document = document_of(f"# Review\n\n## Recommendations\n\n{text}")
    return [(r.number, document.text(r.spans)) for r in find_recommendations(document)]


def test_lettered_items_belong_to_the_item_above_them():
    text = (
        "The sheriff makes the following recommendations:\n\n(i) That Acre Council keep a list.\n\n"
        "(ii) That the said Council review its rule, with regard to\n  (a) calls at night; and\n"
        "  (b) what is passed on.\n\n(iii) That Brook Trust write."
    )
    assert found(text) == [
        ("(i)", "That Acre Council keep a list."),
        (
            "(ii)",
            "That the said Council review its rule, with regard to (a) calls at night; and "
            "(b) what is passed on.",
        ),
        ("(iii)", "That Brook Trust write."),
    ]


def test_items_of_a_paragraph_that_asks_nothing_bear_its_number():
    text = (
        "**1.** The Home Office should pay.\n\n**2.** With regard to visits:\n\n"
        "(a) Acre Council should go weekly.\n\n(b) Brook Trust should note it.\n\n"
        "**3.** Acre Police should ring."
    )
    assert [number for number, _ in found(text)] == ["1", "2(a)", "2(b)", "3"]
