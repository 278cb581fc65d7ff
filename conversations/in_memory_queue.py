"""The queue in memory: the fake of the port, for tests."""

from collections.abc import Mapping, Sequence

from conversations.capabilities import Capability, best_of_each_order
from conversations.clock import Clock
from conversations.entries import Outcome, Speaker
from conversations.in_memory_conversation import InMemoryConversation
from conversations.in_memory_record import InMemoryRecord
from conversations.ownership import Owner
from conversations.queue import LONGEST_LINE, QueueList, QueuePage, QueueRow, Tried
from conversations.queue_pages import parse_more, spell_more
from conversations.tables import to_micros
from conversations.wishes import WISHES, contact_email, wants


class InMemoryQueue:
    def __init__(self, record: InMemoryRecord, clock: Clock) -> None:
        self._record = record
        self._clock = clock

    def page(self, which: QueueList, agent_id: str, limit: int, more: str | None = None) -> QueuePage:
        with self._record.lock:
            spoken = [kept for kept in self._record.conversations.values() if kept.entries]
            theirs = [kept for kept in spoken if _list_of(kept, agent_id) is which]
            ordered = sorted(theirs, key=lambda kept: _place(kept, which))
            if which is not QueueList.WAITING:
                ordered.reverse()
            if more is not None:
                start = parse_more(more)
                is_later = (lambda place: place > start) if which is QueueList.WAITING else start.__gt__
                ordered = [kept for kept in ordered if is_later(_place(kept, which))]
            rows = [self._row(kept, agent_id) for kept in ordered[:limit]]
            if len(ordered) <= limit or not rows:
                return QueuePage(rows)
            return QueuePage(rows, spell_more(*_place(ordered[limit - 1], which)))

    def counts(self, agent_id: str) -> Mapping[QueueList, int]:
        with self._record.lock:
            counts = dict.fromkeys(QueueList, 0)
            for kept in self._record.conversations.values():
                counts[_list_of(kept, agent_id)] += bool(kept.entries)
            return counts

    def row(self, conversation_id: str, agent_id: str | None = None) -> QueueRow:
        with self._record.lock:
            return self._row(self._record.find(conversation_id), agent_id)

    def tried(self, conversation_id: str, limit: int = 20) -> Sequence[Tried]:
        with self._record.lock:
            kept = self._record.find(conversation_id)
            tried = [
                Tried(seq, kept.messages[seq].text[:LONGEST_LINE], end.reason, end.outcome, kept.ended[seq])
                for seq, end in kept.turns.items()
                if end.outcome is not Outcome.PASSED_ON
            ]
        return sorted(tried, key=lambda one: one.seq)[-limit:]

    def contact_email(self, conversation_id: str) -> str | None:
        with self._record.lock:
            return contact_email(self._record.find(conversation_id).snapshot)

    def proofs(self, conversation_id: str) -> Sequence[Capability]:
        with self._record.lock:
            return best_of_each_order(self._record.identity.held(conversation_id, self._clock()))

    def _row(self, kept: InMemoryConversation, agent_id: str | None) -> QueueRow:
        last = kept.entries[-1] if kept.entries else None
        said = [entry.text for entry in kept.entries if entry.speaker is Speaker.CUSTOMER]
        wishes = [end.reason for _, end in sorted(kept.turns.items()) if end.reason in WISHES]
        return QueueRow(
            id=kept.id,
            channel=kept.channel,
            customer_id=kept.customer_id,
            ownership=kept.ownership,
            since=kept.owner_since or kept.opened_at,
            opened_at=kept.opened_at,
            last_at=last.at if last else kept.opened_at,
            last_seq=kept.last_seq,
            said=said[-1][:LONGEST_LINE] if said else None,
            wants=wants(
                wishes[-1] if wishes else None,
                kept.snapshot,
                self._record.identity.last_proved(kept.id),
                kept.ownership.owner,
            ),
            unread=self._unread(kept, agent_id),
        )

    def _unread(self, kept: InMemoryConversation, agent_id: str | None) -> int:
        if agent_id is None:
            return 0
        read = self._record.support.reads.get((agent_id, kept.id), 0)
        return sum(entry.speaker is Speaker.CUSTOMER and entry.seq > read for entry in kept.entries)


def _list_of(kept: InMemoryConversation, agent_id: str) -> QueueList:
    if kept.ownership.owner is Owner.SUPPORT_AGENT:
        return QueueList.MINE if kept.ownership.agent_id == agent_id else QueueList.COLLEAGUES
    return QueueList(kept.ownership.owner.value)


def _place(kept: InMemoryConversation, which: QueueList) -> tuple[int, str]:
    if which is QueueList.WAITING:
        return to_micros(kept.owner_since or kept.opened_at), kept.id
    return to_micros(kept.entries[-1].at), kept.id
