"""The help pages as HTML that works without scripts: one entry, the list of all, and none. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

import nh3
from markdown_it.token import Token

from actions.faq.entry import FaqEntry
from actions.faq.plain_text import MARKDOWN, plain_text
from actions.faq.shelf import FaqShelf

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {name}</title>
{meta}<link rel="icon" href="/help/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/help/base.css">
<link rel="stylesheet" href="/help/help.css">
{scripts}</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<nav aria-label="Help">{way}</nav>
</header>
<main id="content">
{content}
</main>
{after}</body>
</html>
"""
_CHAT = """<script type="module" src="/widget/deskbell.js"></script>
"""
_DESCRIBED = 200
_TAGS = {
    *(
        "a",
        "blockquote",
        "br",
        "code",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
    ),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ADDRESS = re.compile(r"(https?://[^\s<>“”\"]*[^\s<>“”\".,;:!?()])")
_LINKS = {"http", "https", "mailto", "tel"}


@dataclass(frozen=True, slots=True)
class HelpSite:
    """Whose help it is. `address` is where browsers reach it, "" when nobody said; `home` the shop's page."""

    name: str = "Help"
    address: str = ""
    home: str = ""
    has_chat: bool = False


def entry_page(entry: FaqEntry, shelf: FaqShelf, site: HelpSite) -> str:
    """`shelf` has the entries that it may lead on to."""
    steps = _listed("What to do next", [shelf.entry(slug) for slug in entry.next if slug in shelf])
    shown = set(entry.next)
    related = [shelf.entry(slug) for slug in entry.related if slug in shelf and slug not in shown]
    content = "\n".join(
        (
            f'<article lang="{escape(entry.language)}" dir="auto">',
            f'<h1 dir="auto">{escape(entry.title)}</h1>',
            f'<div class="answer" dir="auto">\n{as_html(entry.answer)}</div>',
            "<h2>In more detail</h2>",
            f'<div dir="auto">\n{as_html(entry.in_other_words)}</div>',
            *_validity(entry),
            "</article>",
            *steps,
            *_listed("Related", related),
        )
    )
    return _page(entry.title, content, site, _meta(entry, site), way=_way(site, entry))


def index_page(shelf: FaqShelf, site: HelpSite) -> str:
    """All entries, by the first tag of each."""
    groups: dict[str, list[FaqEntry]] = {}
    for entry in shelf:
        groups.setdefault(entry.tags[0] if entry.tags else "other", []).append(entry)
    content = ["<h1>How can we help?</h1>"]
    for tag in sorted(groups, key=lambda tag: (tag == "other", tag)):
        content += [f'<section id="{_anchor(tag)}">', f"<h2>{escape(_heading(tag))}</h2>"]
        content += [_links(sorted(groups[tag], key=lambda entry: entry.title)), "</section>"]
    if not groups:
        content.append("<p>There are no help pages yet.</p>")
    return _page("All questions", "\n".join(content), site, "", way=_home(site))


def missing_page(site: HelpSite) -> str:
    content = (
        "<h1>There is no such help page</h1>\n"
        '<p>It may have been renamed, or its time is over. <a href="/help">See all questions</a></p>'
    )
    robots = '<meta name="robots" content="noindex">\n'
    return _page("Not found", content, site, robots, way=_way(site))


def as_html(markdown: str) -> str:
    """Sanitised by nh3: no script, style, picture or form comes through, whatever an entry holds.

    Of a picture its words are left. The page has its one `h1` already, so `# Sizes` becomes an `h2`.
    """
    tokens = MARKDOWN.parse(markdown)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
        token.children = list(_shown(token.children or ())) or None
    return nh3.clean(
        MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}),
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes=_LINKS,
        link_rel="noopener noreferrer",
    )


def _shown(parts: Iterable[Token]) -> Iterator[Token]:
    """Pictures as their words, and an address that stands for itself as a link."""
    is_in_link = False
    for part in parts:
        is_in_link = part.type == "link_open" or (is_in_link and part.type != "link_close")
        if part.type == "image":
            yield Token("text", "", 0, content=part.content)
        elif part.type == "text" and not is_in_link:
            yield from _with_links(part.content)
        else:
            yield part


def _with_links(text: str) -> Iterator[Token]:
    for at, piece in enumerate(_ADDRESS.split(text)):  # every second one is an address
        if at % 2:
            yield Token("link_open", "a", 1, attrs={"href": piece})
        if piece:
            yield Token("text", "", 0, content=piece)
        if at % 2:
            yield Token("link_close", "a", -1)


def _page(title: str, content: str, site: HelpSite, meta: str, way: str) -> str:
    chat = f'<deskbell-chat name="{escape(site.name)} help"></deskbell-chat>\n'
    return _PAGE.format(
        title=escape(title),
        name=escape(site.name),
        meta=meta,
        scripts=_CHAT if site.has_chat else "",
        way=way,
        content=content,
        after=chat if site.has_chat else "",
    )


def _meta(entry: FaqEntry, site: HelpSite) -> str:
    described = escape(_shortened(plain_text(entry.answer)))
    properties = {
        "og:type": "article",
        "og:title": escape(entry.title),
        "og:description": described,
        "og:site_name": escape(site.name),
        "og:locale": escape(entry.language.replace("-", "_")),
    }
    if site.address:
        properties["og:url"] = escape(f"{site.address}/help/{entry.slug}")
    lines = [f'<meta name="description" content="{described}">']
    lines += [f'<meta property="{name}" content="{content}">' for name, content in properties.items()]
    return "".join(f"{line}\n" for line in lines)


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _DESCRIBED else words[:_DESCRIBED].rsplit(" ", 1)[0] + " …"


def _validity(entry: FaqEntry) -> Iterable[str]:
    if entry.valid_until is not None:
        day = f"{entry.valid_until:%d %B %Y}".lstrip("0")
        yield f'<p class="quiet">Valid until <time datetime="{entry.valid_until}">{day}</time>.</p>'


def _home(site: HelpSite) -> str:
    return f'<a class="name" href="{escape(site.home or "/help")}">{escape(site.name)}</a>'


def _way(site: HelpSite, entry: FaqEntry | None = None) -> str:
    links = [_home(site), '<a href="/help">All questions</a>']
    if entry is not None and entry.tags:
        tag = entry.tags[0]
        links.append(f'<a href="/help#{_anchor(tag)}">{escape(_heading(tag))}</a>')
    return " ".join(links)


def _heading(tag: str) -> str:
    return tag[:1].upper() + tag[1:]


def _anchor(tag: str) -> str:
    return escape("-".join(tag.lower().split()))


def _listed(heading: str, entries: list[FaqEntry]) -> list[str]:
    if not entries:
        return []
    return ["<section>", f"<h2>{heading}</h2>", _links(entries), "</section>"]


def _links(entries: Iterable[FaqEntry]) -> str:
    items = "\n".join(
        f'<li><a href="/help/{entry.slug}" dir="auto">{escape(entry.title)}</a></li>' for entry in entries
    )
    return f"<ul>\n{items}\n</ul>"
