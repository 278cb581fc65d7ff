"""Wires the gateway: which parts there are, and which paths lead to them. Everything is made here, once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sanic import Sanic
from sanic.config import Config
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.mail.email_desk import EmailDesk
from actions.mail.mailer import Mailer
from actions.mail.no_mailer import NoMailer
from actions.mail.open_mailer import open_mailer
from actions.orders.open_order_book import open_order_book
from actions.orders.order_book import OrderBook
from actions.orders.patient_order_book import PatientOrderBook
from actions.orders.shop import Shop
from actions.orders.terms import load_terms
from conversations.accounts import Accounts
from conversations.bell import Bell, Topic
from conversations.canned_replies import load_canned_replies
from conversations.cues import Cues
from conversations.desk import Desk, absences_of
from conversations.heartbeats import Heartbeats
from conversations.passwords import Passwords
from gateway.audit_page import AuditPage
from gateway.background import Background
from gateway.conversation_doors import Doors
from gateway.cross_origin import CrossOrigin
from gateway.customer_tokens import CustomerTokens
from gateway.demo_mail_page import DemoMailPage
from gateway.error_answers import ErrorsAsJson
from gateway.guest_tokens import GuestTokens
from gateway.hand_over_post import HandOverPost
from gateway.health import Health
from gateway.help_page import HelpPages
from gateway.inbox_changes import InboxChanges
from gateway.inbox_conversation import InboxConversation
from gateway.inbox_doors import InboxDoors
from gateway.inbox_events import InboxEvents
from gateway.inbox_feed import INBOX, InboxFeed
from gateway.inbox_orders import InboxOrders
from gateway.inbox_page import InboxPage
from gateway.inbox_queue import InboxQueue
from gateway.inbox_sessions import InboxSessions
from gateway.journal_calls import JournalCalls
from gateway.looks_page import LooksPage
from gateway.messenger.channel import MessengerChannel, MessengerParts
from gateway.messenger.demo import MessengerDemo
from gateway.messenger.http_graph import HttpGraph
from gateway.messenger.profile import load_profile
from gateway.metrics import Metrics, note_beginning
from gateway.pages import Pages
from gateway.request_body import LARGEST_DRAINED
from gateway.settings import Settings
from gateway.stream_hub import StreamHub
from gateway.widget_cues import WidgetCues
from gateway.widget_events import WidgetEvents
from gateway.widget_feedback import WidgetFeedback
from gateway.widget_messages import WidgetMessages
from gateway.widget_offers import WidgetOffers
from gateway.widget_sessions import WidgetSessions

_WIDGET_METHODS = {
    "session": ("POST",),
    "messages": ("GET", "POST"),
    "events": ("GET",),
    "cues": ("POST",),
    "offers/<offer_id:str>": ("POST",),
    "feedback": ("POST",),
}


@dataclass(frozen=True, slots=True)
class Gateway:
    """One wired gateway. `server` starts and stops it."""

    app: Sanic[Any, Any]
    hub: StreamHub
    calls: JournalCalls
    background: Background
    bell: Bell
    heartbeats: Heartbeats
    messenger: MessengerChannel | None = None

    def ring(self, topic: Topic, conversation_id: str) -> None:
        """What the bell tells, on the event loop."""
        self.hub.ring(topic, conversation_id)
        if self.messenger is not None:
            self.messenger.ring(topic, conversation_id)


@dataclass(frozen=True, slots=True)
class InboxParts:
    """What only the support team's pages need. `passwords` are argon2's unless a test has cheaper ones."""

    order_book: OrderBook
    shop: Shop
    passwords: Passwords = field(default_factory=Passwords)
    mailer: Mailer = field(default_factory=NoMailer)


def inbox_parts(settings: Settings) -> InboxParts:
    """Connects only when an order is looked at. Raises `OrderError` for wrong settings or terms."""
    shop = Shop(load_terms(), settings.zone)
    order_book = open_order_book(
        settings.orders_url or settings.database_url, settings.orders_mapping, shop=shop
    )
    mailer = open_mailer(settings.smtp, settings.var if settings.is_demo else None, settings.secret)
    return InboxParts(PatientOrderBook(order_book), shop, mailer=mailer)


def build_gateway(
    settings: Settings,
    desk: Desk,
    cues: Cues,
    inbox: InboxParts | None = None,
    messenger_parts: MessengerParts | None = None,
) -> Gateway:
    inbox = inbox or inbox_parts(settings)
    journal, heartbeats = desk.journal, desk.heartbeats
    calls = JournalCalls()
    hub = StreamHub(journal, calls)
    post = _post(settings, desk, inbox)
    background = Background(journal, heartbeats, calls, hub, settings.look_seconds, post)
    metrics = Metrics(hub)
    guest_tokens = GuestTokens(settings.secret)
    doors = Doors(settings, journal, guest_tokens)
    app = _new_app(settings, doors, metrics)
    customer_tokens = CustomerTokens(settings.shop_keys)
    accounts = Accounts(desk.team.accounts, settings.secret, inbox.passwords)
    inbox_doors = InboxDoors(settings, accounts, calls)
    messenger = _messenger(settings, desk, inbox.mailer, calls, messenger_parts)
    on_read = (lambda _: None) if messenger is None else messenger.sender.read_by_person
    hub.add_source(INBOX, InboxFeed(desk))
    for part in (
        WidgetSessions(journal, calls, doors, guest_tokens, customer_tokens, settings.body_seconds),
        WidgetMessages(journal, calls, doors, metrics, settings.body_seconds),
        WidgetEvents(journal, calls, doors, hub, settings.keep_alive_seconds),
        WidgetCues(cues, desk.ledger, calls, doors, customer_tokens, metrics, settings.body_seconds),
        WidgetOffers(desk.ledger, calls, doors, guest_tokens, metrics, settings.body_seconds),
        WidgetFeedback(journal, calls, doors, settings.body_seconds),
        Health(journal, heartbeats, calls, metrics, background, messenger),
        *(() if messenger is None else (messenger,)),
        Pages(settings.web, settings.is_demo, cues, settings.cues),
        AuditPage(settings, inbox_doors),
        DemoMailPage(settings),
        HelpPages(settings),
        *_inbox(settings, desk, inbox, accounts, calls, doors, inbox_doors, hub, on_read),
    ):
        part.add_to(app)
    return Gateway(app, hub, calls, background, desk.bell, heartbeats, messenger)


def _messenger(
    settings: Settings, desk: Desk, mailer: Mailer, calls: JournalCalls, parts: MessengerParts | None
) -> MessengerChannel | None:
    if parts is None and settings.messenger is not None:
        parts = MessengerParts(settings.messenger, HttpGraph(settings.messenger))
    elif parts is None and settings.is_demo:
        demo = MessengerDemo(load_profile(), settings.web, settings.body_seconds)
        parts = MessengerParts(demo.credentials, demo.graph, demo=demo)
    if parts is None:
        return None
    return MessengerChannel(parts, desk, desk.messenger, mailer, calls, settings)


def _post(settings: Settings, desk: Desk, inbox: InboxParts) -> HandOverPost | None:
    """None for the built-in inbox alone, which has every conversation already."""
    if settings.support_desk != "email":
        return None
    url = settings.public_url or f"http://{settings.host}:{settings.port}"
    return HandOverPost(desk, EmailDesk(inbox.mailer, settings.support_email), url)


def _inbox(
    settings: Settings,
    desk: Desk,
    inbox: InboxParts,
    accounts: Accounts,
    calls: JournalCalls,
    customer_doors: Doors,
    doors: InboxDoors,
    hub: StreamHub,
    on_read: Callable[[str], None],
) -> tuple[Any, ...]:
    orders = InboxOrders(desk, inbox.order_book, inbox.shop)
    replies = load_canned_replies(settings.canned_replies)
    return (
        InboxSessions(accounts, absences_of(desk), calls, customer_doors, doors, settings.body_seconds),
        InboxQueue(desk.team, accounts, calls, doors, replies),
        InboxConversation(desk, orders, calls, doors),
        InboxChanges(desk.team, accounts, calls, doors, on_read),
        InboxEvents(desk.team, calls, doors, hub, settings.keep_alive_seconds),
        LooksPage(desk.team, calls, doors),
        InboxPage(settings.web, settings.is_demo),
    )


def _new_app(settings: Settings, doors: Doors, metrics: Metrics) -> Sanic[Any, Any]:
    config = Config(env_prefix="")
    config.update(
        ACCESS_LOG=False,
        AUTO_EXTEND=False,
        MOTD=False,
        REQUEST_MAX_SIZE=LARGEST_DRAINED,
        REQUEST_TIMEOUT=settings.body_seconds,
        RESPONSE_TIMEOUT=60,
        KEEP_ALIVE_TIMEOUT=75,
    )
    app = Sanic("deskbell-gateway", config=config, configure_logging=False, error_handler=ErrorsAsJson())
    cross_origin = CrossOrigin(settings.origins)
    app.register_middleware(note_beginning, "request")
    app.register_middleware(doors.admit_request, "request")
    app.register_middleware(metrics.count_answer, "response")
    app.register_middleware(cross_origin.mark, "response")
    _answer_preflights(app, cross_origin)
    return app


def _answer_preflights(app: Sanic[Any, Any], cross_origin: CrossOrigin) -> None:
    for path, methods in _WIDGET_METHODS.items():

        async def preflight(
            request: Request, methods: tuple[str, ...] = methods, **named_in_path: str
        ) -> HTTPResponse:
            return cross_origin.preflight(methods)

        name = f"preflight_{path.partition('/')[0]}"
        app.add_route(preflight, f"/webhooks/widget/{path}", methods=["OPTIONS"], name=name)
