"""Words stay words, whoever wrote them: no markup, no script, no link that runs something."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.model]

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script><b>bold</b>",
    "javascript:alert(1)",
    "[press](javascript:alert(1)) <a href='javascript:alert(1)'>here</a>",
    'https://shop.example/?q="><svg onload=alert(1)>',
    "${alert(1)} {{alert(1)}} &lt;i&gt; \u202egnp.exe",
)


def test_what_a_visitor_types_is_shown_letter_by_letter(visitor):
    visitor.open_chat()
    for n, text in enumerate(HOSTILE, start=1):
        visitor.say(text)
        expect(visitor.own_words).to_have_count(n)
    expect(visitor.typing).to_be_hidden()
    assert visitor.own_words.all_text_contents() == list(HOSTILE)
    expect(visitor.log.locator("[part=customer] :is(img, script, b, i, svg, a)")).to_have_count(0)
    visitor.page.reload()
    expect(visitor.own_words).to_have_count(len(HOSTILE))
    assert visitor.own_words.all_text_contents() == list(HOSTILE)


def test_in_an_answer_only_https_addresses_and_those_of_this_machine_become_links(visitor):
    entries = [
        {"seq": n, "speaker": "bot", "text": text, "choices": [{"id": "c", "label": text}], "at": ""}
        for n, text in enumerate(
            [
                *HOSTILE,
                "http://plain.example data:text/html,hi https://carrier.example/t?n=1.",
                "http://127.0.0.1:8080/help/returns.",
            ],
            start=2,
        )
    ]
    stream = "".join(f"id: {it['seq'] + 1}\nevent: message\ndata: {json.dumps(it)}\n\n" for it in entries)
    visitor.page.route(
        "**/webhooks/widget/events",
        lambda route: route.fulfill(content_type="text/event-stream", body=stream),
    )
    visitor.open_chat()
    visitor.say("hello")
    expect(visitor.answers).to_have_count(len(entries))
    assert visitor.answers.all_text_contents() == [it["text"] for it in entries]
    links = visitor.log.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://shop.example/?q=",
        "https://carrier.example/t?n=1",
        "http://127.0.0.1:8080/help/returns",
    ]
    for link in links.all():
        assert link.get_attribute("rel") == "noopener noreferrer"
    expect(visitor.log.locator("img, script, b, i, svg")).to_have_count(0)


def test_the_shops_pages_let_no_inline_script_run(visitor):
    visitor.page.evaluate(
        "() => { const it = document.createElement('script'); it.textContent = 'window.ran = true';"
        " document.body.append(it); }"
    )
    assert visitor.page.evaluate("window.ran") is None
    assert "Content Security Policy" in visitor.complaints.pop()
