"""Markdown as text for a chat and for a line of description: no signs are left, and every address is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

MARKDOWN = MarkdownIt("commonmark").enable("table")
"""What of Markdown an entry may use; the same for its page and for the chat."""

_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_PAGE = re.compile(r"(?:/help/)?([^/#?]*)(?:#.*)?")
_MAY_LINK = re.compile(r"\]\s*[(:\[]")


@lru_cache(maxsize=500)
def plain_text(markdown: str, help_url: str = "") -> str:
    """Paragraphs apart by an empty line, lists with - or numbers, a link as `words (address)`.

    `help_url`: where the pages are, for links from one to another; without it, their words stand alone.
    """
    return _blocks(SyntaxTreeNode(MARKDOWN.parse(markdown)).children, help_url)


def page_links(markdown: str) -> Iterator[tuple[str, int]]:
    """The links that lead to no address: each target, and its line, counted from 0."""
    if _MAY_LINK.search(markdown) is None:  # to take it apart costs the most of reading a page
        return
    for token in MARKDOWN.parse(markdown):
        for part in token.children or ():
            target = str(part.attrs.get("href", "")) if part.type == "link_open" else ""
            if part.type == "link_open" and not _ELSEWHERE.match(target):
                yield target, token.map[0] if token.map else 0


def page_of(target: str) -> str:
    """The slug that a link leads to; "" if its target is no page's."""
    found = _PAGE.fullmatch(target)
    return found[1] if found else ""


def _blocks(nodes: Sequence[SyntaxTreeNode], help_url: str) -> str:
    texts = (_block(node, help_url) for node in nodes)
    return "\n\n".join(text for text in texts if text)


def _block(node: SyntaxTreeNode, help_url: str) -> str:
    match node.type:
        case "bullet_list" | "ordered_list":
            return _list(node, help_url)
        case "paragraph" | "heading" | "th" | "td":
            return "".join(
                _inline(part, help_url) for line in node.children for part in line.children
            ).strip()
        case "table":
            rows = [row for part in node.children for row in part.children]
            return "\n".join(_row([_block(cell, help_url) for cell in row.children]) for row in rows)
        case "fence" | "code_block":
            return node.content.strip("\n")
        case "html_block":
            return unescape(nh3.clean(node.content, tags=set())).strip()
        case "hr":
            return ""
        case _:
            return _blocks(node.children, help_url)


def _row(cells: Sequence[str]) -> str:
    first, rest = cells[0], ", ".join(cell for cell in cells[1:] if cell)
    return ": ".join(text for text in (first, rest) if text)


def _list(node: SyntaxTreeNode, help_url: str) -> str:
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    lines = []
    for place, item in enumerate(node.children):
        sign = "-" if first is None else f"{first + place}."
        text = "\n".join(_block(part, help_url) for part in item.children)
        lines.append(f"{sign} " + text.replace("\n", "\n  "))
    return "\n".join(lines)


def _inline(node: SyntaxTreeNode, help_url: str) -> str:
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "html_inline":
            return ""
        case "link":
            return _link("".join(_inline(part, help_url) for part in node.children), node, help_url)
        case _:
            return "".join(_inline(part, help_url) for part in node.children)


def _link(words: str, node: SyntaxTreeNode, help_url: str) -> str:
    target = str(node.attrs.get("href", ""))
    if not _ELSEWHERE.match(target):
        target = f"{help_url}/{page_of(target)}" if help_url and page_of(target) else ""
    shown = re.sub(r"^(?:mailto|tel):", "", target)
    return words if not shown or shown == words else f"{words} ({shown})"
