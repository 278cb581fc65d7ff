"""The widget needs no build: its files work as they stand in the repository, from any server of files."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.browser.needs import answer, have_the_card_declined
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.model]

WIDGET = Path(__file__).parents[2] / "web" / "widget"


@pytest.fixture
def visitor(new_visitor) -> Visitor:
    visitor = new_visitor()
    visitor.page.route("**/widget/*.js", give_out)
    return visitor


def give_out(route: Route) -> None:
    name = route.request.url.rpartition("/")[2]
    route.fulfill(path=WIDGET / name, content_type="text/javascript")


def test_a_question_is_answered(visitor):
    visitor.go()
    visitor.open_chat()
    visitor.ask("hello")
    asked_for = {path.removeprefix("/widget/") for path in visitor.requests if path.startswith("/widget/")}
    assert asked_for == {file.name for file in WIDGET.glob("*.js")}


def test_help_is_offered_and_accepted(visitor):
    have_the_card_declined(visitor, times=2)
    answer(visitor, "Yes, please")
    expect(visitor.answers).to_have_count(2)
