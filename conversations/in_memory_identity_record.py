"""What in-memory identity desks on one record know together: attempts, capabilities and codes."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from conversations.attempt_limits import ADDRESS_COUNTS_FOR, ORDER_COUNTS_FOR, CodesSent, Failures
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
class InMemoryCode:
    conversation_id: str
    seq: int
    order_number: str
    seed: str = field(repr=False)
    sent_at: datetime
    expires_at: datetime
    tries: int = 0
    is_live: bool = True


@dataclass(slots=True)
class InMemoryIdentityRecord:
    secret: str = field(default_factory=secrets.token_hex, repr=False)
    attempts: dict[AttemptKey, InMemoryAttempt] = field(default_factory=dict)
    capabilities: dict[AttemptKey, InMemoryCapability] = field(default_factory=dict)
    codes: list[InMemoryCode] = field(default_factory=list)

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

    def code_of(self, conversation_id: str, seq: int, order_number: str) -> InMemoryCode | None:
        """The code that was issued for this message."""
        of_message = (conversation_id, seq, order_number)
        codes = (
            code for code in self.codes if (code.conversation_id, code.seq, code.order_number) == of_message
        )
        return next(codes, None)

    def live_code(self, conversation_id: str, order_number: str, now: datetime) -> InMemoryCode | None:
        of_order = (conversation_id, order_number)
        codes = (code for code in self.codes if (code.conversation_id, code.order_number) == of_order)
        return next((code for code in codes if code.is_live and code.expires_at > now), None)

    def codes_sent(self, order_number: str, now: datetime) -> CodesSent:
        ages = [now - code.sent_at for code in self.codes if code.order_number == order_number]
        hours = (timedelta(hours=1), timedelta(days=1))
        return CodesSent(*(sum(age < window for age in ages) for window in hours))

    def end_codes(self, conversation_id: str, order_number: str | None) -> None:
        for code in self.codes:
            if code.conversation_id == conversation_id and order_number in {None, code.order_number}:
                code.is_live = False

    def erase(self, conversation_id: str) -> None:
        self.attempts = {key: it for key, it in self.attempts.items() if key[0] != conversation_id}
        self.capabilities = {key: it for key, it in self.capabilities.items() if key[0] != conversation_id}
        self.codes = [it for it in self.codes if it.conversation_id != conversation_id]

    def last_proved(self, conversation_id: str) -> str | None:
        """The order of the last proof, also when it no longer holds."""
        theirs = [kept for kept in self.capabilities.values() if kept.conversation_id == conversation_id]
        latest = min(theirs, key=lambda kept: (-kept.seq, kept.guess), default=None)
        return latest.granted.order_number if latest else None

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
