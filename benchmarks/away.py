"""Messages that come while the bot worker is dead: kept, and answered when it is back."""

import asyncio
from time import perf_counter

from benchmarks.customer import Answer, Customer, arrive
from benchmarks.lines import script
from benchmarks.rows import Row, every_one
from benchmarks.subject import Subject

_CUSTOMERS = 20


async def measure(subject: Subject) -> list[Row]:
    deskbell, expected = subject.deskbell, subject.size.held_back
    customers = [await arrive(subject.http) for _ in range(_CUSTOMERS)]
    deskbell.kill("bot")
    accepted = await _send(customers, expected)
    deskbell.start_part("bot")
    await asyncio.to_thread(deskbell.wait_for, "bot")
    ready = perf_counter()
    answered = await _answered(accepted)
    took = f", {perf_counter() - ready:.1f} s after it was ready"
    for customer in customers:
        await customer.leave()
    return [
        every_one("accepted while the bot worker is dead", len(accepted), expected),
        every_one("answered when it is back", answered, expected, took),
    ]


async def _send(customers: list[Customer], messages: int) -> list[tuple[Customer, int]]:
    """Who wrote what, by seq."""
    accepted = []
    for number in range(messages):
        customer = customers[number % len(customers)]
        accepted.append((customer, await customer.send(script(customer.number)[number // len(customers)])))
    return accepted


async def _answered(accepted: list[tuple[Customer, int]]) -> int:
    waiting = (customer.answer_to(seq) for customer, seq in accepted)
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    return sum(1 for answer in answers if isinstance(answer, Answer) and answer.text)
