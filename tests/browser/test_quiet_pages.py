"""Nobody who only looks around costs a request, or is spoken to."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]

PAGES = (
    "/",
    "/?category=shoes",
    "/shop/product.html?item=pine-trail-boot",
    "/shop/search.html?q=boot",
    "/shop/search.html?q=nothing-like-this",
    "/shop/cart.html",
    "/shop/checkout.html",
    "/shop/orders.html?number=10042",
    "/shop/delivery.html",
)


OF_THE_SHOP = ("/shop/", "/?", "/help/base.css")


def look_around(visitor: Visitor) -> None:
    """As one does: down the page, up again, a word marked, another tab and back."""
    for key in ("End", "PageUp", "Home"):
        visitor.page.keyboard.press(key)
    visitor.page.mouse.move(1200, 760)
    visitor.page.mouse.move(20, 20)
    visitor.page.evaluate("for (const it of ['blur', 'focus', 'mouseleave']) dispatchEvent(new Event(it))")
    visitor.page.wait_for_load_state("networkidle")


def of_deskbell(visitor: Visitor) -> list[str]:
    """What was requested of the widget's files and of the gateway, not of the shop or its colours."""
    return [path for path in visitor.requests if path != "/" and not path.startswith(OF_THE_SHOP)]


def test_page_views_without_the_chat_ask_for_the_launcher_and_nothing_else(new_visitor):
    visitor = new_visitor()
    asked_for = {}
    for path in PAGES:
        visitor.requests.clear()
        visitor.go(path)
        look_around(visitor)
        expect(visitor.launcher).to_have_text("Help")
        asked_for[path] = of_deskbell(visitor)
    assert asked_for == {path: ["/widget/deskbell.js"] for path in PAGES}


def test_a_visitor_who_has_talked_and_closed_the_chat_browses_in_silence_too(visitor):
    visitor.open_chat()
    visitor.ask("hello")
    visitor.control("Close the chat").click()
    visitor.requests.clear()
    visitor.go("/shop/delivery.html")
    look_around(visitor)
    assert of_deskbell(visitor) == ["/widget/deskbell.js"]


def test_opening_the_chat_and_talking_needs_one_more_file(visitor):
    visitor.requests.clear()
    visitor.open_chat()
    assert of_deskbell(visitor) == ["/widget/chat.js"]
    visitor.ask("hello")
    assert [path for path in visitor.requests if path.startswith("/widget/")] == ["/widget/chat.js"]


def test_opening_the_chat_is_not_a_message(visitor):
    visitor.open_chat()
    expect(visitor.control("Where is my order?")).to_be_visible()
    look_around(visitor)
    assert [path for path in visitor.requests if path.startswith("/webhooks/")] == []
    expect(visitor.said).to_have_count(0)
