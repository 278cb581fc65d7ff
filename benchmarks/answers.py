"""From a message to its answer in the event stream, one at a time."""

from collections.abc import Callable

from benchmarks.customer import arrive
from benchmarks.lines import GREETINGS, QUESTIONS, Line, order_lines
from benchmarks.rows import Row
from benchmarks.subject import Subject
from benchmarks.timings import time_rows


async def measure(subject: Subject) -> list[Row]:
    greetings = await _times(subject, lambda _: GREETINGS)
    questions = await _times(subject, lambda _: QUESTIONS)
    orders = await _times(subject, order_lines)
    return [
        *time_rows("greeting to answer", greetings, p50=15, p95=35),
        *time_rows("question to FAQ answer (one action call)", questions, p50=15, p95=35),
        *time_rows("order status to answer (two action calls)", orders, p50=20),
    ]


async def _times(subject: Subject, lines_of: Callable[[int], tuple[Line, ...]]) -> list[float]:
    times: list[float] = []
    while len(times) < subject.size.answers:
        customer = await arrive(subject.http)
        times += [await customer.ask(line) for line in lines_of(customer.number)]
        await customer.leave()
    return times
