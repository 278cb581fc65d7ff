"""What is counted, and that it says nothing about anybody."""

from tests.gateway.conftest import SECRET
from tests.gateway.offering import DEVICE


async def metrics(client):
    async with client.session.get(f"{client.base}/metrics") as response:
        assert response.status == 200
        assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
        return await response.text()


async def test_requests_messages_and_streams_are_counted(client):
    visitor = await client.open()
    await visitor.stream()
    await visitor.say("hello", "a")
    await visitor.say("hello", "a")
    text = await metrics(client)
    assert (
        'deskbell_http_requests_total{method="POST",path="/webhooks/widget/messages",status="202"} 1.0'
        in text
    )
    assert (
        'deskbell_http_requests_total{method="POST",path="/webhooks/widget/messages",status="200"} 1.0'
        in text
    )
    assert "deskbell_messages_accepted_total 1.0" in text
    assert "deskbell_open_streams 1.0" in text
    assert 'deskbell_http_seconds_count{path="/webhooks/widget/session"} 1.0' in text


async def test_cues_and_offers_are_counted_by_what_became_of_them(client):
    _, answer = await client.cue(DEVICE)
    for _ in range(3):
        await client.cue(DEVICE)
    await client.cue(DEVICE, "rage_click")
    for outcome in ("declined", "declined", "never", "nonsense"):
        await client.end_offer(answer["offer"]["id"], outcome)
    text = await metrics(client)
    assert 'deskbell_cues_total{outcome="offered"} 1.0' in text
    assert 'deskbell_cues_total{outcome="silent"} 4.0' in text
    assert 'deskbell_offers_ended_total{outcome="declined"} 1.0' in text
    assert 'deskbell_offers_ended_total{outcome="never"} 1.0' in text
    assert "nonsense" not in text
    assert 'path="/webhooks/widget/offers/<offer_id:str>",status="409"} 1.0' in text


async def test_nothing_personal_is_in_them(client):
    visitor = await client.open()
    await visitor.say("my e-mail is ada@example.org", "client-id-7")
    await client.session.request("ADA", f"{client.base}/ada@example.org?token={visitor.token}")
    _, answer = await client.cue(DEVICE, page={"order_number": "10042"})
    offer_id = answer["offer"]["id"]
    await client.end_offer(offer_id, "declined")
    text = await metrics(client)
    for private in (
        DEVICE,
        offer_id,
        "10042",
        "ada",
        "client-id-7",
        visitor.token,
        visitor.conversation_id,
        "127.0.0.1",
        SECRET,
    ):
        assert private.lower() not in text.lower()


async def test_unknown_paths_and_methods_share_one_line(client):
    for number in range(20):
        await client.session.request(f"M{number}", f"{client.base}/{number}")
    text = await metrics(client)
    assert 'deskbell_http_requests_total{method="other",path="none",status="404"} 20.0' in text
