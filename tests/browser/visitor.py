"""Somebody in front of the demo shop, who sees what a page shows and does what a page takes."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Request, expect

PATIENCE = 20_000
"""Milliseconds for what happens soon. A part that was killed may need some to come back."""

_LOST_CONNECTION = re.compile(
    r"Failed to load resource: (net::ERR_|the server responded with a status of 503)"
)
_FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node === document.body ? "" : (node.ariaLabel || node.textContent).trim();
}"""


class Visitor:
    """One tab. `complaints` is what the browser's console had to say, and what it asked in a pop-up."""

    def __init__(self, context: BrowserContext, shop: str) -> None:
        self.context = context
        self.shop = shop
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self._expects_lost_connections = False
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.on("request", self._note_request)

    # what there is to see

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name="Help", exact=True)

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("dialog", name="Harbour & Pine help")

    @property
    def field(self) -> Locator:
        return self.panel.get_by_role("textbox", name="Your message")

    @property
    def log(self) -> Locator:
        return self.panel.get_by_role("log")

    @property
    def said(self) -> Locator:
        """The customer's words and the answers, in the order shown."""
        return self.log.locator("[part=customer] .text, [part=bot] .text")

    @property
    def own_words(self) -> Locator:
        return self.log.locator("[part=customer] .text")

    @property
    def answers(self) -> Locator:
        return self.log.locator("[part=bot] .text")

    @property
    def typing(self) -> Locator:
        return self.log.get_by_text("•••")

    @property
    def status(self) -> Locator:
        return self.panel.get_by_role("status")

    def choice(self, label: str) -> Locator:
        """The latest one with this label."""
        return self.log.get_by_role("button", name=label, exact=True).last

    def control(self, label: str) -> Locator:
        return self.panel.get_by_role("button", name=label, exact=True)

    @property
    def focused(self) -> str:
        """The name of what has the focus, also within the chat; empty when nothing has it."""
        return self.page.evaluate(_FOCUSED)

    # what there is to do

    def go(self, path: str = "/") -> None:
        self.page.goto(self.shop + path)

    def open_chat(self) -> None:
        self.launcher.click()
        expect(self.field).to_be_visible()

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.control("Send").click()

    def ask(self, text: str) -> str:
        """Says it and reads the answer."""
        before = self.answers.count()
        self.say(text)
        expect(self.answers).to_have_count(before + 1)
        return self.answers.last.inner_text()

    def expect_lost_connections(self) -> None:
        """From now on the browser may say that it could not reach the gateway."""
        self._expects_lost_connections = True

    def _note_console(self, message: ConsoleMessage) -> None:
        is_lost = self._expects_lost_connections and _LOST_CONNECTION.match(message.text)
        if message.type in ("error", "warning", "assert") and not is_lost:
            self.complaints.append(message.text)

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url.removeprefix(self.shop))
