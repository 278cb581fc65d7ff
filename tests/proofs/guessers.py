"""People who try to get at orders that are not theirs, over HTTP, from many sessions and addresses."""

import asyncio
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from tests.conversations.identity_model import Guest
from tests.proofs.canaries import canaries_in
from tests.proofs.whole_deskbell import Person, WholeDeskbell

AT_ONCE = 12
GUESSES = 6
"""Of a session: one more than may be tried."""

_IDS_AND_TIMES = re.compile(r'"id":"[\w-]+"|"at":"[^"]+"')
_NO_ENTRY = re.compile(r"retry:.*\n|:.*\n|event: typing\ndata:.*\n|^\n", re.MULTILINE)
"""What the stream says of itself, and that somebody is typing: it says when, and never what."""
_TYPED = {"number", "mail", "pc"}


@dataclass
class Guesses:
    """What was tried, what was heard, and what came of it."""

    of_kind: Counter[str] = field(default_factory=Counter)
    replies: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By the number of the attempt: every different answer, byte by byte but for ids and times."""
    hits: list[object] = field(default_factory=list)
    owners_let_in: int = 0
    by_postcode: int = 0

    @property
    def made(self) -> int:
        return self.of_kind.total()


class Guessers:
    """`orders` are guessed at; those of `thieves` are known to somebody, but for the code."""

    def __init__(self, deskbell: WholeDeskbell, chance: random.Random) -> None:
        self._deskbell = deskbell
        self._chance = chance
        self._people = 0
        self._waiting: list[Person] = []
        self.guesses = Guesses()
        numbers = sorted(deskbell.orders)
        self._guessed, self._stolen = numbers[:60], [n for n in numbers[60:] if int(n[-2:]) % 12 in {1, 6}]

    async def go_on_until(self, made: int) -> None:
        rounds = 0
        while self.guesses.made < made:
            rounds += 1
            async with asyncio.TaskGroup() as trying:
                for _ in range(AT_ONCE):
                    trying.create_task(self._guess_proofs(random.Random(self._chance.random())))
                trying.create_task(self._steal(self._stolen[rounds % len(self._stolen)], rounds))
            if rounds % 8 == 1:
                await self._let_owner_in()
            self._deskbell.clock.move(timedelta(minutes=self._chance.choice([11, 20, 70, 200])))
            await self._come_too_late()

    async def _guess_proofs(self, chance: random.Random) -> None:
        """Some orders, each with a wrong proof; or with the right one, where it is too late for that."""
        person = await self._somebody(chance)
        for attempt in range(1, GUESSES + 1):
            number = (
                chance.choice(self._guessed) if chance.random() < 0.7 else f"{chance.randrange(10**7, 10**8)}"
            )
            shown, kind = self._proof(person.guest, person.address, number, chance, attempt)
            seen_before = len(person.bytes_read)
            by_postcode = "@" not in shown
            self.guesses.by_postcode += by_postcode
            await person.say(f"order {number} {'postcode ' * by_postcode}{shown}")
            said = "".join(person.bytes_read[seen_before:])
            blank = _IDS_AND_TIMES.sub("…", _without_typed(said, number, shown))
            self.guesses.replies[attempt].add(_NO_ENTRY.sub("", blank))
            self.guesses.of_kind[kind] += 1
        person.leave()
        self._look_for_hits(person)

    def _proof(
        self, guest: Guest, address: str, number: str, chance: random.Random, attempt: int
    ) -> tuple[str, str]:
        truth, order = self._deskbell.identity.truth, self._deskbell.orders.get(number)
        is_locked = not truth.may_prove(guest, address, number, self._deskbell.clock())
        if is_locked and order is not None and chance.random() < 0.5:
            return chance.choice([order.email, order.postcode]), "right, and locked"
        wrong = chance.choice(
            [f"kim{chance.randrange(10**6)}@example.com", f"{chance.randrange(10_000, 99_999)}"]
        )
        if order is None:
            return wrong, "unknown"
        return wrong, "wrong, and locked" if is_locked else "wrong"

    async def _steal(self, number: str, rounds: int) -> None:
        """Knows a proof, wants a change and guesses the code; then shows codes that are right no longer."""
        person, order = await self._somebody(random.Random(rounds)), self._deskbell.orders[number]
        await person.say(f"order {number} {order.email}")
        await person.say("cancel it")
        heard = await person.say("yes")
        if (first := self._code_of(person)) is not None and "six digits" in heard.text:
            for step in range(1, 6):
                await self._enter(person, f"{(int(first) + step) % 1_000_000:06}")
            await person.say("yes")
            await self._enter(person, first)  # another one is on its way
            self._waiting.append(person)
        self._look_for_hits(person, number)

    async def _come_too_late(self) -> None:
        """With the right codes of the round before, which have run out."""
        for person in self._waiting:
            await self._enter(person, self._code_of(person) or "")
            self._look_for_hits(person, *self._stolen)
            person.leave()
        self._waiting.clear()

    async def _enter(self, person: Person, digits: str) -> None:
        await person.say(digits)
        self.guesses.of_kind["code"] += 1

    def _code_of(self, person: Person) -> str | None:
        codes = [code.digits for code in self._deskbell.identity.truth.codes if code.guest == person.guest]
        return codes[-1] if codes else None

    def _look_for_hits(self, person: Person, *own: str) -> None:
        found = {canary for canary in canaries_in(*person.bytes_read) if canary.order not in own}
        if leaked := {canary for canary in found if canary.kind not in _TYPED}:
            self.guesses.hits.append((person.guest, leaked))

    async def _somebody(self, chance: random.Random) -> Person:
        """A new session. Half of them share a few addresses, the others have one each."""
        self._people += 1
        crowd = f"203.0.113.{chance.randrange(8)}"
        own = f"10.{self._people // 65536}.{self._people // 256 % 256}.{self._people % 256}"
        return await self._deskbell.open(crowd if chance.random() < 0.5 else own)

    async def _let_owner_in(self) -> None:
        """Whatever strangers tried, whoever is signed in at the shop sees their own order."""
        number = self._chance.choice(["31073003", "31073004"])
        person = await self._deskbell.open("198.51.100.1", "bob")
        heard = await person.say(f"where is my order {number}?")
        person.leave()
        self.guesses.owners_let_in += number in heard.text and bool(canaries_in(heard.text))


def _without_typed(said: str, number: str, shown: str) -> str:
    return said.replace(number, "<number>").replace(f"postcode {shown}", shown).replace(shown, "<proof>")
