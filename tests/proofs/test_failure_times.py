"""The proof that a failed attempt does not tell by its time why it failed: real processes, real clock.

`make prove` takes 2,000 times. The quick tests are about the floor under those times, and about the judge.
"""

import asyncio
import random
import sys

import pytest

from tests.conftest import PROVE
from tests.proofs.failing_customers import times_of_failures
from tests.proofs.telling_apart import tell_apart
from tests.proofs.whole_deskbell import WholeDeskbell, settings_of
from tests.running_deskbell import RunningDeskbell

TELLING = "tests.proofs.telling_actions"
NO_FLOOR = "tests.proofs.worker_without_floor"
BY_CHANCE = 0.001
"""Times that chance alone would spread like this less often than this are told apart."""


def drawn(seed: int, shift: float) -> list[list[float]]:
    chance = random.Random(seed)
    return [[chance.gauss(1.02 + shift, 0.01) for _ in range(5)] for _ in range(60)]


def test_times_that_differ_are_told_apart():
    verdict = tell_apart({"unknown": drawn(1, 0), "wrong": drawn(2, 0.004), "locked": drawn(3, 0)})
    assert verdict.chance < BY_CHANCE
    assert verdict.areas["unknown", "wrong"] < 0.45


def test_times_that_do_not_differ_are_not_told_apart():
    verdict = tell_apart({"unknown": drawn(1, 0), "wrong": drawn(2, 0), "locked": drawn(3, 0)})
    assert verdict.chance > 10 * BY_CHANCE


@pytest.mark.model
async def test_every_failure_is_held_back_and_nothing_else(agent, fresh_urls):
    url = next(fresh_urls)
    async with WholeDeskbell(url, agent, settings_of(url)) as deskbell:
        order, other = deskbell.orders["31073006"], "31073007"
        locking = await deskbell.open("10.0.0.1")
        for number in range(5):
            await locking.say(f"order {other} kim{number}@example.com")
        assert len(deskbell.held_back) == 5
        person = await deskbell.open("10.0.0.2")
        for text in (
            "order 87654321 kim@example.com",
            f"order {order.number} lou@example.com",
            f"order {other} {deskbell.orders[other].email}",
        ):
            before = len(deskbell.held_back)
            assert "order" in (await person.say(text)).text
            assert len(deskbell.held_back) == before + 1
        before = len(deskbell.held_back)
        assert order.number in (await person.say(f"order {order.number} {order.email}")).text
        assert len(deskbell.held_back) == before


def judged(folder, conversations: int, name: str, capsys, **modules: str):
    running = RunningDeskbell(folder, DESKBELL_TRUSTED_PROXIES="127.0.0.1")
    running.modules = modules
    try:
        running.start()
        verdict = tell_apart(asyncio.run(times_of_failures(running.url, conversations, seed=20261122)))
    finally:
        running.stop()
    with capsys.disabled():
        sys.stdout.write(f"\n{name}, {15 * conversations} times: {verdict}\n")
    return verdict


if PROVE:  # minutes of waiting, and a clock: nothing for every day

    @pytest.mark.model
    @pytest.mark.proof
    def test_failures_are_not_told_apart_by_their_time(tmp_path, trained_model, capsys):
        verdict = judged(tmp_path, 134, "as it runs", capsys)
        assert verdict.chance >= BY_CHANCE
        assert verdict.largest < 0.55

    @pytest.mark.model
    @pytest.mark.proof
    def test_a_back_end_that_tells_by_its_time_tells_nothing_either(tmp_path, trained_model, capsys):
        verdict = judged(tmp_path, 50, "a telling back end", capsys, actions=TELLING)
        assert verdict.chance >= BY_CHANCE

    @pytest.mark.model
    @pytest.mark.proof
    def test_without_the_floor_that_back_end_would_be_heard(tmp_path, trained_model, capsys):
        verdict = judged(tmp_path, 50, "without the floor", capsys, actions=TELLING, bot=NO_FLOOR)
        assert verdict.chance < BY_CHANCE
        assert verdict.largest > 0.6
