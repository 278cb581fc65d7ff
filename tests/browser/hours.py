"""The team's hours as a test wants them, whatever the time is: parts of Deskbell that read another file."""

import os
import runpy
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from actions.handoff import opening_hours_file
from actions.handoff.opening_hours_file import DAYS, load_opening_hours
from tests.running_deskbell import RunningDeskbell

_FILE = "HOURS_OF_THE_TEST"
_HOURS = """zone: UTC
days:
{days}
holidays: []
promised_minutes: 15
email: help@shop.example.com
phone: ""
"""


def always_open() -> str:
    return _hours(dict.fromkeys(DAYS, "0:00-24:00"))


def closed_for_days() -> str:
    """Until 9:00 in three days."""
    back = DAYS[(datetime.now(UTC) + timedelta(days=3)).weekday()]
    return _hours({**dict.fromkeys(DAYS, "closed"), back: "9:00-18:00"})


@contextmanager
def deskbell_with_hours(folder: Path, hours: str, **settings: str):
    """As `running_deskbell`; `load_opening_hours` of its file says what the parts read."""
    file = folder / "opening_hours.yml"
    file.write_text(hours, encoding="utf-8")
    running = RunningDeskbell(folder, **{_FILE: str(file)}, **settings)
    running.modules = {part: f"tests.browser.{part}_with_hours" for part in ("actions", "bot")}
    try:
        running.start()
        yield running
    finally:
        running.stop()


def hours_of(running: RunningDeskbell):
    return load_opening_hours(running.var / "opening_hours.yml")


def run_part(part: str) -> None:
    """Runs it in this process, as `python -m` would."""
    opening_hours_file.load_opening_hours.__defaults__ = (Path(os.environ[_FILE]),)
    runpy.run_module(part, run_name="__main__", alter_sys=True)


def _hours(days: dict[str, str]) -> str:
    return _HOURS.format(days="\n".join(f"  {day}: {span}" for day, span in days.items()))
