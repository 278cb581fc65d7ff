"""The proof that nobody sees another's order, through all of Deskbell: HTTP, streams, worker, signed actions.

Smaller than `test_leaks.py`, and with sentences in place of intents. Searched are every byte over HTTP and
streams, the conversation read again, the pages about no order, the logs and the mails.
"""

import random
import sys
from datetime import UTC, datetime, timedelta

import pytest

from conversations.clock import HandClock
from tests.conftest import PROVE
from tests.proofs.chatters import Chatters
from tests.proofs.knocked_out import KNOCKED_OUT
from tests.proofs.leaks import Leaked
from tests.proofs.small_shop import Log
from tests.proofs.whole_deskbell import WholeDeskbell, settings_of

pytestmark = [pytest.mark.model, pytest.mark.proof]

MESSAGES = 3_000 if PROVE else 300
SEED = 20261122


@pytest.fixture
def log():
    log = Log()
    yield log
    log.close()


@pytest.fixture
def opened(agent, fresh_urls):
    def opened(**options):
        url = next(fresh_urls)
        clock = HandClock(datetime.now(UTC) - timedelta(days=20))  # the audit looks back thirty
        return WholeDeskbell(url, agent, settings_of(url), clock=clock, **options)

    return opened


async def test_nobody_is_shown_another_ones_order_on_any_surface(opened, log, capsys):
    async with opened() as deskbell:
        chatters = Chatters(deskbell, random.Random(SEED), log)
        await chatters.talk(MESSAGES)
    if PROVE:
        with capsys.disabled():
            sys.stdout.write(f"\n{dict(chatters.told)} {dict(chatters.done)} {len(chatters.chats)} chats\n")
    assert chatters.told.keys() >= {"item1", "amount0", "track1", "number"}
    assert chatters.done["cancel_order"] >= 1
    assert chatters.done["mail"] >= 1
    assert deskbell.identity.disagreed == []


async def test_an_order_book_that_compares_no_proof_is_found(opened, log):
    async with opened(out=KNOCKED_OUT["the book compares no proof"]) as deskbell:
        with pytest.raises(Leaked):
            await Chatters(deskbell, random.Random(SEED), log).talk(MESSAGES)
