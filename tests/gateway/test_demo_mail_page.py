"""The demo's mail over HTTP: what it shows, and to whom."""

import re
from datetime import timedelta
from ipaddress import ip_network

import pytest

from actions.mail.demo_mailbox import DemoMailbox
from actions.mail.mailer import Mail
from conversations.clock import HandClock
from tests.contracts.project_files import ROOT

CODE = Mail("mira@example.com", "Your code for order 10042", "\nYour code is 482913.\n\nGood for 10 minutes.")
HOSTILE = Mail(
    "o'x@example.com", "<script>alert(1)</script>", "</pre><img src=x onerror=alert(2)> {text} &amp;"
)


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def mailbox(tmp_path, clock):
    return DemoMailbox(tmp_path / "var" / "mail", clock)


@pytest.fixture
async def demo(gateways, tmp_path):
    return (await gateways.start(is_demo=True, var=tmp_path / "var")).client


async def get(client, method="GET", **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.session.request(method, f"{client.base}/demo/mail", headers=headers)


async def test_a_mail_is_shown_with_address_time_and_text(demo, mailbox):
    mailbox.send(CODE, "c:1")
    response = await get(demo)
    page = await response.text()
    assert (response.status, response.content_type) == (200, "text/html")
    assert "<h2>Your code for order 10042</h2>" in page
    assert "To mira@example.com" in page
    assert '<time datetime="2030-01-01T09:00:00+00:00">1 January 2030, 09:00:00 UTC</time>' in page
    assert "<pre>\n\nYour code is 482913.\n\nGood for 10 minutes.</pre>" in page


async def test_the_latest_stands_at_the_top(demo, mailbox, clock):
    for number in range(3):
        clock.move(timedelta(seconds=1))
        mailbox.send(Mail(CODE.to, f"Mail {number}", "…"), f"c:{number}")
    page = await (await get(demo)).text()
    assert re.findall("Mail [0-9]", page) == ["Mail 2", "Mail 1", "Mail 0"]


async def test_an_empty_mailbox_says_so(demo):
    assert "There is no mail yet." in await (await get(demo)).text()


async def test_what_a_mail_holds_is_text_and_nothing_else(demo, mailbox):
    mailbox.send(HOSTILE, "c:1")
    page = await (await get(demo)).text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;/pre&gt;&lt;img src=x onerror=alert(2)&gt; {text} &amp;amp;" in page
    assert page.count("<script") == 2  # the shop's and the chat's


async def test_the_page_is_kept_nowhere_and_loads_only_what_is_its_own(demo):
    headers = (await get(demo)).headers
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )
    assert "unsafe" not in headers["content-security-policy"]


async def test_only_its_head_may_be_asked_for(demo, mailbox):
    mailbox.send(CODE, "c:1")
    response = await get(demo, "HEAD")
    assert (response.status, await response.read()) == (200, b"")


@pytest.mark.parametrize("headers", [{"x_forwarded_for": "192.0.2.7"}, {"host": "rebound.example"}])
async def test_nobody_at_another_machine_learns_that_it_is_there(demo, mailbox, headers):
    mailbox.send(CODE, "c:1")
    await assert_it_is_like_any_unknown_page(demo, **headers)


async def test_behind_a_trusted_proxy_the_address_that_it_passes_on_counts(gateways, tmp_path):
    trusted = (ip_network("127.0.0.1/32"),)
    client = (await gateways.start(is_demo=True, var=tmp_path, trusted_proxies=trusted)).client
    assert (await get(client, x_forwarded_for="127.0.0.1")).status == 200
    await assert_it_is_like_any_unknown_page(client, x_forwarded_for="192.0.2.7")


async def test_outside_the_demo_there_is_no_such_page(gateways, mailbox, tmp_path):
    mailbox.send(CODE, "c:1")
    await assert_it_is_like_any_unknown_page((await gateways.start(var=tmp_path / "var")).client)


async def test_a_folder_that_cannot_be_read_is_no_error_of_the_gateway(demo, mailbox, tmp_path):
    mailbox.send(CODE, "c:1")
    (tmp_path / "var" / "mail" / "other.json").write_text("no mail")
    response = await get(demo)
    assert (response.status, (await response.json())["error"]) == (503, "busy")


async def test_it_wears_the_clothes_of_the_demo_shop(demo):
    page = await (await get(demo)).text()
    shop = (ROOT / "web" / "shop" / "delivery.html").read_text("utf-8").replace(' aria-current="page"', "")
    for part in ('<header class="masthead">.*</header>', '<footer class="foot">.*', '<a class="skip".*?</a>'):
        assert _cut(part, page) == _cut(part, shop)


def _cut(part: str, page: str) -> str:
    found = re.search(part, page, flags=re.DOTALL)
    assert found
    return found[0]


async def assert_it_is_like_any_unknown_page(client, **headers):
    response = await get(client, **headers)
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    unknown = await client.session.get(f"{client.base}/no-such-page", headers=headers)
    assert response.status == unknown.status == 404
    assert await response.json() == await unknown.json()
