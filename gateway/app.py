"""Wires the gateway: which parts there are, and which paths lead to them. Everything is made here, once."""

from dataclasses import dataclass
from typing import Any

from sanic import Sanic
from sanic.config import Config
from sanic.request import Request
from sanic.response import HTTPResponse

from conversations.bell import Bell
from conversations.cues import Cues
from conversations.desk import Desk
from conversations.heartbeats import Heartbeats
from gateway.audit_page import AuditPage
from gateway.background import Background
from gateway.conversation_doors import Doors
from gateway.cross_origin import CrossOrigin
from gateway.customer_tokens import CustomerTokens
from gateway.demo_mail_page import DemoMailPage
from gateway.error_answers import ErrorsAsJson
from gateway.guest_tokens import GuestTokens
from gateway.health import Health
from gateway.journal_calls import JournalCalls
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


def build_gateway(settings: Settings, desk: Desk, cues: Cues) -> Gateway:
    journal, heartbeats = desk.journal, desk.heartbeats
    calls = JournalCalls()
    hub = StreamHub(journal, calls)
    background = Background(journal, heartbeats, calls, hub, settings.look_seconds)
    metrics = Metrics(hub)
    guest_tokens = GuestTokens(settings.secret)
    doors = Doors(settings, journal, guest_tokens)
    app = _new_app(settings, doors, metrics)
    customer_tokens = CustomerTokens(settings.shop_keys)
    for part in (
        WidgetSessions(journal, calls, doors, guest_tokens, customer_tokens, settings.body_seconds),
        WidgetMessages(journal, calls, doors, metrics, settings.body_seconds),
        WidgetEvents(journal, calls, doors, hub, settings.keep_alive_seconds),
        WidgetCues(cues, desk.ledger, calls, doors, customer_tokens, metrics, settings.body_seconds),
        WidgetOffers(desk.ledger, calls, doors, guest_tokens, metrics, settings.body_seconds),
        WidgetFeedback(journal, calls, doors, settings.body_seconds),
        Health(journal, heartbeats, calls, metrics, background),
        Pages(settings.web, settings.is_demo, cues, settings.cues),
        AuditPage(settings),
        DemoMailPage(settings),
    ):
        part.add_to(app)
    return Gateway(app, hub, calls, background, desk.bell, heartbeats)


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
