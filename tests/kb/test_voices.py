"""Whose voice is heard in a sentence, and what is only an event that its writer tells."""

import pytest

from kb.speaking.voices import voice_in

SPEAKERS = [
    # to the paper, now, or looking back
    ("The stepfather told the reviewers that he had never seen a plan.", "family"),
    ("Her gran remembers a winter without coal.", "family"),
    ("One boy said that the night staff had the television on.", "family"),
    ("Miss F says the lock was broken from the start.", "family"),
    ("The ward manager told the inquest that two beds were closed.", "staff"),
    ("Practitioners described being told to keep the numbers down.", "staff"),
    ("The clerk's manager said that the file had been in the basement.", "staff"),
    ("The trust insists that its leaflet was plain.", "body"),
    ("Marlbeck said that it had posted the file to Quarndon.", "body"),
    ("The Minister has said that the money will be found.", "government"),
    ("An audit carried out the year before had found forty unread letters.", "source"),
    ("The young man's carers informed the panel that the plan was a list.", "family"),
    ("The case worker reported feeling alone with it.", "staff"),
    ("In interview the tutor explained that the form was new.", "staff"),
    # a post that stands beside a name
    ("Mr Aldous, then deputy director, told us that the letter never came.", "staff"),
    # without a verb of their own
    ("According to the surgery, nobody asked for the notes.", "body"),
    ("In the words of the girl's aunt, they came with their coats on.", "family"),
    ("From the family's perspective, the door was always shut.", "family"),
    ("It was the view of practitioners that the bar had risen.", "staff"),
    ("The academy's position is that the boy left by agreement.", "body"),
    ("It was felt by the duty team that the house was no worse than others.", "body"),
    ("It was put to us by the force that the call had been graded properly.", "body"),
    ("The midwife had doubts and, as the ward sister put it, kept them folded.", "staff"),
    ("“We were the last to hear,” said the boy's grandfather.", "family"),
    ('"Nobody rang us back" (foster carer)', "family"),
    ("The place was refused, the adoptive father said, by a letter of two lines.", "family"),
    ("The hospital's management review states that the nurse was not on shift.", "body"),
    ("The door, so the academy says, was never locked.", "body"),
    ("It was, she remembered, a wet night.", "family"),
    ("For the school's part, the boy was no trouble.", "body"),
    ("To his aunt it seemed that nobody was awake.", "family"),
    ("The clerk's explanation to us was that the shelf had fallen.", "staff"),
    ("Ms Orrin, for the council, submits that the plan was sound.", "body"),
    ("On behalf of the trust it was submitted that the bed was free.", "body"),
    ("It has been said on your behalf that you were afraid.", "family"),
    ("The boy's great-aunt is in no doubt that the door was open.", "family"),
    ("Last year an inspectorate report laid bare the same gaps.", "source"),
    ("That inspection, in 2011, graded the home good.", "source"),
    ("A letter from the girl's foster carer was read.", "family"),
    ("I spoke to the boy's cousins, who want a memorial.", "family"),
    ("Counsel for the diocese accepted that letters were lost.", "staff"),
    ("One girl described her meetings as “a row of lanyards”.", "family"),
    ("More than half of the carers who answered said that they were tired.", "family"),
    ("Practitioners at the workshop thought that the form was too long.", "staff"),
    ("The night team considered that it was not its place to ask.", "body"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_a_speaker_is_known_by_the_word_that_names_them(text, speaker):
    voice = voice_in(text)
    assert voice is not None
    assert voice.speaker.value == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The mother told the health visitor on 3 May that she was leaving.",
        "On 6 June the father said that he had fed the baby.",
        "The stepfather said at the second visit that the dog was gone.",
        "The social worker said that she would ring on Monday.",
        "The nurse explained to the parents how to hold the baby.",
        "The doctor accepted that the bruise came from a toy.",
        "The mother had said as much to the school.",
        "The girl was told by the duty worker to wait.",
        "Mother said nothing.",
    ],
)
def test_what_was_said_within_the_story_is_an_event(text):
    assert voice_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "The mother told us that she rang twice, and the log shows two calls.",
        "The trust says that the ward was full; the records bear it out.",
    ],
)
def test_what_the_paper_bears_out_is_its_own(text):
    assert voice_in(text) is None


def test_in_minutes_what_is_said_is_a_statement():
    text = "The probation officer said that the office was closed that week."
    assert voice_in(text) is None
    assert voice_in(text, story=False).speaker.value == "staff"


@pytest.mark.parametrize(
    "text",
    [
        "The child protection plan was clear and short.",
        "The assessment of the mother described the home in detail.",
        "A typical strategy discussion describes the risks.",
        "The card in the file says “mother claims car seat” and no more.",
        "We think that three things went wrong.",
        "The health visitor's doubts were all still there.",
        "The registrar wrote that the bruise “could be old”.",
        "The dietitian had written to say that she was leaving.",
    ],
)
def test_a_word_for_a_person_is_no_speaker_where_something_else_is_named(text):
    assert voice_in(text) is None
