"""The support team's floor in memory: the fake of the port, for tests."""

import secrets
from collections.abc import Mapping, Sequence

from conversations.bell import Bell, Topic
from conversations.clock import Clock
from conversations.entries import Words
from conversations.floor_rules import is_owner, let_go, note_of_turn, require_owner, require_same, taken
from conversations.in_memory_inbox_log import add_note_line
from conversations.in_memory_record import InMemoryRecord
from conversations.journal import Receipt
from conversations.ownership import Owner, Ownership
from conversations.queue_pages import parse_more, spell_more
from conversations.storable import require_storable
from conversations.support_floor import OrderLook, SupportAgent, SupportNote, TrailLine, TrailPage


class InMemorySupportFloor:
    def __init__(self, record: InMemoryRecord, bell: Bell, clock: Clock) -> None:
        self._record = record
        self._known = record.support
        self._bell = bell
        self._clock = clock

    def take(self, conversation_id: str, agent: SupportAgent, from_agent: str | None = None) -> None:
        with self._record.lock:
            before = self._record.find(conversation_id).ownership
            self._change(conversation_id, taken(before, agent, from_agent))

    def reply(self, conversation_id: str, agent: SupportAgent, client_id: str, text: str) -> Receipt:
        require_storable(client_id, text)
        key = (conversation_id, agent.id, client_id)
        with self._record.lock:
            kept = self._record.find(conversation_id)
            if key in self._known.words:
                seq, before = self._known.words[key]
                require_same(before, text)
                return Receipt(seq, is_new=False)
            require_owner(kept.ownership, agent)
            seq = kept.write_support_words(Words(text), self._clock())
            self._known.words[key] = (seq, text)
            self._known.writers[conversation_id, seq] = agent
        self._bell.ring(Topic.STREAM, conversation_id)
        return Receipt(seq, is_new=True)

    def add_note(
        self, conversation_id: str, agent: SupportAgent, client_id: str, text: str
    ) -> tuple[SupportNote, bool]:
        require_storable(client_id, text)
        key = (conversation_id, agent.id, client_id)
        with self._record.lock:
            kept = self._record.find(conversation_id)
            if key in self._known.notes:
                require_same(self._known.notes[key].text, text)
                return self._known.notes[key], False
            note = SupportNote(secrets.token_urlsafe(12), kept.last_seq, agent, text, self._clock())
            self._known.notes[key] = note
            add_note_line(self._record, conversation_id, note)
        self._bell.ring(Topic.STREAM, conversation_id)
        return note, True

    def pass_on(self, conversation_id: str, agent: SupportAgent, to: SupportAgent) -> None:
        with self._record.lock:
            before = self._record.find(conversation_id).ownership
            if is_owner(before, to):
                return
            require_owner(before, agent)
            self._change(conversation_id, before.passed_to(to.name, to.id))

    def hand_back(self, conversation_id: str, agent: SupportAgent) -> None:
        self._let_go(conversation_id, agent, Owner.BOT)

    def close(self, conversation_id: str, agent: SupportAgent) -> None:
        self._let_go(conversation_id, agent, Owner.CLOSED)

    def mark_read(self, conversation_id: str, agent: SupportAgent, seq: int) -> None:
        with self._record.lock:
            up_to = min(seq, self._record.find(conversation_id).last_seq)
            key = (agent.id, conversation_id)
            self._known.reads[key] = max(self._known.reads.get(key, 0), up_to)

    def note_look(self, conversation_id: str, agent: SupportAgent, order_number: str) -> None:
        require_storable(order_number)
        with self._record.lock:
            self._record.find(conversation_id)
            self._known.looks.append((conversation_id, OrderLook(agent.id, order_number, self._clock())))

    def looks(self, conversation_id: str) -> Sequence[OrderLook]:
        with self._record.lock:
            self._record.find(conversation_id)
            return [look for id_, look in self._known.looks if id_ == conversation_id]

    def trail(self, limit: int, order_number: str | None = None, more: str | None = None) -> TrailPage:
        end, _ = (None, "") if more is None else parse_more(more)
        with self._record.lock:
            looks = list(enumerate(self._known.looks))[:end]
            names = {account.agent.id: account.agent for account in self._known.accounts.values()}
        wanted = [it for it in reversed(looks) if order_number in (None, it[1][1].order_number)]
        lines = [
            TrailLine(names[look.agent_id], look.order_number, conversation_id, look.at)
            for _, (conversation_id, look) in wanted[:limit]
        ]
        is_more = len(wanted) > limit
        return TrailPage(lines, spell_more(wanted[limit - 1][0], "look") if is_more else None)

    def notes(self, conversation_id: str) -> Sequence[SupportNote]:
        with self._record.lock:
            of_turns = [
                note_of_turn(note) for note in self._record.find(conversation_id).notes_of_overtaken_turns()
            ]
            theirs = [note for key, note in self._known.notes.items() if key[0] == conversation_id]
        return sorted([*of_turns, *theirs], key=lambda note: (note.at, note.after_seq))

    def writers(self, conversation_id: str) -> Mapping[int, SupportAgent]:
        with self._record.lock:
            writers = self._known.writers.items()
            return {seq: self._as_now(agent) for (id_, seq), agent in writers if id_ == conversation_id}

    def _let_go(self, conversation_id: str, agent: SupportAgent, to: Owner) -> None:
        with self._record.lock:
            before = self._record.find(conversation_id).ownership
            self._change(conversation_id, let_go(before, agent, to))

    def _change(self, conversation_id: str, after: Ownership | None) -> None:
        if after is None:
            return
        kept = self._record.find(conversation_id)
        kept.change_owner(after, self._clock())
        self._bell.ring(Topic.STREAM, conversation_id)
        if kept.waiting:
            self._bell.ring(Topic.WORK, conversation_id)

    def _as_now(self, agent: SupportAgent) -> SupportAgent:
        """With the name of the account as it is now."""
        accounts = self._known.accounts.values()
        return next((account.agent for account in accounts if account.agent.id == agent.id), agent)
