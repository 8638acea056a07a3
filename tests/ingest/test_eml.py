"""E-mails: body and subject read, headers declared, attachments named."""

from email.message import EmailMessage

import pytest

from ingest.parsing import parse
from kb.errors import UnreadableDocument, UnsupportedFormat
from kb.types import HiddenText


def message(body="3.1 The school told nobody.\n", **headers):
    mail = EmailMessage()
    mail["From"] = "Ann Smith <ann@example.org>"
    mail["To"] = "Board <board@example.org>"
    mail["Date"] = "Fri, 04 May 2012 09:15:00 +0100"
    mail["Subject"] = "Child Q: what we – the school – knew"
    mail["Message-ID"] = "<1@example.org>"
    for key, value in headers.items():
        mail[key] = value
    if body is not None:
        mail.set_content(body)
    return mail


def read(folder, mail, name="a.eml"):
    path = folder / name
    path.write_bytes(mail if isinstance(mail, bytes) else bytes(mail))
    return parse(str(path), path.name)


def shown(document):
    return [(b.kind.value, b.paragraph, document.text(b.spans)) for b in document.blocks]


def test_plain_letter(tmp_path):
    body = (
        "Dear all,\n\nThe review found that nobody had asked the child, and that\n"
        "nobody had written it down. The panel asks:\n\n- who knew;\n- who told.\n\n"
        "On 3 May 2012 Ann wrote:\n> We were not\n> asked at all.\n>\n> Nobody rang.\n\n-- \nJo\n"
    )
    document = read(tmp_path, message(body))

    assert document.media_type == "message/rfc822"
    assert document.declared == {
        "from": "Ann Smith <ann@example.org>",
        "to": "Board <board@example.org>",
        "subject": "Child Q: what we – the school – knew",
        "title": "Child Q: what we – the school – knew",
        "author": "Ann Smith <ann@example.org>",
        "date": "2012-05-04T09:15+01:00",
    }
    assert [(kind, text) for kind, _, text in shown(document)] == [
        ("heading", "Child Q: what we – the school – knew"),
        ("paragraph", "Dear all,"),
        (
            "paragraph",
            "The review found that nobody had asked the child, and that nobody had written it "
            "down. The panel asks:",
        ),
        ("list_item", "- who knew;"),
        ("list_item", "- who told."),
        ("paragraph", "On 3 May 2012 Ann wrote:"),
        ("quotation", "We were not asked at all."),
        ("quotation", "Nobody rang."),
        ("furniture", "--"),
        ("paragraph", "Jo"),
    ]


HTML = """<html><head><title>x</title><style>p {color: red}</style></head><body>
<h2>What was known</h2><p>3.1 The school
told nobody.</p><p style="display:none">tracker words</p>
<ol><li>First.</li><li>Second.</li></ol><ul><li>a point</li></ul>
<table><tr><td>Agency</td><td>Action</td></tr><tr><td>Police</td><td>Meet</td></tr></table>
<div>Yours,<br>Ann</div></body></html>"""


@pytest.mark.parametrize("plain", [None, "See the HTML.\n"])
def test_html_letter(tmp_path, plain):
    mail = message(plain)
    if plain is None:
        mail.set_content(HTML, subtype="html")
    else:
        mail.add_alternative(HTML, subtype="html")

    assert shown(read(tmp_path, mail))[1:] == [
        ("paragraph", None, "What was known"),
        ("paragraph", "3.1", "3.1 The school told nobody."),
        ("paragraph", "1", "1. First."),
        ("paragraph", "2", "2. Second."),
        ("list_item", "2", "• a point"),
        ("table_row", None, "| Agency | Action |"),
        ("table_row", None, "| Police | Meet |"),
        ("paragraph", "2", "Yours, Ann"),
    ]


def test_attachments_are_named_and_not_read(tmp_path):
    mail = message()
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a\tb – 1.pdf")
    mail.add_attachment("secret words", filename="notes.txt")
    mail.add_attachment(message("forwarded words"))
    document = read(tmp_path, mail)

    assert document.declared["attachments_not_read"] == (
        "a b – 1.pdf, notes.txt, a forwarded message"
    )
    assert "secret" not in document.pages[0].text
    assert "forwarded" not in document.pages[0].text
    assert document.pages[0].cause == (
        "not read: what is attached to the file (a b – 1.pdf, notes.txt, a forwarded message)"
    )


