"""PDFs as programs write them: how each places, scales, doubles and encodes its letters."""

from functools import partial

from pypdf import PdfReader, PdfWriter

from .case import Case
from .pdf_layout import FINDING, LESSON, SCHOOL
from .pdf_objects import raw, wide
from .raw_pdf import FONT, objects, pdf, shown, stream

BOTH = (FINDING, LESSON)


def literal(text: str) -> bytes:
    """A string of the content, in Windows-1252."""
    data = text.encode("cp1252")
    return b"(%s)" % data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def content(*rows: bytes, **more: bytes) -> dict[int, bytes]:
    """A page of these rows of content."""
    return objects(b"\n".join(rows), **more)


# How letters are placed and scaled


def flipped() -> dict[int, bytes]:
    """Quartz: the page upside down, and every line turned back."""
    rows = [
        b"BT 11 0 0 -11 60 %d Tm /F1 1 Tf %s Tj ET" % (80 + 14 * n, literal(line))
        for n, line in enumerate(BOTH)
    ]
    return content(b"q 1 0 0 -1 0 842 cm", *rows, b"Q")


def negative_size() -> dict[int, bytes]:
    """A type size below zero in a matrix that turns it back, as old drivers write."""
    rows = [
        b"BT /F1 -11 Tf -1 0 0 -1 60 %d Tm %s Tj ET" % (760 - 14 * n, literal(line))
        for n, line in enumerate(BOTH)
    ]
    return content(*rows)


def scaled_down() -> dict[int, bytes]:
    """Chromium and printers' drivers: everything in pixels, made small by one matrix."""
    rows = [
        b"BT /F1 46 Tf 1 0 0 -1 250 %d Tm %s Tj ET" % (340 + 58 * n, literal(line))
        for n, line in enumerate(BOTH)
    ]
    return content(b".24 0 0 -.24 0 842 cm", *rows)


def one_point() -> dict[int, bytes]:
    """Distiller: type of one point, scaled by the matrix of each line, moved on by T*."""
    return content(
        b"BT /F1 1 Tf 11 0 0 11 60 760 Tm 1.3 TL", literal(FINDING) + b" Tj T*",
        literal(LESSON) + b" Tj ET",
    )  # fmt: skip


def quote_operators() -> dict[int, bytes]:
    """Lines shown by the operators that also move: ' and ", with spacing of their own."""
    return content(
        b"BT /F1 11 Tf 14 TL 60 774 Td", literal(FINDING) + b" '",
        b"2 0.1 " + literal(LESSON) + b' " ET',
    )  # fmt: skip


def squeezed() -> dict[int, bytes]:
    """Narrow and widened letters (Tz, Tc), as justification in narrow cells makes them."""
    return content(
        b"BT /F1 11 Tf 70 Tz 1 0 0 1 60 760 Tm", literal(FINDING) + b" Tj",
        b"110 Tz .6 Tc 1 0 0 1 60 746 Tm", literal(LESSON) + b" Tj ET",
    )  # fmt: skip


def by_kerning() -> dict[int, bytes]:
    """TeX: letters kerned one by one, words parted by a move."""
    rows = []
    for n, line in enumerate(BOTH):
        words = [b"-12".join(b"(%s)" % bytes([c]) for c in word.encode()) for word in line.split()]
        rows.append(b"BT /F1 11 Tf 60 %d Td [%s] TJ ET" % (760 - 14 * n, b"-333".join(words)))
    return content(*rows)


def glyph_by_glyph() -> dict[int, bytes]:
    """Every letter and space shown by itself, each moved on from the one before."""
    rows = []
    for n, line in enumerate(BOTH):
        moves = b" ".join(literal(letter) + b" Tj 5.6 0 Td" for letter in line)
        rows.append(b"BT /F1 11 Tf 60 %d Td %s ET" % (760 - 14 * n, moves))
    return content(*rows, font=FONT.replace(b"Helvetica", b"Courier").replace(b">>", WIDTHS))


WIDTHS = b"/FirstChar 32 /LastChar 126 /Widths [" + b"510 " * 95 + b"] >>"


def word_by_word() -> dict[int, bytes]:
    """A text object for each word, none with a space: InDesign's and many converters' way."""
    rows = []
    for n, line in enumerate(BOTH):
        x = 60.0
        for word in line.split():
            rows.append(b"BT /F1 11 Tf 1 0 0 1 %.2f %d Tm %s Tj ET"
                        % (x, 760 - 14 * n, literal(word)))  # fmt: skip
            x += 6.12 * len(word) + 3.4
    return content(*rows, font=FONT.replace(b"Helvetica", b"Courier-New").replace(b">>", MONO))


MONO = b"/FirstChar 32 /LastChar 126 /Widths [" + b"556 " * 95 + b"] >>"


