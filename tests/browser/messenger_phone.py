"""Somebody with the demo's phone, who writes to the shop on Messenger."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Visitor


class MessengerPhone:
    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.page: Page = visitor.page

    # what there is to see

    @property
    def screen(self) -> Locator:
        return self.page.get_by_role("region", name="Harbour & Pine", exact=True)

    @property
    def own(self) -> Locator:
        return self.screen.locator(".bubble.person")

    @property
    def said(self) -> Locator:
        """What the page has written."""
        return self.screen.locator(".bubble.page")

    @property
    def field(self) -> Locator:
        return self.screen.get_by_role("textbox", name="Message")

    @property
    def typing(self) -> Locator:
        return self.screen.locator("#typing")

    @property
    def replies(self) -> Locator:
        return self.screen.get_by_role("group", name="Quick replies").get_by_role("button")

    def button(self, name: str) -> Locator:
        return self.screen.get_by_role("button", name=name, exact=True)

    # what there is to do

    def go(self) -> None:
        self.visitor.go("/demo/messenger")

    def begin(self) -> None:
        """Opens the page's conversation, and is greeted."""
        self.go()
        self.button("Get started").click()
        expect(self.said).to_have_count(1)

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")
        expect(self.own.last).to_contain_text(text)

    def ask(self, text: str) -> str:
        """Writes it and reads the next bubble of the page."""
        before = self.said.count()
        self.write(text)
        expect(self.said).to_have_count(before + 1)
        return self.said.last.inner_text()
