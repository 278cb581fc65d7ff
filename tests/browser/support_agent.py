"""Somebody of the support team in front of the inbox, with a browser of their own."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, expect

from tests.browser.visitor import PATIENCE, Visitor
from tests.gateway.team import PASSWORD

_FAILED_REQUEST = re.compile(r"Failed to load resource: ")
_SESSION = """() => Object.values(localStorage).flatMap((kept) => {
  try { return JSON.parse(kept).conversation ?? []; } catch { return []; }
})[0]"""


def conversation_of(visitor: Visitor) -> str:
    return visitor.page.evaluate(_SESSION)


class SupportAgent:
    """One tab. `complaints` is what the browser's console had to say, beyond requests that failed."""

    def __init__(self, context: BrowserContext, base: str, email: str) -> None:
        self.context = context
        self.base = base
        self.email = email
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))

    # what there is to see

    def rows(self, name: str) -> Locator:
        """The conversations of a list, by its heading."""
        heading = self.page.get_by_role("heading", name=name, exact=True, include_hidden=True)
        return self.page.locator("details", has=heading).locator("li a")

    def row(self, conversation: str) -> Locator:
        return self.page.locator(f"#queue a[href='#{conversation}']")

    @property
    def title(self) -> Locator:
        return self.page.locator("#title")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def said(self) -> Locator:
        return self.log.locator(".entry .text")

    @property
    def notes(self) -> Locator:
        return self.log.locator(".note .text")

    @property
    def facts(self) -> Locator:
        return self.page.get_by_role("complementary", name="What is known")

    @property
    def field(self) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile("Reply to the customer|Internal note"))

    @property
    def problem(self) -> Locator:
        return self.page.get_by_role("region", name="Conversation").get_by_role("alert")

    @property
    def link(self) -> Locator:
        return self.page.locator("#link")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def unread_in_title(self) -> int:
        title = re.fullmatch(r"(?:\((\d+)\) )?Inbox · Deskbell", self.page.title())
        assert title, self.page.title()
        return int(title[1] or 0)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    # what there is to do

    def go(self, address: str = "/inbox") -> None:
        self.page.goto(self.base + address)

    def sign_in(self, password: str = PASSWORD) -> None:
        self.page.get_by_label("E-mail address").fill(self.email)
        self.page.get_by_label("Password").fill(password)
        self.button("Sign in").click()

    def come(self, conversation: str = "") -> None:
        """Signs in, with this conversation open."""
        self.go(f"/inbox#{conversation}")
        self.sign_in()
        expect(self.title if conversation else self.page.locator("#lists")).to_be_visible()

    def sign_out(self) -> None:
        self.button("Sign out").click()
        expect(self.button("Sign in")).to_be_visible()

    def take(self) -> None:
        self.button("Take it").click()
        expect(self.field).to_be_focused()

    def say(self, text: str) -> None:
        self.button("Reply").click()
        self.field.fill(text)
        self.button("Send").click()

    def note(self, text: str) -> None:
        self.button("Internal note").click()
        self.field.fill(text)
        self.button("Add the note").click()

    def _note_console(self, message: ConsoleMessage) -> None:
        """Who is signed out, or too late, is answered with an error: browsers write that down."""
        is_expected = _FAILED_REQUEST.match(message.text)
        if message.type in ("error", "warning", "assert") and not is_expected:
            self.complaints.append(message.text)
