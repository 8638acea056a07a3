"""PDFs whose difficulty is in their objects: fonts, layers, forms, annotations, labels, streams."""

from functools import partial
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from .case import Case
from .pdf_layout import FINDING, HISTORY, LESSON, page, pages, said
from .raw_pdf import FONT, in_object_streams, linearized, objects, pdf, shown, stream, updated

A4_POINTS = (595, 842)


def raw(parts: dict[int, bytes], path: Path) -> None:
    """A file of these objects."""
    path.write_bytes(pdf(parts))


def said_alone(text: str, canvas: Canvas) -> None:
    """One line."""
    said(canvas, text)


def digital(path: Path) -> PdfWriter:
    """A writer that holds one ordinary page of text."""
    page(lambda canvas: said(canvas, FINDING, LESSON), A4_POINTS, path)
    return PdfWriter(clone_from=PdfReader(path))


# Fonts


def wide_font(*, mapped: bool, vertical: bool = False) -> dict[int, bytes]:
    """A font whose codes are glyph numbers, with or without a map to Unicode."""
    cmap = stream(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
        b"endcodespacerange 1 beginbfrange <0001> <0200> <0001> endbfrange endcmap end"
    )
    way = b"V" if vertical else b"H"
    return {
        5: b"<< /Type /Font /Subtype /Type0 /BaseFont /Sub+Font /Encoding /Identity-%s"
        b" /DescendantFonts [6 0 R] %s >>" % (way, b"/ToUnicode 7 0 R" if mapped else b""),
        6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sub+Font /DW 550 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R >>",
        7: cmap,
        8: b"<< /Type /FontDescriptor /FontName /Sub+Font /Flags 4 /FontBBox [0 0 1000 1000]"
        b" /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    }


def wide(*lines: str, mapped: bool = True, vertical: bool = False) -> dict[int, bytes]:
    """A page of `lines` in such a font."""
    rows = [
        b"BT /F1 11 Tf 1 0 0 1 60 %d Tm <%s> Tj ET"
        % (760 - 14 * n, "".join(f"{ord(ch):04x}" for ch in line).encode())
        for n, line in enumerate(lines)
    ]
    return objects(b"\n".join(rows)) | wide_font(mapped=mapped, vertical=vertical)


def by_glyph(*lines: str) -> dict[int, bytes]:
    """Words as numbers of glyphs, which stand for letters only in the font itself."""
    return wide(*("".join(chr(ord(ch) - 29) for ch in line) for line in lines), mapped=False)


def private_use() -> dict[int, bytes]:
    """Words as symbols of a private area, which is what a font without names maps to."""
    return wide("".join(chr(0xE000 + ord(ch)) for ch in FINDING)) | {
        7: stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
            b"endcodespacerange 1 beginbfrange <E000> <E0FF> <E000> endbfrange endcmap end"
        )
    }


def differences(names: bytes, text: bytes) -> dict[int, bytes]:
    """A font that names the glyph of each code from 1 on."""
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding"
        b" << /Type /Encoding /Differences [1 %s] >> >>" % names
    )
    return objects(b"BT /F1 11 Tf 60 760 Td <%s> Tj ET" % text, font=font)


def type3(*, mapped: bool) -> dict[int, bytes]:
    """A font whose glyphs are drawings, as TeX and old converters make it."""
    letters = sorted(set(FINDING))
    names = b" ".join(b"/g%d" % n for n in range(len(letters)))
    glyphs = b" ".join(b"/g%d 9 0 R" % n for n in range(len(letters)))
    codes = "".join(f"{letters.index(ch) + 1:02x}" for ch in FINDING).encode()
    chars = b" ".join(b"<%02x> <%04x>" % (n, ord(letter)) for n, letter in enumerate(letters, 1))
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [.001 0 0 .001 0 0]"
        b" /CharProcs << %s >> /Encoding << /Type /Encoding /Differences [1 %s] >> /FirstChar 1"
        b" /LastChar %d /Widths [%s] /Resources << >> %s >>"
        % (
            glyphs,
            names,
            len(letters),
            b"500 " * len(letters),
            b"/ToUnicode 7 0 R" if mapped else b"",
        )
    )
    return objects(b"BT /F1 11 Tf 60 760 Td <%s> Tj ET" % codes, font=font) | {
        7: stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF>"
            b" endcodespacerange %d beginbfchar %s endbfchar endcmap end" % (len(letters), chars)
        ),
        9: stream(b"500 0 0 0 500 500 d1 0 0 400 500 re f"),
    }


