"""The action server: `python -m actions`. It listens on loopback only and takes only signed calls."""

import asyncio
import contextlib
import os
import socket
import sys
from datetime import date, datetime
from functools import lru_cache, partial

from conversations.process import announce_ready, exit_when_orphaned

exit_when_orphaned()

from sanic import Sanic

from actions.faq.errors import FaqError
from actions.faq.search import FaqSearch
from actions.faq.shelf import load_shelf
from actions.order_actions import CustomerOf
from actions.orders.errors import OrderError
from actions.orders.sql_order_book import SqlOrderBook
from actions.server import create_app
from actions.settings import Settings, read_settings
from actions.wiring import all_actions
from conversations.desk import Desk, open_desk
from conversations.environment import Environment
from conversations.errors import ConversationError, JournalUnavailable, SettingError
from conversations.heartbeats import BEAT_EVERY, Heartbeats, Part
from conversations.journal import Journal
from conversations.signatures import CallSigner

_HOST = "127.0.0.1"
_CONVERSATIONS_REMEMBERED = 10_000


def build_app(settings: Settings, desk: Desk, order_book: SqlOrderBook, faq: FaqSearch) -> Sanic:
    """The app with its heartbeat; it says that it is ready once it listens."""
    actions = all_actions(
        order_book,
        faq,
        _customer_of(desk.journal),
        desk.notices.of_conversation,
        partial(_today, settings),
        settings.zone,
    )
    app = create_app(actions, CallSigner.of(settings.secret))
    name = f"{socket.gethostname()}:{os.getpid()}"

    @app.after_server_start
    async def begin(app: Sanic) -> None:
        app.add_task(_beat(desk.heartbeats, name))
        announce_ready()

    @app.before_server_stop
    async def end(app: Sanic) -> None:
        with contextlib.suppress(JournalUnavailable):
            await asyncio.to_thread(desk.heartbeats.stop, Part.ACTIONS, name)

    return app


def _customer_of(journal: Journal) -> CustomerOf:
    @lru_cache(_CONVERSATIONS_REMEMBERED)  # who opened a conversation never changes
    def customer_of(conversation_id: str) -> str | None:
        return journal.conversation(conversation_id).customer_id

    return customer_of


def _today(settings: Settings) -> date:
    return datetime.now(settings.zone).date()


async def _beat(heartbeats: Heartbeats, name: str) -> None:
    while True:
        with contextlib.suppress(JournalUnavailable):
            await asyncio.to_thread(heartbeats.beat, Part.ACTIONS, name)
        await asyncio.sleep(BEAT_EVERY.total_seconds())


def main() -> int:
    try:
        settings = read_settings(Environment(os.environ))
        desk = open_desk(settings.database_url)
        order_book = SqlOrderBook(settings.orders_url)
        faq = FaqSearch(load_shelf(settings.faq))
    except (ConversationError, OrderError, FaqError, SettingError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    app = build_app(settings, desk, order_book, faq)
    try:
        app.run(_HOST, settings.port, single_process=True, motd=False, access_log=False)
    except OSError:
        sys.stderr.write(
            f"Port {settings.port} is in use. Set ACTION_SERVER_PORT to a free one, or stop what uses it.\n"
        )
        return 2
    desk.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
