import pytest

from kb.errors import QuestionError
from kb.planning import content_terms, numbers, plan

PLANS = [
    # question, kind, subject, unit, wants
    ("Which reviews cite failure to share information?", "list", "failure to share information",
     "review", None),
    ("Which serious case reviews found that supervision was weak?", "list", "supervision was weak",
     "review", None),
    ("How many reviews mention neglect?", "count", "neglect", "review", None),
    ("Which documents mention Laming?", "list", "Laming", "document", None),
    ("List all SCRs that mention disguised compliance", "list", "disguised compliance", "review",
     None),
    ("Which reports criticise supervision?", "list", "supervision", "document", None),
    ("How many Dudley children had a child protection plan?", "fact",
     "How many Dudley children had a child protection plan", None, "number"),
    ("When was Baby P born?", "fact", "When was Baby P born", None, "date"),
    ("Who chaired the serious case review?", "fact", "Who chaired the serious case review", None,
     "person"),
    ("Which inspectorates did the joint area review?", "fact",
     "Which inspectorates did the joint area review", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("question", "kind", "subject", "unit", "wants"), PLANS)
def test_plan(question, kind, subject, unit, wants):
    found = plan(question)

    assert (found.kind, found.subject, found.unit, found.wants) == (kind, subject, unit, wants)


def test_mention_is_enough_only_where_the_question_says_so():
    assert plan("Which reviews mention housing?").mention
    assert not plan("Which reviews criticise housing?").mention


@pytest.mark.parametrize("question", ["", "   ", "who is it?", "x" * 1001])
def test_questions_that_cannot_be_asked(question):
    with pytest.raises(QuestionError):
        plan(question)


def test_content_terms_keep_single_letters_of_pseudonyms():
    assert content_terms("Was Baby P's mother seen?") == ("baby", "p", "mother", "seen")


def test_numbers_ignore_separators_and_full_stops():
    assert numbers("In 2012, 1,146 of 58.") == {"2012", "1146", "58"}
