"""The bot worker: `python -m bot`. It opens no port; it takes its work from the journal."""

import asyncio
import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from conversations.process import announce_ready, exit_when_orphaned

exit_when_orphaned()

from bot import quiet_rasa

quiet_rasa.settle()

import uvloop

from actions.faq.live_shelf import LOOK_EVERY as LOOK_AT_PAGES_EVERY
from actions.handoff.errors import HandoffError
from actions.handoff.opening_hours import OpeningHours
from actions.handoff.opening_hours_file import load_opening_hours
from actions.handoff.outlook import Reception
from actions.orders.errors import OrderError
from actions.orders.open_order_book import open_order_book
from actions.orders.order_book import OrderBook
from bot.action_endpoint import SignedActionEndpoint
from bot.agent import DeskbellAgent, load_agent
from bot.form_checks import FORM_CHECKS
from bot.hand_over import asks_for_person, person_asked
from bot.model_file import NoModel, trained_model
from bot.notice_watch import LOOK_EVERY_SECONDS, NoticeWatch
from bot.pages import Pages
from bot.settings import Settings, read_settings
from bot.turn import think
from bot.wait_watch import WaitWatch
from bot.worker import Think, Worker
from conversations.absences import Absences
from conversations.clock import utc_now
from conversations.desk import Desk, absences_of, open_desk
from conversations.environment import Environment
from conversations.errors import JournalUnavailable, SettingError
from conversations.heartbeats import BEAT_EVERY, Heartbeats, Part
from conversations.journal import ClaimedTurn, TurnResult
from conversations.signatures import CallSigner


def _give_back_unused_memory() -> None:
    """What loading left unused, some 10 MB; glibc alone keeps it (malloc_trim(3)), other systems don't."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


async def serve(
    settings: Settings, desk: Desk, model: Path, order_book: OrderBook, hours: OpeningHours
) -> None:
    """Works until SIGTERM or SIGINT; turns that have begun are finished."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    endpoint = SignedActionEndpoint(
        settings.action_endpoint_url,
        CallSigner.of(settings.secret),
        FORM_CHECKS,
        enable_selective_domain=True,
    )
    agent = load_agent(model, endpoint)
    _give_back_unused_memory()
    gc.freeze()  # Rasa and the model stay for good: the collector need not walk through them again
    worker = Worker(
        desk.journal,
        desk.bell,
        _thinking(agent, desk, hours),
        asks_for_person=partial(asks_for_person, agent),
        name=name,
        turns_at_once=settings.turns_at_once,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, worker.stop)
    beside = [
        asyncio.create_task(_follow(agent.pages)),
        asyncio.create_task(_beat(desk.heartbeats, name, model.name)),
        asyncio.create_task(_watch(_notices(settings, desk, order_book))),
        asyncio.create_task(_watch(WaitWatch(desk.team.waits, desk.journal.said, hours, utc_now))),
        asyncio.create_task(_watch(absences_of(desk))),
    ]
    announce_ready()
    try:
        await worker.run()
    finally:
        for task in beside:
            task.cancel()
        with contextlib.suppress(JournalUnavailable):
            desk.heartbeats.stop(Part.BOT, name)
        await endpoint.close()


def _thinking(agent: DeskbellAgent, desk: Desk, hours: OpeningHours) -> Think:
    journal = desk.journal
    asked = person_asked(Reception(desk.team.waits, hours, utc_now))

    async def thinking(turn: ClaimedTurn) -> TurnResult:
        async def find_said(texts: Sequence[str]) -> Mapping[str, int]:
            if turn.latest_bot_seq is None or not texts:
                return {}  # the bot has said nothing here yet
            return await asyncio.to_thread(journal.said, turn.conversation_id, texts)

        return await think(agent, asked, find_said, turn)

    return thinking


def _notices(settings: Settings, desk: Desk, order_book: OrderBook) -> NoticeWatch:
    return NoticeWatch(desk.notices, order_book, lambda: datetime.now(settings.zone).date(), settings.zone)


async def _watch(watch: NoticeWatch | WaitWatch | Absences) -> None:
    while True:
        with contextlib.suppress(JournalUnavailable):
            await asyncio.to_thread(watch.look)
        await asyncio.sleep(LOOK_EVERY_SECONDS)


async def _follow(pages: Pages) -> None:
    while True:
        await asyncio.sleep(LOOK_AT_PAGES_EVERY)
        await asyncio.to_thread(pages.look)


async def _beat(heartbeats: Heartbeats, name: str, model: str) -> None:
    while True:
        with contextlib.suppress(JournalUnavailable):
            await asyncio.to_thread(heartbeats.beat, Part.BOT, name, model)
        await asyncio.sleep(BEAT_EVERY.total_seconds())


def main() -> int:
    try:
        settings = read_settings(Environment(os.environ))
        model = trained_model(Path(__file__).parent.parent)
        desk = open_desk(settings.database_url)
        order_book = open_order_book(settings.orders_url, settings.orders_mapping)
        hours = load_opening_hours()
    except (SettingError, NoModel, JournalUnavailable, OrderError, HandoffError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    uvloop.run(serve(settings, desk, model, order_book, hours))
    desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
