"""What the gateway counts, for Prometheus. Labels are paths as declared and statuses: nothing personal."""

from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from sanic.request import Request
from sanic.response import BaseHTTPResponse

from conversations.initiative import OfferOutcome
from gateway.messenger.silence import Deliveries
from gateway.stream_hub import StreamHub

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5)
_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Metrics:
    """One registry for each app, so that two of them fit into one process."""

    def __init__(self, hub: StreamHub) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "deskbell_http_requests",
            "Requests answered.",
            ["method", "path", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "deskbell_http_seconds",
            "Time to the answer's start.",
            ["path"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._messages = Counter(
            "deskbell_messages_accepted", "Customers' messages written.", registry=self._registry
        )
        self._cues = Counter("deskbell_cues", "Cues, by what followed.", ["outcome"], registry=self._registry)
        self._offers = Counter(
            "deskbell_offers_ended", "Offers, by how they ended.", ["outcome"], registry=self._registry
        )
        streams = Gauge("deskbell_open_streams", "Event streams open now.", registry=self._registry)
        streams.set_function(lambda: hub.open_streams)
        self._messenger_minutes = Gauge(
            "deskbell_messenger_minutes_since_delivery",
            "Since Messenger last delivered anything.",
            registry=self._registry,
        )
        self._messenger_silent = Gauge(
            "deskbell_messenger_silent",
            "1 while deliveries have stopped although people were writing.",
            registry=self._registry,
        )

    def count_message(self) -> None:
        self._messages.inc()

    def count_cue(self, *, is_offered: bool) -> None:
        self._cues.labels("offered" if is_offered else "silent").inc()

    def count_offer(self, outcome: OfferOutcome) -> None:
        self._offers.labels(outcome.value).inc()

    def note_messenger(self, deliveries: Deliveries) -> None:
        self._messenger_minutes.set(deliveries.minutes)
        self._messenger_silent.set(deliveries.are_silent)

    async def count_answer(self, request: Request, response: BaseHTTPResponse) -> None:
        """Runs after every request, also after one that Sanic could not read."""
        path = f"/{request.route.path}" if request.route else "none"
        method = request.method if request.method in _METHODS else "other"
        self._requests.labels(method, path, str(response.status)).inc()
        if began := getattr(request.ctx, "began", None):
            self._seconds.labels(path).observe(perf_counter() - began)

    def as_text(self) -> bytes:
        return generate_latest(self._registry)


async def note_beginning(request: Request) -> None:
    request.ctx.began = perf_counter()
