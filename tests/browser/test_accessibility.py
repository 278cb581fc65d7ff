"""axe-core finds nothing to object to: shop and chat, on a desk and in a hand, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

SHOP_PAGES = {
    "front": "/",
    "product": "/shop/product.html?item=squall-rain-jacket",
    "search": "/shop/search.html?q=boot",
    "cart": "/shop/cart.html",
    "checkout": "/shop/checkout.html",
    "orders": "/shop/orders.html?number=10042",
    "delivery": "/shop/delivery.html",
    "mail": "/demo/mail",
}

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.parametrize("width", [1280, 375])]


@pytest.fixture
def visitor(new_visitor, width):
    return new_visitor(viewport={"width": width, "height": 800})


def violations(visitor: Visitor) -> list[str]:
    """By light and by dark."""
    found = []
    for scheme in ("light", "dark"):
        visitor.page.emulate_media(color_scheme=scheme)
        for rule in Axe().run(visitor.page).response["violations"]:
            found += [f"{scheme}: {rule['id']}: {it['html']} {it['failureSummary']}" for it in rule["nodes"]]
    return found


def test_every_page_of_the_shop_is_accessible_with_its_launcher(visitor):
    found = {}
    for name, path in SHOP_PAGES.items():
        visitor.go(path)
        visitor.page.wait_for_load_state("networkidle")
        expect(visitor.launcher).to_be_visible()
        found[name] = violations(visitor)
    assert found == {name: [] for name in SHOP_PAGES}


def test_the_chat_is_accessible_at_every_stage(visitor):
    stages = {}
    visitor.go()
    visitor.open_chat()
    stages["empty"] = violations(visitor)
    visitor.ask("where is my order 10042?")
    visitor.ask("mira.lindqvist@example.com")
    stages["answered, with choices"] = violations(visitor)
    visitor.choice("Talk to a person").click()
    expect(visitor.answers).to_have_count(3)
    stages["waiting for a person"] = violations(visitor)
    visitor.expect_lost_connections()
    visitor.context.set_offline(True)
    visitor.field.fill("x" * 1990)
    visitor.control("Send").click()
    visitor.field.fill("y" * 2001)
    expect(visitor.log.get_by_text("Will be sent when you are online.")).to_be_visible()
    expect(visitor.panel.get_by_text("Characters left: -1")).to_be_visible()
    stages["offline, and too long"] = violations(visitor)
    assert stages == {name: [] for name in stages}
