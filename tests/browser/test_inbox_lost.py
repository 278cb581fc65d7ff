"""The connection goes away on either side, or the session ends: nothing is lost, nothing is said twice."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.support_agent import conversation_of
from tests.browser.wire import Wire

pytestmark = [pytest.mark.browser, pytest.mark.model]

WORDS_OF_A_PERSON = "[part=support] .text"


@pytest.fixture
def wire(deskbell):
    wire = Wire(deskbell.url)
    yield wire
    wire.close()


def asking(visitor) -> str:
    """The customer has asked for a person; in which conversation."""
    visitor.open_chat()
    visitor.ask("I want to talk to a person")
    return conversation_of(visitor)


def test_what_is_written_on_both_sides_while_the_agents_line_is_cut_arrives_once(visitor, new_agent, wire):
    chat = asking(visitor)
    ana = new_agent("Ana", base=wire.url)
    ana.come(chat)
    ana.take()
    wire.cut()
    expect(ana.link).to_have_text("The connection is lost. Trying again…")
    ana.say("I am still here")
    ana.note("the line is bad")
    visitor.say("hello?")
    expect(ana.log.get_by_text("Not sent", exact=False).first).to_be_visible()
    expect(ana.said.filter(has_text="hello?")).to_have_count(0)
    wire.mend()
    expect(ana.said.filter(has_text="hello?")).to_have_count(1)
    expect(visitor.log.locator(WORDS_OF_A_PERSON)).to_have_text(["I am still here"])
    expect(ana.link).to_have_text("")
    expect(ana.log.get_by_text("Not sent", exact=False)).to_have_count(0)
    expect(ana.said.filter(has_text="I am still here")).to_have_count(1)
    expect(ana.notes).to_have_text(["the line is bad"])
    ana.page.reload()
    expect(ana.said.filter(has_text="I am still here")).to_have_count(1)
    expect(ana.notes).to_have_text(["the line is bad"])


def test_what_an_agent_writes_while_the_customers_line_is_cut_arrives_once(new_visitor, new_agent, wire):
    customer = new_visitor(shop=wire.url)
    customer.expect_lost_connections()
    customer.go()
    chat = asking(customer)
    ana = new_agent("Ana")
    ana.come(chat)
    wire.cut()
    expect(customer.status).to_have_text("The connection is lost. Trying again…")
    ana.take()
    ana.say("first")
    ana.say("second")
    wire.mend()
    expect(customer.log.locator(WORDS_OF_A_PERSON)).to_have_text(["first", "second"])
    expect(customer.log.get_by_text("Ana from our team has joined.")).to_have_count(1)


def test_a_reply_whose_acknowledgement_is_lost_arrives_once(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        if lost:
            return route.continue_()
        route.fetch()
        lost.append(route.request.post_data)
        return route.abort()

    ana.page.route("**/replies", lose_once)
    ana.say("only once")
    ana.say("and then this")
    expect(visitor.log.locator(WORDS_OF_A_PERSON)).to_have_text(["only once", "and then this"])
    expect(ana.said.filter(has_text="only once")).to_have_count(1)
    assert len(lost) == 1


def test_a_reply_that_is_given_up_can_be_sent_again_or_taken_back(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    ana.page.route("**/replies", lambda route: route.abort())
    ana.say("not yet")
    ana.button("Take it back").click()
    expect(ana.field).to_have_value("not yet")
    ana.say("not yet")
    expect(ana.button("Try again")).to_be_visible()
    ana.page.unroute("**/replies")
    ana.button("Try again").click()
    expect(visitor.log.locator(WORDS_OF_A_PERSON)).to_have_text(["not yet"])


def test_who_signs_out_before_a_reply_is_sent_is_asked_first(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    ana.page.route("**/replies", lambda route: route.abort())
    ana.say("not yet")
    ana.button("Sign out").click()
    ana.dialog.get_by_role("button", name="Not now").click()
    ana.page.unroute("**/replies")
    ana.page.evaluate("dispatchEvent(new Event('online'))")
    expect(visitor.log.locator(WORDS_OF_A_PERSON)).to_have_text(["not yet"])
    ana.sign_out()
    expect(visitor.log.get_by_text("Ana had to leave. You are in line again.")).to_be_visible()


def test_who_signs_out_with_a_reply_half_written_is_asked_first(visitor, new_agent):
    ana = new_agent("Ana")
    ana.come(asking(visitor))
    ana.take()
    ana.field.fill("half a sen")
    ana.button("Sign out").click()
    ana.dialog.get_by_role("button", name="Not now").click()
    expect(ana.field).to_have_value("half a sen")
    ana.field.fill("")
    ana.sign_out()


def test_two_clicks_at_once_send_a_reply_once(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    ana.field.fill("once")
    ana.button("Send").evaluate("(button) => { button.click(); button.click(); }")
    ana.say("twice")
    expect(visitor.log.locator(WORDS_OF_A_PERSON)).to_have_text(["once", "twice"])


def test_who_hands_back_what_has_no_answer_yet_is_asked_first(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    visitor.say("where is it?")
    expect(ana.said.last).to_have_text("where is it?")
    ana.button("Hand back").click()
    ana.dialog.get_by_role("button", name="Not now").click()
    ana.say("It comes tomorrow.")
    expect(visitor.log.locator(WORDS_OF_A_PERSON)).to_have_text(["It comes tomorrow."])
    ana.button("Hand back").click()
    expect(visitor.log.get_by_text("You are talking to the assistant again.")).to_be_visible()


def test_what_came_too_late_can_be_read_by_who_wrote_it(visitor, new_agent):
    chat = asking(visitor)
    ana, ben = new_agent("Ana"), new_agent("Ben")
    ana.come(chat)
    ana.take()
    ana.page.route("**/replies", lambda route: route.abort())
    ana.say("too late")
    ben.come(chat)
    ben.button("Take it over from Ana").click()
    ben.dialog.get_by_role("button", name="Take it over").click()
    expect(ana.page.get_by_text("Ben has it.")).to_be_visible()
    ana.page.unroute("**/replies")
    kept = ana.page.get_by_role("textbox", name="What you wrote and did not send")
    expect(kept).to_have_value("too late")
    expect(kept).not_to_be_editable()
    expect(ana.button("Send")).to_be_hidden()


def test_who_waits_is_sent_back_to_the_bot_only_after_a_question(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.title.press("b")
    ana.dialog.get_by_role("button", name="Not now").click()
    expect(ana.rows("Waiting").and_(ana.row(chat))).to_have_count(1)
    ana.button("Hand back").click()
    ana.dialog.get_by_role("button", name="Hand it back").click()
    expect(ana.rows("Waiting").and_(ana.row(chat))).to_have_count(0)


def test_after_the_end_of_a_session_the_same_agent_goes_on_where_they_were(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    ana.field.fill("half a sentence")
    ana.context.clear_cookies()
    ana.button("Hand back").click()
    expect(ana.page.get_by_text("Your session has ended.")).to_be_visible()
    expect(ana.log).to_be_hidden()
    ana.sign_in("a wrong password")
    expect(ana.page.get_by_role("alert")).to_contain_text("don’t belong together")
    ana.sign_in()
    expect(ana.field).to_have_value("half a sentence")
    ana.button("Send").click()
    expect(visitor.log.locator(WORDS_OF_A_PERSON)).to_have_text(["half a sentence"])


def test_another_agent_at_the_same_desk_sees_nothing_of_the_drafts(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    ana.field.fill("a secret draft")
    ana.context.clear_cookies()
    ana.button("Hand back").click()
    expect(ana.page.get_by_text("Your session has ended.")).to_be_visible()
    ana.email = new_agent("Ben").email
    ana.sign_in()
    expect(ana.page.get_by_text("Ana has it.")).to_be_visible()
    assert "a secret draft" not in ana.page.evaluate("JSON.stringify(sessionStorage)")


def test_signed_out_is_signed_out_in_every_tab(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    other = ana.context.new_page()
    other.goto(f"{ana.base}/inbox")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_text("You have signed out.")).to_be_visible()
    ana.button("Take it").click()
    expect(ana.page.get_by_text("Your session has ended.")).to_be_visible()


def test_a_queue_that_cannot_be_loaded_says_so_and_comes_by_itself(visitor, new_agent):
    chat = asking(visitor)
    ana = new_agent("Ana")
    ana.page.route("**/inbox/api/queue", lambda route: route.fulfill(status=503, json={"error": "busy"}))
    ana.go()
    ana.sign_in()
    expect(ana.page.get_by_text("The queue can’t be loaded. Trying again…")).to_be_visible()
    ana.page.unroute("**/inbox/api/queue")
    expect(ana.row(chat)).to_be_visible()
    expect(ana.link).to_have_text("")


def test_orders_that_cannot_be_reached_can_be_asked_for_again(visitor, new_agent):
    visitor.open_chat()
    visitor.ask("where is my order 10042?")
    visitor.ask("mira.lindqvist@example.com")
    chat = conversation_of(visitor)
    ana = new_agent("Ana")
    ana.page.route(
        "**/orders",
        lambda route: route.fulfill(status=503, json={"error": "busy", "message": "The shop is away."}),
    )
    ana.come(chat)
    ana.facts.get_by_role("button", name="Look at the order").click()
    expect(ana.facts.get_by_text("The shop is away.")).to_be_visible()
    ana.page.unroute("**/orders")
    ana.facts.get_by_role("button", name="Try again").click()
    expect(ana.facts.get_by_role("heading", name="Order 10042")).to_be_visible()
