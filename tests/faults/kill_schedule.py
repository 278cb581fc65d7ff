"""When which part is killed: at moments that the customers' progress names, not at times.

The same seed names the same moments. What a part is doing just then is up to chance, which is the point.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.journal_audit import rows
from tests.running_deskbell import RunningDeskbell

PATIENCE = 90
MOMENTS = {"gateway": ("sent", "acknowledged", "answered"), "bot": ("acknowledged", "answered")}
"""At which moments of a message's life a part is killed."""

LEASED = "SELECT count(*) FROM conversations WHERE lease IS NOT NULL"


@dataclass(frozen=True)
class Kill:
    part: str
    moment: str
    count: int


def draw_kills(chance: random.Random, messages: int) -> list[Kill]:
    """One kill of each part, somewhere in a round of so many messages."""
    return [
        Kill(part, chance.choice(moments), chance.randint(1, messages)) for part, moments in MOMENTS.items()
    ]


class KillSchedule:
    """Counts the customers' moments; kills a part in the very moment that is due, and starts it again."""

    def __init__(self, deskbell: RunningDeskbell) -> None:
        self._deskbell = deskbell
        self._due: list[Kill] = []
        self.moments: Counter[str] = Counter()
        self.killed: Counter[str] = Counter()
        self.turns_cut_off = 0

    def begin_round(self, kills: Sequence[Kill]) -> None:
        """Counts of these kills begin now."""
        self._due = [Kill(kill.part, kill.moment, self.moments[kill.moment] + kill.count) for kill in kills]

    def note(self, moment: str) -> None:
        self.moments[moment] += 1
        for kill in [kill for kill in self._due if kill.moment == moment]:
            if kill.count <= self.moments[moment]:
                self._due.remove(kill)
                self._carry_out(kill)

    async def finish_round(self) -> None:
        """Returns when every kill of the round has happened and the parts are back."""
        async with asyncio.timeout(PATIENCE):
            while self._due:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        for part in MOMENTS:
            await asyncio.to_thread(self._deskbell.wait_for, part)

    def _carry_out(self, kill: Kill) -> None:
        self._deskbell.kill(kill.part)
        if kill.part == "bot":
            [(leased,)] = rows(self._deskbell.database_url, LEASED)
            self.turns_cut_off += leased
        self._deskbell.start_part(kill.part)
        self.killed[kill.part] += 1
