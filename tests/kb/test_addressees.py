"""Who is asked to act, in the ways that such papers say it."""

import pytest

from kb.recommending.addressees import addressees, addressees_below
from kb.recommending.directives import is_directive, is_imperative

NOBODY: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acre Police: read every notification the same day.", ("Acre Police",)),
        ("Acre Police and Acre Council: agree one form.", ("Acre Police", "Acre Council")),
        ("All agencies: every note should be signed.", ("All agencies",)),
        ("Schools: tell the social worker the same day.", ("Schools",)),
        ("For the Board: an audit should be made.", ("Board",)),
        ("To the Secretary of State: the guidance should be revised.", ("Secretary of State",)),
        ("The Board and Acre Police should agree one form.", ("Board", "Acre Police")),
        ("The Board and the police should agree one form.", ("Board", "police")),
        (
            "The police and children’s social care should agree.",
            ("police", "children’s social care"),
        ),
        (
            "The police, children’s social care and the health visiting service should agree.",
            ("police", "children’s social care", "health visiting service"),
        ),
        (
            "Acre Police, Acre Council and Acre NHS Trust must each report.",
            ("Acre Police", "Acre Council", "Acre NHS Trust"),
        ),
        (
            "GPs, midwives and health visitors should share it.",
            ("GPs", "midwives", "health visitors"),
        ),
        ("Both Acre Council and Acre Police should report.", ("Acre Council", "Acre Police")),
        ("Acre Council, with Acre Police, should report.", ("Acre Council", "Acre Police")),
        (
            "Acre Council, together with Acre Police and the Board, should report.",
            ("Acre Council", "Acre Police", "Board"),
        ),
        ("The Board, working with its partners, should report.", ("Board", "partners")),
        ("The Board should, with Acre Police, see that notes are kept.", ("Board", "Acre Police")),
        ("When a child moves, the school, with the GP, should say so.", ("school", "GP")),
        ("Acre Council, through its Director, should report.", ("Acre Council",)),
        ("The Board should, with the help of schools, report.", ("Board",)),
        ("The Board and Acre Police together should report.", ("Board", "Acre Police")),
        ("The Board should audit files, and Acre Police should report.", ("Board", "Acre Police")),
        ("Acre Police must keep notes; the Board should read them.", ("Acre Police", "Board")),
        ("No child should be sent home unseen, and the Trust should say who saw him.", ("Trust",)),
        ("The Board should audit files, and notes should be kept.", ("Board",)),
        (
            "That the Director of Housing and the Head of Safeguarding agree who is to be told.",
            ("Director of Housing", "Head of Safeguarding"),
        ),
        ("That the Acre Council, Legal Services, keep a list.", ("Acre Council, Legal Services",)),
        ("That the Board’s procedures say who is told.", NOBODY),
        ("That a review of the police response should be made.", NOBODY),
        (
            "That with immediate effect the Head of Housing record every call.",
            ("Head of Housing",),
        ),
        (
            "The Head of Legal and Democratic Services and the Board should report.",
            ("Head of Legal and Democratic Services", "Board"),
        ),
        (
            "The Director of Education and Acre Police should report.",
            ("Director of Education", "Acre Police"),
        ),
        ("NHS Acre and NHS Brook should agree.", ("NHS Acre", "NHS Brook")),
        ("The Board and its legal adviser should keep a list.", ("Board", "legal adviser")),
        ("At the hospital, every child should be weighed.", ("hospital",)),
        ("At Acre General Hospital, no child should leave unseen.", ("Acre General Hospital",)),
        ("At the hospital, a consultant should see the child.", ("hospital",)),
        ("In Acre Council, cases should not be closed by letter.", ("Acre Council",)),
        ("Within the health visiting service, notes should be kept.", ("health visiting service",)),
        ("An audit should be carried out by the Board.", ("Board",)),
        (
            "An audit should be carried out by Acre Council and Acre Police within a year.",
            ("Acre Council", "Acre Police"),
        ),
        ("A protocol should be agreed by the police and the Board.", ("police", "Board")),
        ("The file should be read by the Head of Safeguarding.", ("Head of Safeguarding",)),
        ("Acre Police is asked to report to the Board.", ("Acre Police",)),
        ("The Board is recommended to audit its work.", ("Board",)),
        ("The Board and Acre Police are asked to agree.", ("Board", "Acre Police")),
        ("Acre Police is invited to consider its form.", ("Acre Police",)),
        ("It is recommended that Acre Police reviews its form.", ("Acre Police",)),
        (
            "It is recommended that the Board and Acre Police agree one form.",
            ("Board", "Acre Police"),
        ),
        ("The review recommends that Acre Council should act.", ("Acre Council",)),
        ("The Panel invites the Board to resolve:", ("Board",)),
        (
            "The Panel asks Acre Council and Acre Police to agree one form.",
            ("Acre Council", "Acre Police"),
        ),
        ("We ask the Government to revise its guidance.", ("Government",)),
        (
            "that the Director of Children’s Services reports in May.",
            ("Director of Children’s Services",),
        ),
        ("The Head of Safeguarding should read the file.", ("Head of Safeguarding",)),
        ("The Chief Constable should report.", ("Chief Constable",)),
        ("The Lead Member for Children should be told by the Director.", ("Director",)),
        ("The Designated Doctor should train them.", ("Designated Doctor",)),
        ("The Independent Chair should write to the family.", ("Independent Chair",)),
        ("The Board’s Business Manager should keep a list.", ("Board’s Business Manager",)),
        (
            "Where a child is missed, Acre Police and the school should talk.",
            ("Acre Police", "school"),
        ),
        ("If a bruise is seen, the nurse must ring at once.", ("nurse",)),
        ("The Board should seek assurance from Acre Police.", ("Board",)),
        ("The Board should ensure that all schools have a lead.", ("Board",)),
        (
            "The Board, Acre Police and schools to agree one form.",
            ("Board", "Acre Police", "schools"),
        ),
        ("Acre Police to read every notification.", ("Acre Police",)),
        (
            "That the Local Safeguarding Children Board and the Drug Action Team produce guidance.",
            ("Local Safeguarding Children Board", "Drug Action Team"),
        ),
        (
            "That the named doctor, with the named nurse, reports each year.",
            ("named doctor", "named nurse"),
        ),
        (
            "It is recommended that the school nursing service keeps a list.",
            ("school nursing service",),
        ),
        ("We recommend that Acre Police reviews its form.", ("Acre Police",)),
        ("Finally, the Board should ask each agency.", ("Board",)),
        ("Health visiting: review every family.", ("Health visiting",)),
        ("All: use the tool.", ("All",)),
        ("In all assessments, practitioners should speak to the father.", ("practitioners",)),
        ("ABSCB to review its thresholds.", ("ABSCB",)),
        ("Assessments should be audited.", NOBODY),
        ("Vacancies should be reported to the Board.", NOBODY),
        ("Every child should be seen alone.", NOBODY),
        ("Children should be seen alone.", NOBODY),
        ("Ask who else lives in the home.", NOBODY),
        ("Note: this should be read with chapter 4.", NOBODY),
        ("Information sharing: notes should be copied.", NOBODY),
        ("By May 2014: an audit should be made.", NOBODY),
        (
            "Acre Children’s Services and Acre Hospital NHS Foundation Trust should jointly audit.",
            ("Acre Children’s Services", "Acre Hospital NHS Foundation Trust"),
        ),
        ("The Department for Education should revise its guidance.", ("Department for Education",)),
        ("Fire and Rescue Service: visit every home.", ("Fire and Rescue Service",)),
    ],
)
def test_who_is_asked(text, expected):
    assert addressees(text, frozenset({"Acre"})) == expected


