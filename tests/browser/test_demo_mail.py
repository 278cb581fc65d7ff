"""The demo's mail in a real browser: it fits, it can be read by everybody, and the chat stands beside it."""

import pytest
from playwright.sync_api import expect

from actions.mail.demo_mailbox import DemoMailbox
from actions.mail.mailer import Mail
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.parametrize("width", [1280, 375, 320])]

LONG = Mail(
    f"{'long-name-' * 12}@example.com", "A subject of one endless " + "w" * 90, "One-word: " + "x" * 300
)
CODE = Mail(
    "mira@example.com", "Your code for order 10042", "Hello Mira\n\n  482913\n\n<b>Harbour & Pine</b>"
)


def test_mail_of_any_length_fits_on_any_screen(new_visitor, deskbell, width):
    mailbox = DemoMailbox.under(deskbell.var)
    mailbox.send(LONG, f"long:{width}")
    mailbox.send(CODE, f"code:{width}")
    visitor = new_visitor(viewport={"width": width, "height": 800})
    visitor.go("/demo/mail")
    latest = visitor.page.get_by_role("listitem").first
    expect(latest.get_by_role("heading", name=CODE.subject)).to_be_visible()
    assert latest.locator("pre").inner_text() == CODE.text
    expect(visitor.launcher).to_be_visible()
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert violations(visitor) == []
