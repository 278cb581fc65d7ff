"""What the chat costs a shop's page, in a real Chromium: script for an event, and tasks that a visitor feels.

A long task is one that keeps the page's thread for over 50 ms (w3.org/TR/longtasks-1). Everything on the page
counts, the demo shop's own script, too.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, CDPSession, Page, async_playwright, expect

from benchmarks.rows import Row, at_most, not_measured, to_compare
from benchmarks.subject import Subject
from tests.browser.conftest import QUIET_FLAGS
from tests.conftest import CHROMIUMS

_LONGEST_TASK = 50
_PAGES = (
    "/",
    "/shop/product.html?item=quay-trainer",
    "/shop/search.html?q=navy",
    "/shop/cart.html",
    "/shop/delivery.html",
    "/shop/orders.html",
)
_QUESTIONS = ("how do returns work?", "where is order 10042?", "mira.lindqvist@example.com", "thanks")

_WATCH = """() => {
  globalThis.longTasks = [];
  const note = (list) => longTasks.push(...list.getEntries().map((task) => task.duration));
  new PerformanceObserver(note).observe({ type: "longtask", buffered: true });
}"""
_SEND_EVENTS = """async (times) => {
  const [field, words] = ["#card", "h1"].map((what) => document.querySelector(what));
  const sent = [
    () => words.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: 40, clientY: 40 })),
    () => field.dispatchEvent(new Event("invalid")),
    () => field.setAttribute("aria-invalid", field.ariaInvalid !== "true"),
    () => dispatchEvent(new ErrorEvent("error", { error: new Error("broken") })),
  ];
  let slowest = 0;
  for (let count = 0; count < times; count++) {
    const began = performance.now();
    sent[count % sent.length]();
    await null;
    slowest = Math.max(slowest, performance.now() - began);
  }
  return slowest;
}"""


async def measure(subject: Subject) -> list[Row]:
    path = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if path is None:
        return [not_measured("page", "Chromium is missing. Type: sudo apt-get install chromium")]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(QUIET_FLAGS))
        try:
            return [
                *await _script_of_events(browser, subject),
                *await _long_tasks(browser, subject),
            ]
        finally:
            await browser.close()


async def _script_of_events(browser: Browser, subject: Subject) -> list[Row]:
    """Clicks, refused fields, marked fields and broken scripts, and what their signs of need lead to."""
    times = subject.size.page_events
    async with _page(browser, subject) as page:
        await page.goto("/shop/checkout.html", wait_until="networkidle")
        devtools = await page.context.new_cdp_session(page)
        await devtools.send("Performance.enable")
        before = await _script_seconds(devtools)
        slowest = await page.evaluate(_SEND_EVENTS, times)
        await page.wait_for_load_state("networkidle")
        took = await _script_seconds(devtools) - before
    return [
        at_most(f"script in the page for an event, of {times:,}", 1000 * took / times, 1, "ms"),
        to_compare("script in the page for the slowest of them", slowest, "ms"),
    ]


async def _long_tasks(browser: Browser, subject: Subject) -> list[Row]:
    """A visitor who looks around, then opens the chat and asks."""
    tasks: list[float] = []
    async with _page(browser, subject) as page:
        await page.add_init_script(f"({_WATCH})()")
        for path in _PAGES:
            await page.goto(path, wait_until="networkidle")
            await page.mouse.wheel(0, 600)
            tasks += await page.evaluate("longTasks")
        await page.get_by_role("button", name="Help", exact=True).click()
        for number, question in enumerate(_QUESTIONS):
            await page.get_by_role("textbox", name="Your message").fill(question)
            await page.get_by_role("button", name="Send", exact=True).click()
            await expect(page.get_by_role("log").locator("[part=bot] .text")).to_have_count(
                number + 1, timeout=10_000
            )
        tasks += await page.evaluate("longTasks")
    what = f"longest task over {_LONGEST_TASK} ms in the page, {len(_PAGES)} pages and a chat"
    return [at_most(what, max(tasks, default=0), _LONGEST_TASK, "ms")]


async def _script_seconds(devtools: CDPSession) -> float:
    metrics = (await devtools.send("Performance.getMetrics"))["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "ScriptDuration")


@asynccontextmanager
async def _page(browser: Browser, subject: Subject) -> AsyncIterator[Page]:
    context = await browser.new_context(base_url=subject.deskbell.url)
    try:
        yield await context.new_page()
    finally:
        await context.close()
