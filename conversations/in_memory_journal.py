"""The journal in memory: the fake of the port, for tests. It forgets everything when its process ends."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from conversations.bell import Bell, Topic
from conversations.clock import Clock, utc_now
from conversations.contents import Contents, require_storable_result, require_storable_words, with_deed
from conversations.entries import Entry, PickedChoice, Speaker, StreamItem, TurnEnd, Words, is_label
from conversations.errors import (
    ClientIdReused,
    LeaseLost,
    OwnerChangeRefused,
    PermitRefused,
    UnknownChoice,
    UnknownEntry,
)
from conversations.in_memory_bell import InMemoryBell
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_inbox_log import tell_again
from conversations.in_memory_record import InMemoryRecord
from conversations.journal import (
    LEASE,
    RETURNING,
    ClaimedTurn,
    Conversation,
    Inbound,
    Note,
    Receipt,
    TurnResult,
)
from conversations.ownership import Owner, Ownership
from conversations.permits import PermitKind
from conversations.storable import require_storable


class InMemoryJournal:
    """Every call holds one lock, which makes it a transaction."""

    def __init__(
        self, bell: Bell | None = None, clock: Clock = utc_now, record: InMemoryRecord | None = None
    ) -> None:
        self._bell = bell or InMemoryBell()
        self._clock = clock
        self._record = record or InMemoryRecord()
        self._lock = self._record.lock
        self._conversations = self._record.conversations

    def open_conversation(self, channel: str, customer_id: str | None = None) -> Conversation:
        require_storable(channel, customer_id)
        with self._lock:
            kept = InMemoryConversation(secrets.token_urlsafe(16), channel, customer_id, self._clock())
            self._conversations[kept.id] = kept
            return kept.as_read

    def return_to_conversation(self, channel: str, customer_id: str) -> Conversation:
        require_storable(channel, customer_id)
        with self._lock:
            since = self._clock() - RETURNING
            theirs = [
                kept
                for kept in self._conversations.values()
                if (kept.channel, kept.customer_id) == (channel, customer_id) and kept.last_used >= since
            ]
            if not theirs:
                return self.open_conversation(channel, customer_id)
            return max(theirs, key=lambda kept: (kept.last_used, kept.opened_at)).as_read

    def conversation(self, conversation_id: str) -> Conversation:
        with self._lock:
            return self._record.find(conversation_id).as_read

    def append_inbound(
        self,
        conversation_id: str,
        client_id: str,
        *,
        text: str | None = None,
        choice_id: str | None = None,
        page: Mapping[str, str] | None = None,
        address: str | None = None,
        yields: timedelta = timedelta(0),
    ) -> Receipt:
        contents = Contents(client_id, text, choice_id, page, address)
        with self._lock:
            kept = self._record.find(conversation_id)
            earlier = kept.message_with(client_id)
            if earlier is not None:
                return _receipt_again(earlier, contents)
            receipt = Receipt(self._write_message(kept, contents), is_new=True)
            kept.yields[receipt.seq] = yields
            may_answer = kept.ownership.lets_the_bot_answer
        self._ring(conversation_id, Topic.STREAM, *([Topic.WORK] if may_answer else []))
        return receipt

    def _write_message(self, kept: InMemoryConversation, contents: Contents) -> int:
        picked = None if contents.choice_id is None else kept.choices.get(contents.choice_id)
        if contents.choice_id is not None and picked is None:
            raise UnknownChoice("This conversation was never given that choice.")
        text = picked.label if picked is not None else contents.text or ""
        now = self._clock()
        message = Inbound(kept.draw_seq(), contents.client_id, text, now, picked, contents.page)
        kept.write_message(message)
        kept.addresses[message.seq] = contents.address
        if kept.ownership.owner is Owner.CLOSED:
            kept.set_owner(kept.ownership.changed_to(Owner.BOT), now)
        elif kept.ownership.owner is Owner.SUPPORT_AGENT:
            if _lets_person_go(kept, text, picked):
                kept.change_owner(kept.ownership.changed_to(Owner.BOT), now)
            else:
                kept.end_turn(message, kept.ownership.end_of_waiting, now)
        self._record.lift_stop(kept)
        return message.seq

    def claim_turn(self, worker: str) -> ClaimedTurn | None:
        require_storable(worker)
        with self._lock:
            now = self._clock()
            claimable = [kept for kept in self._conversations.values() if kept.can_be_claimed(now)]
            if not claimable:
                return None
            kept = min(claimable, key=lambda kept: kept.waits_since or now)
            kept.lease = f"{worker}:{secrets.token_urlsafe(12)}"
            kept.lease_until = now + LEASE
            kept.attempts += 1
            turn = _claimed(kept, kept.lease, kept.lease_until)
        self._ring(turn.conversation_id, Topic.TYPING)
        return turn

    def renew_lease(self, turn: ClaimedTurn) -> None:
        with self._lock:
            self._find_leased(turn).lease_until = self._clock() + LEASE

    def release_turn(
        self, turn: ClaimedTurn, retry_after: timedelta = timedelta(0), note: str | None = None
    ) -> None:
        require_storable(note)
        with self._lock:
            try:
                kept = self._find_leased(turn)
            except LeaseLost:
                return
            kept.release()
            self._keep_note(kept, turn.inbound.seq, note)
            if kept.waiting and kept.waiting[0].seq == turn.inbound.seq:
                kept.retry_at = self._clock() + retry_after
                kept.attempts -= 1
        self._ring(
            turn.conversation_id,
            *([] if retry_after else [Topic.WORK]),
            *([] if note is None else [Topic.STREAM]),
        )

    def note_deed(self, conversation_id: str, inbound_seq: int, deed: str) -> None:
        require_storable(deed)
        with self._lock:
            kept = self._record.find(conversation_id)
            before = next((one.text for one in kept.notes if one.inbound_seq == inbound_seq), None)
            self._keep_note(kept, inbound_seq, with_deed(before, deed))
        self._ring(conversation_id, Topic.STREAM)

    def commit_turn(self, turn: ClaimedTurn, result: TurnResult) -> TurnEnd:
        require_storable_result(result)
        with self._lock:
            kept = self._find_leased(turn)
            end = kept.turns.get(turn.inbound.seq)
            if end is None:
                self._write_turn(kept, turn, result)
            else:
                self._keep_note(kept, turn.inbound.seq, result.note)
            kept.release()
            is_more_waiting = bool(kept.waiting)
        self._ring(turn.conversation_id, Topic.STREAM, *([Topic.WORK] if is_more_waiting else []))
        return end or result.end

    def _keep_note(self, kept: InMemoryConversation, seq: int, note: str | None) -> None:
        if note is not None:
            others = [one for one in kept.notes if one.inbound_seq != seq]
            kept.notes = [*others, Note(seq, note, self._clock())]
            if seq in kept.turns:
                tell_again(self._record, kept, seq)

    def _write_turn(self, kept: InMemoryConversation, turn: ClaimedTurn, result: TurnResult) -> None:
        in_turn = [message.seq for message in kept.waiting[:1]]
        if kept.ownership.epoch != turn.ownership.epoch or in_turn != [turn.inbound.seq]:
            raise LeaseLost("The conversation moved on without this turn.")
        now, more_waits = self._clock(), len(kept.waiting) > 1
        ownership = kept.ownership.after_turn(result.new_owner, more_waits=more_waits)
        for words in result.words:
            kept.write_words(words, Speaker.BOT, PermitKind.REPLY, str(turn.inbound.seq), now)
        kept.end_turn(kept.waiting[0], result.end, now)
        if ownership != kept.ownership:
            kept.set_owner(ownership, now)
        if result.snapshot is not None:
            kept.snapshot = result.snapshot
        self._mind_what_was_asked(kept, result, now)

    def _mind_what_was_asked(self, kept: InMemoryConversation, result: TurnResult, now: datetime) -> None:
        for notice_id in result.cancelled_notices:
            self._record.cancel_notice(notice_id, kept)
        for notice in result.notices:
            self._record.keep_notice(secrets.token_urlsafe(16), kept, notice, now)
        if result.opts_out:
            self._record.stop(kept, now)

    def change_owner(
        self, conversation_id: str, owner: Owner, *, name: str | None = None, epoch: int | None = None
    ) -> Ownership:
        require_storable(name)
        with self._lock:
            kept = self._record.find(conversation_id)
            before = kept.ownership
            if epoch is not None and epoch != before.epoch:
                raise OwnerChangeRefused("The owner changed meanwhile.")
            kept.change_owner(before.changed_to(owner, name), self._clock())
            changed, is_waiting = kept.ownership, bool(kept.waiting)
        self._ring(conversation_id, Topic.STREAM, *([Topic.WORK] if is_waiting else []))
        return changed

    def append_support_words(self, conversation_id: str, words: Words, *, name: str, epoch: int) -> int:
        require_storable_words(words)
        with self._lock:
            kept = self._record.find(conversation_id)
            now = kept.ownership
            if (now.owner, now.epoch, now.name) != (Owner.SUPPORT_AGENT, epoch, name):
                raise PermitRefused("Only the support agent who owns the conversation may write in it.")
            seq = kept.write_support_words(words, self._clock())
        self._ring(conversation_id, Topic.STREAM)
        return seq

    def tell_delayed(self, older_than: timedelta, text: str) -> Sequence[str]:
        require_storable(text)
        with self._lock:
            now = self._clock()
            late = [kept for kept in self._conversations.values() if _is_delayed(kept, now - older_than)]
            told = sorted(late, key=lambda kept: kept.waiting[0].at)
            for kept in told:
                kept.told_delayed_up_to = kept.write_status("delayed", text, now)
        for kept in told:
            self._ring(kept.id, Topic.STREAM)
        return [kept.id for kept in told]

    def tell_status(self, conversation_id: str, status: str, text: str) -> int:
        require_storable(status, text)
        with self._lock:
            seq = self._record.find(conversation_id).write_status(status, text, self._clock())
        self._ring(conversation_id, Topic.STREAM)
        return seq

    def read_stream(self, conversation_id: str, after: int, limit: int = 500) -> Sequence[StreamItem]:
        with self._lock:
            return [item for item in self._record.find(conversation_id).stream if item.seq > after][:limit]

    def read_entries(self, conversation_id: str, after: int, limit: int = 500) -> Sequence[Entry]:
        with self._lock:
            kept = self._record.find(conversation_id)
            entries = [entry for entry in kept.entries if entry.seq > after][:limit]
            return [replace(entry, turn=kept.turns.get(entry.seq)) for entry in entries]

    def said(self, conversation_id: str, texts: Iterable[str]) -> Mapping[str, int]:
        with self._lock:
            said = self._record.find(conversation_id).said
            return {text: said[text] for text in texts if text in said}

    def rate_entry(self, conversation_id: str, seq: int, helpful: bool) -> None:
        with self._lock:
            kept = self._record.find(conversation_id)
            if not any(entry.seq == seq and entry.speaker is not Speaker.CUSTOMER for entry in kept.entries):
                raise UnknownEntry("Nobody but the customer can have said that.")
            kept.ratings[seq] = helpful

    def read_notes(self, conversation_id: str) -> Sequence[Note]:
        with self._lock:
            return self._record.find(conversation_id).notes_of_overtaken_turns()

    def last_seqs(self, conversation_ids: Iterable[str]) -> Mapping[str, int]:
        with self._lock:
            known = [self._conversations[id_] for id_ in conversation_ids if id_ in self._conversations]
            return {kept.id: kept.last_seq for kept in known}

    def is_available(self) -> bool:
        return True

    def close(self) -> None:
        pass

    def _find_leased(self, turn: ClaimedTurn) -> InMemoryConversation:
        kept = self._conversations.get(turn.conversation_id)
        if kept is None or kept.lease != turn.lease:
            raise LeaseLost("Another worker holds the conversation now.")
        return kept

    def _ring(self, conversation_id: str, *topics: Topic) -> None:
        for topic in topics:
            self._bell.ring(topic, conversation_id)


def _receipt_again(earlier: Inbound, contents: Contents) -> Receipt:
    choice_id = None if earlier.choice is None else earlier.choice.id
    if not contents.says_the_same_as(earlier.text, choice_id):
        raise ClientIdReused("This client id already stands for another message.")
    return Receipt(earlier.seq, is_new=False)


def _claimed(kept: InMemoryConversation, lease: str, lease_until: datetime) -> ClaimedTurn:
    return ClaimedTurn(
        conversation_id=kept.id,
        customer_id=kept.customer_id,
        channel=kept.channel,
        lease=lease,
        lease_until=lease_until,
        ownership=kept.ownership,
        inbound=kept.waiting[0],
        attempt=kept.attempts,
        snapshot=kept.snapshot,
        latest_bot_seq=kept.latest_bot_seq,
    )


def _lets_person_go(kept: InMemoryConversation, text: str, picked: PickedChoice | None) -> bool:
    if picked is not None:
        return picked.meaning.lets_person_go
    return any(is_label(text, one.label) and one.meaning.lets_person_go for one in kept.choices.values())


def _is_delayed(kept: InMemoryConversation, since: datetime) -> bool:
    if kept.waits_since is None or kept.waits_since > since:
        return False
    return any(m.at <= since and m.seq > kept.told_delayed_up_to for m in kept.waiting)
