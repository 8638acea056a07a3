"""The year of a paper, from the words beside its dates, however tersely those are written."""

import pytest
from texts import document_of

from kb.describing import describe


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Date: 14/8/96", 1996),
        ("Leo (d.o.b. 02/2007) Draft: 4a Date: 19.02.10", 2010),
        ("Subject: Leo (d.o.b. 02/2007)", None),
        ("Version control: 0.9 to family 09/24 · 1.1 PUBLISHED 03/25", 2025),
        ("Version 1.2.14", None),
        ("| Action plan | Updated: 30/09/13 |\n|---|---|", 2013),
        ("14:22, 8 JUN 2023 | Updated 17:05, 8 JUN 2023", 2023),
        ("Friday March 6 1987", 1987),
        ("Ann Other, Chair | 16/11/09", 2009),
        ("Plan (as at 31.3.09)", 2009),
        ("Mehefin 2007 June", 2007),
        ("Issue 31 | Spring/Summer 2016", 2016),
        ("Revised for publication, 2007", 2007),
        ("Agreed by the Committee: 12/9/96", 1996),
        ("(D.o.H. et al., December 1999)\n\nAdopted at its meeting of 12 July 2001", 2001),
        ("under the guidance (DfES, December 1999)", None),
        ("Fieldwork: 19–30 September 2005\nReport: February 2006", 2006),
        ("Please reply by 3 May 2011", None),
    ],
)
def test_the_year_by_the_words_beside_a_date(line, year):
    text = (
        f"# Serious Case Review: Leo\n\n{line}\n\n## 1. The child\n\n1.1 Leo was seen by a nurse."
    )

    assert describe(document_of(text), "paper.md").year == year


def test_the_year_in_the_last_lines_and_below_a_page_number():
    text = "# Our Leo\n\nHe liked the sea.\n\n1. He was seen.\n\n*last updated by Ann 11/02/2018*"
    assert describe(document_of(text), "paper.md").year == 2018

    cover = (
        "- 1 -\n\nREPORT OF THE PANEL OF INQUIRY\n\nSeptember 1983\n\n1. Leo was seen by a nurse."
    )
    assert describe(document_of(cover), "paper.md").year == 1983


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("*This report replaces that completed in May 2008*\n\nJune 2010", 2010),
        ("Issue 27 – Winter 2019/20", 2020),
        ("LONDON HER MAJESTY'S STATIONERY OFFICE 1975 Price £1.05 net", 1975),
        ("Acre Safeguarding Panel. Produced February 2014.", 2014),
        ("Leo Example, 14.02.2001 – 6.9.2016", None),
        ("PRESS RELEASE 14/5/13", 2013),
        ("Acre LSCB, 2017", 2017),
        ("On 5 May 2019 I heard of it.", None),
    ],
)
def test_the_year_beside_other_words(line, year):
    assert describe(document_of(f"# A paper\n\n{line}"), "paper.md").year == year
