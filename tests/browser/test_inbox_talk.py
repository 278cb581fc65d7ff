"""Two real browsers at once: a customer in the shop, somebody of the support team in the inbox."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from actions.mail.demo_mailbox import DemoMailbox
from actions.orders.demo_orders import demo_orders
from conversations.desk import open_desk
from tests.browser.support_agent import conversation_of

pytestmark = [pytest.mark.browser, pytest.mark.model]

EMAIL_OF_10057 = EMAIL_OF_10042 = "mira.lindqvist@example.com"


@pytest.fixture
def waiting(visitor):
    """A customer who has asked for a person."""
    visitor.open_chat()
    visitor.ask("I want to talk to a person")
    return visitor


def test_the_whole_way_from_the_question_to_the_goodbye(waiting, new_agent):
    ana = new_agent("Ana")
    ana.come()
    chat = conversation_of(waiting)
    expect(waiting.status).to_have_text("Waiting for a person")
    expect(ana.rows("Waiting").and_(ana.row(chat))).to_contain_text("1 unread")
    ana.row(chat).click()
    expect(ana.title).to_be_focused()
    expect(ana.said.first).to_have_text("I want to talk to a person")

    ana.take()
    expect(waiting.log.get_by_text("Ana from our team has joined.")).to_be_visible()
    expect(waiting.status).to_have_text("")
    expect(ana.rows("Mine").and_(ana.row(chat))).to_be_visible()
    ana.note("canary-note: be careful with this one")
    expect(ana.notes).to_have_text(["canary-note: be careful with this one"])
    ana.say("Hello, Ana here.")
    expect(waiting.log.locator("[part=support] .text")).to_have_text(["Hello, Ana here."])
    expect(waiting.log.locator("[part=support] .small").first).to_have_text("Ana")
    expect(waiting.page.get_by_text("Ana from our team", exact=True)).to_be_visible()
    answers = waiting.answers.count()
    waiting.say("Where is my order 10042?")
    expect(ana.said.last).to_have_text("Where is my order 10042?")
    ana.say("I look it up.")
    expect(waiting.log.locator("[part=support] .text").last).to_have_text("I look it up.")
    assert waiting.answers.count() == answers

    ana.button("Hand back").click()
    expect(waiting.log.get_by_text("You are talking to the assistant again.")).to_be_visible()
    expect(waiting.page.get_by_text("Automatic answers, people on request")).to_be_visible()
    answer = waiting.ask("how do returns work?")
    expect(ana.said.last).to_contain_text(answer.split("\n")[0])

    ana.take()
    ana.button("Close").click()
    ana.dialog.get_by_role("button", name="Close it").click()
    expect(waiting.log.get_by_text("This is closed. Write again any time.")).to_be_visible()
    expect(ana.log.get_by_text("Closed.")).to_be_visible()
    waiting.page.reload()
    expect(waiting.log.get_by_text("I look it up.")).to_be_visible()
    assert "canary" not in waiting.page.content() + waiting.log.inner_text()


def test_of_two_who_take_it_one_is_told_who_was_faster(waiting, new_agent):
    chat = conversation_of(waiting)
    ana, ben = new_agent("Ana"), new_agent("Ben")
    ben.page.route("**/inbox/api/events*", lambda route: route.abort())  # he has not heard of it yet
    ana.come(chat)
    ben.come(chat)
    ana.take()
    ben.button("Take it").click()
    expect(ben.problem).to_have_text("Ana has taken it.")
    expect(ben.button("Take it over from Ana")).to_be_visible()
    expect(ben.page.get_by_text("Ana has it.")).to_be_visible()


def test_who_was_too_late_and_gets_it_passed_sees_its_end_and_no_old_problem(waiting, new_agent):
    chat = conversation_of(waiting)
    ana, ben = new_agent("Ana"), new_agent("Ben")
    ben.page.set_viewport_size({"width": 1280, "height": 480})
    ana.come(chat)
    ben.come(chat)
    ben.page.route("**/take", lambda route: (ana.take(), route.continue_()))
    ben.button("Take it").click()
    expect(ben.problem).to_have_text("Ana has taken it.")
    ana.button("Pass on").click()
    ana.dialog.get_by_role("combobox").fill("be")
    ana.dialog.get_by_role("combobox").press("Enter")
    expect(ben.button("Pass on")).to_be_visible()
    expect(ben.page.get_by_text("Ana has taken it.")).to_be_hidden()
    below = "log => log.scrollHeight - log.scrollTop - log.clientHeight < 2"
    ben.page.wait_for_function(below, arg=ben.log.element_handle())


def test_taking_over_is_asked_first_and_told_to_who_had_it(waiting, new_agent):
    chat = conversation_of(waiting)
    ana, ben = new_agent("Ana"), new_agent("Ben")
    ana.come(chat)
    ana.take()
    ana.field.fill("half a sentence")
    ben.come(chat)
    ben.button("Take it over from Ana").click()
    ben.dialog.get_by_role("button", name="Not now").click()
    expect(ben.button("Take it over from Ana")).to_be_focused()
    ben.button("Take it over from Ana").click()
    ben.dialog.get_by_role("button", name="Take it over").click()
    expect(ana.problem).to_have_text("Ben took this over from you.")
    expect(ana.page.get_by_text("Ben has it.")).to_be_visible()
    ana.button("Take it over from Ben").click()
    ana.dialog.get_by_role("button", name="Take it over").click()
    expect(ana.field).to_have_value("half a sentence")


def test_a_conversation_is_passed_to_a_colleague_found_by_name(waiting, new_agent):
    chat = conversation_of(waiting)
    ana, ben = new_agent("Ana"), new_agent("Ben")
    ben.come()
    ana.come(chat)
    ana.take()
    ana.button("Pass on").click()
    ana.dialog.get_by_role("combobox").fill("be")
    expect(ana.dialog.get_by_role("option")).to_have_text(["Ben"])
    ana.dialog.get_by_role("combobox").press("Enter")
    expect(ben.rows("Mine").and_(ben.row(chat))).to_be_visible()
    expect(ben.page.locator("#news")).to_contain_text("A colleague passed this to you")
    expect(waiting.log.get_by_text("Ben from our team has joined.")).to_be_visible()
    expect(ana.page.get_by_text("Ben has it.")).to_be_visible()


def test_an_order_is_seen_where_its_customer_has_proved_it_and_each_look_is_written_down(
    visitor, new_agent, deskbell
):
    visitor.open_chat()
    visitor.ask("where is my order 10042?")
    visitor.ask(EMAIL_OF_10042)
    visitor.ask("I want to talk to a person")
    chat = conversation_of(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    expect(ana.title).to_contain_text("10042")
    expect(ana.facts.locator(".tried li").last).to_contain_text("where is my order 10042?")
    expect(ana.facts.get_by_role("button", name="Look at the order")).to_be_visible()
    assert looks(deskbell, chat) == []
    ana.take()
    expect(ana.facts.get_by_role("heading", name="Order 10042")).to_be_visible()
    expect(ana.facts.get_by_text("What may be done")).to_be_visible()
    assert looks(deskbell, chat) == ["10042"]
    ana.page.get_by_role("link", name="Who looked at which order").click()
    ana.page.get_by_label("Order", exact=True).fill("10042")
    ana.button("Show").click()
    row = ana.page.locator("tr", has=ana.page.locator(f"a[href='/inbox#{chat}']"))
    expect(row).to_contain_text("Ana")
    expect(row).to_contain_text("10042")
    row.get_by_role("link").click()
    expect(ana.title).to_contain_text("10042")


def test_nothing_of_an_order_is_seen_where_nobody_has_proved_it(new_visitor, new_agent, deskbell):
    """Not a byte of it comes with this conversation, though another one has proved it."""
    owner, stranger = new_visitor(), new_visitor()
    for customer in (owner, stranger):
        customer.go()
        customer.open_chat()
        customer.ask("where is my order 10042?")
    owner.ask(EMAIL_OF_10042)
    stranger.ask("I want to talk to a person")
    chat = conversation_of(stranger)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    expect(ana.facts.get_by_text("has not proved in this chat")).to_be_visible()
    api = f"{ana.base}/inbox/api/conversations"
    read = [ana.context.request.get(f"{api}/{chat}{rest}").text() for rest in ("", "/items", "/orders")]
    read.append(ana.page.locator("#thread").inner_html())
    assert chat in read[0]
    assert [canary for canary in canaries_of("10042") if any(canary in text for text in read)] == []
    assert looks(deskbell, chat) == []
    shown = ana.context.request.get(f"{api}/{conversation_of(owner)}/orders").text()
    assert [canary for canary in canaries_of("10042") if canary not in shown] == []
    assert looks(deskbell, conversation_of(owner)) == ["10042"]


def canaries_of(number: str) -> list[str]:
    """What an agent sees of the order, and nowhere else."""
    order = next(order for order in demo_orders(datetime.now(UTC).date()) if order.number == number)
    parcels = [parcel.tracking_link for parcel in order.parcels if parcel.tracking_link]
    return [*(item.name for item in order.items), *parcels]


def test_what_the_bot_did_in_the_moment_of_the_take_over_is_told_to_who_took_over(
    visitor, new_agent, deskbell
):
    visitor.open_chat()
    visitor.ask("cancel my order 10057")
    visitor.ask(EMAIL_OF_10057)
    visitor.choice("Yes, cancel it").click()
    expect(visitor.answers.last).to_contain_text("code with six digits")
    code = re.search(r"\b\d{6}\b", DemoMailbox.under(deskbell.var).newest()[0].mail.text)[0]
    chat = conversation_of(visitor)
    ana = new_agent("Ana")
    ana.come(chat)
    answers = visitor.answers.count()
    deskbell.freeze("actions")
    visitor.say(code)
    expect(ana.said.last).to_have_text(code)
    expect(visitor.typing).to_be_visible()
    ana.take()
    deskbell.thaw("actions")
    expect(ana.notes).to_contain_text(["Order 10057 is cancelled"])
    expect(ana.log.locator(".note")).to_contain_text(["What the bot had already done"])
    expect(visitor.log.get_by_text("Ana from our team has joined.")).to_be_visible()
    assert visitor.answers.count() == answers
    visitor.page.reload()
    expect(visitor.answers).to_have_count(answers)


def test_an_address_that_was_left_for_the_answer_stands_beside_the_conversation(waiting, new_agent):
    ana = new_agent("Ana")
    ana.come(conversation_of(waiting))
    expect(ana.facts.get_by_text("E-mail", exact=True)).to_have_count(0)
    waiting.choice("Leave a message").click()
    expect(waiting.answers.last).to_contain_text("What should our team know?")
    waiting.ask("The left boot is torn, please write to kim@example.com")
    expect(ana.facts.get_by_text("E-mail", exact=True)).to_be_visible()
    expect(ana.facts).to_contain_text("kim@example.comLeft in this chat for your answer. It proves no order.")
    expect(ana.facts.get_by_role("link")).to_have_count(0)


def looks(deskbell, conversation: str) -> list[str]:
    desk = open_desk(deskbell.database_url)
    numbers = [look.order_number for look in desk.team.floor.looks(conversation)]
    desk.close()
    return numbers


def test_what_a_customer_writes_meanwhile_is_counted_until_it_is_seen(waiting, new_agent):
    chat = conversation_of(waiting)
    ana = new_agent("Ana")
    ana.come(chat)
    ana.take()
    ana.page.keyboard.press("Escape")
    ana.page.keyboard.press("Escape")
    expect(ana.title).to_be_hidden()
    of_others = ana.unread_in_title
    waiting.say("are you there?")
    expect(ana.row(chat)).to_contain_text("1 unread")
    assert ana.unread_in_title == of_others + 1
    ana.row(chat).click()
    expect(ana.said.last).to_have_text("are you there?")
    expect(ana.row(chat)).not_to_contain_text("unread")
    assert ana.unread_in_title == of_others
