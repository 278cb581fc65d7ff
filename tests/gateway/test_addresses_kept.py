"""What the journal learns of a customer's address: enough to count by, and nothing to read."""

from ipaddress import ip_network

from conversations.in_memory_bell import InMemoryBell
from conversations.in_memory_journal import InMemoryJournal
from conversations.in_memory_record import InMemoryRecord
from conversations.keyed_digests import address_digests
from tests.gateway.conftest import SECRET


async def addresses_kept(gateways, *forwarded_for, **settings):
    """What is kept of one message each, sent through a proxy that names these addresses."""
    record = InMemoryRecord()
    gateways.take(journal=InMemoryJournal(InMemoryBell(), record=record))
    running = await gateways.start(**settings)
    visitor = await running.client.open()
    for number, address in enumerate(forwarded_for):
        headers = visitor.headers | {"x-forwarded-for": address}
        fields = {"id": f"m{number}", "text": "hello"}
        async with running.client.session.post(
            running.client.url("messages"), json=fields, headers=headers
        ) as response:
            assert response.status == 202
            assert "digest" not in await response.text()
    return list(record.conversations[visitor.conversation_id].addresses.values())


async def test_a_message_is_kept_with_the_digest_of_its_address(gateways):
    [kept] = await addresses_kept(gateways, "203.0.113.9")
    assert kept == address_digests(SECRET).hex_digest("127.0.0.1")


async def test_the_address_is_the_customers_and_not_the_proxys(gateways):
    trusted = (ip_network("127.0.0.1"),)
    kept = await addresses_kept(gateways, "203.0.113.9", "203.0.113.10", trusted_proxies=trusted)
    assert kept == [address_digests(SECRET).hex_digest(f"203.0.113.{host}") for host in (9, 10)]
