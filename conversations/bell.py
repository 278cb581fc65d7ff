"""The port of wake-ups: a hint that there is something to read, so that nobody has to poll fast.

A hint may be lost or come twice; whoever listens also looks by itself every few seconds.
No correctness hangs on a bell.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class Topic(StrEnum):
    WORK = "work"  # a message waits for a worker
    STREAM = "stream"  # a conversation's stream has grown
    TYPING = "typing"  # a worker has begun a turn


class Bell(Protocol):
    def ring(self, topic: Topic, conversation_id: str) -> None:
        """Wakes everybody who listens for `topic`, in every process. Never raises, never blocks for long."""

    def listen(self, topics: frozenset[Topic], on_ring: Callable[[Topic, str], None]) -> Callable[[], None]:
        """Calls `on_ring(topic, conversation_id)` from a thread of its own for each ring from now on.

        What `on_ring` raises is logged, and the listener goes on. Returns the function that stops listening.
        """

    def close(self) -> None:
        """Stops every listener and gives back sockets and connections. Rings after that go nowhere."""
