"""What the parts hold in memory, after whatever load came before."""

import re
from pathlib import Path

from benchmarks.rows import Row, at_most, to_compare
from benchmarks.subject import Subject


async def measure(subject: Subject) -> list[Row]:
    deskbell = subject.deskbell
    return [
        at_most("memory of the bot worker, after the load", _resident(deskbell.pid("bot")), 350, "MB"),
        at_most("memory of the gateway, after the load", _resident(deskbell.pid("gateway")), 120, "MB"),
        to_compare("memory of the action server, after the load", _resident(deskbell.pid("actions")), "MB"),
    ]


def _resident(pid: int) -> float:
    """Resident memory in megabytes, shared pages included."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, flags=re.MULTILINE)
    assert found
    return int(found[1]) * 1024 / 1e6
