"""The conversations of an agent who has gone: their customers wait in line again."""

from collections.abc import Iterator
from datetime import timedelta

from conversations.accounts import IDLE_LASTS, PRESENT_FOR, AccountBook
from conversations.clock import Clock, utc_now
from conversations.errors import OwnerChangeRefused, UnknownConversation
from conversations.journal import Journal
from conversations.ownership import Owner
from conversations.queue import Queue, QueueList, QueueRow
from conversations.support_floor import SupportAgent, SupportFloor

_AT_ONCE = 100


class Absences:
    """Every call blocks and may raise `JournalUnavailable`: what was not done is done at the next look.

    Who is signed in nowhere has left. Who has only closed the page (for `PRESENT_FOR`) may come back, but a
    customer who has written to them meanwhile does not wait for that.
    """

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
        """For everybody; how many conversations wait again."""
        return sum(self._look_for(agent) for agent in self._accounts.agents())

    def sign_out(self, agent: SupportAgent) -> int:
        """Who signs out has left, unless they have the inbox open elsewhere."""
        return 0 if self._was_here(agent, PRESENT_FOR) else self._leave(agent)

    def let_wait_again(self, agent: SupportAgent, why: str) -> int:
        """Whatever this agent has goes back into line, with a note that says why."""
        return sum(self._put_back(row, agent, why) for row in self._theirs(agent))

    def _look_for(self, agent: SupportAgent) -> int:
        if not self._was_here(agent, IDLE_LASTS):
            return self._leave(agent)
        if self._was_here(agent, PRESENT_FOR):
            return 0
        why = f"{agent.name} has closed the inbox, and the customer wrote: they wait again."
        return sum(self._put_back(row, agent, why) for row in self._theirs(agent) if row.unread)

    def _leave(self, agent: SupportAgent) -> int:
        return self.let_wait_again(agent, f"{agent.name} is signed out: the customer waits again.")

    def _was_here(self, agent: SupportAgent, lately: timedelta) -> bool:
        now = self._clock()
        return self._accounts.is_signed_in(agent.id, now, now - lately)

    def _theirs(self, agent: SupportAgent) -> Iterator[QueueRow]:
        more = None
        while True:
            page = self._queue.page(QueueList.MINE, agent.id, _AT_ONCE, more)
            yield from page.rows
            if (more := page.more) is None:
                return

    def _put_back(self, row: QueueRow, agent: SupportAgent, why: str) -> bool:
        epoch = row.ownership.epoch
        try:
            self._journal.change_owner(row.id, Owner.WAITING, epoch=epoch)
        except (OwnerChangeRefused, UnknownConversation):
            return False  # somebody took it over meanwhile, or it was erased
        self._floor.add_note(row.id, agent, f"absent-{epoch}", why)
        return True
