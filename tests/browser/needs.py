"""What somebody does in the demo shop who needs help, and what is offered then."""

from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor

UNPAID = "10056"
UNPAID_EMAIL = "tomasz.wilk@example.com"
_ADDRESS = {"name": "Tomasz Wilk", "email": UNPAID_EMAIL, "street": "Lipowa 3", "postcode": "31-042"}
_DECLINED_CARD = {"card": "4000 0000 0000 0002", "until": "09/28", "code": "123"}


def offer(visitor: Visitor) -> Locator:
    """The quiet line beside the launcher."""
    return visitor.page.get_by_role("region", name="Help is offered")


def answer(visitor: Visitor, label: str) -> None:
    offer(visitor).get_by_role("button", name=label, exact=True).click()


def have_the_card_declined(visitor: Visitor, times: int = 1) -> None:
    """Each time on a page that was loaded anew."""
    for _ in range(times):
        visitor.go(f"/shop/checkout.html?order={UNPAID}")
        for field, value in {**_ADDRESS, "town": "Kraków", **_DECLINED_CARD}.items():
            visitor.page.locator(f"#{field}").fill(value)
        visitor.page.get_by_role("button", name="Pay").click()
        expect(visitor.page.get_by_text("Your bank declined the payment.")).to_be_visible()
        visitor.page.wait_for_load_state("networkidle")


def search_in_vain(visitor: Visitor) -> None:
    for words in ("crampons", "kayak", "tent"):
        visitor.go(f"/shop/search.html?q={words}")
        expect(visitor.page.get_by_text("Nothing found")).to_be_visible()


def try_vouchers(visitor: Visitor) -> None:
    visitor.go("/shop/product.html?item=quay-trainer")
    visitor.page.get_by_role("button", name="Add to cart").click()
    visitor.go("/shop/cart.html")
    for code in ("SPRING", "SUMMER"):
        visitor.page.get_by_label("Voucher code").fill(code)
        visitor.page.get_by_role("button", name="Apply").click()


def look_at_a_late_order(visitor: Visitor) -> None:
    visitor.go("/shop/orders.html?number=10027")


def send_a_form_that_refuses(visitor: Visitor) -> None:
    visitor.go("/shop/checkout.html")
    for _ in range(3):
        visitor.page.get_by_role("button", name="Pay").click()
        visitor.page.wait_for_timeout(600)  # a second try is one only after a pause: see SUBMITTING


def see_marked_fields(visitor: Visitor) -> None:
    """A shop that checks on its server, and marks the field in the page that comes back."""
    visitor.go("/shop/checkout.html")
    for value in ("true", "false", "true", "false", "true"):
        visitor.page.locator("#card").evaluate("(it, value) => it.setAttribute('aria-invalid', value)", value)
        visitor.page.wait_for_timeout(600)


def click_in_anger(visitor: Visitor) -> None:
    visitor.go("/")
    for words in ("Made to get wet", "This shop is a demo."):
        visitor.page.get_by_text(words).click(click_count=5)


def meet_broken_scripts(visitor: Visitor) -> None:
    visitor.go("/")
    visitor.page.evaluate("() => void setTimeout(() => { throw new Error('broken'); })")
    visitor.page.evaluate("() => void Promise.reject(new Error('broken'))")
