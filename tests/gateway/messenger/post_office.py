"""The way out by itself: a database, the double and a clock moved by hand; the test does each step."""

from datetime import timedelta
from typing import Any

from actions.mail.in_memory_mailer import InMemoryMailer
from conversations.clock import HandClock
from conversations.desk import Desk
from conversations.entries import ChoiceMeaning, ChoiceToOffer, Outcome, TurnEnd, Words
from conversations.journal import TurnResult
from conversations.keyed_digests import erased_event_digests
from conversations.messenger import PAGE_INBOX
from conversations.messenger_events import events_in
from conversations.ownership import Owner
from conversations.support_floor import SupportAgent
from gateway.journal_calls import JournalCalls
from gateway.messenger.double.graph import DoubleGraph
from gateway.messenger.double.platform import MessengerPlatform
from gateway.messenger.notice_mail import NoticeMail
from gateway.messenger.sender import Sender

DIGESTS = erased_event_digests("s" * 32)
LONG_SETTLED = timedelta(seconds=30)


class PostOffice:
    def __init__(self, desk: Desk, platform: MessengerPlatform, clock: HandClock) -> None:
        self.desk = desk
        self.platform = platform
        self.clock = clock
        self.calls = JournalCalls()
        self.mailer = InMemoryMailer()
        self._began = clock()
        self.sender = self.new_sender()

    def new_sender(self) -> Sender:
        """As after a start of the gateway."""
        graph = DoubleGraph(self.platform)
        mail = NoticeMail(self.mailer)
        return Sender(self.desk.messenger.outbox, self.desk, self.calls, graph, mail, self.clock)

    def close(self) -> None:
        self.calls.close()

    @property
    def now(self):
        return self.clock()

    def deliver(self) -> None:
        """Whatever the platform has for us, and it is carried in."""
        platform = self.platform
        self.hand_in("messaging", *(platform.events.popleft() for _ in range(len(platform.events))))

    def hand_in(self, field: str, *events: dict[str, Any]) -> None:
        """Events of the test's own, in that field of a delivery."""
        inbox, page_id = self.desk.messenger.inbox, self.platform.page_id
        inbox.keep(events_in({"entry": [{"id": page_id, field: list(events)}]}, self.now), DIGESTS)
        self.clock.move(LONG_SETTLED)
        for person_id in inbox.settled(page_id, self._began)[0]:
            inbox.take(page_id, person_id)

    def answer(self, *texts: str, choices: tuple[str, ...] = (), **result: Any) -> str | None:
        """The bot's words for the next message; returns the conversation, None when nothing waits."""
        turn = self.desk.journal.claim_turn("test")
        if turn is None:
            return None
        offered = tuple(ChoiceToOffer(label, ChoiceMeaning("ask_order_status")) for label in choices)
        words = [Words(text) for text in texts[:-1]] + [Words(text, offered) for text in texts[-1:]]
        end = TurnEnd(Outcome.ANSWERED if texts else Outcome.QUIET, "test")
        self.desk.journal.commit_turn(turn, TurnResult(end, tuple(words), **result))
        return turn.conversation_id

    def is_told(self, person_id: str, text: str, *answers: str) -> str:
        """The person writes, and the bot answers; what it says is not sent yet."""
        self.platform.writes(person_id, text)
        self.deliver()
        conversation_id = self.answer(*answers)
        assert conversation_id is not None
        return conversation_id

    async def send(self, conversation_id: str) -> None:
        await self.sender.send_all(conversation_id)

    def said_to(self, person_id: str) -> list[str]:
        """The last line of each message that the person got: what stands before says that it is a bot."""
        return [text.split("\n")[-1] for text in self.platform.said_to(person_id)]

    def statuses(self, conversation_id: str) -> list[str]:
        items = self.desk.journal.read_stream(conversation_id, 0)
        return [item.data["status"] for item in items if item.kind == "status"]

    def owner_of(self, conversation_id: str) -> str:
        return self.desk.journal.conversation(conversation_id).ownership.owner.value

    def take_over(self, conversation_id: str) -> None:
        """A support agent takes the conversation."""
        ownership = self.desk.journal.conversation(conversation_id).ownership
        self.desk.journal.change_owner(
            conversation_id, Owner.SUPPORT_AGENT, name="Ana", epoch=ownership.epoch
        )

    def person_says(self, conversation_id: str, text: str) -> None:
        """That support agent writes."""
        epoch = self.desk.journal.conversation(conversation_id).ownership.epoch
        self.desk.journal.append_support_words(conversation_id, Words(text), name="Ana", epoch=epoch)

    def take_over_from_page(self, conversation_id: str) -> None:
        """A support agent takes the conversation from the colleague who answers on the page."""
        self.desk.team.floor.take(conversation_id, SupportAgent("ana", "Ana"), PAGE_INBOX)
