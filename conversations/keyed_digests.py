"""Digests that tell nothing to somebody who does not know `DESKBELL_SECRET`.

There are so few addresses, postcodes and codes that whoever has an ordinary digest finds the one behind it by
trying them all.
"""

import hashlib
import hmac
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeyedDigests:
    """HMAC-SHA256 with a key of one purpose: what is made for one purpose is never equal to another's."""

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: str, purpose: str) -> "KeyedDigests":
        return cls(hmac.digest(secret.encode(), f"deskbell {purpose}".encode(), hashlib.sha256))

    def digest(self, *parts: str) -> bytes:
        """32 bytes. Other parts have another digest, also when together they spell the same."""
        message = hmac.new(self.key, digestmod=hashlib.sha256)
        for part in parts:
            spelled = part.encode("utf-8", "surrogatepass")
            message.update(len(spelled).to_bytes(8, "big") + spelled)
        return message.digest()

    def hex_digest(self, *parts: str) -> str:
        """The same for a column of text: 64 characters."""
        return self.digest(*parts).hex()


def erased_event_digests(secret: str) -> KeyedDigests:
    """For events of Messenger whose person was erased: known when they come again, and by nobody read."""
    return KeyedDigests.of(secret, "messenger erased event")


def address_digests(secret: str) -> KeyedDigests:
    """For the addresses that messages come from: the journal keeps the digest and never the address."""
    return KeyedDigests.of(secret, "customer address")