# Content


def nested_forms() -> dict[int, bytes]:
    """Text inside a form inside a form, each moved."""
    box = b"/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Matrix [1 0 0 1 %d 0] /Resources << "
    outer = box % 5 + b"/XObject << /In 7 0 R >> >>"
    inner = box % 5 + b"/Font << /F1 5 0 R >> >>"
    return objects(b"/Out Do", page=b"/Rotate 0") | {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /XObject << /Out 6 0 R >> >> >>",
        6: stream(b"q /In Do Q", outer),
        7: stream(shown(FINDING, LESSON), inner),
    }


def form_in_itself() -> dict[int, bytes]:
    """A form that draws itself."""
    entries = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 600 850]"
        b" /Resources << /XObject << /In 6 0 R >> /Font << /F1 5 0 R >> >>"
    )
    return objects(shown(FINDING) + b" /In Do") | {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources"
        b" << /Font << /F1 5 0 R >> /XObject << /In 6 0 R >> >> >>",
        6: stream(b"/In Do", entries),
    }


def hidden_layer() -> dict[int, bytes]:
    """A layer that is switched off, with the words of an earlier draft."""
    content = b"\n".join(
        (
            shown(FINDING),
            b"/OC /Draft BDC",
            shown("The draft named the foster carer.", top=700),
            b"EMC",
            shown(LESSON, top=640),
        )
    )
    return objects(content) | {
        1: b"<< /Type /Catalog /Pages 2 0 R /OCProperties"
        b" << /OCGs [6 0 R] /D << /OFF [6 0 R] /Order [6 0 R] >> >> >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources"
        b" << /Font << /F1 5 0 R >> /Properties << /Draft 6 0 R >> >> >>",
        6: b"<< /Type /OCG /Name (Draft) >>",
    }


def split_content() -> dict[int, bytes]:
    """Content in several streams, cut between an operator and what it works on."""
    whole = shown(FINDING, LESSON)
    at = whole.index(b" Tm")
    return objects(b"") | {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [6 0 R 7 0 R]"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        6: stream(whole[:at], packed=True),
        7: stream(whole[at:], packed=True),
    }


def inherited() -> dict[int, bytes]:
    """Fonts, size and turn of the page given by the tree above it."""
    return objects(shown(FINDING)) | {
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842]"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        3: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
    }


def kerned() -> dict[int, bytes]:
    """Words parted by a move inside the array, not by a space."""
    words = b"-300".join(b"(%s)" % word.encode() for word in FINDING.split())
    return objects(b"BT /F1 11 Tf 60 760 Td [%s] TJ ET" % words)


def inline_picture() -> dict[int, bytes]:
    """A picture inside the content whose bytes look like operators."""
    picture = b"q 20 0 0 20 60 600 cm BI /W 4 /H 4 /CS /G /BPC 8 ID ET Q (xx) Tj EI EI Q"
    return objects(b"\n".join((shown(FINDING), picture, shown(LESSON, top=700))))


def actual_text() -> dict[int, bytes]:
    """A tagged file: artifacts marked, a word's real spelling beside what is drawn."""
    content = (
        b"/Artifact <</Type /Pagination>> BDC BT /F1 8 Tf 60 815 Td (Final) Tj ET EMC\n"
        b"/P <</MCID 0>> BDC " + shown(FINDING) + b" EMC"
    )
    return objects(content, page=b"/StructParents 0") | {
        1: b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R >>",
        6: b"<< /Type /StructTreeRoot /K 7 0 R >>",
        7: b"<< /Type /StructElem /S /P /P 6 0 R /Pg 3 0 R /K 0 >>",
    }