def bottom_up() -> dict[int, bytes]:
    """The lines of a page drawn from the last to the first."""
    lines = shown(*SCHOOL, size=11).split(b"\n")
    return content(*reversed(lines))


def drawn_twice(dx: float, dy: float) -> dict[int, bytes]:
    """Bold by drawing every line again a hair beside itself; far enough, a shadow."""
    rows = [
        b"BT /F1 11 Tf 1 0 0 1 %.2f %.2f Tm %s Tj ET" % (60 + x, 760 - 14 * n + y, literal(line))
        for n, line in enumerate(BOTH)
        for x, y in ((0, 0), (dx, dy))
    ]
    return content(*rows)


def letters_twice() -> dict[int, bytes]:
    """Bold by drawing every letter twice before the next one."""
    rows = []
    for n, line in enumerate(BOTH):
        for at, letter in enumerate(line):
            for dx in (0.0, 0.3):
                rows.append(b"1 0 0 1 %.2f %d Tm %s Tj"
                            % (60 + 5.6 * at + dx, 760 - 14 * n, literal(letter)))  # fmt: skip
    return content(
        b"BT /F1 11 Tf", *rows, b"ET",
        font=FONT.replace(b"Helvetica", b"Courier").replace(b">>", WIDTHS),
    )  # fmt: skip


def layered_scan_words() -> dict[int, bytes]:
    """The whole page drawn twice: an update that a program wrote over the page, not in place."""
    return content(shown(*BOTH), shown(*BOTH))


def slanted() -> dict[int, bytes]:
    """Italics by slanting the matrix; letters filled and outlined for bold."""
    return content(
        b"BT /F1 11 Tf 2 Tr .2 w 1 0 .33 1 60 760 Tm", literal(FINDING) + b" Tj",
        b"0 Tr 1 0 .33 1 60 746 Tm", literal(LESSON) + b" Tj ET",
    )  # fmt: skip


def small_capitals() -> dict[int, bytes]:
    """Capitals in two sizes, as small capitals are drawn."""
    return content(
        b"BT 1 0 0 1 60 790 Tm /F1 16 Tf (S) Tj /F1 12 Tf (AFEGUARDING ) Tj /F1 16 Tf (B) Tj"
        b" /F1 12 Tf (OARD) Tj ET",
        shown(*BOTH),
    )


def through_a_clip() -> dict[int, bytes]:
    """A title whose letters are a window on a shading: no letter is painted, all are seen."""
    parts = content(
        b"q BT /F1 24 Tf 7 Tr 1 0 0 1 60 790 Tm", literal("Learning from Child W") + b" Tj ET",
        b"/Sh sh Q", shown(*BOTH),
    )  # fmt: skip
    return parts | {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources"
        b" << /Font << /F1 5 0 R >> /Shading << /Sh 6 0 R >> >> >>",
        6: b"<< /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 595 0] /Function 7 0 R"
        b" /Extend [true true] >>",
        7: b"<< /FunctionType 2 /Domain [0 1] /C0 [.1 0 .4] /C1 [.5 0 .1] /N 1 >>",
    }


# Which letters the codes stand for


def roman() -> dict[int, bytes]:
    """A Macintosh's signs: its own codes for quotes, dashes and ligatures."""
    text = "\u201cThe of\ufb01cer\u2019s \ufb02at \u2013 \u00a31,200\u201d".encode("mac_roman")
    font = FONT.replace(b"WinAnsi", b"MacRoman")
    return content(b"BT /F1 11 Tf 60 760 Td <%s> Tj ET" % text.hex().encode(), font=font)


def mapped(rows: bytes, codes: str) -> dict[int, bytes]:
    """A line of two-byte codes in a font whose map to Unicode is `rows`."""
    return wide(codes) | {
        7: stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF>"
            b" endcodespacerange %s endcmap end" % rows
        )
    }


def one_to_many() -> dict[int, bytes]:
    """A glyph for "ffi" and one for "ti", mapped to their letters; ranges given as lists."""
    return mapped(
        b"2 beginbfchar <0001> <006600660069> <0002> <00740069> endbfchar 2 beginbfrange"
        b" <0020> <0020> [<0020>] <0061> <007A> <0061> endbfrange",
        "the o\x01cer made no \x02mely referral to the duty team",
    )


def mapped_to_nothing() -> dict[int, bytes]:
    """A map that turns every letter into the same sign, as some subsetters leave it."""
    rows = b" ".join(b"<%04x> <FFFD>" % code for code in range(32, 127))
    return mapped(b"95 beginbfchar %s endbfchar" % rows, FINDING)


def mapped_to_zero() -> dict[int, bytes]:
    """A map of zeros."""
    rows = b" ".join(b"<%04x> <0000>" % code for code in range(32, 127))
    return mapped(b"95 beginbfchar %s endbfchar" % rows, FINDING)


