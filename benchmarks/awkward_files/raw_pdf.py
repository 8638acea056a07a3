"""PDF files written byte by byte: what no library would write."""

import zlib
from collections.abc import Mapping

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object with its dictionary."""
    if packed:
        data, entries = zlib.compress(data), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def shown(*lines: str, size: int = 11, top: int = 760) -> bytes:
    """Content that prints `lines` one below the other."""
    rows = [
        b"BT /F1 %d Tf 1 0 0 1 60 %d Tm (%s) Tj ET"
        % (
            size,
            top - 14 * index,
            line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)"),
        )
        for index, line in enumerate(lines)
    ]
    return b"\n".join(rows)


def objects(content: bytes, *, page: bytes = b"", font: bytes = FONT) -> dict[int, bytes]:
    """A catalogue (1), its pages (2), one page (3), its content (4) and a font (5)."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> %s >>" % page,
        4: stream(content),
        5: font,
    }


def body(parts: Mapping[int, bytes], start: int = 0) -> tuple[bytes, dict[int, int]]:
    """The objects as they stand in a file, and where each begins when `start` bytes precede."""
    data, places = b"", {}
    for number, part in parts.items():
        places[number] = start + len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    return data, places


def table(places: Mapping[int, int], *, first: bool = True) -> bytes:
    """A cross-reference table; `first` begins the list of free objects."""
    rows = b"xref\n" + (b"0 1\n0000000000 65535 f \n" if first else b"")
    for number, place in places.items():
        rows += b"%d 1\n%010d 00000 n \n" % (number, place)
    return rows


def pdf(parts: Mapping[int, bytes], trailer: bytes = b"", *, head: bytes = b"%PDF-1.4\n") -> bytes:
    """A whole file."""
    data, places = body(parts, len(head))
    size = max(parts) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return head + data + table(places) + end % (size, trailer, len(head) + len(data))


def updated(data: bytes, parts: Mapping[int, bytes]) -> bytes:
    """`data` with objects replaced by an incremental update, as Acrobat saves."""
    previous = int(data.rsplit(b"startxref", 1)[1].split()[0])
    more, places = body(parts, len(data))
    end = b"trailer\n<< /Size 50 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    return data + more + table(places, first=False) + end % (previous, len(data) + len(more))


def in_object_streams(parts: Mapping[int, bytes]) -> bytes:
    """A whole file of version 1.5: objects that are no streams packed into one, xref a stream."""
    plain = {n: part for n, part in parts.items() if b"stream" not in part}
    kept = {n: part for n, part in parts.items() if n not in plain}
    numbers, packed = b"", b""
    for number, part in plain.items():
        numbers += b"%d %d " % (number, len(packed))
        packed += part + b" "
    holder = max(parts) + 1
    entries = b"/Type /ObjStm /N %d /First %d" % (len(plain), len(numbers))
    kept[holder] = stream(numbers + packed, entries, packed=True)
    head = b"%PDF-1.5\n"
    data, places = body(kept, len(head))
    xref = holder + 1
    places[xref] = len(head) + len(data)
    rows = [b"\x00\x00\x00\x00\xff"]
    order = list(plain)
    for number in range(1, xref + 1):
        if number in plain:
            rows.append(b"\x02" + holder.to_bytes(3, "big") + bytes([order.index(number)]))
        elif number in places:
            rows.append(b"\x01" + places[number].to_bytes(3, "big") + b"\x00")
        else:
            rows.append(b"\x00\x00\x00\x00\x00")
    entries = b"/Type /XRef /Size %d /Root 1 0 R /W [1 3 1]" % (xref + 1)
    last, _ = body({xref: stream(b"".join(rows), entries, packed=True)})
    return head + data + last + b"startxref\n%d\n%%%%EOF\n" % places[xref]


def linearized(parts: Mapping[int, bytes]) -> bytes:
    """A file for the web: the first page's objects and their table stand first."""
    head = b"%PDF-1.4\n"
    hint = {9: b"<< /Linearized 1 /L 0000000000 /H [0 0] /O 3 /E 0000000000 /N 1 /T 0000000000 >>"}
    front = {n: parts[n] for n in (1, 3, 4, 5) if n in parts}
    back = {n: part for n, part in parts.items() if n not in front}
    opening, _ = body(hint, len(head))
    room = 400  # for the first table, which stands before what it lists
    first = len(head) + len(opening)
    shown_first, places = body(front, first + room)
    rest = first + room + len(shown_first)
    others, others_at = body(back, rest)
    end = b"trailer\n<< /Size 10 /Root 1 0 R /Prev %010d >>\nstartxref\n0\n%%%%EOF\n"
    listed = table(places, first=False) + end % (rest + len(others))
    tail = table(others_at) + b"trailer\n<< /Size 10 >>\nstartxref\n%d\n%%%%EOF\n" % first
    return head + opening + listed.ljust(room) + shown_first + others + tail
