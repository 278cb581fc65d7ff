"""Tells the person in front of the terminal what is being done, and for how long already."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_REMIND_EVERY_SECONDS = 10


class Progress:
    """Writes one line for each step. On a terminal its seconds count up; elsewhere it repeats."""

    def __init__(self, stream: TextIO = sys.stdout) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Shows `title` while the block runs."""
        began = time.monotonic()
        done = threading.Event()
        self._show(title, began)
        counting = threading.Thread(target=self._count, args=(title, began, done), daemon=True)
        counting.start()
        try:
            yield
        finally:
            done.set()
            counting.join()
            if self._is_terminal:
                self._show(title, began)
                self.say()

    def say(self, line: str = "") -> None:
        print(line, file=self._stream, flush=True)

    def explain(self, problem: Exception) -> None:
        """Why it does not go on: what a log says about it, if anything, and one sentence."""
        for line in getattr(problem, "tail", ()):
            self.say(f"  | {line}")
        self.say(f"\n{problem}")

    def note(self, line: str) -> None:
        """A line with the time of day, for what happens later on."""
        self.say(f"{time.strftime('%H:%M:%S')}  {line}")

    def _count(self, title: str, began: float, done: threading.Event) -> None:
        while not done.wait(1 if self._is_terminal else _REMIND_EVERY_SECONDS):
            self._show(title, began)

    def _show(self, title: str, began: float) -> None:
        seconds = int(time.monotonic() - began)
        line = f"{title} …" + (f" {seconds} s" if seconds else "")
        if self._is_terminal:
            print(f"\r{line}\x1b[K", end="", file=self._stream, flush=True)
        else:
            self.say(line)
