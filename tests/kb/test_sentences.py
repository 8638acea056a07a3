"""Where sentences begin and end, and what stands before them that is not theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.sentences import marker_length, sentence_ranges

SPLIT = [
    "One sentence.|And another.",
    "Was he seen?|No!|He was not.",
    "Dr. A. Kell was told.|Mrs. Brown was not.",
    "The plan (v. 2) lapsed.|Nobody asked.",
    "See s. 47 and paras. 3.1 to 3.4 of the report.|It cites No. 12.",
    "It rose by 2.5 per cent.|The cost was £3.2 million.",
    "“Nobody asked.”|“Why not?”|He could not say.",
    'He said "no."|(That was all.)|Then he left.',
    "It ended in 2012.|12 people came.",
    "The board met on 3 Feb. 2012 at Leeds.",
    "It met at 5 p.m. and closed at 6.",
    "e.g. the school, i.e. St. Mary's, was told.",
    "He waited…|Nobody came.",
    "no capital follows. so this is one sentence",
    "It cost £4.|£5 was left.",
    "Line one\nwraps here.|Line three.",
    "4. The first point.",
    "(a) The school was told.",
    "No stop at the end",
]


@pytest.mark.parametrize("marked", SPLIT)
def test_sentences(marked):
    sentences = marked.split("|")
    text = " ".join(sentences)

    assert [text[a:b] for a, b in sentence_ranges(text)] == sentences


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_white_space_holds_no_sentence(text):
    assert sentence_ranges(text) == []


@given(
    st.lists(
        st.sampled_from(["Dr. A. Kell was told.", "No. 4", "Was it? ", "\n", "£", "漢。", "a.B"])
        | st.text(max_size=20)
    ).map(" ".join)
)
def test_sentences_are_in_order_trimmed_and_hold_every_character(text):
    ranges = sentence_ranges(text)

    assert all(start < end for start, end in ranges)
    assert [edge for pair in ranges for edge in pair] == sorted(
        edge for pair in ranges for edge in pair
    )
    assert all(text[a:b] == text[a:b].strip() for a, b in ranges)
    outside = set(range(len(text))).difference(*(range(a, b) for a, b in ranges))
    assert "".join(text[i] for i in outside).strip() == ""


@pytest.mark.parametrize(
    ("text", "paragraph", "lead"),
    [
        ("4.12 The plan lapsed.", "4.12", "4.12 "),
        ("4.12. The plan lapsed.", "4.12", "4.12. "),
        ("7) The plan lapsed.", "7", "7) "),
        ("(b) by June", "4.12(b)", "(b) "),
        ("(iv) by June", None, "(iv) "),
        ("a. by June", "3a", "a. "),
        ("• by June", "3", "• "),
        ("– by June", None, "– "),
        ("> a quotation", None, "> "),
        ("2.5 million pounds", "4.12", ""),
        ("4.123 is another number", "4.12", ""),
        ("12 people came", None, ""),
        ("The plan lapsed.", "4.12", ""),
        ("-5 degrees", None, ""),
        ("4.12", "4.12", ""),
    ],
)
def test_marker(text, paragraph, lead):
    assert text[: marker_length(text, paragraph)] == lead
