"""The demo's phone in a real browser: Messenger as a customer sees it, from the first tap to a person."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from conversations.clock import utc_now
from conversations.desk import open_desk
from conversations.messenger_tables import messenger_threads
from conversations.queue import QueueList
from conversations.sql_database import open_engine
from conversations.tables import to_micros
from tests.browser.messenger_phone import MessengerPhone
from tests.browser.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.model]

EMAIL_OF_10042 = "mira.lindqvist@example.com"


@pytest.fixture
def phone(visitor) -> MessengerPhone:
    return MessengerPhone(visitor)


def conversation_on(deskbell, words: str) -> str:
    """The conversation in which a customer wrote this."""
    desk = open_desk(deskbell.database_url)
    try:
        lists = (desk.team.queue.page(which, "nobody", 100).rows for which in QueueList)
        ids = {row.id for rows in lists for row in rows}
        found = [id_ for id_ in ids if words in {entry.text for entry in desk.journal.read_entries(id_, 0)}]
    finally:
        desk.close()
    assert len(found) == 1
    return found[0]


def test_nothing_is_said_before_the_first_tap(phone):
    phone.go()
    expect(phone.screen.get_by_text("Our bot answers here")).to_be_visible()
    expect(phone.button("Get started")).to_be_visible()
    expect(phone.field).to_be_hidden()
    expect(phone.said).to_have_count(0)


def test_a_question_is_answered_and_a_quick_reply_is_taken(phone):
    phone.begin()
    expect(phone.said.first).to_contain_text("You are chatting with a bot")
    phone.ask("Where is my order 10042?")
    answer = phone.ask(EMAIL_OF_10042)
    assert "on its way" in answer
    assert "chatting with a bot" not in answer
    labels = phone.replies.all_inner_texts()
    assert len(labels) > 1
    phone.replies.first.click()
    expect(phone.own.last).to_contain_text(labels[0])
    expect(phone.field).to_be_focused()
    expect(phone.said).to_have_count(4)
    expect(phone.screen.get_by_text("Seen", exact=True)).to_have_count(1)


def test_a_line_of_the_menu_is_asked(phone):
    phone.begin()
    phone.button("Menu").press("Enter")
    expect(phone.button("Where is my order?")).to_be_focused()
    phone.page.keyboard.press("Enter")
    expect(phone.own.last).to_contain_text("Where is my order?")
    expect(phone.said).to_have_count(2)


def test_escape_leaves_the_menu_and_the_focus_goes_back_to_its_button(phone):
    phone.begin()
    for opened, first in (("Menu", "Where is my order?"), ("Send something else", "A picture of a boot")):
        phone.button(opened).click()
        expect(phone.button(first)).to_be_focused()
        phone.page.keyboard.press("Escape")
        expect(phone.button(first)).to_be_hidden()
        expect(phone.button(opened)).to_be_focused()


def test_a_thumb_gets_no_words_and_a_text_after_it_does(phone):
    phone.begin()
    phone.button("Send a thumbs up").click()
    expect(phone.own.last.get_by_role("img", name="Thumbs up")).to_be_visible()
    phone.ask("how do returns work?")
    expect(phone.said).to_have_count(2)


def test_what_was_said_is_there_again_after_a_reload(phone):
    phone.begin()
    phone.ask("how do returns work?")
    before = phone.said.all_inner_texts()
    phone.page.reload()
    expect(phone.said).to_have_count(2)
    assert phone.said.all_inner_texts() == before


def test_somebody_else_begins_with_nothing(phone):
    phone.begin()
    phone.page.get_by_role("button", name="Begin again as somebody else").click()
    expect(phone.button("Get started")).to_be_visible()
    expect(phone.said).to_have_count(0)
    phone.page.reload()
    expect(phone.button("Get started")).to_be_visible()


def test_a_person_of_the_team_answers_and_says_who_they_are(phone, deskbell, new_agent):
    canary = "I want to talk to a person about my canary"
    phone.begin()
    phone.ask(canary)
    ana = new_agent("Ana")
    ana.come(conversation_on(deskbell, canary))
    ana.take()
    expect(ana.page.get_by_text("Messenger: the bot can write for 23 h")).to_be_visible()
    expect(phone.said.last).to_contain_text("Ana from our team is here now.")
    ana.say("Hello, Ana here.")
    expect(phone.said.last).to_contain_text("Hello, Ana here.")
    said = phone.said.count()
    phone.write("thank you, Ana")
    expect(ana.said.last).to_have_text("thank you, Ana")
    ana.say("You are welcome.")
    expect(phone.said.last).to_contain_text("You are welcome.")
    assert phone.said.count() == said + 1


def wrote_long_ago(deskbell, conversation_id: str, **ago: int) -> None:
    """As if the customer had last written then."""
    engine = open_engine(deskbell.database_url)
    with engine.begin() as connection:
        connection.execute(
            messenger_threads.update().where(messenger_threads.c.conversation_id == conversation_id),
            {"wrote_at": to_micros(utc_now() - timedelta(**ago))},
        )
    engine.dispose()


def test_an_agent_reads_before_they_type_that_messenger_takes_nothing_any_more(phone, deskbell, new_agent):
    canary = "I want to talk to a person about an old matter"
    phone.begin()
    phone.ask(canary)
    chat = conversation_on(deskbell, canary)
    wrote_long_ago(deskbell, chat, days=2)
    ben = new_agent("Ben")
    ben.come(chat)
    ben.take()
    expect(ben.page.get_by_text("Messenger: only a person can write")).to_be_visible()
    assert violations(ben) == []
    wrote_long_ago(deskbell, chat, days=8)
    ben.page.reload()
    expect(ben.page.locator(".bar", has_text="Messenger takes nothing now")).to_be_visible()
    expect(ben.field).to_be_hidden()
    assert violations(ben) == []
    ben.note("canary: asked them by phone")
    expect(ben.notes).to_have_text(["canary: asked them by phone"])

    phone.write("hello again")
    expect(ben.said.last).to_have_text("hello again")
    ben.say("Here I am.")
    expect(phone.said.last).to_contain_text("Here I am.")


def test_stop_is_taken_at_its_word(phone):
    phone.begin()
    phone.ask("stop")
    expect(phone.replies).to_have_count(0)
    phone.ask("how do returns work?")


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_the_phone_fits_and_can_be_used_by_everybody(new_visitor, width):
    phone = MessengerPhone(new_visitor(viewport={"width": width, "height": 740}))
    phone.go()
    expect(phone.button("Get started")).to_be_visible()
    found = {"before the first word": violations(phone.visitor)}
    phone.begin()
    phone.ask("Where is my order 10042?")
    phone.ask(EMAIL_OF_10042)
    phone.button("Send a thumbs up").click()
    phone.button("Send something else").click()
    phone.button("A picture of a boot").click()
    expect(phone.own.get_by_role("img")).to_have_count(2)
    phone.button("Menu").click()
    found["with a menu"] = violations(phone.visitor)
    assert found == {stage: [] for stage in found}
    assert phone.page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    expect(phone.field).to_be_in_viewport()


def test_the_shop_tells_of_it(visitor):
    visitor.page.get_by_role("link", name="Ask on Messenger").click()
    expect(MessengerPhone(visitor).button("Get started")).to_be_visible()
