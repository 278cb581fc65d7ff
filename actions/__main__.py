"""The action server: `python -m actions`. It listens on loopback only and takes only signed calls."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
from dataclasses import dataclass
from functools import lru_cache

from conversations.process import announce_ready, exit_when_orphaned

exit_when_orphaned()

from sanic import Sanic

from actions.faq.errors import FaqError
from actions.faq.live_search import LiveSearch
from actions.faq.live_shelf import LOOK_EVERY
from actions.handoff.errors import HandoffError
from actions.handoff.opening_hours import OpeningHours
from actions.handoff.opening_hours_file import load_opening_hours
from actions.handoff.outlook import Reception
from actions.mail.mailer import Mailer
from actions.mail.open_mailer import open_mailer
from actions.order_access import CustomerOf
from actions.orders.errors import OrderError
from actions.orders.open_order_book import open_order_book
from actions.orders.patient_order_book import PatientOrderBook
from actions.orders.shop import Shop
from actions.orders.terms import load_terms
from actions.server import create_app
from actions.settings import Settings, read_settings
from actions.wiring import all_actions
from conversations.desk import Desk, open_desk, open_identity
from conversations.environment import Environment
from conversations.errors import ConversationError, JournalUnavailable, SettingError
from conversations.heartbeats import BEAT_EVERY, Heartbeats, Part
from conversations.identity import IdentityDesk
from conversations.journal import Journal
from conversations.signatures import CallSigner

_HOST = "127.0.0.1"
_CONVERSATIONS_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class BackEnds:
    """What the actions work with."""

    desk: Desk
    order_book: PatientOrderBook
    faq: LiveSearch
    identity: IdentityDesk
    mailer: Mailer
    shop: Shop
    hours: OpeningHours

    @classmethod
    def open(cls, settings: Settings) -> BackEnds:
        """Raises ConversationError, OrderError, FaqError, HandoffError and SettingError, each with what to
        do."""
        shop = Shop(load_terms(), settings.zone)
        return cls(
            open_desk(settings.database_url),
            PatientOrderBook(open_order_book(settings.orders_url, settings.orders_mapping, shop=shop)),
            LiveSearch(settings.faq),
            open_identity(settings.database_url, settings.secret),
            open_mailer(settings.smtp, settings.demo_var, settings.secret),
            shop,
            load_opening_hours(),
        )

    def close(self) -> None:
        self.order_book.close()
        self.mailer.close()
        self.identity.close()
        self.desk.close()


def build_app(settings: Settings, back_ends: BackEnds) -> Sanic:
    """The app with its heartbeat; it says that it is ready once it listens."""
    desk = back_ends.desk
    actions = all_actions(
        back_ends.order_book,
        back_ends.faq,
        _customer_of(desk.journal),
        desk.notices.of_conversation,
        back_ends.identity,
        back_ends.mailer,
        back_ends.shop,
        Reception(desk.team.waits, back_ends.hours, back_ends.shop.now),
        settings.help_url,
    )
    app = create_app(actions, CallSigner.of(settings.secret), desk.journal.note_deed)
    name = f"{socket.gethostname()}:{os.getpid()}"

    @app.after_server_start
    async def begin(app: Sanic) -> None:
        app.add_task(_beat(desk.heartbeats, name))
        app.add_task(_follow(back_ends.faq))
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


async def _beat(heartbeats: Heartbeats, name: str) -> None:
    while True:
        with contextlib.suppress(JournalUnavailable):
            await asyncio.to_thread(heartbeats.beat, Part.ACTIONS, name)
        await asyncio.sleep(BEAT_EVERY.total_seconds())


async def _follow(faq: LiveSearch) -> None:
    """What the shop's writer saves is answered from within two seconds."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        await asyncio.to_thread(faq.renew)


def main() -> int:
    try:
        settings = read_settings(Environment(os.environ))
        back_ends = BackEnds.open(settings)
    except (ConversationError, OrderError, FaqError, HandoffError, SettingError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    app = build_app(settings, back_ends)
    try:
        app.run(_HOST, settings.port, single_process=True, motd=False, access_log=False)
    except OSError:
        sys.stderr.write(
            f"Port {settings.port} is in use. Set ACTION_SERVER_PORT to a free one, or stop what uses it.\n"
        )
        return 2
    back_ends.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
