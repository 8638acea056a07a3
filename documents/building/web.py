"""Writes web pages: an article, and around it the furniture of a news site, of a blog or none."""

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from .source import Block, Source, pieces

CSS = """
body { margin: 0; font: 18px/1.6 Georgia, serif; color: #1b1b1b }
nav, aside, section, footer, .byline { font: 15px/1.6 Helvetica, Arial, sans-serif }
header, main, footer { padding: 1em max(1em, 50vw - 20em) }
header { background: #INK } header a { color: #fff; margin-right: 1em; text-decoration: none }
aside, section { border-top: 3px solid #INK; margin-top: 3em } footer, .byline { color: #666 }
"""
BLACK = ".black { background: #000; color: #000 }\n"
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title}</title>
{facts}<style>{css}</style>
</head>
<body>
{navigation}<main>
<article>
<h1>{title}</h1>
{byline}{text}
</article>
{related}{comments}</main>
{footer}</body>
</html>
"""
COMMENT = '<article class="comment">\n{byline}<p>{text}</p>\n</article>\n'
CHROME: dict[str, list[str]] = {"navigation": [], "related": [], "footer": []}
PRESS = ("By ", "Related articles", "Comments")
BLOG = ("Posted by ", "Recent posts", "Responses")


def write(source: Source, target: Path) -> None:
    """Writes a source as a page, without the parts that its front matter leaves out."""
    meta = _escaped(source.meta)
    by, others, responses = BLOG if meta["kind"] == "blog" else PRESS
    chrome = CHROME | meta["chrome"]
    author, published = meta["byline"] or meta["author"], meta["published"]
    footer = [*chrome["footer"], *filter(None, [meta["footer"]])]
    text = _text(source)
    parts = {
        "title": meta["title"],
        "facts": _each('<meta name="author" content="{}">\n', [author])
        + _each('<meta property="article:published_time" content="{}">\n', [published]),
        "css": CSS.replace("INK", source.ink) + BLACK * ('class="black"' in text),
        "navigation": _within(
            "<header><nav>{}</nav></header>\n", _each('<a href="#">{}</a>\n', chrome["navigation"])
        ),
        "byline": _byline(meta["byline"] and by + meta["byline"], published),
        "text": text,
        "related": _within(
            f"<aside>\n<h2>{others}</h2>\n<ul>{{}}</ul>\n</aside>\n",
            _each('<li><a href="#">{}</a></li>\n', chrome["related"]),
        ),
        "comments": _within(
            f'<section id="comments">\n<h2>{responses}</h2>\n{{}}\n</section>\n',
            "".join(map(_comment, meta["comments"])),
        ),
        "footer": _within("<footer>\n{}\n</footer>\n", _each("<p>{}</p>\n", footer)),
    }
    target.write_text(PAGE.format(**parts), encoding="utf-8")


def _escaped(value: Any) -> Any:
    """Returns a value of the front matter with all the text in it made safe for HTML."""
    if isinstance(value, dict):
        return {key: _escaped(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_escaped(part) for part in value]
    return escape(value) if isinstance(value, str) else value


def _each(form: str, values: list[Any]) -> str:
    """Returns the values, each in the form; nothing for those that are empty."""
    return "".join(form.format(value) for value in values if value)


def _within(form: str, content: str) -> str:
    """Returns the content in the form, or nothing if there is none."""
    return form.format(content) if content else ""


def _byline(author: str, day: date | str) -> str:
    """Returns the line that says who wrote something and when."""
    if isinstance(day, date):
        day = f'<time datetime="{day}">{day:%d %B %Y}</time>'
    return _within('<p class="byline">{}</p>\n', ", ".join(filter(None, [author, day])))


def _comment(comment: dict[str, Any]) -> str:
    """Returns what a reader wrote below the article."""
    byline = _byline(comment.get("author", ""), comment.get("date", ""))
    return COMMENT.format(byline=byline, text=comment["text"])


def _text(source: Source) -> str:
    """Returns the article, its notes at its end."""
    notes: list[str] = []
    cover = [Block("paragraph", "", line) for line in source.meta["cover"]]
    text = "".join(_block(block, notes) for block in [*cover, *source.blocks])
    listed = _within('<ol class="notes">\n{}</ol>\n', _each("<li>{}</li>\n", notes))
    return text.replace("</ul>\n<ul>", "\n") + listed


def _block(block: Block, notes: list[str]) -> str:
    """Returns a block as an HTML element; headings rank below the title."""
    if block.kind == "table":
        rows = (
            "".join(f"<td>{_words(cell, notes, quote=True)}</td>" for cell in row)
            for row in block.rows
        )
        return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>\n"
    text = _words(block.text, notes)
    forms = {
        "heading": f"<h{len(block.mark) + 1}>{text}</h{len(block.mark) + 1}>\n",
        "bullet": f"<ul><li>{text}</li></ul>\n",
        "quote": f"<blockquote>{text}</blockquote>\n",
        "subject": f"<p><strong>{text}</strong></p>\n",
        "turn": "",
    }
    return forms.get(block.kind, f"<p>{block.mark} {text}</p>\n".replace("<p> ", "<p>"))


def _words(text: str, notes: list[str], *, quote: bool = False) -> str:
    """Returns a text as HTML, and adds the notes in it to `notes`."""
    words = ""
    for kind, part in pieces(text):
        if kind == "note":
            notes.append(_words(part, notes))
            words += f"<sup>{len(notes)}</sup>"
        elif kind == "redacted":
            words += "\u2588" * len(part)
        elif kind:
            words += f'<span class="black">{escape(part, quote=False)}</span>'
        else:
            words += escape(part, quote=quote)
    return words
