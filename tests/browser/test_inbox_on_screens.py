"""The inbox by light and by dark, on a desk and in a hand: accessible, nothing cut off, words stay words."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.support_agent import SupportAgent, conversation_of
from tests.browser.test_hostile_text import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.model]

PHONE = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
ENDLESS = "w" * 300 + " https://shop.example/" + "a-long-address/" * 20


def violations(agent: SupportAgent) -> list[str]:
    """By light and by dark."""
    found = []
    for scheme in ("light", "dark"):
        agent.page.emulate_media(color_scheme=scheme)
        for rule in Axe().run(agent.page).response["violations"]:
            found += [f"{scheme}: {rule['id']}: {it['html']} {it['failureSummary']}" for it in rule["nodes"]]
    return found


def too_wide(agent: SupportAgent) -> list[str]:
    """What moves sideways: the page, or a part of it."""
    return agent.page.evaluate(
        """() => [...document.querySelectorAll("html, #queue, .log, .facts, .composer, dialog")]
          .filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.className || it.id || it.tagName)"""
    )


@pytest.fixture
def proved(visitor):
    """A customer who has proved an order and asked for a person."""
    visitor.open_chat()
    visitor.ask("where is my order 10042?")
    visitor.ask("mira.lindqvist@example.com")
    visitor.ask("I want to talk to a person")
    return visitor


@pytest.mark.parametrize("profile", [DESK, PHONE], ids=["desk", "phone"])
def test_the_inbox_is_accessible_at_every_stage(proved, new_agent, profile):
    ana = new_agent("Ana", **profile)
    stages = {}
    ana.go()
    ana.sign_in("a wrong password")
    expect(ana.page.get_by_role("alert")).not_to_be_empty()
    stages["signing in"] = violations(ana)
    ana.sign_in()
    expect(ana.rows("Waiting").first).to_be_visible()
    stages["the queue"] = violations(ana)
    ana.row(conversation_of(proved)).click()
    expect(ana.title).to_be_visible()
    stages["waiting"] = violations(ana)
    ana.take()
    ana.note("between us")
    ana.say("to the customer")
    expect(ana.said.last).to_have_text("to the customer")
    ana.log.get_by_role("button", name="Why?").last.click()
    stages["mine, with a note and a permit"] = violations(ana)
    ana.button("Internal note").click()
    ana.field.fill("y" * 2001)
    stages["a note that is too long"] = violations(ana)
    ana.button("Reply").click()
    ana.button("Canned replies").click()
    expect(ana.dialog).to_be_visible()
    stages["canned replies"] = violations(ana)
    ana.page.keyboard.press("Escape")
    ana.button("Close").click()
    stages["asking before closing"] = violations(ana)
    ana.page.keyboard.press("Escape")
    show_details(ana)
    expect(ana.facts.get_by_text("What may be done")).to_be_visible()
    stages["what is known"] = violations(ana)
    ana.page.keyboard.press("?")
    stages["shortcuts"] = violations(ana)
    ana.go("/inbox/looks")
    expect(ana.page.get_by_role("table")).to_contain_text("10042")
    stages["looks at orders"] = violations(ana)
    assert stages == {name: [] for name in stages}


def show_details(agent: SupportAgent) -> None:
    """Where there is no room for them beside the conversation."""
    if agent.button("Details").is_visible():
        agent.button("Details").click()


def test_on_a_phone_there_is_the_list_or_the_conversation(proved, new_agent):
    chat = conversation_of(proved)
    ana = new_agent("Ana", **PHONE)
    ana.come()
    expect(ana.page.get_by_role("region", name="Conversation")).to_be_hidden()
    ana.row(chat).tap()
    expect(ana.title).to_be_focused()
    expect(ana.row(chat)).to_be_hidden()
    ana.button("Take it").tap()
    ana.button("Details").tap()
    expect(ana.facts.get_by_role("heading", name="Order 10042")).to_be_visible()
    expect(ana.log).to_be_hidden()
    ana.button("Back to the conversation").tap()
    expect(ana.log).to_be_visible()
    expect(ana.title).to_be_focused()
    ana.page.get_by_role("link", name="All conversations").tap()
    expect(ana.row(chat)).to_be_focused()
    ana.page.go_back()
    expect(ana.title).to_be_visible()


@pytest.mark.parametrize("width", [1280, 800, 375, 320])
def test_nothing_is_cut_off_or_moves_sideways_on_any_screen(visitor, new_agent, width):
    visitor.open_chat()
    visitor.ask("I want to talk to a person")
    visitor.say(ENDLESS)
    ana = new_agent("Longname" * 5, viewport={"width": width, "height": 700})
    ana.come()
    found = {"queue": too_wide(ana)}
    ana.row(conversation_of(visitor)).click()
    ana.take()
    ana.say(ENDLESS)
    ana.note(ENDLESS)
    expect(ana.notes).to_have_count(1)
    found["conversation"] = too_wide(ana)
    for name in ("Hand back", "Close", "Add the note"):
        expect(ana.button(name)).to_be_in_viewport(ratio=1)
    show_details(ana)
    found["what is known"] = too_wide(ana)
    assert found == {name: [] for name in found}


def test_every_control_is_large_enough_for_a_thumb(proved, new_agent):
    ana = new_agent("Ana", **PHONE)
    ana.come(conversation_of(proved))
    ana.take()
    controls = ana.page.locator("#desk button:not(.link), #desk summary, .back")
    boxes = [it.bounding_box() for it in controls.all() if it.is_visible()]
    assert len(boxes) >= 8
    assert [box for box in boxes if box["height"] < 44] == []


def test_what_a_customer_writes_and_how_a_colleague_is_called_is_shown_letter_by_letter(visitor, new_agent):
    visitor.open_chat()
    visitor.ask("I want to talk to a person")
    for text in HOSTILE:
        visitor.say(text)
    chat = conversation_of(visitor)
    ana, mallory = new_agent("Ana"), new_agent("<img src=x onerror=alert(1)>", email="mallory@shop.example")
    mallory.come(chat)
    mallory.take()
    for text in HOSTILE:
        mallory.say(text)
    mallory.note(HOSTILE[1])
    answers = visitor.log.locator("[part=support] .text")
    expect(answers).to_have_count(len(HOSTILE))
    assert answers.all_text_contents() == list(HOSTILE)
    expect(visitor.log.get_by_text("<img src=x onerror=alert(1)> from our team has joined.")).to_be_visible()
    expect(visitor.log.locator("img, script, b, i, [part=support] svg")).to_have_count(0)
    hrefs = [link.get_attribute("href") for link in answers.get_by_role("link").all()]
    assert hrefs == ["https://shop.example/?q="]
    ana.come(chat)
    expect(ana.log.locator(".entry.support .text")).to_have_text(list(HOSTILE))
    theirs = ana.log.locator(".entry.customer .text")
    expect(theirs).to_have_count(1 + len(HOSTILE))
    assert theirs.all_text_contents()[1:] == list(HOSTILE)
    expect(ana.button("Take it over from <img src=x onerror=alert(1)>")).to_be_visible()
    expect(ana.notes).to_have_text([HOSTILE[1]])
    expect(ana.row(chat)).to_contain_text("<img src=x onerror=alert(1)>")
    expect(ana.page.locator("#queue, #thread").locator("img, script, b, i, svg")).to_have_count(0)
    expect(ana.page.locator(".log, .facts").get_by_role("link")).to_have_count(0)


def test_the_page_lets_no_inline_script_run(new_agent):
    ana = new_agent("Ana")
    ana.come()
    ana.page.evaluate(
        "() => { const it = document.createElement('script'); it.textContent = 'window.ran = true';"
        " document.body.append(it); }"
    )
    assert ana.page.evaluate("window.ran") is None
    assert "Content Security Policy" in ana.complaints.pop()
