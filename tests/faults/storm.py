"""Ten customers who say what stands in their scripts, while gateway and worker are killed again and again."""

import asyncio
import random
from collections import Counter
from contextlib import AsyncExitStack

from tests.faults.journal_audit import kept_messages, rows, what_must_not_be
from tests.faults.kill_schedule import KillSchedule, draw_kills
from tests.faults.scripts import draw_script
from tests.faults.stubborn_customer import PATIENCE, StubbornCustomer
from tests.running_deskbell import RunningDeskbell

CUSTOMERS = ("ada", "ben", "cleo", "dara", "edo", "fay", "gus", "hana", "ivo", "jin")
MESSAGES_OF_A_ROUND = 5
"""Of each customer. In each round gateway and worker are killed once, each at a moment of its own."""


class Storm:
    def __init__(self, deskbell: RunningDeskbell, seed: int) -> None:
        self.deskbell = deskbell
        self.schedule = KillSchedule(deskbell)
        self.customers: list[StubbornCustomer] = []
        self._chance = random.Random(seed)

    async def rage(self, rounds: int) -> None:
        """Returns when nothing waits any more, and every customer has seen everything."""
        async with AsyncExitStack() as stack:
            for name in CUSTOMERS:
                customer = StubbornCustomer(self.deskbell.url, name, self.schedule.note)
                self.customers.append(await stack.enter_async_context(customer))
            for _ in range(rounds):
                await self._one_round()
            await self._calm()

    async def hold_again(self) -> dict[str, str]:
        """Has every conversation once more, in peace: the new conversation's id by the old one's."""
        async with AsyncExitStack() as stack:
            again = [
                await stack.enter_async_context(StubbornCustomer(self.deskbell.url, name))
                for name in CUSTOMERS
            ]
            async with asyncio.TaskGroup() as saying:
                for before, customer in zip(self.customers, again, strict=True):
                    saying.create_task(self._say_the_same(before, customer))
        pairs = zip(self.customers, again, strict=True)
        return {before.conversation_id: now.conversation_id for before, now in pairs}

    def figures(self) -> dict[str, object]:
        events = [event for customer in self.customers for event in customer.seen]
        return {
            "killed": dict(self.schedule.killed),
            "turns cut off": self.schedule.turns_cut_off,
            "acknowledged": sum(len(customer.acknowledged) for customer in self.customers),
            "sent again": sum(customer.repeats for customer in self.customers),
            "streams": sum(customer.streams for customer in self.customers),
            "turns": dict(Counter(event.data["outcome"] for event in events if event.kind == "turn")),
            "lost, double or out of order": len(what_must_not_be(self.deskbell.database_url)),
        }

    async def _one_round(self) -> None:
        self.schedule.begin_round(draw_kills(self._chance, len(CUSTOMERS) * MESSAGES_OF_A_ROUND))
        async with asyncio.TaskGroup() as saying:
            for customer in self.customers:
                script = draw_script(self._chance, MESSAGES_OF_A_ROUND)
                saying.create_task(_play(customer, script, random.Random(self._chance.random())))
        await self.schedule.finish_round()

    async def _calm(self) -> None:
        async with asyncio.timeout(PATIENCE):
            while not all(map(self._is_up_to_date, self.customers)):  # noqa: ASYNC110
                await asyncio.sleep(0.2)

    def _is_up_to_date(self, customer: StubbornCustomer) -> bool:
        query = "SELECT last_seq, next_pending_seq FROM conversations WHERE id = :id"
        found = rows(self.deskbell.database_url, query, id=customer.conversation_id)
        return found == [(customer.last_seen, None)]

    async def _say_the_same(self, before: StubbornCustomer, customer: StubbornCustomer) -> None:
        kept = kept_messages(self.deskbell.database_url, before.conversation_id)
        for _, text in sorted(kept.values()):
            latest = await customer.say(text)
        await customer.reply_to(latest)


async def _play(customer: StubbornCustomer, script: list[str], chance: random.Random) -> None:
    """Now and then the customer also repeats what has arrived, or does not mind whether it arrives."""
    for text in script:
        await customer.say(text)
        if chance.random() < 0.1:
            await customer.say_again()
        if chance.random() < 0.1:
            await customer.say_once("are you open on sundays?")
