"""Parts of what papers must and must not say."""

import pytest

from kb.planning import plan


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Which reviews mention neither poverty nor debt?", ["!poverty", "!debt"]),
        ("reviews of drift that say nothing about fathers", ["drift", "!fathers"]),
        ("What reviews are silent on ethnicity even though the family spoke no English?",
         ["family spoke no English", "!ethnicity"]),
        ("reviews that deal with drink without any mention of drugs", ["drink", "!drugs"]),
        ("reviews featuring a late conference, but not ones where it was moved",
         ["late conference", "!moved"]),
        ("Reviews in which a letter was lost. Not the ones with a flood in them.",
         ["letter was lost", "!flood"]),
        ("Reviews of children who ran away and whose parents had moved",
         ["children who ran away", "parents had moved"]),
        ("reviews where drift came up and the chair was also absent",
         ["drift came up", "chair was absent"]),
        ("Fabricated illness cases in which the doctor was misled",
         ["Fabricated illness", "doctor was misled"]),
        ("gangs + exclusion, all reviews", ["gangs", "exclusion"]),
        ("List the reviews with an unseen man and poor supervision",
         ["unseen man", "poor supervision"]),
        ("reviews on housing and poverty", ["housing and poverty"]),
        ("reviews where police and schools shared no information",
         ["police and schools shared no information"]),
        ("reviews where the family had moved and no referral was made",
         ["family had moved and no referral was made"]),
        ("Are most of the reviews about boarding schools where nobody called?",
         ["boarding schools", "nobody called"]),
        ("reviews where neither the nurse nor the school had called",
         ["neither the nurse nor the school had called"]),
        ("reviews where the letter did not mention the bruise",
         ["letter did not mention the bruise"]),
    ],
)  # fmt: skip
def test_parts_by_the_words_between_them(question, parts):
    found = plan(question).parts

    assert [("!" if part.negated else "") + part.text for part in found] == parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Could I ask how many reports blame either caseloads or vacancies?",
         ["blame caseloads", "blame vacancies"]),
        ("how many reviews involve knives or gangs", ["knives", "gangs"]),
        ("how many reviews involve drug or alcohol misuse", ["drug or alcohol misuse"]),
        ("how many reviews say the plan was late or never written",
         ["plan was late or never written"]),
    ],
)  # fmt: skip
def test_one_of_two(question, parts):
    found = plan(question)

    assert [part.text for part in found.parts] == parts
    assert found.any_part == (len(parts) > 1)