def moved_box(box: bytes, dx: int, dy: int) -> dict[int, bytes]:
    """A page whose corner is not at the origin."""
    content = b"1 0 0 1 %d %d cm\n" % (dx, dy) + shown(FINDING, LESSON)
    parts = objects(content)
    return parts | {3: parts[3].replace(b"[0 0 595 842]", box)}


def off_the_corner() -> dict[int, bytes]:
    """A page that lies left of and below the origin."""
    return moved_box(b"[-700 -900 -105 -58]", -700, -900)


def hebrew() -> dict[int, bytes]:
    """A name in letters that run from right to left, inside an English sentence, as drawn."""
    drawn = "The uncle, \u05d9\u05d5\u05dc, was not known to the school."
    return wide(drawn, "Nobody asked.") | {
        7: stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
            b"endcodespacerange 2 beginbfrange <0001> <0200> <0001> <05D0> <05EA> <05D0> "
            b"endbfrange endcmap end"
        )
    }


# What stands beside the content


def notes_on_the_page() -> dict[int, bytes]:
    """Words typed onto the page (seen), a note in a closed pop-up (not seen), a hidden one."""
    parts = objects(shown(FINDING), page=b"/Annots [6 0 R 7 0 R 8 0 R]")
    return parts | {
        6: b"<< /Type /Annot /Subtype /FreeText /Rect [60 700 400 720] /DA (/Helv 10 Tf)"
        b" /Contents (Published with the agreement of the family.) >>",
        7: b"<< /Type /Annot /Subtype /Text /Rect [500 700 520 720] /Contents (Can we say so?) >>",
        8: b"<< /Type /Annot /Subtype /FreeText /F 2 /Rect [60 600 400 620]"
        b" /Contents (Named the foster carer.) >>",
    }


def labelled(path: Path) -> None:
    """Pages i, ii, then A-1."""
    draws = (partial(said_alone, text) for text in HISTORY[:3])
    pages(tuple(draws), A4_POINTS, path)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.set_page_label(0, 1, style="/r")
    writer.set_page_label(2, 2, style="/D", prefix="A-", start=1)
    writer.write(path)


def with_attachment(path: Path) -> None:
    """A text with a file attached."""
    writer = digital(path)
    writer.add_attachment("action-plan.xlsx", b"PK\x03\x04")
    writer.write(path)


def portfolio(path: Path) -> None:
    """A cover that asks for another program; the documents are attached."""
    page(lambda c: said(c, "For the best experience, open this PDF portfolio in"), A4_POINTS, path)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.add_attachment("overview-report.pdf", b"%PDF-1.4")
    collection = writer._add_object(_dictionary("/Type", NameObject("/Collection")))
    writer.root_object[NameObject("/Collection")] = collection
    writer.write(path)


def live_form(path: Path) -> None:
    """A form whose page says that something is loading, its words in a language of their own."""
    page(lambda c: said(c, "Please wait...", "If this message is not replaced"), A4_POINTS, path)
    writer = PdfWriter(clone_from=PdfReader(path))
    form = _dictionary("/XFA", TextStringObject("<template/>"))
    writer.root_object[NameObject("/AcroForm")] = form
    writer.root_object[NameObject("/NeedsRendering")] = _true()
    writer.write(path)


def _dictionary(key: str, value: object) -> object:
    from pypdf.generic import DictionaryObject

    return DictionaryObject({NameObject(key): value})


def _true() -> object:
    from pypdf.generic import BooleanObject

    return BooleanObject(True)


def deep_outline(path: Path) -> None:
    """Bookmarks two hundred levels deep."""
    writer = digital(path)
    parent = None
    for level in range(200):
        parent = writer.add_outline_item(title=f"Level {level}", page_number=0, parent=parent)
    writer.write(path)


