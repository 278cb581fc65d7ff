"""One open stream: where it stands in its conversation, and what waits to be sent to it."""

import asyncio

MOST_FRAMES_WAITING = 100


class Subscription:
    """Filled by the hub, emptied by the request that streams. `position` is the last seq that was handed in.

    When too much waits, nothing more is taken in: `is_behind` tells the hub to read on later, from
    `position`. So a slow client costs little memory and loses nothing.
    """

    def __init__(self, conversation_id: str, after: int) -> None:
        self.conversation_id = conversation_id
        self.position = after
        self.is_behind = False
        self.is_over = False
        self._frames: list[bytes] = []
        self._something_new = asyncio.Event()

    @property
    def has_room(self) -> bool:
        return len(self._frames) < MOST_FRAMES_WAITING and not self.is_over

    def offer(self, seq: int, frame: bytes) -> None:
        """Takes the frame in if it is the next one for this client and there is room."""
        if seq <= self.position:
            return
        if not self.has_room:
            self.is_behind = True
        elif not self.is_behind:
            self._add(frame)
            self.position = seq

    def hint(self, frame: bytes) -> None:
        """A frame without a place in the conversation. Dropped when too much waits."""
        if self.has_room:
            self._add(frame)

    def end(self) -> None:
        """What waits is still sent, and then the stream ends."""
        self.is_over = True
        self._something_new.set()

    async def take(self, seconds: float) -> bytes | None:
        """Everything that waits, or nothing (`b""`) after that many seconds. None when the stream is over."""
        try:
            async with asyncio.timeout(seconds):
                await self._something_new.wait()
        except TimeoutError:
            return b""
        frames, self._frames = self._frames, []
        if not frames and self.is_over:
            return None
        if not self.is_over:
            self._something_new.clear()
        return b"".join(frames)

    def _add(self, frame: bytes) -> None:
        self._frames.append(frame)
        self._something_new.set()
