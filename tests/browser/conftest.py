"""One Deskbell for all tests in a browser, a browser for each module, a clean profile for each visitor."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from conversations.accounts import save_account
from conversations.desk import open_desk
from tests.browser.hours import always_open, deskbell_with_hours
from tests.browser.shop_server import SHOP_KEYS
from tests.browser.support_agent import SupportAgent
from tests.browser.visitor import PATIENCE, Visitor
from tests.gateway.team import CHEAP_PASSWORDS, PASSWORD, email_of
from tests.running_deskbell import RunningDeskbell

NewVisitor = Callable[..., Visitor]
NewAgent = Callable[..., SupportAgent]

QUIET_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def lasting_deskbell(
    tmp_path_factory: pytest.TempPathFactory, trained_model: None
) -> Iterator[RunningDeskbell]:
    folder = tmp_path_factory.mktemp("browser")
    with deskbell_with_hours(folder, always_open(), DESKBELL_SHOP_KEYS=SHOP_KEYS) as running:
        yield running


@pytest.fixture
def deskbell(lasting_deskbell: RunningDeskbell) -> Iterator[RunningDeskbell]:
    """All parts, ready. What a test breaks is mended for the next one."""
    yield lasting_deskbell
    lasting_deskbell.mend()


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """For one module: Playwright's event loop must be gone before an async test runs."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET_FLAGS))


@pytest.fixture
def new_visitor(chromium: Browser, deskbell: RunningDeskbell) -> Iterator[NewVisitor]:
    """Makes visitors, each with a clean profile or a given one. Nobody's console may complain."""
    visitors: list[Visitor] = []

    def make(context=None, shop=deskbell.url, **profile) -> Visitor:
        profile = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | profile
        visitors.append(Visitor(context or chromium.new_context(**profile), shop))
        return visitors[-1]

    yield make
    for context in {visitor.context for visitor in visitors}:
        context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    """At the shop's front page, with the chat closed."""
    visitor = new_visitor()
    visitor.go()
    return visitor


@pytest.fixture
def new_agent(chromium: Browser, deskbell: RunningDeskbell) -> Iterator[NewAgent]:
    """Makes support agents with an account, not signed in yet. Nobody's console may complain."""
    agents: list[SupportAgent] = []

    def make(name: str, base: str = deskbell.url, email: str = "", **profile) -> SupportAgent:
        email = email or email_of(name)
        desk = open_desk(deskbell.database_url)
        save_account(desk.team.accounts, name, email, PASSWORD, CHEAP_PASSWORDS)
        desk.close()
        profile = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | profile
        agents.append(SupportAgent(chromium.new_context(**profile), base, email))
        return agents[-1]

    yield make
    for agent in agents:
        agent.context.close()
    assert [complaint for agent in agents for complaint in agent.complaints] == []