@pytest.mark.parametrize(
    ("mail", "cause"),
    [
        (message(None), "an e-mail without text$"),
        (
            b"From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/encrypted; "
            b'boundary="x"\r\n\r\n--x\r\nContent-Type: application/octet-stream\r\n\r\nzz\r\n--x--',
            "an encrypted e-mail",
        ),
    ],
)
def test_letters_without_words(tmp_path, mail, cause):
    with pytest.raises(UnreadableDocument, match=cause):
        read(tmp_path, mail)


def test_a_letter_that_is_all_attachment_says_what_to_save(tmp_path):
    mail = message(None)
    mail.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")

    with pytest.raises(UnreadableDocument, match=r"save what is attached \(a\.pdf\)"):
        read(tmp_path, mail)


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (b"Content-Type: text/plain; charset=nonsense", "Café".encode(), "Café"),
        (b"Content-Type: text/plain; charset=utf-8", "Café".encode("cp1252"), "Café"),
        (b"Content-Transfer-Encoding: base64", b"VGhlIHBsYW4=", "The plan"),
        (b"Content-Transfer-Encoding: base64", b"%%%%", None),
        (b"Date: never\r\nContent-Type: ;;;=", b"The plan", "The plan"),
        (b"Subject: =?utf-8?b?!!!?=\r\nTo: <<<@@", b"The plan", "The plan"),
        (b"Content-Type: text/plain; format=flowed", b"The plan \r\nlapsed.", "The plan lapsed."),
        (b'Content-Type: multipart/mixed; boundary="x"', b"The plan, no boundary", None),
    ],
)
def test_broken_letters(tmp_path, head, body, text):
    mail = b"From: a@b.org\r\nMessage-ID: <1@b.org>\r\n" + head + b"\r\n\r\n" + body
    if text is None:
        with pytest.raises(UnreadableDocument):
            read(tmp_path, mail)
    else:
        assert shown(read(tmp_path, mail))[-1][2] == text


def test_a_letter_is_known_by_its_headers(tmp_path):
    assert read(tmp_path, message(), "a.bin").media_type == "message/rfc822"
    assert read(tmp_path, message(), "a.txt").media_type == "text/plain"
    memo = b"From: the Director\nTo: the Board\n\nThe plan lapsed.\n"
    assert read(tmp_path, memo, "memo").media_type == "text/plain"
    with pytest.raises(UnsupportedFormat, match=r"named \.eml but holds text/plain"):
        read(tmp_path, b"The plan lapsed.", "a.eml")


def test_parts_nested_without_end(tmp_path):
    head = b"From: a@b.org\r\nMessage-ID: <1@b.org>\r\n"
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(3000)
    )
    with pytest.raises(UnreadableDocument):
        read(tmp_path, head + nested + b"\r\nThe plan.")


@pytest.mark.parametrize(
    ("sentence", "reason", "shown_as"),
    [
        (
            "The uncle<span style='display:none'> Osbert Quill</span> was told.",
            "hidden inside the text",
            "The uncle was told.",
        ),
        (
            "The uncle <span style='color:#000;background:#000'>Osbert Quill</span> was told.",
            "in the colour behind them",
            "The uncle [redacted] was told.",
        ),
    ],
)
def test_words_that_the_page_of_a_letter_hides_are_not_taken_from_its_plain_part(
    tmp_path, sentence, reason, shown_as
):
    mail = message("The uncle, Osbert Quill, was told.\n")
    mail.add_alternative(f"<p>{sentence}</p><p>Nobody else was.</p>", subtype="html")
    document = read(tmp_path, mail)

    assert document.hidden == (HiddenText(1, reason, 2),)
    assert shown_as in document.pages[0].text
    assert "Osbert" not in document.pages[0].text


def test_a_line_for_the_preview_of_a_newsletter_is_no_hidden_text(tmp_path):
    mail = message(None)
    preview = "<div style='display:none'>All the news of May, and more.</div>"
    body = f"{preview}<table><tr><td><p>The Board met in May.</p></td></tr></table>"
    mail.add_alternative(body, subtype="html")
    document = read(tmp_path, mail)

    assert document.hidden == ()
    assert document.pages[0].text.endswith("The Board met in May.")
