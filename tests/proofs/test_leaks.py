"""The proof that no customer ever sees a byte of another's order, whatever they try and whatever breaks.

Actions, identity desk, order book, notices and journal are the product's; what stands in for understanding is
`talk.Dialogue`. `test_leaks_end_to_end.py` does it once more, smaller, through the whole of Deskbell.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from conversations.clock import HandClock
from tests.conftest import PROVE
from tests.proofs.knocked_out import KNOCKED_OUT, KnockOuts
from tests.proofs.leak_machine import LeakMachine
from tests.proofs.leaks import Leaked, Seen
from tests.proofs.small_shop import SmallShop, shop_in_memory, shop_on_sql

STEPS_A_HISTORY = 50


def _watch(histories: int, open_shop: Callable[[HandClock], SmallShop]) -> Seen:
    seen = Seen()
    sized = settings(
        max_examples=histories if PROVE else histories // 10, stateful_step_count=STEPS_A_HISTORY
    )
    run_state_machine_as_test(lambda: LeakMachine(open_shop, seen), settings=sized)
    return seen


def _report(seen: Seen, capsys: pytest.CaptureFixture[str]) -> None:
    if PROVE:
        with capsys.disabled():
            sys.stdout.write(f"\n{seen}\n")


def _is_leak_found(out: KnockOuts) -> bool:
    sized = settings(
        max_examples=300, stateful_step_count=STEPS_A_HISTORY, phases=[Phase.generate], derandomize=True
    )
    open_shop = partial(shop_in_memory, out=out)
    try:
        run_state_machine_as_test(lambda: LeakMachine(open_shop, Seen()), settings=sized)
    except Leaked:
        return True
    return False


@pytest.mark.proof
def test_nobody_sees_a_byte_of_an_order_of_somebody_else(capsys: pytest.CaptureFixture[str]):
    seen = _watch(1_000, shop_in_memory)
    _report(seen, capsys)
    assert seen.steps >= (50_000 if PROVE else 5_000)
    assert seen.told.keys() >= {"item1", "amount0", "link1", "number"}
    assert seen.changes.total() >= (100 if PROVE else 10)
    assert min(seen.mails, seen.notices, seen.right_while_locked) >= (100 if PROVE else 10)
    assert min(seen.broken[how] for how in ("voided", "died", "repeated", "away", "away after")) >= 50


@pytest.mark.proof
def test_nobody_sees_a_byte_of_an_order_of_somebody_else_on_sqlite(
    fresh_urls: Iterator[str], capsys: pytest.CaptureFixture[str]
):
    seen = _watch(50, lambda clock: shop_on_sql(next(fresh_urls), clock))
    _report(seen, capsys)
    assert seen.steps >= (2_500 if PROVE else 250)
    assert seen.told.keys() >= {"item1", "amount0", "number"}


@pytest.mark.parametrize("rule", KNOCKED_OUT)
def test_a_rule_that_is_knocked_out_is_found(rule: str):
    assert _is_leak_found(KNOCKED_OUT[rule])
