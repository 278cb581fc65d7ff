"""What in-memory identity desks on one record know together: attempts and capabilities as their rows."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from conversations.attempt_limits import ADDRESS_COUNTS_FOR, ORDER_COUNTS_FOR, Failures
from conversations.capabilities import Capability, Tier

AttemptKey = tuple[str, int, str]
"""The conversation, the message's seq, and the digest of what was shown."""


@dataclass(slots=True)
class InMemoryAttempt:
    """`failed` until it is right; one that was locked is neither."""

    conversation_id: str
    tier: Tier
    order_number: str
    crowd: str
    address: str | None
    number: int
    at: datetime
    was_locked: bool
    is_right: bool = False

    @property
    def has_failed(self) -> bool:
        return not self.was_locked and not self.is_right


@dataclass(slots=True)
class InMemoryCapability:
    conversation_id: str
    seq: int
    guess: str
    granted: Capability
    was_revoked: bool = False


@dataclass(slots=True)
class InMemoryIdentityRecord:
    secret: str = field(default_factory=secrets.token_hex, repr=False)
    attempts: dict[AttemptKey, InMemoryAttempt] = field(default_factory=dict)
    capabilities: dict[AttemptKey, InMemoryCapability] = field(default_factory=dict)

    def failures(
        self, conversation_id: str, address: str | None, order_number: str, crowd: str, now: datetime
    ) -> Failures:
        failed = [attempt for attempt in self.attempts.values() if attempt.has_failed]
        proofs = [attempt for attempt in failed if attempt.tier is Tier.SEEN]
        return Failures(
            in_conversation=sum(a.conversation_id == conversation_id for a in proofs),
            from_address=sum(
                a.address is not None and a.address == address and a.at > now - ADDRESS_COUNTS_FOR
                for a in failed
            ),
            on_order=sum(
                (a.order_number, a.crowd) == (order_number, crowd) and a.at > now - ORDER_COUNTS_FOR
                for a in proofs
            ),
        )

    def in_vain(self, conversation_id: str) -> int:
        """The proofs without success in this conversation, also those that were locked."""
        return sum(
            attempt.conversation_id == conversation_id and attempt.tier is Tier.SEEN and not attempt.is_right
            for attempt in self.attempts.values()
        )

    def held(self, conversation_id: str, now: datetime) -> list[Capability]:
        """Those that neither expired nor were taken away, the latest proof first."""
        live = [
            kept
            for kept in self.capabilities.values()
            if kept.conversation_id == conversation_id
            and not kept.was_revoked
            and kept.granted.expires_at > now
        ]
        return [kept.granted for kept in sorted(live, key=lambda kept: (-kept.seq, kept.guess))]
