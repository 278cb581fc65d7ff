"""How items of a stream look as server-sent events (HTML standard, 9.2)."""

import orjson

from conversations.entries import StreamItem

OPENING = b"retry: 1000\n: open\n\n"
KEEP_ALIVE = b": still here\n\n"
TYPING = b'event: typing\ndata: {"speaker":"bot"}\n\n'
"""Without an id: a reconnecting client must not take it for a place in the conversation."""


def frame(item: StreamItem) -> bytes:
    """One event. JSON escapes line breaks, so that the data is always one line."""
    data = orjson.dumps(dict(item.data))
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (item.seq, item.kind.encode(), data)
