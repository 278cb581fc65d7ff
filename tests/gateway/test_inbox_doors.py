"""Who gets into the inbox: the support team with its own session, and no customer by any way."""

import json
import re
from http.cookies import SimpleCookie
from ipaddress import ip_network

import pytest

from conversations.accounts import MOST_FAILURES_OF_AN_ACCOUNT, MOST_FAILURES_OF_AN_ADDRESS
from tests.gateway.shop_signing import SHOP_KEYS, customer_token
from tests.gateway.team import PASSWORD, Colleagues, email_of

READING = ["me", "queue", "conversations?list=mine", "agents", "canned-replies", "events"]
OF_ONE = ["", "/items", "/orders"]
CHANGES = ["take", "replies", "notes", "pass", "hand-back", "close", "read"]


def every_reading_path(chat: str) -> list[str]:
    return READING + [f"conversations/{chat}{rest}" for rest in OF_ONE]


def every_changing_path(chat: str) -> list[str]:
    return ["sign-out", *(f"conversations/{chat}/{change}" for change in CHANGES)]


async def test_no_customer_reaches_anything(running, client, colleagues):
    visitor = await client.open()
    await visitor.say("canary-hello", "a")
    stranger = colleagues.stranger()
    for token in (visitor.token, customer_token(), "x"):
        forged = {"authorization": f"Bearer {token}", "cookie": f"deskbell-support={token}"}
        for path in every_reading_path(visitor.conversation_id):
            status, answer = await stranger.get(path, **forged)
            assert (status, answer["error"]) == (401, "not_signed_in"), path
            assert "canary" not in str(answer)
        for path in every_changing_path(visitor.conversation_id):
            status, answer = await stranger.post(path, {"id": "a", "text": "x"}, **forged)
            assert (status, answer["error"]) == (401, "not_signed_in"), path
    assert len((await visitor.read())[1]["entries"]) == 1


async def test_a_session_opens_nothing_for_customers(running, client, colleagues):
    ana = await colleagues.come("Ana")
    token = next(iter(ana.session.cookie_jar)).value
    assert (await client.visitor(token).read())[0] == 401


async def test_a_forged_or_cut_cookie_is_no_session(colleagues):
    ana = await colleagues.come("Ana")
    token = next(iter(ana.session.cookie_jar)).value
    stranger = colleagues.stranger()
    for forged in (token[:-1], token + "a", token.swapcase(), "", "a" * 5000, '" onload="'):
        assert (await stranger.get("queue", cookie=f"deskbell-support={forged}"))[0] == 401
    assert (await stranger.get("queue", cookie=f"deskbell-support={token}"))[0] == 200


@pytest.mark.parametrize("shown", [None, "", "x" * 64, "é"])
async def test_no_change_without_the_token_of_the_session(client, colleagues, shown):
    visitor, ana = await client.open(), await colleagues.come("Ana")
    await visitor.say("hello", "a")
    for path in every_changing_path(visitor.conversation_id):
        status, answer = await ana.post(path, {}, x_csrf_token=shown)
        assert (status, answer["error"]) == (403, "wrong_csrf"), path
    assert await ana.listed("bot") == [visitor.conversation_id]


async def test_the_token_of_a_colleague_does_not_do(client, colleagues):
    visitor = await client.open()
    ana, ben = await colleagues.come("Ana"), await colleagues.come("Ben")
    path = f"conversations/{visitor.conversation_id}/take"
    assert (await ana.post(path, {}, x_csrf_token=ben.me["csrf"]))[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "https://shop.example"},  # the shop's pages show customers' words and others' scripts
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_a_page_of_another_origin_gets_nothing(client, colleagues, headers):
    visitor, ana = await client.open(), await colleagues.come("Ana")
    for path in every_reading_path(visitor.conversation_id):
        assert (await ana.get(path, **headers))[0] == 403, path
    for path in every_changing_path(visitor.conversation_id):
        assert (await ana.post(path, {}, **headers))[0] == 403, path
    fields = {"email": email_of("Ana"), "password": PASSWORD}
    status, answer = await ana.post("sign-in", fields, **headers)
    assert (status, answer["error"]) == (403, "wrong_origin")


async def test_the_page_of_the_inbox_is_its_own_origin(client, colleagues):
    ana = await colleagues.come("Ana")
    own = client.base
    assert (await ana.get("queue", origin=own))[0] == 200
    assert (await ana.get("queue", **{"sec-fetch-site": "same-origin", "origin": own}))[0] == 200
    assert (await ana.get("queue", **{"sec-fetch-site": "none"}))[0] == 200


