"""The support team's page by itself: signing in, the keyboard, what it tells somebody who looks elsewhere."""

import json
import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.support_agent import conversation_of

pytestmark = [pytest.mark.browser, pytest.mark.model]

LISTS = ("waiting", "mine", "colleagues", "bot", "closed")
NOTIFIED = """() => {
  window.notified = [];
  window.Notification = class {
    static permission = "default";
    static asked = 0;
    static async requestPermission() { this.asked += 1; return (this.permission = "granted"); }
    constructor(title, { body }) { window.notified.push(`${title}: ${body}`); }
    close() {}
  };
  document.hasFocus = () => false;
}"""
"""A desktop that writes down its notices, and an agent who looks elsewhere."""


@pytest.fixture
def waiting(visitor):
    visitor.open_chat()
    visitor.ask("I want to talk to a person")
    return visitor


@pytest.fixture
def ana(new_agent):
    return new_agent("Ana")


def empty_queue(route) -> None:
    lists = {name: {"conversations": [], "more": None} for name in LISTS}
    cursor = route.fetch().json()["cursor"]
    route.fulfill(json={"cursor": cursor, "counts": dict.fromkeys(LISTS, 0), "lists": lists})


def test_a_wrong_password_says_so_and_keeps_the_address(ana):
    ana.go()
    expect(ana.page.get_by_label("E-mail address")).to_be_focused()
    ana.sign_in("a wrong password")
    expect(ana.page.get_by_role("alert")).to_have_text(
        "That e-mail address and password don’t belong together."
    )
    expect(ana.page.get_by_label("Password")).to_be_focused()
    expect(ana.page.get_by_label("E-mail address")).to_have_value("ana@shop.example")


def test_a_link_to_a_conversation_outlives_the_sign_in_and_a_reload(waiting, ana):
    ana.come(conversation_of(waiting))
    expect(ana.said.first).to_have_text("I want to talk to a person")
    ana.page.reload()
    expect(ana.said.first).to_have_text("I want to talk to a person")


def test_who_was_sent_here_by_the_audit_goes_on_to_it(ana):
    ana.go("/audit")
    assert ana.page.url.endswith("/inbox?then=/audit")
    ana.sign_in()
    expect(ana.page.get_by_role("heading", name="The manners, audited")).to_be_visible()


def test_who_was_sent_here_by_the_trail_of_looks_goes_on_to_it(ana):
    ana.go("/inbox/looks")
    ana.sign_in()
    expect(ana.page.get_by_role("heading", name="Looks at orders")).to_be_visible()


@pytest.mark.parametrize(
    "then", ["https://evil.example/", "//evil.example", "/shop/cart.html", "javascript:alert(1)"]
)
def test_nobody_is_sent_anywhere_else(ana, then):
    ana.go(f"/inbox?then={then}")
    ana.sign_in()
    expect(ana.page.locator("#lists")).to_be_visible()
    assert ana.page.url == f"{ana.base}/inbox"


def test_a_conversation_that_is_not_there_says_so(ana):
    ana.go("/inbox#no-such-conversation")
    ana.sign_in()
    expect(ana.page.get_by_text("There is no such conversation.")).to_be_visible()


def test_an_empty_queue_says_so(ana):
    ana.page.route("**/inbox/api/queue", empty_queue)
    ana.come()
    expect(ana.page.get_by_text("Nobody is waiting.", exact=True)).to_be_visible()
    expect(ana.page.get_by_text("It will show here when somebody does.")).to_be_visible()


def test_the_waiting_time_goes_on(waiting, ana):
    ana.page.clock.install()
    ana.come()
    time = ana.row(conversation_of(waiting)).locator("time")
    before = time.inner_text()
    ana.page.clock.run_for(65_000)
    expect(time).not_to_have_text(before)
    expect(time).to_have_text(re.compile(r"[1-9]\d* min"))


