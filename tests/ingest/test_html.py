"""Saved web pages: what a browser shows, and who wrote which comment when."""

import pytest

from ingest.parsing import parse
from kb.types import HiddenText

FILLER = (
    "<p>The review found that the agencies which knew the family had each seen a part of what was "
    "happening, and that none of them had put the parts together before the spring.</p>"
)


def read(folder, body, head="<title>A review of one case</title>"):
    path = folder / "a.html"
    path.write_text(
        f"<!doctype html><html><head>{head}</head><body><main>{FILLER}{body}</main></body></html>",
        encoding="utf-8",
    )
    return parse(str(path), path.name)


def shown(folder, body):
    """Kind, paragraph and text of what comes after the filler."""
    document = read(folder, body)
    return [(b.kind.value, b.paragraph, document.text(b.spans)) for b in document.blocks[1:]]


def thread(folder, body):
    document = read(folder, body)
    return [
        (b.kind.value, b.speaker, document.text(b.spans))
        for b in document.blocks
        if b.speaker or b.kind.value in ("comment", "heading")
    ]


def test_dates_in_running_text_and_captions_are_kept(tmp_path):
    body = (
        "<p>On <time datetime='2012-05-04'>4 May 2012</time> the school told nobody.</p>"
        "<figure><img src='a.png'><figcaption>Figure 1: who was told.</figcaption></figure>"
    )

    assert shown(tmp_path, body) == [
        ("paragraph", None, "On 4 May 2012 the school told nobody."),
        ("paragraph", None, "Figure 1: who was told."),
    ]


def test_ordered_lists_are_numbered_as_a_browser_does(tmp_path):
    body = (
        "<p>What was known.</p>"
        "<ol start='4'><li>The school saw a bruise.</li><li>The police did not.</li></ol>"
        "<p>The panel asked:</p><ol type='a'><li>who knew;</li><li>who told.</li></ol>"
    )

    assert shown(tmp_path, body) == [
        ("paragraph", None, "What was known."),
        ("paragraph", "4", "4. The school saw a bruise."),
        ("paragraph", "5", "5. The police did not."),
        ("paragraph", "5", "The panel asked:"),
        ("list_item", "5(a)", "a. who knew;"),
        ("list_item", "5(b)", "b. who told."),
    ]


def test_cells_reach_down_and_rows_know_their_columns(tmp_path):
    body = (
        "<table><tr><th>Agency</th><th>Action</th></tr>"
        "<tr><td rowspan='2'>Police</td><td>Meet</td></tr><tr><td>Write</td></tr></table>"
    )

    assert [text for _, _, text in shown(tmp_path, body)] == [
        "Agency | Action",
        "Police | Meet",
        "Police | Write",
    ]
    assert [block.stem for block in read(tmp_path, body).blocks[1:]] == [None, 1, 1]


def test_the_caption_of_a_table_is_the_paragraph_that_leads_to_it(tmp_path):
    body = (
        "<table><caption>Table 2: who did what</caption><tr><th>Agency</th><th>Action</th></tr>"
        "<tr><td>Police</td><td>Meet</td></tr></table>"
    )

    assert [text for _, _, text in shown(tmp_path, body)] == [
        "Table 2: who did what",
        "Agency | Action",
        "Police | Meet",
    ]
    assert [block.stem for block in read(tmp_path, body).blocks[1:]] == [None, 1, 2]


def test_lines_broken_by_hand(tmp_path):
    body = "<p>4.1 The plan lapsed<br>and nobody said so.<br><br>4.2 The board<br>met.</p>"

    assert shown(tmp_path, body) == [
        ("paragraph", "4.1", "4.1 The plan lapsed and nobody said so."),
        ("paragraph", "4.2", "4.2 The board met."),
    ]


def test_short_bold_paragraphs_are_headings(tmp_path):
    body = f"<p><strong>Purpose of the report</strong></p>{FILLER}<p><b>This is said.</b></p>"

    assert [kind for kind, _, _ in shown(tmp_path, body)] == ["heading", "paragraph", "paragraph"]


def test_what_a_browser_hides_inside_the_text_is_not_read_and_counted(tmp_path):
    body = "<p hidden>Mother's name is Ann.</p><p style='display: none'>Ann Smith.</p><p>Seen.</p>"
    document = read(tmp_path, body)

    assert "Ann" not in document.pages[0].text
    assert document.hidden == (HiddenText(1, "hidden inside the text", 6),)


@pytest.mark.parametrize(
    "body",
    [
        "<nav><p>Home and away, and all the news.</p><p hidden>Sign in to your account.</p></nav>",
        "<div hidden>Share this <button>Close</button></div><p>The board met in May again.</p>",
        "<div><div style='display:none'>A menu</div><div>More</div></div>",
    ],
)
def test_menus_and_dialogs_that_wait_are_no_hidden_text(tmp_path, body):
    assert read(tmp_path, body + FILLER).hidden == ()


