"""Deliveries of a test's own making, posted to the address."""

from gateway.messenger.double.deliveries import delivery_of, headers_of
from tests.gateway.messenger.conftest import CREDENTIALS

PAGE_ID = "100200300400500"


def message(person: str, text: str, mid: str, timestamp: int = 1_900_000_000_000) -> dict:
    ends = {"sender": {"id": person}, "recipient": {"id": PAGE_ID}}
    return {**ends, "timestamp": timestamp, "message": {"mid": mid, "text": text}}


async def post(page, body: bytes, **headers: str) -> int:
    headers = {"content-type": "application/json", **headers}
    async with page.session.post(page.url, data=body, headers=headers) as response:
        await response.read()
        return response.status


async def deliver(page, *events: dict) -> int:
    body = delivery_of(PAGE_ID, events, 1)
    return await post(page, body, **headers_of(body, CREDENTIALS.app_secret))
