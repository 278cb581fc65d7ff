"""The help pages over HTTP: what they show, where they lead, and what does not come through."""

import asyncio
import re
from pathlib import Path

import pytest

from actions.faq.entry import FaqEntry
from actions.faq.shelf import FaqShelf
from gateway.help_html import HelpSite, as_html, entry_page, index_page
from tests.contracts.project_files import ROOT
from tests.gateway.visiting import PATIENCE

ENTRY = """---
title: {title}
ask: [something about {slug}]
tags: [{tag}]
related: [{related}]
next: [{next}]
{more}---

{answer}

## In other words

{answer} In more words.
"""


def write(shelf: Path, slug: str, **fields: str) -> Path:
    texts = {
        "title": f"About {slug}",
        "tag": "returns",
        "related": "",
        "next": "",
        "more": "",
        "answer": "Yes.",
    }
    path = shelf / f"{slug}.md"
    path.write_text(ENTRY.format(slug=slug, **{**texts, **fields}), encoding="utf-8")
    return path


@pytest.fixture
def shelf(tmp_path):
    folder = tmp_path / "faq"
    folder.mkdir()
    write(folder, "returns", related="invoice", next="label, talk_to_person", answer="Within **30** days.")
    write(folder, "invoice", tag="payment")
    write(folder, "label")
    return folder


@pytest.fixture
async def helping(gateways, shelf):
    return (await gateways.start(faq=shelf, web=ROOT / "web", public_url="https://help.shop.example")).client


async def get(client, path, method="GET"):
    response = await client.session.request(method, client.base + path)
    return response.status, await response.text(), response.headers


async def until_shown(client, path, words):
    """It looks at the files once a second, and nothing announces it."""
    async with asyncio.timeout(PATIENCE):
        while words not in (await get(client, path))[1]:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_an_entry_is_a_page_with_its_answer_in_both_wordings(helping):
    status, page, headers = await get(helping, "/help/returns")

    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert '<h1 dir="auto">About returns</h1>' in page
    assert "<p>Within <strong>30</strong> days.</p>" in page
    assert "<p>Within <strong>30</strong> days. In more words.</p>" in page


async def test_it_leads_on_to_its_next_steps_and_related_entries_each_once(helping):
    _, page, _ = await get(helping, "/help/returns")

    assert re.findall(r'<li><a href="/help/([a-z]+)"', page) == ["label", "invoice"]
    assert "talk_to_person" not in page


async def test_it_can_be_passed_on_with_a_title_a_picture_of_words_and_an_address(helping):
    _, page, _ = await get(helping, "/help/returns")

    assert "<title>About returns – Help</title>" in page
    assert '<meta property="og:title" content="About returns">' in page
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="og:url" content="https://help.shop.example/help/returns">' in page


async def test_it_may_load_nothing_from_elsewhere_and_runs_no_script_of_its_own(helping):
    _, page, headers = await get(helping, "/help/returns")

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "<script" not in page
    for name in re.findall(r'(?:href|src)="(/help/[a-z]+\.[a-z]+)"', page):
        assert (await get(helping, name))[0] == 200


async def test_all_entries_stand_at_help_by_their_first_tag(helping):
    status, page, _ = await get(helping, "/help")

    assert status == 200
    assert page.index(">Payment<") < page.index("About invoice") < page.index(">Returns<")
    assert set(re.findall(r'href="/help/([a-z]+)"', page)) == {"returns", "invoice", "label"}


@pytest.mark.parametrize(
    "name", ["nowhere", "RETURNS", "returns.md", "%00", "%2e%2e%2fsecret", "ü", "x" * 3000]
)
async def test_an_unknown_name_is_a_page_that_leads_back(helping, name):
    status, page, _ = await get(helping, f"/help/{name}")

    assert status == 404
    assert '<a href="/help">' in page


async def test_a_change_is_shown_without_a_start(helping, shelf):
    await get(helping, "/help/returns")
    write(shelf, "returns", answer="Within 60 days.")

    await until_shown(helping, "/help/returns", "60 days")


