"""The proof that guessing gets nobody anywhere: 10,000 guesses over HTTP, through all of Deskbell."""

import random
import sys

import pytest

from tests.conftest import PROVE
from tests.proofs.guessers import GUESSES, Guessers
from tests.proofs.whole_deskbell import WholeDeskbell, settings_of

pytestmark = [pytest.mark.model, pytest.mark.proof]

MADE = 10_000 if PROVE else 1_000
SEED = 20261122


@pytest.fixture
async def deskbell(agent, fresh_urls):
    url = next(fresh_urls)
    async with WholeDeskbell(url, agent, settings_of(url), 100) as deskbell:
        yield deskbell


async def test_guesses_open_nothing_and_all_failures_of_one_number_read_the_same(deskbell, capsys):
    guessers = Guessers(deskbell, random.Random(SEED))
    await guessers.go_on_until(MADE)
    guesses, truth = guessers.guesses, deskbell.identity.truth

    codes = {code.digits for code in truth.codes}
    too_late = [tried for tried in truth.tries if tried.is_code and tried.shown in codes]
    if PROVE:
        with capsys.disabled():
            sys.stdout.write(f"\n{dict(guesses.of_kind)}, right codes too late: {len(too_late)}\n")
            sys.stdout.write(f"with a postcode: {guesses.by_postcode}\n")
    assert guesses.hits == []
    assert deskbell.identity.disagreed == []
    assert deskbell.book.done == {}
    assert not any(tried.is_right for tried in too_late)
    assert {number: len(replies) for number, replies in guesses.replies.items()} == dict.fromkeys(
        range(1, GUESSES + 1), 1
    )
    assert (
        min(guesses.of_kind[kind] for kind in ("unknown", "wrong", "wrong, and locked", "code")) > MADE / 50
    )
    assert guesses.of_kind["right, and locked"] > MADE / 20
    assert len(too_late) >= MADE / 200
    assert guesses.by_postcode > MADE / 10
    assert guesses.owners_let_in >= 2