@pytest.mark.parametrize(
    "text",
    [
        "How should the Board know?",
        "Should the police be told?",
        "What would the school need to do?",
    ],
)
def test_question_asks_nobody_to_act(text):
    assert not is_directive(text, frozenset())


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ask who else lives in the home.", True),
        ("Never close a case by letter.", True),
        ("Schools: tell the social worker.", True),
        ("See that each child is seen alone.", True),
        ("Review of the protocol was slow.", False),
        ("Records were not kept.", False),
        ("The nurse rang.", False),
        ("See chapter 4.", False),
    ],
)
def test_command_opens_an_item_of_a_brief(text, is_one):
    assert is_imperative(text) == is_one


def test_paper_is_asked_for_and_does_not_ask():
    assert is_directive("Regional guidance on bruising should be issued.", frozenset())
    assert not is_directive("The guidance says that agencies should meet.", frozenset())
    assert not is_directive("It raises matters that the council should act upon.", frozenset())


@pytest.mark.parametrize(
    ("stem", "item", "expected"),
    [
        ("That the Committee:", "notes the report.", ("Committee",)),
        ("The Committee is recommended:", "to note the report.", ("Committee",)),
        ("The Committee is recommended:", "to ask Acre Police for a list.", ("Committee",)),
        ("That Cabinet:", "Asks Acre Police to report.", ("Cabinet", "Acre Police")),
        ("That the Panel:", "recommends to Cabinet that it pay.", ("Panel", "Cabinet")),
        ("The review recommends that:", "Acre Police reviews its form.", ("Acre Police",)),
    ],
)
def test_whom_an_item_asks_by_the_words_above_its_list(stem, item, expected):
    assert addressees_below(stem, item, frozenset({"Acre"})) == expected
