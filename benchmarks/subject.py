"""What is measured, and how much of it."""

from dataclasses import dataclass
from itertools import chain
from time import perf_counter

from aiohttp import ClientSession

from actions.orders import order_rows
from actions.orders.database import open_engine, writing
from benchmarks.customer import SHOP_KEYS, arrive
from benchmarks.lines import CUSTOMERS, orders_of, script
from tests.running_deskbell import RunningDeskbell

SETTINGS = {"DESKBELL_RATE_LIMIT": "off", "DESKBELL_SHOP_KEYS": SHOP_KEYS}


@dataclass(frozen=True, slots=True)
class Size:
    """How many, how long (seconds). The whole takes less than four minutes on two cores."""

    answers: int = 200
    conversations: int = 6
    long_conversation: int = 500
    crowd: int = 12
    cues: int = 5
    page_events: int = 4000
    streams: int = 20
    held_back: int = 200
    echo: int = 5


WHOLE = Size()
QUICK = Size(
    answers=20,
    conversations=2,
    long_conversation=60,
    crowd=2,
    cues=1,
    page_events=400,
    streams=3,
    held_back=20,
    echo=1,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The running parts, a way to them, and how long their whole first start took (seconds)."""

    deskbell: RunningDeskbell
    http: ClientSession
    size: Size
    start: float


def start(deskbell: RunningDeskbell) -> float:
    """Starts everything on an empty database; returns how long that took. Then the customers' orders come."""
    began = perf_counter()
    deskbell.start()
    took = perf_counter() - began
    _add_orders(deskbell.database_url)
    return took


def _add_orders(url: str) -> None:
    engine = open_engine(url)
    with writing(engine) as connection:
        order_rows.insert(connection, chain.from_iterable(map(orders_of, range(CUSTOMERS))))
    engine.dispose()


async def warm_up(http: ClientSession) -> None:
    """Nobody measures the first time that a line of code runs."""
    customer = await arrive(http)
    for line in script(customer.number):
        await customer.ask(line)
    await customer.leave()
