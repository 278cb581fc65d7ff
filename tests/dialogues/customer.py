"""A customer who talks to the bot through the journal, as the worker does it, and reads what comes back."""

import itertools
from dataclasses import dataclass, field

from conversations.entries import Speaker


@dataclass
class Heard:
    """What one message led to: the bot's texts, the choices under them, how the turn ended."""

    texts: list[str] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)
    outcome: str | None = None
    ref: int | None = None
    reason: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


class Customer:
    """`before_commit` is what happens while the bot's next answers are on their way."""

    def __init__(self, desk, think, customer_id=None):
        self._desk = desk
        self._journal = journal = desk.journal
        self.think = think
        self.conversation = journal.open_conversation("widget", customer_id).id
        self._client_ids = (f"m{number}" for number in itertools.count())
        self.heard = Heard()
        self.before_commit = lambda: None

    def signed_in(self, customer_id):
        return Customer(self._desk, self.think, customer_id)

    @property
    def owner(self):
        return self._journal.conversation(self.conversation).ownership.owner.value

    async def say(self, text, page=None) -> Heard:
        return await self._send(text=text, page=page)

    async def pick(self, label) -> Heard:
        return await self._send(choice_id=self.heard.choices[label])

    @property
    def notices(self):
        """What the customer waits to be told, as kind and order number."""
        waiting = self._desk.notices.of_conversation(self.conversation)
        return [f"{notice.kind.value} {notice.order_number}" for notice in waiting]

    @property
    def entries(self):
        return self._journal.read_entries(self.conversation, after=0)

    async def find_said(self, texts):
        return self._journal.said(self.conversation, texts)

    async def _send(self, **content) -> Heard:
        receipt = self._journal.append_inbound(self.conversation, next(self._client_ids), **content)
        turn = self._journal.claim_turn("test")
        result = await self.think(self.find_said, turn)
        self.before_commit()
        self._journal.commit_turn(turn, result)
        self.heard = Heard()
        for entry in self._journal.read_entries(self.conversation, after=receipt.seq - 1):
            if entry.seq == receipt.seq:
                self.heard.outcome, self.heard.ref = entry.turn.outcome.value, entry.turn.ref
                self.heard.reason = entry.turn.reason
            elif entry.speaker is Speaker.BOT:
                self.heard.texts.append(entry.text)
                self.heard.choices |= {choice.label: choice.id for choice in entry.choices}
        return self.heard
