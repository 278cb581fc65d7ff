"""The conversations of an agent who has gone: their customers wait in line again."""

from conversations.accounts import IDLE_LASTS, AccountBook
from conversations.clock import Clock, utc_now
from conversations.errors import OwnerChangeRefused, UnknownConversation
from conversations.journal import Journal
from conversations.ownership import Owner
from conversations.queue import Queue, QueueList, QueueRow
from conversations.support_floor import SupportAgent, SupportFloor

_AT_ONCE = 100


class Absences:
    """Every call blocks and may raise `JournalUnavailable`: what was not done is done at the next look."""

    def __init__(
        self,
        journal: Journal,
        accounts: AccountBook,
        queue: Queue,
        floor: SupportFloor,
        clock: Clock = utc_now,
    ) -> None:
        self._journal = journal
        self._accounts = accounts
        self._queue = queue
        self._floor = floor
        self._clock = clock

    def look(self) -> int:
        """For everybody who is signed in nowhere; how many conversations wait again."""
        return sum(self.look_for(agent) for agent in self._accounts.agents())

    def look_for(self, agent: SupportAgent) -> int:
        """The same for one agent."""
        now = self._clock()
        if self._accounts.is_signed_in(agent.id, now, now - IDLE_LASTS):
            return 0
        return self.let_wait_again(agent, f"{agent.name} is signed out: the customer waits again.")

    def let_wait_again(self, agent: SupportAgent, why: str) -> int:
        """Whatever this agent has goes back into line, with a note that says why."""
        count = 0
        while rows := self._queue.page(QueueList.MINE, agent.id, _AT_ONCE).rows:
            count += sum(self._put_back(row, agent, why) for row in rows)
        return count

    def _put_back(self, row: QueueRow, agent: SupportAgent, why: str) -> bool:
        epoch = row.ownership.epoch
        try:
            self._journal.change_owner(row.id, Owner.BOT, epoch=epoch)
            self._journal.change_owner(row.id, Owner.WAITING, epoch=epoch + 1)
        except (OwnerChangeRefused, UnknownConversation):
            return False  # somebody took it over meanwhile, or it was erased
        self._floor.add_note(row.id, agent, f"absent-{epoch}", why)
        return True
