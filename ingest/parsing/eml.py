"""E-mails (.eml): subject and body; the other headers are declared, attachments named, not read."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any, cast

from ingest.parsing.grouping import group
from ingest.parsing.html import shown_text
from ingest.parsing.lines import Line
from ingest.parsing.structure import assemble
from ingest.parsing.text import text_lines
from kb.errors import UnreadableDocument
from kb.types import Block, BlockKind, HiddenText, Page

PARSER = "email-2"

_FIELDS = ("from", "to", "cc", "subject")
_MUCH_MORE = 3  # times the words of the plain part: then the plain part is a stub
_MAX_PARTS = 1000
_QUOTED = re.compile(r"\s*>+ ?")


def parse_eml(data: bytes) -> tuple[list[Page], list[Block], dict[str, str]]:
    """One page (subject, then body), its blocks, and what the headers declare.

    Raises:
        UnreadableDocument: encrypted, or without a body of text.
    """
    message = _message(data)
    parts = [*islice(_parts(message), _MAX_PARTS)]
    attachments = [name for part in parts if (name := _attachment(part, message))]
    body, hidden = _body(parts)
    if not body.strip():
        raise UnreadableDocument(_without_text(parts, attachments))
    declared = {name: _header(message, name) for name in _FIELDS}
    declared |= {
        "title": declared["subject"],
        "author": declared["from"],
        "date": _date(message),
        "attachments_not_read": ", ".join(attachments),
    }
    subject = [Line(1, declared["subject"], level=1)] if declared["subject"] else []
    texts, blocks = assemble(group([*subject, *_unquoted(text_lines(body))]))
    return (
        [Page(1, texts.get(1, ""), extractor=PARSER, hidden=hidden)],
        blocks,
        {key: value for key, value in declared.items() if value},
    )


def mail_text(data: bytes) -> tuple[str, tuple[HiddenText, ...]]:
    """The words of a message, or of a web page archived as one (.mht), and what it hides."""
    return _body([*islice(_parts(_message(data)), _MAX_PARTS)])


def _message(data: bytes) -> Message:
    try:
        return message_from_bytes(data, policy=policy.default)
    except Exception as error:  # what a broken structure raises differs from case to case
        raise UnreadableDocument(f"a damaged e-mail ({error})") from error


def _parts(message: Message) -> Iterator[Message]:
    """The parts of a message, without those of messages attached to it."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        yield part
        attached = part is not message and part.get_content_type() == "message/rfc822"
        if part.is_multipart() and not attached:
            waiting.extend(reversed(cast(list[Message], part.get_payload())))


def _body(parts: list[Message]) -> tuple[str, tuple[HiddenText, ...]]:
    """The words of the message: its plain part, or the HTML part where that says far more.

    The HTML part, which is what people look at, also where it hides words: the plain part may have
    them in clear.
    """
    plain = html = ""
    hidden: tuple[HiddenText, ...] = ()
    for part in parts:
        if part.get_content_disposition() == "attachment" or part.get_filename():
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not plain.strip():
            plain = _decoded(part)
            if "flowed" in str(part.get_param("format") or "").lower():
                plain = re.sub(r"(?m)(?<!^--) \n(?=[^>\n])", " ", plain)
        elif kind == "text/html" and not html.strip():
            html, hidden = shown_text(_decoded(part))
    says_more = len(html.split()) > _MUCH_MORE * len(plain.split())
    if hidden or says_more or not plain.strip():
        return html or plain, hidden
    return plain, ()


def _decoded(part: Message) -> str:
    """The characters of a part, whatever its headers claim."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for charset in (str(part.get_content_charset() or ""), "utf-8", "windows-1252"):
        try:
            text = data.decode(charset)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
        break
    else:
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def _unquoted(lines: list[Line]) -> Iterator[Line]:
    """The lines, those of a message that is answered joined and marked as quotation."""
    quoted: list[str] = []
    for line in [*lines, None]:
        mark = _QUOTED.match(line.text) if line is not None else None
        inner = line.text[mark.end() :].strip(" >") if line is not None and mark else ""
        if quoted and not inner:
            yield Line(1, " ".join(quoted), gap=1.0, kind=BlockKind.QUOTATION)
            quoted = []
        if inner:
            quoted.append(inner)
        elif line is not None and not mark:
            yield line


def _attachment(part: Message, message: Message) -> str:
    """What an attachment is called, or nothing for a part that is none."""
    holds = part.is_multipart() and part.get_content_type() != "message/rfc822"
    if part is message or holds:
        return ""
    name = part.get_filename() or ""
    if part.get_content_type() == "message/rfc822":
        name = name or "a forwarded message"
    elif not name and part.get_content_disposition() != "attachment":
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in str(name)).split()) or "unnamed"


def _header(message: Message, name: str) -> str:
    """A header's words; the library raises on some that are broken."""
    try:
        value: Any = message[name]
        text = str(value) if value is not None else ""
    except Exception:  # noqa: BLE001 - what a broken header raises differs from case to case
        raw = dict(message.raw_items()).get(name.title(), "")
        text = str(raw)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _date(message: Message) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).isoformat(timespec="minutes")
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _without_text(parts: list[Message], attachments: list[str]) -> str:
    kinds = {part.get_content_type() for part in parts}
    if kinds & {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
        return "an encrypted e-mail; save it decrypted and ingest that"
    if attachments:
        return f"an e-mail without text; save what is attached ({', '.join(attachments)}) by itself"
    return "an e-mail without text"
