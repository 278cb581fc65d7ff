async def test_a_message_shows_up_in_the_stream_of_its_conversation(client):
    visitor = await client.open()
    stream = await visitor.stream()
    seq = await visitor.say("hello", "a")
    event = await stream.next()
    assert (event.kind, event.id, event.data["seq"], event.data["text"]) == ("message", seq, seq, "hello")
    assert event.data["speaker"] == "customer"
