"""The identity desk in memory: the fake of the port, for tests."""

from collections.abc import Sequence
from typing import NamedTuple

from conversations.attempt_limits import crowd_of
from conversations.capabilities import LASTS, Capability, Tier, best_of_each_order
from conversations.clock import Clock, utc_now
from conversations.errors import AttemptRefused, UnknownMessage
from conversations.identity import Attempt
from conversations.in_memory_identity_record import AttemptKey, InMemoryAttempt, InMemoryCapability
from conversations.in_memory_record import InMemoryRecord
from conversations.keyed_digests import KeyedDigests
from conversations.message_ids import MessageId, parse_message_id, require_order_number


class _Asked(NamedTuple):
    """Who wants to prove which order with what."""

    message: MessageId
    order_number: str
    crowd: str
    address: str | None
    guess: str

    @property
    def key(self) -> AttemptKey:
        return (*self.message, self.guess)


class InMemoryIdentityDesk:
    """It works on the record of the journal that holds the messages."""

    def __init__(self, record: InMemoryRecord, clock: Clock = utc_now) -> None:
        self._record = record
        self._known = record.identity
        self._clock = clock
        self._guesses = KeyedDigests.of(record.identity.secret, "guess")

    def begin_attempt(self, message_id: str, order_number: str, shown: str) -> Attempt:
        with self._record.lock:
            asked = self._asked(Tier.SEEN, message_id, order_number, shown)
            earlier = self._known.attempts.get(asked.key)
            if earlier is not None:
                return Attempt(not earlier.was_locked, earlier.number)
            is_locked = self._is_locked(asked)
            number = self._known.in_vain(asked.message.conversation_id) + 1
            self._add(asked, Tier.SEEN, number, is_locked=is_locked)
            return Attempt(not is_locked, number)

    def accept_attempt(self, message_id: str, order_number: str, shown: str) -> Capability:
        with self._record.lock:
            asked = self._asked(Tier.SEEN, message_id, order_number, shown)
            attempt = self._known.attempts.get(asked.key)
            if attempt is None or attempt.was_locked:
                raise AttemptRefused("This proof was not allowed to be tried.")
            attempt.is_right = True
            return self._grant(asked, Tier.SEEN)

    def pass_for(self, conversation_id: str, order_number: str, tier: Tier) -> Capability | None:
        held = self.capabilities_of(conversation_id)
        best = next((capability for capability in held if capability.order_number == order_number), None)
        return best if best is not None and best.tier.covers(tier) else None

    def capabilities_of(self, conversation_id: str) -> Sequence[Capability]:
        with self._record.lock:
            return best_of_each_order(self._known.held(conversation_id, self._clock()))

    def revoke(self, conversation_id: str, order_number: str | None = None) -> None:
        with self._record.lock:
            for kept in self._known.capabilities.values():
                if kept.conversation_id == conversation_id and order_number in {
                    None,
                    kept.granted.order_number,
                }:
                    kept.was_revoked = True

    def close(self) -> None:
        pass

    def _asked(self, tier: Tier, message_id: str, order_number: str, shown: str) -> _Asked:
        require_order_number(order_number)
        message = parse_message_id(message_id)
        kept = self._record.conversations.get(message.conversation_id)
        if kept is None or message.seq not in kept.messages:
            raise UnknownMessage("No message of a customer has this id.")
        guess = self._guesses.hex_digest(tier.value, order_number, shown)
        address = kept.addresses.get(message.seq)
        return _Asked(message, order_number, crowd_of(kept.customer_id), address, guess)

    def _is_locked(self, asked: _Asked) -> bool:
        conversation_id = asked.message.conversation_id
        return self._known.failures(
            conversation_id, asked.address, asked.order_number, asked.crowd, self._clock()
        ).lock

    def _add(self, asked: _Asked, tier: Tier, number: int, *, is_locked: bool) -> None:
        self._known.attempts[asked.key] = InMemoryAttempt(
            asked.message.conversation_id,
            tier,
            asked.order_number,
            asked.crowd,
            asked.address,
            number,
            self._clock(),
            is_locked,
        )

    def _grant(self, asked: _Asked, tier: Tier) -> Capability:
        granted = Capability(asked.order_number, tier, self._clock() + LASTS[tier])
        kept = InMemoryCapability(*asked.message, asked.guess, granted)
        return self._known.capabilities.setdefault(asked.key, kept).granted