def test_everything_can_be_done_with_the_keyboard_alone(waiting, ana):
    chat = conversation_of(waiting)
    ana.go(f"/inbox#{chat}")
    keys = ana.page.keyboard
    expect(ana.page.get_by_label("E-mail address")).to_be_focused()
    keys.type("ana@shop.example")
    keys.press("Tab")
    keys.type("correct horse battery")
    keys.press("Enter")
    expect(ana.title).to_be_focused()
    keys.press("t")
    expect(ana.field).to_be_focused()
    keys.type("Hello? x b t")
    keys.press("Shift+Enter")
    keys.type("second line")
    keys.press("Enter")
    expect(ana.said.last).to_have_text("Hello? x b t\nsecond line")
    keys.press("Escape")
    expect(ana.log).to_be_focused()
    keys.press("i")
    keys.type("a note")
    keys.press("Enter")
    expect(ana.notes).to_have_text(["a note"])
    keys.press("Escape")
    keys.press("?")
    expect(ana.dialog.get_by_role("heading", name="Shortcuts")).to_be_visible()
    keys.press("x")
    keys.press("Escape")
    expect(ana.dialog).to_have_count(0)
    keys.press("x")
    expect(ana.dialog.get_by_role("heading", name="Close this conversation?")).to_be_visible()
    keys.press("Escape")
    keys.press("b")
    expect(ana.log.get_by_text("The bot answers again.")).to_be_visible()
    keys.press("Escape")
    expect(ana.title).to_be_hidden()
    expect(ana.page.locator("summary:focus")).to_contain_text("With the bot")


@pytest.fixture
def two_waiting(waiting, new_visitor):
    """Conversations that wait, the longer one first."""
    later = new_visitor()
    later.go()
    later.open_chat()
    later.ask("I want to talk to a person")
    return waiting, later


def test_j_and_k_go_up_and_down_the_queue_and_n_to_who_waits_longest(two_waiting, ana):
    ana.come()
    keys = ana.page.keyboard
    first, second = ana.rows("Waiting").nth(0), ana.rows("Waiting").nth(1)
    keys.press("j")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-current", "true")
    keys.press("j")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-current", "true")
    expect(first).not_to_have_attribute("aria-current", "true")
    keys.press("k")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-current", "true")
    keys.press("Enter")
    expect(ana.title).to_be_focused()
    keys.press("Escape")
    keys.press("n")
    expect(first).to_have_attribute("aria-current", "true")
    expect(ana.title).to_be_focused()
    first.focus()
    keys.press("n")
    expect(ana.title).to_be_focused()


def test_enter_and_n_reach_the_title_also_when_the_conversation_comes_late(waiting, ana):
    ana.come()

    def press_enter_first(route: Route) -> None:
        ana.page.keyboard.press("Enter")
        route.continue_()

    ana.page.route("**/inbox/api/conversations/*", press_enter_first)
    ana.page.keyboard.press("j")
    expect(ana.title).to_be_focused()


def test_a_note_that_is_typed_at_once_stays_a_note(waiting, ana):
    """While the conversation is loaded, letters are no shortcuts: "t" would take it."""
    ana.come()

    def type_first(route: Route) -> None:
        ana.page.keyboard.type("itx")
        route.continue_()

    ana.page.route("**/inbox/api/conversations/*", type_first)
    ana.page.keyboard.press("n")
    expect(ana.field).to_be_focused()
    ana.page.keyboard.type("the note")
    ana.page.keyboard.press("Enter")
    expect(ana.notes).to_have_text(["the note"])
    expect(ana.button("Take it")).to_be_visible()
    expect(waiting.log).not_to_contain_text("the note")


def test_a_note_that_is_begun_while_it_is_taken_stays_a_note(waiting, ana):
    ana.come(conversation_of(waiting))
    keys = ana.page.keyboard

    def begin_first(route: Route) -> None:
        keys.type("ithe no")
        route.continue_()

    ana.page.route("**/take", begin_first)
    keys.press("t")
    expect(ana.log.get_by_text("Ana joined.")).to_be_visible()
    expect(ana.field).to_be_focused()
    keys.type("te")
    keys.press("Enter")
    expect(ana.notes).to_have_text(["the note"])
    expect(waiting.log).not_to_contain_text("te note")


def test_a_row_keeps_the_focus_when_the_one_above_it_leaves(two_waiting, ana):
    leaving, staying = two_waiting
    ana.come()
    row = ana.row(conversation_of(staying))
    row.focus()
    leaving.ask("I don't need a person any more")
    expect(ana.rows("Waiting").and_(ana.row(conversation_of(leaving)))).to_have_count(0)
    expect(row).to_be_focused()


