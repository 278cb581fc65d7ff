"""The shop's writer saves a help page, and Deskbell as it runs answers from it: no training, no start."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.faults.stubborn_customer import PATIENCE, StubbornCustomer
from tests.running_deskbell import ROOT, RunningDeskbell

pytestmark = pytest.mark.model

QUESTION = "do you repair torn kites?"
ENTRY = """---
title: Do you repair torn kites?
ask: [My kite is torn]
tags: [care]
---

{answer}

## In other words

{answer} Bring it to the counter.
"""
LOOK_AGAIN = 0.2
PLACE = {"actions": "file=kite-repair.md line=3", "gateway": '"file": "kite-repair.md", "line": 3'}
"""Of the mistake, as the part's log spells it: in text for people, or in JSON for machines."""


@pytest.fixture(scope="module")
def deskbell(tmp_path_factory, trained_model) -> Iterator[RunningDeskbell]:
    """With the project's own code and model, and a copy of what the shop writes."""
    root, var = tmp_path_factory.mktemp("shop"), tmp_path_factory.mktemp("var")
    for path in ROOT.iterdir():
        if path.name not in {"data", "var", ".env"}:
            (root / path.name).symlink_to(path)
    shutil.copytree(ROOT / "data", root / "data")
    running = RunningDeskbell(var)
    running.root = root
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def page(deskbell) -> Path:
    return deskbell.root / "data" / "faq" / "kite-repair.md"


@pytest.fixture
async def http(deskbell) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(deskbell.url) as session:
        yield session


async def answer_of(deskbell: RunningDeskbell) -> str:
    """To a customer who asks for the first time."""
    async with StubbornCustomer(deskbell.url, "kim") as customer:
        return " ".join((await customer.ask(QUESTION)).texts)


async def read_page(http: aiohttp.ClientSession) -> str:
    async with http.get("/help/kite-repair") as response:
        return await response.text()


async def comes(ask: Callable[[], Awaitable[str]], words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if words in await ask():
                return
            await asyncio.sleep(LOOK_AGAIN)


async def test_a_saved_page_is_answered_from_and_one_with_a_mistake_leaves_what_it_said(deskbell, page, http):
    assert "euros" not in await answer_of(deskbell)

    page.write_text(ENTRY.format(answer="Yes, for 12 euros."), encoding="utf-8")
    await comes(lambda: answer_of(deskbell), "for 12 euros")
    await comes(lambda: read_page(http), "for 12 euros")

    page.write_text(ENTRY.format(answer="Yes, for 15 euros.").replace("ask:", "asks:"), encoding="utf-8")
    for part, place in PLACE.items():
        assert "for 12 euros" in await answer_of(deskbell)
        await comes(lambda part=part: mistakes_of(deskbell, part, http), place)
        assert "'asks' is not known here. Use one of" in await mistakes_of(deskbell, part, http)

    page.write_text(ENTRY.format(answer="Yes, for 15 euros."), encoding="utf-8")
    await comes(lambda: answer_of(deskbell), "for 15 euros")
    await comes(lambda: read_page(http), "for 15 euros")


async def mistakes_of(deskbell: RunningDeskbell, part: str, http: aiohttp.ClientSession) -> str:
    """What the log names: the file, the line and what to do. The gateway looks when a page is asked for."""
    assert "for 12 euros" in await read_page(http)
    lines = deskbell.log(part).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if "faq.mistake" in line)