async def test_a_mistake_in_one_entry_leaves_the_others_and_what_it_said(helping, shelf):
    await get(helping, "/help/returns")
    (shelf / "returns.md").write_text("---\nbroken", encoding="utf-8")
    write(shelf, "invoice", answer="As a PDF.")

    await until_shown(helping, "/help/invoice", "As a PDF")
    assert "30" in (await get(helping, "/help/returns"))[1]


async def test_an_entry_whose_time_is_over_has_no_page(gateways, shelf):
    write(shelf, "returns", more="valid_until: 2020-01-31\n")
    write(shelf, "label", more="valid_until: 2999-01-31\n")
    client = (await gateways.start(faq=shelf)).client

    assert (await get(client, "/help/returns"))[0] == 404
    assert "/help/returns" not in (await get(client, "/help"))[1]
    assert "Valid until" in (await get(client, "/help/label"))[1]


async def test_a_folder_without_entries_has_a_page_that_says_so(gateways, tmp_path):
    client = (await gateways.start(faq=tmp_path)).client

    assert "no help pages yet" in (await get(client, "/help"))[1]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[click](javascript:alert(1))",
        "[click](data:text/html,<script>alert(1)</script>)",
        '<a href="https://x" onclick="alert(1)" style="position:fixed">x</a>',
        "<iframe src=https://evil.example></iframe>",
        "<form action=https://evil.example><input name=password></form>",
        "<style>body{display:none}</style>",
        "<svg onload=alert(1)>",
        "![x](https://evil.example/spy.png)",
        "<scr<script>ipt>alert(1)</script>",
    ],
)
def test_nothing_that_acts_or_loads_comes_through(hostile):
    page = as_html(f"Before. {hostile} After.")

    assert not re.search(
        r"<(script|img|iframe|form|input|style|svg)|\son\w+=|style=|href=.(javascript|data):", page
    )
    assert "Before." in page


def test_an_address_that_stands_for_itself_is_a_link_and_one_in_code_or_in_a_link_is_none():
    page = as_html(
        "See https://shop.example/a?b=1. Or [https://x.example](https://shop.example) `https://y.example`"
    )

    assert (
        '<a href="https://shop.example/a?b=1" rel="noopener noreferrer">https://shop.example/a?b=1</a>.'
        in page
    )
    assert page.count("<a ") == 2


def test_a_table_a_heading_and_the_words_of_a_picture_are_shown():
    page = as_html(
        "# Letters\nOf any kind.\n\n| letters | price |\n|---|---|\n| 10 | €5 |\n\n![A font](f.png)"
    )

    assert "<h2>Letters</h2>\n<p>Of any kind.</p>" in page
    assert "<td>10</td>\n<td>€5</td>" in page
    assert "<p>A font</p>" in page


def test_titles_tags_and_names_are_only_text():
    entry = FaqEntry("a", '<b onclick="x">"A" & B', ("x",), "Yes.", "Yes, yes.", tags=('"><script>',))
    site = HelpSite(name="<i>", address="https://x.example", home='/"><script>')

    for page in (entry_page(entry, FaqShelf([entry]), site), index_page(FaqShelf([entry]), site)):
        assert not re.search(r"<(b|i|script)\b", page)


def test_right_to_left_text_runs_from_right_to_left():
    entry = FaqEntry("a", "איך מחזירים חבילה?", ("x",), "ארזו ושלחו.", "ארזו.", language="he")

    page = entry_page(entry, FaqShelf([entry]), HelpSite())

    assert '<article lang="he" dir="auto">' in page
    assert '<h1 dir="auto">איך מחזירים חבילה?</h1>' in page


async def test_every_entry_of_the_demo_has_a_page_whose_links_lead_somewhere(gateways):
    client = (await gateways.start(is_demo=True, faq=ROOT / "data" / "faq")).client
    _, index, _ = await get(client, "/help")
    slugs = set(re.findall(r'href="/help/([a-z0-9-]+)"', index))

    assert slugs == {path.stem for path in (ROOT / "data" / "faq").rglob("*.md")}
    for slug in slugs:
        status, page, _ = await get(client, f"/help/{slug}")
        assert status == 200
        assert set(re.findall(r'href="/help/([a-z0-9-]+)"', page)) <= slugs