def test_a_row_that_changes_its_list_keeps_the_focus(waiting, ana, new_agent):
    ana.come()
    row = ana.row(conversation_of(waiting))
    row.focus()
    ben = new_agent("Ben")
    ben.come(conversation_of(waiting))
    ben.take()
    expect(ana.rows("Colleagues’").and_(row)).to_be_visible()
    expect(row).to_be_focused()


def test_single_keys_can_be_switched_off_for_good(waiting, ana):
    ana.come(conversation_of(waiting))
    ana.button("Shortcuts").click()
    ana.dialog.get_by_role("checkbox").uncheck()
    ana.dialog.get_by_role("button", name="Done").click()
    ana.page.reload()
    expect(ana.title).to_be_visible()
    ana.page.keyboard.press("?")
    ana.page.keyboard.press("t")
    expect(ana.button("Take it")).to_be_enabled()
    expect(ana.dialog).to_have_count(0)


def test_a_canned_reply_is_found_and_can_be_changed_before_it_is_sent(waiting, ana):
    ana.come(conversation_of(waiting))
    ana.take()
    ana.page.keyboard.press("/")
    search = ana.dialog.get_by_role("combobox")
    expect(search).to_be_focused()
    total = ana.dialog.get_by_role("option").count()
    search.fill("zzz")
    expect(ana.dialog.get_by_text("Nothing found.")).to_be_visible()
    search.fill("refund")
    expect(ana.dialog.get_by_role("option")).not_to_have_count(total)
    text = ana.dialog.get_by_role("option").first.locator("span").inner_text()
    search.press("Enter")
    expect(ana.field).to_be_focused()
    expect(ana.field).to_have_value(text)
    ana.page.keyboard.type(" Bye!")
    ana.page.keyboard.press("Enter")
    expect(waiting.log.locator("[part=support] .text")).to_have_text([f"{text} Bye!"])


def test_a_reply_has_at_most_2000_characters(waiting, ana):
    ana.come(conversation_of(waiting))
    ana.take()
    ana.field.fill("x" * 1999 + "🔔")
    expect(ana.page.get_by_text("Characters left: 0")).to_be_visible()
    expect(ana.button("Send")).to_be_enabled()
    ana.field.fill("x" * 2001)
    expect(ana.page.get_by_text("Too long by 1 character. Shorten it to send it.")).to_be_visible()
    expect(ana.button("Send")).to_be_disabled()
    ana.field.press("Enter")
    expect(ana.field).to_have_value("x" * 2001)


def test_every_word_of_the_team_says_by_what_right_it_was_said(waiting, ana):
    ana.come(conversation_of(waiting))
    why = ana.log.get_by_role("button", name="Why?").first
    why.press("Enter")
    expect(ana.log.get_by_text("Answers what the customer wrote at")).to_contain_text(
        "“I want to talk to a person”"
    )
    why.press("Enter")
    expect(ana.log.get_by_text("Answers what the customer wrote at")).to_have_count(0)


def test_a_notice_comes_only_after_it_was_asked_for_and_holds_no_words_of_the_customer(
    visitor, new_visitor, ana
):
    ana.page.add_init_script(f"({NOTIFIED})()")
    ana.come()
    visitor.open_chat()
    visitor.ask("I want to talk to a person")
    expect(ana.row(conversation_of(visitor))).to_be_visible()
    assert ana.page.evaluate("[Notification.asked, window.notified]") == [0, []]
    ana.button("Notify me").click()
    expect(ana.button("Notices are on")).to_have_attribute("aria-pressed", "true")
    another = new_visitor()
    another.go()
    another.open_chat()
    another.ask("canary: let me talk to a person")
    ana.page.wait_for_function("window.notified.length > 0")
    notices = ana.page.evaluate("window.notified")
    assert notices[0].startswith("Somebody is waiting: ")
    assert "canary" not in json.dumps(notices)
    ana.button("Notices are on").click()
    expect(ana.button("Notify me")).to_have_attribute("aria-pressed", "false")
