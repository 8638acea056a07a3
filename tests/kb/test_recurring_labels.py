"""Labels of a document's own before each of its recommendations."""

from texts import document_of

from kb.recommending import find_recommendations


def found(text):
    document = document_of(text)
    return [(r.number, document.text(r.spans)) for r in find_recommendations(document)]


def test_a_label_that_comes_back_opens_recommendations():
    text = (
        "# Review\n\n## Analysis\n\nThe call was late.\n\n"
        "*The way ahead:* Acre Trust should ring before a visit.\n\nNobody had looked.\n\n"
        "*The way ahead:* Brook Council should keep one list.\n\n"
        "*The way ahead:* The Board might be told of both."
    )
    assert found(text) == [
        (None, "Acre Trust should ring before a visit."),
        (None, "Brook Council should keep one list."),
        (None, "The Board might be told of both."),
    ]


def test_a_label_beside_recommendations_opens_none():
    text = (
        "# Review\n\n## Analysis\n\n*Guidance:* Staff should ring.\n\n"
        "*Guidance:* Staff should look.\n\n*Guidance:* Staff should ask."
    )
    assert not found(text)


def test_a_label_bears_its_number_or_that_of_what_stands_above_it():
    boxes = (
        "# Review\n\n## Findings\n\n> **Box 1**\n> Acre Trust may wish to ring first.\n\n"
        "> **Box 2**\n> Brook Council may wish to keep a list.\n\n"
        "> **Box 3**\n> The Board may wish to ask."
    )
    concerns = (
        "# Report\n\n## Concerns\n\n(1) Nobody rang.\n\n**Action:** Acre Trust should ring.\n\n"
        "(2) Nobody looked.\n\n**Action:** Brook Council should look."
    )
    assert [number for number, _ in found(boxes)] == ["1", "2", "3"]
    assert found(concerns) == [
        ("(1)", "Acre Trust should ring."),
        ("(2)", "Brook Council should look."),
    ]
