"""Signs calls between our own processes, so that the action server takes orders from the worker alone.

HMAC-SHA256 over the time and the raw body, with a key of its own derived from `DESKBELL_SECRET`.
"""

import hashlib
import hmac
from dataclasses import dataclass

SIGNATURE_HEADER = "X-Deskbell-Signature"
_PURPOSE = b"deskbell action call"
_GOOD_FOR_SECONDS = 60
_SIGNATURE_LENGTH = 100


@dataclass(frozen=True, slots=True)
class CallSigner:
    """Signs and checks the body of one call. A signature is good for a minute around the time it names."""

    key: bytes

    @classmethod
    def of(cls, secret: str) -> "CallSigner":
        return cls(hmac.digest(secret.encode(), _PURPOSE, hashlib.sha256))

    def sign(self, body: bytes, now: float) -> str:
        """`<unix seconds>.<hex digest>`."""
        moment = str(int(now))
        return f"{moment}.{self._digest(moment, body)}"

    def is_signed(self, body: bytes, signature: str, now: float) -> bool:
        """Whether this signature was made for this body within the last minute. Constant-time comparison."""
        moment, _, digest = signature[:_SIGNATURE_LENGTH].partition(".")
        if not (moment.isascii() and moment.isdigit()) or abs(now - int(moment)) > _GOOD_FOR_SECONDS:
            return False
        return hmac.compare_digest(digest.encode(), self._digest(moment, body).encode())

    def _digest(self, moment: str, body: bytes) -> str:
        return hmac.new(self.key, moment.encode() + b"." + body, hashlib.sha256).hexdigest()