def few_words_unmapped() -> dict[int, bytes]:
    """A page of five words whose letters nobody can tell."""
    shifted = "".join(chr(ord(letter) - 29) for letter in "Nobody spoke to the father")
    return wide(shifted, mapped=False)


def heading_unmapped() -> dict[int, bytes]:
    """A heading in a font without a map over text in one that has its letters."""
    parts = few_words_unmapped()
    codes = parts[4].split(b"Tm <", 1)[1].split(b">", 1)[0]
    return objects(b"") | {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 9 0 R /F2 5 0 R >> >> >>",
        4: stream(b"BT /F2 16 Tf 60 800 Td <%s> Tj ET\n" % codes + shown(*BOTH)),
        **{number: parts[number] for number in (5, 6, 8)},
        9: FONT,
    }


def by_glyph_number() -> dict[int, bytes]:
    """Glyphs named by number: nothing says which letters they are."""
    letters = sorted(set(FINDING))
    names = b" ".join(b"/g%d" % (n + 3) for n in range(len(letters)))
    codes = "".join(f"{letters.index(ch) + 1:02x}" for ch in FINDING).encode()
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /AAAAAA+Sub /Encoding"
        b" << /Type /Encoding /Differences [1 %s] >> >>" % names
    )
    return objects(b"BT /F1 11 Tf 60 760 Td <%s> Tj ET" % codes, font=font)


def spelled_by_the_tag() -> dict[int, bytes]:
    """A ligature without a map, its letters given beside it (ActualText), as InDesign does."""
    parts = content(
        b"BT /F1 11 Tf 60 760 Td (The o) Tj /Span <</ActualText (ffi)>> BDC /F2 11 Tf <01> Tj EMC"
        b" /F1 11 Tf (cer made no referral.) Tj ET",
    )
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /AAAAAA+Lig /Encoding"
        b" << /Type /Encoding /Differences [1 /g7] >> /FirstChar 1 /LastChar 1 /Widths [800] >>"
    )
    return parts | {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        6: font,
    }


def symbol_bullets() -> dict[int, bytes]:
    """Bullets from Symbol and Zapf Dingbats before the items of a list."""
    rows = [
        b"BT /F2 11 Tf 60 760 Td <b7> Tj /F1 11 Tf 18 0 Td (ask the child alone) Tj ET",
        b"BT /F3 11 Tf 60 746 Td (n) Tj /F1 11 Tf 18 0 Td (write to the school) Tj ET",
    ]
    return content(shown("The Board should:", top=774), *rows) | {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R /F2 6 0 R /F3 7 0 R >> >> >>",
        6: b"<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>",
        7: b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
    }


# How the file is written


def filtered() -> dict[int, bytes]:
    """Content in ASCII, base 85, after compression: three filters in a row."""
    import base64
    import zlib

    data = base64.a85encode(zlib.compress(shown(*BOTH))) + b"~>"
    entries = b"/Filter [/ASCIIHexDecode /ASCII85Decode /FlateDecode]"
    return objects(b"") | {4: stream(data.hex().encode() + b">", entries)}


def page_entries(entries: bytes, box: bytes = b"[0 0 595 842]") -> dict[int, bytes]:
    """A page with other entries."""
    parts = objects(shown(*BOTH), page=entries)
    return parts | {3: parts[3].replace(b"[0 0 595 842]", box)}


def length_elsewhere() -> dict[int, bytes]:
    """The length of the content in an object that comes after it, another part of it null."""
    data = shown(*BOTH)
    return objects(b"") | {
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [8 0 R 6 0 R 99 0 R]"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        6: b"<< /Length 7 0 R >>\nstream\r\n%s\r\nendstream" % data,
        7: b"%d" % len(data),
        8: stream(b""),
    }


def outlines() -> dict[int, bytes]:
    """A page whose letters were turned into curves: nothing on it is text."""
    strokes = [
        b"%d %d m %d %d l %d %d l h f" % (60 + 9 * n % 400, 700, 64 + 9 * n % 400, 711,
                                         67 + 9 * n % 400, 700)
        for n in range(60)
    ]  # fmt: skip
    return content(*strokes)


def locked_old(path: object, algorithm: str) -> None:
    """An owner's password of an old kind; anybody may open the file."""
    path.write_bytes(pdf(objects(shown(*BOTH))))
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt(user_password="", owner_password="owner", algorithm=algorithm)
    writer.write(path)


def attached_page() -> dict[int, bytes]:
    """A file pinned to the page by a paper clip."""
    return objects(shown(*BOTH), page=b"/Annots [6 0 R]") | {
        6: b"<< /Type /Annot /Subtype /FileAttachment /Rect [20 700 40 720] /FS 7 0 R >>",
        7: b"<< /Type /Filespec /F (chronology.docx) /EF << /F 8 0 R >> >>",
        8: stream(b"PK\x03\x04"),
    }