async def sign_in_headers(running, colleagues, **headers):
    await colleagues.come("Ana")
    url = f"{running.client.base}/inbox/api/sign-in"
    fields = {"email": email_of("Ana"), "password": PASSWORD}
    async with running.client.session.post(url, json=fields, headers=headers) as response:
        assert response.status == 200
        return response.headers["set-cookie"]


async def test_no_script_sees_the_cookie_and_no_other_site_sends_it(running, colleagues):
    cookie = await sign_in_headers(running, colleagues)
    assert re.match(r"deskbell-support=[\w-]{43};", cookie)
    named = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=strict", "path=/"} <= named
    assert not any(part.startswith(("secure", "domain")) for part in named)
    assert SimpleCookie(cookie)


async def test_over_https_the_cookie_is_secure_and_bound_to_the_host(gateways):
    for settings, headers in (
        ({"public_url": "https://help.shop.example"}, {}),
        ({"trusted_proxies": (ip_network("127.0.0.0/8"),)}, {"x-forwarded-proto": "https"}),
    ):
        running = await gateways.start(**settings)
        cookie = await sign_in_headers(running, Colleagues(running), **headers)
        assert cookie.startswith("__Host-deskbell-support=")
        assert "secure" in cookie.lower()
    running = await gateways.start()
    cookie = await sign_in_headers(running, Colleagues(running), **{"x-forwarded-proto": "https"})
    assert "secure" not in cookie.lower()


async def test_a_wrong_password_and_an_unknown_account_sound_the_same(colleagues):
    await colleagues.come("Ana")
    ana, nobody = colleagues.stranger("Ana"), colleagues.stranger("Nobody")
    wrong = [
        await who.post("sign-in", {"email": email_of(who.name), "password": "x" * 12})
        for who in (ana, nobody)
    ]
    assert wrong[0] == wrong[1]
    assert wrong[0][0] == 401
    assert wrong[0][1]["error"] == "wrong_sign_in"


async def test_after_so_many_wrong_passwords_an_account_is_locked_known_or_not(colleagues):
    await colleagues.come("Ana")
    answers = []
    for name in ("Ana", "Nobody"):
        somebody = colleagues.stranger(name)
        fields = {"email": email_of(name), "password": "wrong password"}
        for _ in range(MOST_FAILURES_OF_AN_ACCOUNT):
            assert (await somebody.post("sign-in", fields))[0] == 401
        url = f"{somebody.base}/inbox/api/sign-in"
        for password in ("wrong password", PASSWORD):
            async with somebody.session.post(url, json={**fields, "password": password}) as response:
                answers.append((response.status, await response.json()))
                assert 0 < int(response.headers["retry-after"]) <= 15 * 60
    assert {status for status, _ in answers} == {429}
    assert len({json.dumps(answer) for _, answer in answers}) == 1


async def test_an_address_that_tries_many_accounts_is_locked(colleagues):
    stranger = colleagues.stranger()
    statuses = [
        (await stranger.post("sign-in", {"email": f"a{n}@shop.example", "password": "x" * 12}))[0]
        for n in range(MOST_FAILURES_OF_AN_ADDRESS + 1)
    ]
    assert statuses == [401] * MOST_FAILURES_OF_AN_ADDRESS + [429]


async def test_signing_out_ends_the_session_everywhere(colleagues):
    ana = await colleagues.come("Ana")
    token = next(iter(ana.session.cookie_jar)).value
    assert (await ana.post("sign-out"))[0] == 204
    assert (await ana.get("me"))[0] == 401
    assert (await colleagues.stranger().get("me", cookie=f"deskbell-support={token}"))[0] == 401


async def test_me_brings_the_token_back_after_a_reload(colleagues):
    ana = await colleagues.come("Ana")
    assert await ana.get("me") == (200, ana.me)
    assert ana.me["agent"]["name"] == "Ana"