@pytest.mark.parametrize(
    ("mark", "style"),
    [
        ('class="box black"', "<style>.black { background: #000; color: #000 }</style>"),
        ('style="color:white;background-color:white"', ""),
    ],
)
def test_words_in_the_colour_behind_them_are_redacted(tmp_path, mark, style):
    body = f"<p>Mother’s brother, <span {mark}>uncle <b>Osbert</b></span>, told nobody.</p>"
    document = read(tmp_path, body, head=f"<title>A review</title>{style}")

    assert document.pages[0].text.endswith("Mother’s brother, [redacted], told nobody.")
    assert document.hidden == (HiddenText(1, "in the colour behind them", 2),)


def test_a_page_inside_a_form_is_read(tmp_path):
    path = tmp_path / "a.aspx.html"
    path.write_text(f"<html><body><form action='/'><h1>Minutes</h1>{FILLER}</form></body></html>")

    assert "none of them had put the parts together" in parse(str(path), path.name).pages[0].text


def test_notes_stand_apart(tmp_path):
    body = (
        "<p>3.1 The plan lapsed<sup>1</sup> in May.</p><p>3.2 The board met.</p>"
        "<ol class='notes'><li>Minutes of 4 May.</li></ol>"
    )

    assert shown(tmp_path, body) == [
        ("paragraph", "3.1", "3.1 The plan lapsed in May."),
        ("paragraph", "3.2", "3.2 The board met."),
        ("paragraph", None, "1. Minutes of 4 May."),
    ]


WORDPRESS = """
<div id="comments" class="comments-area"><h2>2 thoughts on “A review”</h2><ol class="comment-list">
<li class="comment even depth-1" id="comment-1"><article class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Jane Roe</b>
<span class="says">says:</span></div><div class="comment-metadata"><a href="#c1">
<time datetime="2013-04-11">April 11, 2013 at 11:00 pm</time></a></div></footer>
<div class="comment-content"><p>I worked there.</p><p>Nobody listened, 4 May was too late.</p></div>
<div class="reply"><a href="#">Reply</a></div></article>
<ol class="children"><li class="comment odd depth-2" id="comment-2"><article class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">J. Doe</b>
<span class="says">says:</span></div><div class="comment-metadata"><a href="#c2">
<time>April 12, 2013 at 9:00 am</time></a></div></footer>
<div class="comment-content"><p>So did I.</p></div></article></li></ol></li></ol>
<div id="respond" class="comment-respond"><h3>Leave a reply</h3><form><p>Your name</p></form></div>
</div>"""

MICRODATA = """
<section id="disqus"><div itemscope itemtype="https://schema.org/Comment">
<span itemprop="author">kestrel</span> <span itemprop="datePublished">24 May 2010</span>
<div itemprop="text">No training at all.<br>None.</div></div></section>"""

PLAIN = """
<div id="comments"><div class="comment"><p>Posted by Ann B on 3 May 2011</p>
<p>It was the same here.</p><p><a href="#">Report abuse</a></p></div>
<div class="comment"><p>Nobody signed this one, and it is long enough to be read as words.</p></div>
</div>"""


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (
            WORDPRESS,
            [
                ("heading", None, "2 thoughts on “A review”"),
                ("heading", "Jane Roe", "Jane Roe, April 11, 2013 at 11:00 pm"),
                ("comment", "Jane Roe", "I worked there. Nobody listened, 4 May was too late."),
                ("heading", "J. Doe", "J. Doe, April 12, 2013 at 9:00 am"),
                ("comment", "J. Doe", "So did I."),
            ],
        ),
        (
            MICRODATA,
            [
                ("heading", "kestrel", "kestrel, 24 May 2010"),
                ("comment", "kestrel", "No training at all. None."),
            ],
        ),
        (
            PLAIN,
            [
                ("heading", "Ann B", "Ann B, 3 May 2011"),
                ("comment", "Ann B", "It was the same here."),
                ("heading", "anonymous", "Comment"),
                (
                    "comment",
                    "anonymous",
                    "Nobody signed this one, and it is long enough to be read as words.",
                ),
            ],
        ),
    ],
    ids=["wordpress", "microdata", "plain"],
)
def test_comment_threads(tmp_path, body, blocks):
    assert thread(tmp_path, body) == blocks


def test_an_article_that_is_wrapped_with_its_comments_stays(tmp_path):
    long = "".join(FILLER.replace("spring", f"spring of {year}") for year in range(2001, 2009))
    body = (
        f'<div class="discussion">{long}<div class="government-response"><p>It is accepted.</p>'
        '</div><div class="comment"><p>Ann, 3 May 2011</p><p>So did I.</p></div></div>'
    )
    document = read(tmp_path, body)
    kinds = [block.kind.value for block in document.blocks]

    assert kinds == ["paragraph"] * 10 + ["heading", "comment"]


def test_broken_marks_and_deep_nesting(tmp_path):
    body = '<p a"b=1 <:x=2>The plan lapsed.</p><q:z>And more.</q:z>' + "<div>" * 5000

    assert "The plan lapsed." in read(tmp_path, body).pages[0].text