def stamped() -> dict[int, bytes]:
    """A rubber stamp and a signature: their words are in drawings of the annotations' own."""
    form = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 5 0 R >> >>"
    )
    return objects(shown(*BOTH), page=b"/Annots [6 0 R 8 0 R]") | {
        6: b"<< /Type /Annot /Subtype /Stamp /Rect [60 600 260 620] /AP << /N 7 0 R >> >>",
        7: stream(b"BT /F1 10 Tf 2 5 Td (APPROVED BY THE BOARD) Tj ET", form),
        8: b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /Rect [60 500 260 520]"
        b" /AP << /N 9 0 R >> >>",
        9: stream(b"BT /F1 10 Tf 2 5 Td (Signed by the chair) Tj ET", form),
    }


def hidden_all(look: bytes) -> dict[int, bytes]:
    """A page of which no word can be seen."""
    return content(look, shown(*BOTH))


def _raw(name: str, parts: dict[int, bytes], *sees: str, **more: object) -> Case:
    return Case(f"{name}.pdf", partial(raw, parts), sees, **more)


CASES = (
    _raw("page-upside-down-and-back", flipped(), *BOTH),
    _raw("negative-type-size", negative_size(), *BOTH),
    _raw("pixels-scaled-down", scaled_down(), *BOTH),
    _raw("one-point-type", one_point(), *BOTH),
    _raw("lines-by-quote-operators", quote_operators(), *BOTH),
    _raw("narrow-and-widened", squeezed(), *BOTH),
    _raw("kerned-letter-by-letter", by_kerning(), *BOTH),
    _raw("glyph-by-glyph", glyph_by_glyph(), *BOTH),
    _raw("word-by-word", word_by_word(), *BOTH),
    _raw("drawn-from-the-foot", bottom_up(), " ".join(SCHOOL)),
    _raw("bold-by-drawing-twice", drawn_twice(0.3, 0), *BOTH, once=BOTH),
    _raw("shadow", drawn_twice(1, -1), *BOTH, once=BOTH),
    _raw("letters-drawn-twice", letters_twice(), *BOTH),
    _raw("page-drawn-twice", layered_scan_words(), *BOTH, once=BOTH),
    _raw("slanted-and-outlined", slanted(), *BOTH),
    _raw("small-capitals", small_capitals(), "SAFEGUARDING BOARD", *BOTH),
    _raw("title-through-a-clip", through_a_clip(), "Learning from Child W", *BOTH),
    _raw("macintosh-signs", roman(), "“The officer’s flat – £1,200”"),
    _raw("one-glyph-many-letters", one_to_many(), "the officer made no timely referral"),
    _raw("map-to-one-sign", mapped_to_nothing(), cause="garbled"),
    _raw("map-to-zero", mapped_to_zero(), cause="garbled"),
    _raw("five-words-without-map", few_words_unmapped(), cause="garbled"),
    _raw("heading-without-map", heading_unmapped(), *BOTH, unseen=("1RERG", "\ufffd"),
         remark="left out"),
    _raw("glyphs-by-number", by_glyph_number(), cause="garbled"),
    _raw("ligature-spelled-by-a-tag", spelled_by_the_tag(), "The officer made no referral.",
         known="pypdf leaves out the letters that a tag gives for a glyph (ActualText)"),
    _raw("bullets-of-symbol-fonts", symbol_bullets(), "The Board should:", "ask the child alone",
         "write to the school", unseen=("n write",)),
    _raw("three-filters", filtered(), *BOTH),
    _raw("turned-back-by-90", page_entries(b"/Rotate -90"), *BOTH),
    _raw("turned-by-450", page_entries(b"/Rotate 450"), *BOTH),
    _raw("box-inside-out", page_entries(b"", b"[595 842 0 0]"), *BOTH),
    _raw("units-of-two-points", page_entries(b"/UserUnit 2"), *BOTH),
    _raw("length-elsewhere", length_elsewhere(), *BOTH),
    _raw("letters-as-curves", outlines(), cause="a scan or a picture"),
    *(
        Case(f"open-but-locked-{name.lower()}.pdf", partial(locked_old, algorithm=name), BOTH)
        for name in ("RC4-40", "RC4-128", "AES-128")
    ),
    _raw("clipped-to-the-page", attached_page(), *BOTH, remark="chronology.docx"),
    _raw("stamp-and-signature", stamped(), *BOTH),
    _raw("every-word-white", hidden_all(b"1 1 1 rg"), cause="white on white"),
    _raw("every-word-invisible", hidden_all(b"3 Tr"), cause="invisible"),
)  # fmt: skip