async def test_a_stream_ends_with_its_session(gateways):
    running = await gateways.start(keep_alive_seconds=0.05)
    colleagues = Colleagues(running)
    ana = await colleagues.come("Ana")
    stream = await ana.stream(0)
    await ana.post("sign-out")
    assert await stream.next() is None
    await colleagues.close()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"email": "a@b.c"},
        {"email": 1, "password": "x"},
        {"email": "a", "password": ""},
        {"email": "a", "password": "x" * 999},
    ],
)
async def test_half_a_sign_in_is_refused(colleagues, fields):
    assert (await colleagues.stranger().post("sign-in", fields))[0] == 422


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, 7, None, "a\u0000b", "\ud800"])
async def test_replies_and_notes_are_checked_like_messages(client, colleagues, text):
    visitor, ana = await client.open(), await colleagues.come("Ana")
    await visitor.say("hello", "a")
    await ana.do(visitor.conversation_id, "take")
    for what in ("replies", "notes"):
        assert (await ana.do(visitor.conversation_id, what, id="a", text=text))[0] in {413, 422}
    assert (await ana.do(visitor.conversation_id, "replies", id="a", text="x", more=1))[0] == 400


HOSTILE = '<img src=x onerror="alert(1)"></script><a href="javascript:alert(1)">x</a> \u202e{{x}} %s'


async def test_hostile_words_are_only_data(client, colleagues):
    visitor, ana = await client.open(), await colleagues.come("Ana")
    await visitor.say(HOSTILE, "a")
    chat = visitor.conversation_id
    await ana.do(chat, "take")
    await ana.say(chat, HOSTILE)
    await ana.do(chat, "notes", id="n", text=HOSTILE)

    async with ana.session.get(f"{ana.base}/inbox/api/conversations/{chat}") as response:
        assert response.headers["content-type"] == "application/json"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"] == "no-store"
        whole = await response.json()
    assert whole["conversation"]["said"] == HOSTILE
    assert whole["items"][0]["data"]["text"] == whole["notes"][0]["text"] == HOSTILE
    assert (await visitor.read())[1]["entries"][-1]["text"] == HOSTILE


async def test_a_customer_of_the_shop_is_named_by_the_shops_number(gateways):
    running = await gateways.start(shop_keys=SHOP_KEYS)
    visitor = await running.client.open(customer_token=customer_token())
    await visitor.say("hello", "a")
    colleagues = Colleagues(running)
    ana = await colleagues.come("Ana")
    whole = await ana.whole(visitor.conversation_id)
    assert whole["conversation"]["customer"] is not None
    await colleagues.close()


async def test_what_is_written_to_the_log_names_no_customer_and_no_password(client, colleagues, capsys):
    visitor, ana = await client.open(), await colleagues.come("Ana")
    await visitor.say("canary-message", "a")
    await ana.do(visitor.conversation_id, "take")
    await ana.do(visitor.conversation_id, "notes", id="n", text="canary-note")
    await colleagues.stranger("Ana").sign_in("canary-password")
    out = capsys.readouterr()
    assert "canary" not in out.out + out.err
    assert "shop.example" not in out.err


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", {}, 400),
        (b"[]", {}, 400),
        (b'{"id": "a", "id": "b"}', {}, 400),
        (b"[" * 5000, {}, 400),
        (b"\xff", {}, 400),
        (b'{"text": "' + b"x" * 20_000 + b'"}', {}, 413),
        (b"{}", {"content-type": "text/plain"}, 415),
        (b"{}", {"content-type": "application/x-www-form-urlencoded"}, 415),
    ],
)
async def test_bodies_that_are_none_are_refused_and_nothing_is_done(
    client, colleagues, body, headers, status
):
    visitor, ana = await client.open(), await colleagues.come("Ana")
    await visitor.say("hello", "a")
    sent = {"content-type": "application/json", "x-csrf-token": ana.me["csrf"], **headers}
    for path in every_changing_path(visitor.conversation_id):
        url = f"{ana.base}/inbox/api/{path}"
        async with ana.session.post(url, data=body, headers=sent) as response:
            assert (response.status, "error" in await response.json()) == (status, True), path
    assert await ana.listed("bot") == [visitor.conversation_id]


@pytest.mark.parametrize("chat", ["%00", "a%2Fb", "x" * 3000, "%F0%9F%98%80", "..%2F..%2Fetc"])
async def test_odd_names_of_conversations_are_not_found(colleagues, chat):
    ana = await colleagues.come("Ana")
    for rest in OF_ONE:
        assert (await ana.get(f"conversations/{chat}{rest}"))[0] in {400, 404}
    assert (await ana.post(f"conversations/{chat}/take"))[0] in {400, 404}


@pytest.mark.parametrize(
    "query", ["after=x", "after=-1", "after=" + "9" * 40, "before=x", "after=1&limit=0", "limit=501"]
)
async def test_odd_places_are_refused(client, colleagues, query):
    visitor, ana = await client.open(), await colleagues.come("Ana")
    assert (await ana.get(f"conversations/{visitor.conversation_id}/items?{query}"))[0] == 422
