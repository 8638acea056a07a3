"""Which agencies a document criticises, and by which sentence."""

import pytest
from texts import add, document_of

from kb.access import LOCAL
from kb.agency_names import AgencyNames, agency_values, named_in
from kb.criticism import find_criticised
from kb.inventory import conditions, entries, matching

COVER = (
    "# Serious Case Review: Child Z\n\nNorthwick Safeguarding Children Board\n\nMay 2012\n\n"
    "## Analysis\n\n"
)


def criticised(text):
    """Each agency criticised with the sentence that shows it."""
    document = document_of(COVER + text)
    found = find_criticised(document)
    return {f.value: " ".join(document.text(f.spans).split()) for f in found}


@pytest.mark.parametrize(
    ("sentence", "agency"),
    [
        ("The police did not tell anyone of the third call.", "police"),
        ("No referral was made by the school.", "school"),
        ("Children's Social Care was slow to respond to the letter.", "children's social care"),
        ("The housing officer should have asked who slept in the back room.", "housing"),
        ("The health visitor never saw the father.", "health visiting"),
        ("The failure of the trust to reply left the family without help.", "health trust"),
        ("There was a lack of curiosity on the part of the probation officer.", "probation"),
        ("The opportunity to examine him was missed by the hospital.", "hospital"),
        ("The ambulance crew took no details of the other children.", "ambulance"),
        ("Nobody at the surgery rang her back.", "GP"),
        ("None of the teachers had asked why he was hungry.", "school"),
        ("No social worker had met the boy before the conference.", "children's social care"),
        ("The CPN closed the case after two missed appointments.", "mental health service"),
        ('The duty officer wrote that it was a "family dispute".', "children's social care"),
        ("The school's letter was not sent until June.", "school"),
        ("The midwife noted the bruise and asked nothing.", "midwifery"),
        ("The school nurse weighed him, and then did not plot the weight.", "school nursing"),
        ("The Board's plan was inadequate.", "safeguarding board"),
        ("The registrar, who had not undressed the baby, sent her home.", "hospital"),
        ("The advice of the duty solicitor was wrong.", "legal services"),
    ],
)
def test_agency_that_fell_short_is_named_with_its_sentence(sentence, agency):
    assert criticised(f"1.1 It rained. {sentence}\n") == {agency: sentence}


def test_agencies_that_are_joined_both_fell_short():
    found = criticised("1.1 The police and the health visitor did not go back.\n")

    assert set(found) == {"police", "health visiting"}


@pytest.mark.parametrize(
    "text",
    [
        "The grandmother said that the police did not come.",  # family
        "The trust maintains that its nurses did not fail the child.",  # in its own cause
        "The school should record every absence.",  # asks
        "Procedures say that the police should not close a case without a visit.",
        "There is no evidence that the police failed in any way.",
        "Did the health visitor fail to see what was before her?",
        "Research shows that the police often did not see the children.",
        "A review in the next county found that its midwives did not ask.",
        "The IMR says that the hospital did not keep the note.",
        "The panel did not receive a report from the hospital until May.",
        "The health visitor did not accept this and rang the police the same day.",
        "The police were not told of the address.",
        "The housing officer was turned away at the door.",
        "The housing association's conduct was prompt and cannot be criticised.",
        "The mother told the police that she did not know him.",
        "The boy did not go to the school near the river.",
        'The teacher said, "I did not like to ask."',
        "The police will not close such cases without a visit in future.",
        "The father, whom the social worker saw twice, did not work.",
    ],
)
def test_words_of_others_praise_and_what_was_suffered_are_no_criticism(text):
    assert criticised(f"1.1 {text}\n") == {}


def test_what_recommendations_and_quotations_say_is_no_criticism():
    text = (
        "> The police did not come.\n\n## Recommendations\n\n"
        "1. That the hospital review why the ward did not keep the note.\n"
    )

    assert criticised(text) == {}