def cyclic_outline() -> dict[int, bytes]:
    """A bookmark that comes after itself."""
    return objects(shown(FINDING)) | {
        1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 6 0 R >>",
        6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
        7: b"<< /Title (Findings) /Parent 6 0 R /Next 7 0 R /First 7 0 R /Dest [3 0 R /Fit] >>",
    }


def locked(user: str, path: Path) -> None:
    """A file with passwords; an empty one for reading opens by itself."""
    writer = digital(path)
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    writer.write(path)


def _raw(name: str, parts: dict[int, bytes], *sees: str, **more: object) -> Case:
    return Case(f"{name}.pdf", partial(raw, parts), sees, **more)


def _bytes(name: str, data: bytes, *sees: str, **more: object) -> Case:
    return Case(f"{name}.pdf", lambda path: path.write_bytes(data), sees, **more)


BOTH = (FINDING, LESSON)
DRAFT = {4: stream(shown("3.1 The draft of this paragraph named the worker.", LESSON))}
FINAL = {4: stream(shown(*BOTH))}
NAMELESS = FONT.replace(b"/BaseFont /Helvetica", b"")

CASES = (
    _raw("font-with-map", wide(*BOTH), *BOTH),
    _raw("font-without-map", by_glyph(*BOTH), cause="garbled"),
    _raw("font-of-private-letters", private_use(), cause="garbled"),
    _raw("font-with-glyph-names", differences(
        b"/N /o /b /d /y /space /a /s /k /e /quoteright /t", b"010203020405060708090a04",
    ), "Nobody asked"),
    _raw("drawn-font-with-map", type3(mapped=True), FINDING),
    _raw("drawn-font-without-map", type3(mapped=False), cause="garbled"),
    _raw("vertical-writing", wide("\u5150\u7ae5", *BOTH, vertical=False), *BOTH),
    _raw("right-to-left-name", hebrew(), "The uncle,", "was not known to the school.", "Nobody"),
    _raw("forms-in-forms", nested_forms(), *BOTH),
    _raw("form-that-draws-itself", form_in_itself(), FINDING),
    _raw("layer-switched-off", hidden_layer(), *BOTH, unseen=("foster carer",)),
    _raw("content-cut-in-two", split_content(), *BOTH),
    _raw("resources-inherited", inherited(), FINDING),
    _raw("gaps-instead-of-spaces", kerned(), FINDING),
    _raw("picture-inside-content", inline_picture(), *BOTH),
    _raw("tagged", actual_text(), FINDING),
    _raw("page-off-the-origin", off_the_corner(), *BOTH),
    _raw("page-far-from-the-origin", moved_box(b"[1000 2000 1595 2842]", 1000, 2000), *BOTH),
    _raw("notes-on-the-page", notes_on_the_page(), FINDING, "agreement of the family",
         unseen=("Can we say", "foster carer")),
    Case("page-labels.pdf", labelled, HISTORY[:3], labels=("i", "ii", "A-1")),
    Case("attachment.pdf", with_attachment, BOTH, remark="action-plan.xlsx"),
    Case("portfolio.pdf", portfolio, cause="overview-report.pdf"),
    Case("live-form.pdf", live_form, cause="XFA"),
    Case("deep-outline.pdf", deep_outline, BOTH),
    _raw("outline-in-a-circle", cyclic_outline(), FINDING),
    Case("locked-for-changes.pdf", partial(locked, ""), BOTH),
    Case("locked-for-reading.pdf", partial(locked, "secret"), cause="password-protected"),
    _bytes("object-streams", in_object_streams(objects(shown(*BOTH))), *BOTH),
    _bytes("linearized", linearized(objects(shown(*BOTH))), *BOTH),
    _bytes("updated", updated(pdf(objects(b"") | DRAFT), FINAL), *BOTH, unseen=("the worker",)),
    _raw("font-without-a-name", objects(shown(FINDING), font=NAMELESS), FINDING),
)  # fmt: skip
