"""Those who wait for a person, and the outbox to another desk, in memory: for tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from conversations.accounts import PRESENT_FOR
from conversations.bell import Bell, Topic
from conversations.clock import Clock
from conversations.contents import require_storable_words
from conversations.entries import Speaker, Words
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_record import InMemoryRecord, about_conversation
from conversations.ownership import Owner
from conversations.permits import PermitKind
from conversations.support_desk import TAKEN_FOR, HandOver, pause_after
from conversations.waits import LOOK_BACK, Line, Waiting, outcome_ref, past_waits


class InMemoryWaits:
    def __init__(self, record: InMemoryRecord, bell: Bell, clock: Clock) -> None:
        self._record = record
        self._bell = bell
        self._clock = clock

    def waiting(self, limit: int = 500) -> Sequence[Waiting]:
        with self._record.lock:
            theirs = [
                Waiting(kept.id, kept.ownership.epoch, kept.owner_since)
                for kept in self._record.conversations.values()
                if kept.ownership.owner is Owner.WAITING and kept.owner_since is not None
            ]
        return sorted(theirs, key=lambda wait: (wait.since, wait.conversation_id))[:limit]

    def line(self, conversation_id: str) -> Line:
        now = self._clock()
        with self._record.lock:
            kept = self._record.find(conversation_id)
            asked_at = kept.owner_since if kept.ownership.owner is Owner.WAITING else None
            ahead = sum(wait.since < (asked_at or now) for wait in self.waiting(10**6))
            changes = [
                (other.id, str(item.data["owner"]), datetime.fromisoformat(item.data["at"]))
                for other in self._record.conversations.values()
                for item in other.stream
                if item.kind == "owner"
            ]
        lately = past_waits(change for change in changes if change[2] >= now - LOOK_BACK)
        return Line(ahead, asked_at, lately)

    def owed(self, limit: int = 500) -> Sequence[Waiting]:
        with self._record.lock:
            return [wait for wait in self.waiting(10**6) if self._is_owed(wait)][:limit]

    def is_somebody_there(self) -> bool:
        now = self._clock()
        with self._record.lock:
            sessions = list(self._record.support.sessions.values())
        return any(one.seen_at > now - PRESENT_FOR and one.expires_at > now for one in sessions)

    def tell_outcome(
        self, conversation_id: str, epoch: int, words: Words, *, gives_up: bool = False
    ) -> int | None:
        require_storable_words(words)
        ref = outcome_ref(conversation_id, epoch)
        with self._record.lock:
            kept = self._record.find(conversation_id)
            if not self._may_tell(kept, epoch, ref):
                return None
            seq = kept.write_words(words, Speaker.BOT, PermitKind.NOTICE, ref, self._clock())
            kept.spend(PermitKind.NOTICE, ref)
            if gives_up:
                kept.change_owner(kept.ownership.changed_to(Owner.BOT), self._clock())
        self._bell.ring(Topic.STREAM, conversation_id)
        if gives_up and kept.waiting:
            self._bell.ring(Topic.WORK, conversation_id)
        return seq

    def _is_owed(self, wait: Waiting) -> bool:
        ref = outcome_ref(wait.conversation_id, wait.epoch)
        permit = self._record.find(wait.conversation_id).permit(PermitKind.NOTICE, ref)
        return permit is not None and not permit.is_spent

    def _may_tell(self, kept: InMemoryConversation, epoch: int, ref: str) -> bool:
        now, permit = kept.ownership, kept.permit(PermitKind.NOTICE, ref)
        has_opted_out = any(subject in self._record.stops for subject in about_conversation(kept))
        is_this_wait = (now.owner, now.epoch) == (Owner.WAITING, epoch)
        return is_this_wait and permit is not None and not permit.is_spent and not has_opted_out


class InMemoryHandOverBook:
    def __init__(self, record: InMemoryRecord, clock: Clock) -> None:
        self._record = record
        self._clock = clock

    def take_due(self, limit: int = 10) -> Sequence[HandOver]:
        now = self._clock()
        with self._record.lock:
            due = [
                (kept.hand_over_due, kept)
                for kept in self._record.conversations.values()
                if kept.hand_over is not None and kept.hand_over_due is not None and kept.hand_over_due <= now
            ]
            chosen = [kept for _, kept in sorted(due, key=lambda one: (one[0], one[1].id))[:limit]]
            for kept in chosen:
                kept.hand_over_due = now + TAKEN_FOR
            return [kept.hand_over for kept in chosen if kept.hand_over is not None]

    def mark_sent(self, hand_over: HandOver) -> None:
        with self._record.lock:
            kept = self._still_open(hand_over)
            if kept is not None:
                kept.hand_over = None

    def put_off(self, hand_over: HandOver) -> None:
        with self._record.lock:
            kept = self._still_open(hand_over)
            if kept is not None:
                kept.hand_over = replace(hand_over, attempts=hand_over.attempts + 1)
                kept.hand_over_due = self._clock() + pause_after(hand_over.attempts + 1)

    def _still_open(self, hand_over: HandOver) -> InMemoryConversation | None:
        kept = self._record.conversations.get(hand_over.conversation_id)
        is_open = kept is not None and kept.hand_over is not None and kept.hand_over.epoch == hand_over.epoch
        return kept if is_open else None
