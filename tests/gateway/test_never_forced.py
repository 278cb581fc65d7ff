"""For all that pages can send: nothing but a customer's acceptance makes a conversation out of a cue."""

import itertools

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from conversations.clock import utc_now
from conversations.desk import Desk, in_memory_desk
from conversations.in_memory_bell import InMemoryBell
from conversations.in_memory_cue_ledger import InMemoryCueLedger
from conversations.in_memory_heartbeats import InMemoryHeartbeats
from conversations.in_memory_journal import InMemoryJournal
from conversations.in_memory_notices import InMemoryNoticeBook
from conversations.in_memory_record import InMemoryRecord
from conversations.ownership import Owner
from tests.gateway.conftest import settings_for
from tests.gateway.gateways import Gateways
from tests.gateway.shop_signing import SHOP_KEYS, customer_token

pytestmark = pytest.mark.asyncio(loop_scope="module")

_numbers = itertools.count()

devices = st.sampled_from(["a", "b", "c"])
names = st.sampled_from(["payment_failed", "page_error", "rage_click", "page_view", "unknown"])
pages = st.sampled_from([{}, {"order_number": "10042"}, {"order_number": ""}, {"url": "/"}, None, 5])
sensible = st.fixed_dictionaries({"visitor": devices, "cue": names}, optional={"page": pages})
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)
nonsense = anything | st.dictionaries(
    st.sampled_from(["visitor", "cue", "page", "customer_token", "x"]), anything
)
noes = st.sampled_from(["declined", "ignored", "never", "waiting", None, 5, ["accepted"], "accepted "])


class Watched:
    """A gateway, and the record behind it. (Hypothesis would print a dataclass, with all that is in it.)"""

    def __init__(self, running, record):
        self.running, self.client, self.record = running, running.client, record

    @property
    def conversations(self):
        return set(self.record.conversations)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def watched(tmp_path_factory):
    record, bell = InMemoryRecord(), InMemoryBell()
    others = in_memory_desk(utc_now, record)
    desk = Desk(
        InMemoryJournal(bell, utc_now, record),
        bell,
        InMemoryHeartbeats(utc_now),
        InMemoryCueLedger(record, bell, utc_now),
        InMemoryNoticeBook(record, bell, utc_now),
        others.team,
        others.messenger,
    )
    settings = settings_for(tmp_path_factory.mktemp("web"))
    gateways = Gateways(settings, desk)
    yield Watched(await gateways.start(shop_keys=SHOP_KEYS), record)
    await gateways.close()


async def send(client, fields, run, is_signed_in):
    """Sends one cue; a device is a new one in every run. Returns the offer that came of it, if one did."""
    if isinstance(fields, dict) and fields.get("visitor") in ("a", "b", "c"):
        fields = {**fields, "visitor": f"device-{fields['visitor']}-{run:08}"}
        if is_signed_in:
            fields["customer_token"] = customer_token(sub=f"customer-{run}")
    status, answer = await client.post("cues", fields)
    assert status in {200, 204, 400, 401, 413, 422}
    return answer["offer"] if status == 200 else None


@hypothesis_settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(sensible | nonsense, st.booleans(), noes), max_size=8), st.booleans())
async def test_no_conversation_exists_until_the_customer_accepts(watched, cues, accepts):
    client, journal, run = watched.client, watched.running.journal, next(_numbers)
    before, last = watched.conversations, None
    for fields, is_signed_in, outcome in cues:
        offer = await send(client, fields, run, is_signed_in)
        if offer is not None and last is not None:
            status, _ = await client.end_offer(last["id"], outcome)
            assert status in {204, 422}
        last = offer or last
    assert watched.conversations == before
    assert watched.running.hub.open_streams == 0
    assert journal.claim_turn("test") is None
    if last is not None and accepts:
        status, opened = await client.end_offer(last["id"], "accepted")
        assert status == 200
        assert watched.conversations == before | {opened["conversation"]}
        journal.change_owner(opened["conversation"], Owner.CLOSED)
