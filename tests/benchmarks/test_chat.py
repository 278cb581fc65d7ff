from collections.abc import AsyncIterator

import pytest

from benchmarks.chat import read_events

STREAM = """retry: 1000
: open

id: 1
event: message
data: {"text":"Grüße: bis morgen"}

: still here

id: 2
event: turn
data: {"seq":1}

""".encode()


async def cut(size: int) -> AsyncIterator[bytes]:
    for start in range(0, len(STREAM), size):
        yield STREAM[start : start + size]


@pytest.mark.parametrize("size", [1, 7, len(STREAM)])
async def test_events_are_read_however_the_network_cuts_them(size):
    events = [event async for event in read_events(cut(size))]
    assert [(event.kind, event.data) for event in events] == [
        ("message", {"text": "Grüße: bis morgen"}),
        ("turn", {"seq": 1}),
    ]
