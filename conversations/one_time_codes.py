"""One-time codes: six digits that go to the e-mail address on file. Pure.

A code is stored nowhere. What is kept is a random seed; the digits are a keyed digest of it, so the same
message can be mailed the same code again after a crash, and the database alone gives no code away.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from conversations.keyed_digests import KeyedDigests

_CODES = 1_000_000


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """Goes into a mail, and nowhere else: not into a log, a slot, an entry or an error."""

    digits: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CodeTry:
    """With no tries left, the code is dead: whatever else is entered, only a new one helps."""

    is_right: bool
    tries_left: int


@dataclass(frozen=True, slots=True)
class CodeMaker:
    digests: KeyedDigests = field(repr=False)

    @classmethod
    def of(cls, secret: str) -> "CodeMaker":
        return cls(KeyedDigests.of(secret, "one-time code"))

    def digits(self, seed: str) -> str:
        """Six digits, each as likely as any other but for one part in 2**236."""
        return f"{int.from_bytes(self.digests.digest('digits', seed), 'big') % _CODES:06}"

    def is_right(self, seed: str, shown: str) -> bool:
        """In the same time whatever is shown."""
        known = self.digests.digest("shown", self.digits(seed))
        return hmac.compare_digest(known, self.digests.digest("shown", shown))


def new_seed() -> str:
    return secrets.token_hex(16)
