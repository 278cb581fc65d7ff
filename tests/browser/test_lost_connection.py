"""The visitor's connection goes away and comes back: nothing is lost, nothing is said twice."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.visitor import Visitor
from tests.browser.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.model]

NOT_YET = "Will be sent when you are online."
MESSAGES = re.compile(r"/webhooks/widget/messages$")


@pytest.fixture
def talking(visitor):
    """A visitor who has had one answer."""
    visitor.open_chat()
    visitor.ask("hello")
    return visitor


@pytest.fixture
def wire(deskbell):
    wire = Wire(deskbell.url)
    yield wire
    wire.close()


def share_conversation(here: Visitor, elsewhere: Visitor) -> None:
    """A browser keeps it by the gateway's address, and these two know the gateway by different ones."""
    kept = here.page.evaluate("() => ({...localStorage})")
    moved = {name.replace(here.shop, elsewhere.shop): value for name, value in kept.items()}
    elsewhere.page.evaluate("kept => Object.assign(localStorage, kept)", moved)


def go_offline(visitor: Visitor) -> None:
    visitor.expect_lost_connections()
    visitor.context.set_offline(True)


def test_messages_written_offline_are_sent_once_and_in_order_when_the_connection_is_back(talking):
    go_offline(talking)
    talking.say("how do returns work?")
    talking.say("how long does delivery take?")
    expect(talking.log.get_by_text(NOT_YET)).to_have_count(2)
    talking.context.set_offline(False)
    expect(talking.answers).to_have_count(3)
    expect(talking.own_words).to_have_text(["hello", "how do returns work?", "how long does delivery take?"])
    expect(talking.log.get_by_text(NOT_YET)).to_have_count(0)
    shown = talking.said.all_inner_texts()
    talking.page.reload()
    expect(talking.said).to_have_text(shown)


def test_the_very_first_message_may_be_written_offline(visitor):
    visitor.open_chat()
    go_offline(visitor)
    visitor.say("how do returns work?")
    expect(visitor.log.get_by_text(NOT_YET)).to_be_visible()
    visitor.context.set_offline(False)
    expect(visitor.answers).to_have_count(1)
    expect(visitor.own_words).to_have_text(["how do returns work?"])


def test_a_message_written_offline_outlives_its_page(talking):
    go_offline(talking)
    talking.say("how do returns work?")
    talking.page.goto("about:blank")
    talking.context.set_offline(False)
    talking.go("/shop/delivery.html")
    expect(talking.answers).to_have_count(2)
    expect(talking.own_words).to_have_text(["hello", "how do returns work?"])


def test_entries_missed_while_the_connection_was_lost_appear_once_and_in_order(new_visitor, wire):
    here = new_visitor(shop=wire.url)
    here.expect_lost_connections()
    here.go()
    here.open_chat()
    here.ask("hello")
    elsewhere = new_visitor()
    elsewhere.go()
    share_conversation(here, elsewhere)
    elsewhere.open_chat()
    expect(elsewhere.said).to_have_count(2)
    wire.cut()
    elsewhere.ask("how do returns work?")
    elsewhere.ask("how long does delivery take?")
    expect(here.status).to_have_text("The connection is lost. Trying again…")
    expect(here.said).to_have_count(2)
    wire.mend()
    expect(here.said).to_have_text(elsewhere.said.all_inner_texts())
    expect(here.status).to_have_text("")


def test_a_message_whose_acknowledgement_is_lost_arrives_once(talking):
    talking.expect_lost_connections()
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        if lost:
            return route.continue_()
        route.fetch()
        lost.append(route.request.post_data)
        return route.abort()

    talking.page.route(MESSAGES, lose_once)
    talking.ask("how do returns work?")
    assert len(lost) == 1
    expect(talking.own_words).to_have_text(["hello", "how do returns work?"])
    talking.page.reload()
    expect(talking.own_words).to_have_text(["hello", "how do returns work?"])
    expect(talking.answers).to_have_count(2)


def test_a_message_that_could_not_be_sent_says_so_and_is_sent_once_on_request(talking):
    talking.expect_lost_connections()
    talking.page.route(MESSAGES, lambda route: route.abort())
    talking.say("how do returns work?")
    expect(talking.log.get_by_text("Not sent yet. Trying again…")).to_be_visible()
    expect(talking.log.get_by_text("Not sent.", exact=False)).to_be_visible()
    expect(talking.control("Try again")).to_be_visible()
    talking.page.unroute(MESSAGES)
    talking.control("Try again").press("Enter")
    expect(talking.answers).to_have_count(2)
    assert talking.focused == "Your message"
    expect(talking.control("Try again")).to_have_count(0)
    expect(talking.own_words).to_have_text(["hello", "how do returns work?"])
