"""The help pages in a browser: for all to read, on a phone, on paper, without a script, and passed on."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]

PAGES = ("/help", "/help/returns", "/help/delivery-cost", "/help/no-such-page")
NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
IS_HIDDEN = "it => getComputedStyle(it).display === 'none'"


def violations(page: Page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for rule in Axe().run(page).response["violations"]:
            found += [f"{scheme}: {rule['id']}: {it['html']} {it['failureSummary']}" for it in rule["nodes"]]
    return found


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_every_kind_of_page_is_accessible_and_as_wide_as_the_screen(new_visitor, width):
    visitor = new_visitor(viewport={"width": width, "height": 700})
    found, too_wide, complaints = {}, {}, {}
    for path in PAGES:
        visitor.go(path)
        expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
        complaints[path] = list(visitor.complaints)
        found[path] = violations(visitor.page)
        visitor.complaints.clear()  # of how axe looks into the page
        too_wide[path] = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert complaints == {path: [] for path in PAGES} | {"/help/no-such-page": [NOT_FOUND]}
    assert found == {path: [] for path in PAGES}
    assert too_wide == dict.fromkeys(PAGES, 0)


def test_on_paper_there_is_the_answer_and_nothing_to_press(visitor: Visitor):
    visitor.go("/help/returns")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
    expect(visitor.page.locator(".answer")).to_be_visible()
    for hidden in ("header", "main section", "deskbell-chat", ".skip"):
        assert visitor.page.locator(hidden).first.evaluate(IS_HIDDEN)
    assert visitor.page.locator("body").evaluate("it => getComputedStyle(it).backgroundColor") == (
        "rgb(255, 255, 255)"
    )


def test_without_a_script_every_page_is_found_and_read(new_visitor):
    visitor = new_visitor(java_script_enabled=False)
    visitor.go("/help")
    links = visitor.page.get_by_role("main").get_by_role("link")
    assert links.count() >= 80
    first = links.first.inner_text()
    links.first.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(first)
    expect(visitor.page.locator(".answer")).not_to_be_empty()


def test_who_passes_a_page_on_passes_on_its_question_and_the_begin_of_its_answer(visitor: Visitor):
    visitor.go("/help/returns")

    def tag(name: str) -> str:
        return visitor.page.locator(f'meta[property="{name}"]').get_attribute("content") or ""

    assert tag("og:title") == visitor.page.get_by_role("heading", level=1).inner_text()
    answer = " ".join(visitor.page.locator(".answer").inner_text().split())
    assert answer.startswith(tag("og:description").removesuffix(" …"))
    assert tag("og:type") == "article"


def test_by_the_keyboard_the_first_stop_leads_past_the_head(visitor: Visitor):
    visitor.go("/help")
    visitor.page.keyboard.press("Tab")
    assert visitor.focused == "Skip to the content"
    visitor.page.keyboard.press("Enter")
    assert visitor.page.url.endswith("#content")
