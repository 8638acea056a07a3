"""A question that names a row and a column of a table finds that row, on whichever page it is."""

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.run import ingest_paths

HEAD = ("Recommendation", "Lead agency", "Finish by", "Progress")
ROWS = (
    ("Record every adult in the home", "Children's Services", "May 2014", "Done"),
    ("Ask the child alone at each visit", "Health visiting", "June 2014", "Under way"),
    ("Read the old file before a conference", "Legal team", "July 2014", "Not begun"),
    ("Tell the school of every police call", "Police", "March 2014", "Done"),
    ("Check bruises on babies with a doctor", "Hospital trust", "April 2014", "Done"),
    ("Train panel chairs in challenge", "Safeguarding Board", "October 2014", "Late"),
    ("Write to parents in their own language", "Housing", "August 2014", "Under way"),
    ("Follow up missed appointments", "General practice", "February 2014", "Done"),
    ("Share probation reports with the nursery", "Probation", "January 2015", "Not begun"),
    ("Hold supervision every month", "Midwifery", "September 2014", "Late"),
)
PROSE = (
    "2.1 The recommendations of the review were sent to every lead agency.",
    "2.2 Progress was reported to the Board, which asked when each would finish.",
    "2.3 The nursery, the school and the police were told what the review had found.",
)


def action_plan(path):
    """Prose, then a table over two pages with its head on the first one only."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 790, "Action plan")
    canvas.setFont("Helvetica", 10)
    for row, line in enumerate(PROSE):
        canvas.drawString(60, 750 - 20 * row, line)
    canvas.drawString(60, 660, "Table 2: what each agency has agreed to do")
    y = 636
    for number, cells in enumerate((HEAD, *ROWS)):
        if number == 6:
            canvas.showPage()
            canvas.setFont("Helvetica", 10)
            y = 790
        for x, cell in zip((60, 270, 390, 480), cells, strict=True):
            canvas.drawString(x, y, cell)
        y -= 24
    canvas.save()


@pytest.fixture
def planned(kb, settings, tmp_path):
    action_plan(tmp_path / "plan.pdf")
    ingest_paths(kb, settings, [tmp_path / "plan.pdf"])
    return kb


def test_a_question_naming_row_and_column_finds_the_row(planned):
    for named, lead, _, _ in ROWS:
        question = f"Which is the lead agency for: {named.lower()}?"
        texts = [hit.text for hit in planned.search(question, k=2).hits]
        assert any(f"{named} | {lead}" in text for text in texts), question