@pytest.mark.parametrize(
    ("text", "agency", "shown"),
    [
        (
            "1.1 The perinatal nurse wrote to the ward in May. She never asked for a reply.",
            "mental health service",
            "She never asked for a reply.",
        ),
        (
            "1.1 The hub had the referral on Friday. It was filed unread.",
            "multi-agency hub",
            "It was filed unread.",
        ),
        (
            "## The nursery\n\n1.1 She stayed there two years. No note of the marks was made.",
            "nursery",
            "No note of the marks was made.",
        ),
        (
            "1.1 *Probation.* He reported weekly. Nobody asked where he lived.",
            "probation",
            "Nobody asked where he lived.",
        ),
    ],
)
def test_sentence_without_an_agency_counts_against_the_one_it_is_about(text, agency, shown):
    assert criticised(f"{text}\n") == {agency: shown}


def test_row_of_a_table_counts_against_its_agency():
    table = (
        "| Date | Agency | Comment |\n|---|---|---|\n"
        "| May 2009 | Dentist | Nobody was told of the teeth. |\n"
        "| June 2009 | Ambulance | A good note was made. |\n"
    )

    assert list(criticised(table)) == ["dental service"]


def test_pronoun_after_the_mother_is_not_the_nurse():
    text = "1.1 The nurse met the CPN. Her mother was there too. She did not ask for help.\n"

    assert criticised(text) == {}


def test_agency_is_known_by_the_name_that_the_document_gives_it():
    text = (
        "1.1 She was seen at Larchway, the alcohol service, in May.\n\n"
        "1.2 Larchway did not tell the midwife.\n"
    )

    assert criticised(text) == {"substance misuse service": "Larchway did not tell the midwife."}


def test_more_sentences_are_surer_and_one_is_shown():
    once = document_of(COVER + "1.1 The police did not call.\n")
    twice = document_of(COVER + "1.1 The police did not call. The police failed to write.\n")

    (one,), (two,) = find_criticised(once), find_criticised(twice)
    assert one.confidence == 0.6
    assert two.confidence == 0.84
    assert twice.text(two.spans) == "The police did not call."


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("the social workers", "children's social care"),
        ("the duty officer", "children's social care"),
        ("the S.S.D.", "children's social care"),
        ("a doctor's surgery", "GP"),
        ("A&E", "hospital"),
        ("the CPN", "mental health service"),
        ("CAMHS", "mental health service"),
        ("the class teacher", "school"),
        ("the constable", "police"),
        ("school nurse", "school nursing"),
        ("the Education Welfare Officer", "education welfare"),
        ("the duty solicitor", "legal services"),
        ("Northwick Safeguarding Children Board", "safeguarding board"),
        ("a women's refuge", "voluntary organisation"),
        ("the guardian ad litem", "Cafcass"),
        ("the youth offending team", "youth offending"),
        ("the fire and rescue service", "fire service"),
        ("the prison", "prison"),
        ("the county council", "local authority"),
    ],
)
def test_printed_forms_are_one_value(words, agency):
    assert [named.value for named in named_in(f"They rang {words} in May.")] == [agency]
    assert agency in agency_values()


@pytest.mark.parametrize("words", ["her school friends", "good practice", "a pc", "legal advice"])
def test_words_that_look_like_agencies_name_none(words):
    assert AgencyNames().find(f"It was about {words} then.") == []


def test_documents_are_chosen_by_whom_they_criticise(kb):
    first, _ = add(
        kb,
        COVER + "1.1 The police did not call. The GP never rang.\n",
        COVER + "1.1 The police called. It rained.\n",
    )
    kb.build_index()
    with kb.read(LOCAL) as snapshot:
        held = entries(snapshot.documents, snapshot.fields)
        found = matching(held, conditions(named=["agency criticised=police"]))
        facets = snapshot.facets

    assert [entry.summary.id for entry in found] == [first]
    assert facets.read("What did the GP do?")[0] == []
