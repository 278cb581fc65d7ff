"""What the parts hold in memory, after whatever load came before."""

from benchmarks.proc import resident_megabytes
from benchmarks.rows import Row, at_most, to_compare
from benchmarks.subject import Subject


async def measure(subject: Subject) -> list[Row]:
    held = {part: resident_megabytes(subject.deskbell.pid(part)) for part in ("bot", "gateway", "actions")}
    return [
        at_most("memory of the bot worker, after the load", held["bot"], 350, "MB"),
        at_most("memory of the gateway, after the load", held["gateway"], 120, "MB"),
        to_compare("memory of the action server, after the load", held["actions"], "MB"),
    ]
