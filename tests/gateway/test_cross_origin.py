"""Which pages may call the gateway from another origin."""

import pytest

SHOP, STRANGER = "https://shop.example", "https://stranger.example"


async def preflight(client, origin, name="messages"):
    headers = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    return await client.session.options(client.url(name), headers=headers)


PATHS = ["session", "messages", "events", "cues", "offers/abc", "feedback"]


@pytest.mark.parametrize("name", PATHS)
async def test_the_shop_may_ask(client, name):
    response = await preflight(client, SHOP, name)
    assert response.status == 204
    assert response.headers["access-control-allow-origin"] == SHOP
    allowed = response.headers["access-control-allow-headers"].split(", ")
    assert {"authorization", "content-type", "last-event-id"} <= set(allowed)


async def test_the_allowed_methods_are_those_of_the_path(client):
    response = await preflight(client, SHOP)
    assert response.headers["access-control-allow-methods"] == "GET, POST"


@pytest.mark.parametrize("origin", [STRANGER, "null", "https://shop.example.stranger.example", "*", ""])
async def test_a_stranger_may_not(client, origin):
    for response in [await preflight(client, origin), await client.session.get(client.url("events"))]:
        assert "access-control-allow-origin" not in response.headers
        assert "Origin" in response.headers["vary"]


async def test_the_shop_may_read_answers_and_errors(client):
    origin = {"origin": SHOP}
    async with client.session.post(client.url("session"), json={}, headers=origin) as response:
        assert response.status == 201
        assert response.headers["access-control-allow-origin"] == SHOP
    async with client.session.get(client.url("events"), headers=origin) as response:
        assert response.status == 401
        assert response.headers["access-control-allow-origin"] == SHOP
        assert response.headers["access-control-expose-headers"] == "retry-after"


async def test_the_shop_may_read_streams(client):
    visitor = await client.open()
    headers = {**visitor.headers, "origin": SHOP}
    response = await client.session.get(client.url("events"), headers=headers)
    assert response.headers["access-control-allow-origin"] == SHOP
    response.close()


async def test_cookies_are_never_part_of_it(client):
    response = await preflight(client, SHOP)
    assert "access-control-allow-credentials" not in response.headers
