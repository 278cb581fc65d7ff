"""The chat in one hand: everything is in view, and nothing moves sideways."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.model,
    pytest.mark.parametrize("size", [(375, 667), (320, 568)], ids=["375", "320"]),
]

LINES = """link => {
  const lines = new Map(), range = document.createRange();
  for (const node of link.childNodes) {
    for (let at = 0; at < (node.nodeValue ?? "").length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { top } = range.getBoundingClientRect();
      lines.set(top, (lines.get(top) ?? "") + node.nodeValue[at]);
    }
  }
  return [...lines.values()];
}"""
"""The text of each line of a link."""


@pytest.fixture
def visitor(new_visitor, size):
    width, height = size
    visitor = new_visitor(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    visitor.go()
    return visitor


def overflow(visitor: Visitor) -> dict[str, int]:
    """How many pixels page, panel and log are too wide."""
    return {
        "page": visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth"),
        "panel": visitor.panel.evaluate("it => it.scrollWidth - it.clientWidth"),
        "log": visitor.log.evaluate("it => it.scrollWidth - it.clientWidth"),
    }


def test_the_way_to_an_answer_fits_on_a_phone(visitor):
    visitor.launcher.tap()
    expect(visitor.panel).to_be_visible()
    visitor.ask("where is my order 10042?")
    visitor.ask("mira.lindqvist@example.com")
    visitor.ask("w" * 300)
    visitor.ask("https://shop.example/" + "a-long-address/" * 20)
    for label in ("Send", "Close the chat"):
        expect(visitor.control(label)).to_be_in_viewport(ratio=1)
    expect(visitor.answers.last).to_be_in_viewport()
    assert overflow(visitor) == {"page": 0, "panel": 0, "log": 0}


def test_a_long_address_goes_to_the_next_line_between_its_words(visitor):
    visitor.launcher.tap()
    visitor.ask("where is my order 10042?")
    visitor.ask("mira.lindqvist@example.com")
    link = visitor.answers.last.get_by_role("link")
    lines = link.evaluate(LINES)
    assert "".join(lines) == link.inner_text() == link.get_attribute("href")
    assert len(lines) > 1
    assert [line for line in lines[:-1] if not line.endswith("/")] == []


def test_every_control_is_large_enough_for_a_thumb(visitor):
    visitor.launcher.tap()
    visitor.ask("where is my order 10042?")
    visitor.ask("mira.lindqvist@example.com")
    sizes = [button.bounding_box() for button in visitor.panel.get_by_role("button").all()]
    assert len(sizes) >= 5
    assert [box for box in sizes if box["width"] < 44 or box["height"] < 44] == []


def test_opening_the_chat_by_touch_does_not_bring_up_the_keyboard(visitor):
    visitor.launcher.tap()
    expect(visitor.panel).to_be_focused()


def test_a_chat_that_fills_the_screen_hides_its_launcher_until_it_closes(visitor):
    visitor.launcher.tap()
    expect(visitor.panel).to_be_visible()
    expect(visitor.launcher).to_be_hidden()
    visitor.control("Close the chat").tap()
    expect(visitor.launcher).to_be_visible()
    expect(visitor.launcher).to_be_focused()


def test_every_page_of_the_shop_fits(visitor):
    for path in (
        "/",
        "/shop/product.html?item=pine-trail-boot",
        "/shop/search.html?q=boot",
        "/shop/cart.html",
        "/shop/checkout.html",
        "/shop/orders.html",
        "/shop/delivery.html",
    ):
        visitor.go(path)
        visitor.page.wait_for_load_state("networkidle")
        assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, path
