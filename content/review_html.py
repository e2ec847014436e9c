"""Pieces of HTML for the review pack: parts, tables, lists, and words that are folded."""

from collections.abc import Iterable, Sequence
from html import escape

FIRST = 8  # phrases of a folded list that are seen before it is opened


def section(title: str, parts: Iterable[str]) -> str:
    """One part of the pack under its title."""
    return f"<section><h2>{escape(title)}</h2>\n" + "\n".join(parts) + "</section>"


def table(head: Iterable[str], rows: Iterable[Iterable[str]], kind: str = "") -> str:
    """Rows of plain words under a head; `kind` is how the page prints it."""
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table class="{kind}"><thead><tr>{titles}</tr></thead><tbody>\n{body}</tbody></table>'


def bullets(lines: Iterable[str]) -> str:
    """Lines of plain words, one below the other."""
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def listed(words: Iterable[str]) -> str:
    """Plain words in one line; "none" without any."""
    return ", ".join(words) or "none"


def folded(name: str, means: str, words: Sequence[str]) -> str:
    """A list of which the first few are seen, and all when it is opened."""
    first = "; ".join(words[:FIRST])
    more = f" ... ({len(words)})" if len(words) > FIRST else f" ({len(words)})"
    says = f", {escape(means)}" if means else ""
    return (
        f'<details class="family"><summary><b>{escape(name)}</b>{says}: '
        f"{escape(first)}{more}</summary><p>{escape('; '.join(words))}</p></details>"
    )


def marked(text: str) -> str:
    """A card as it is shown; its marks are HTML already, and its gaps are made visible."""
    for gap in ("{emergency}", "{crisis_line}", "{number}", "{line}"):
        text = text.replace(gap, f'<span class="gap">{gap[1:-1].replace("_", " ")}</span>')
    return text.replace(" expandable>", ">")
