"""The thumbs: a passive control on an answer, of one's own conversation only."""

from tests.gateway.answering import answer_all


async def answered(running, client):
    """A visitor whose message, at seq 1, was answered at seq 2."""
    visitor = await client.open()
    await visitor.say("where is my order?", "a")
    answer_all(running.journal)
    return visitor


async def test_a_thumb_on_an_answer_is_kept(running, client):
    visitor = await answered(running, client)
    assert await visitor.rate(2, True) == 204


async def test_a_thumb_can_be_turned(running, client):
    visitor = await answered(running, client)
    assert [await visitor.rate(2, helpful) for helpful in (True, False, False)] == [204] * 3


async def test_a_thumb_says_nothing_in_the_conversation(running, client):
    visitor = await answered(running, client)
    before = await visitor.read()
    await visitor.rate(2, False)
    assert await visitor.read() == before
    assert running.journal.claim_turn("test") is None


async def test_ones_own_message_has_no_thumbs(running, client):
    visitor = await answered(running, client)
    assert await visitor.rate(1, True) == 404


async def test_what_is_not_words_has_no_thumbs(running, client):
    visitor = await answered(running, client)
    assert await visitor.rate(3, True) == 404  # the turn's end
    assert await visitor.rate(4, True) == 404
    assert await visitor.rate(2**53 - 1, True) == 404


async def test_another_conversation_has_no_thumbs(running, client):
    await answered(running, client)
    stranger = await client.open()
    status, answer = await client.post("feedback", {"seq": 2, "helpful": True}, stranger.token)
    assert (status, answer["error"]) == (404, "not_found")


async def test_thumbs_come_in_bursts_but_not_for_ever(gateways):
    running = await gateways.start(has_rate_limit=True)
    visitor = await answered(running, running.client)
    statuses = [await visitor.rate(2, True) for _ in range(30)]
    assert statuses[:20] == [204] * 20
    assert 429 in statuses
